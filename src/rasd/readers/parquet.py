"""Parquet: one record a row, some rows at a time, so that a file may be of any size.

Columns are those of JSONL, and a row's original is the row as a line of JSON. A file is read where
it lies; a stream is put on the disk first, since a Parquet file is read from its end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rasd.model import DocumentError, Issue
from rasd.readers.draft import Draft, issue_of
from rasd.readers.raw import LINE, Raw
from rasd.readers.rows import draft_of
from rasd.readers.source import Source, stream_faults, too_large

if TYPE_CHECKING:
    import duckdb

_ROWS = 512
_PIECE = 1 << 20
_MEMORY = "512MB"
_ROWS_OF = """
SELECT to_json(row) FROM (
    SELECT * EXCLUDE (file_row_number) FROM read_parquet(?, file_row_number = true)
    WHERE file_row_number >= ? AND file_row_number < ?
) row
"""
_COUNT = "SELECT sum(num_rows) FROM parquet_file_metadata(?)"


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each row that holds one; a bad row is an issue and the next row is read."""
    with TemporaryDirectory(prefix="rasd-parquet-") as folder, _reading(folder) as connection:
        path = source.path or _spooled(source, Path(folder))
        size = 0
        for number, line in _lines(connection, path):
            size += len(line)
            where = f"{source.name}:{number}"
            try:
                if len(line) > source.limits.record:
                    raise too_large(source.limits.record)
                if source.limits.stream is not None and size > source.limits.stream:
                    yield issue_of(where, too_large(source.limits.stream))
                    return
                raw = Raw(data=line.encode() + b"\n", media_type=LINE)
                record = {key.strip().lower(): value for key, value in json.loads(line).items()}
                yield from draft_of(record, raw=raw, where=where, part=number)
            except DocumentError as error:
                yield issue_of(where, error)


def _lines(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[tuple[int, str]]:
    """Rows as lines of JSON, numbered from 1."""
    [count] = connection.execute(_COUNT, [str(path)]).fetchone() or (0,)
    for first in range(0, int(count or 0), _ROWS):
        # A whole result would be held in memory; DuckDB reads the pages of these rows alone.
        rows = connection.execute(_ROWS_OF, [str(path), first, first + _ROWS]).fetchall()
        for number, (line,) in enumerate(rows, start=first + 1):
            yield number, line


@contextmanager
def _reading(folder: str) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415 - 60 MB that other formats do without

    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": _MEMORY,
        "temp_directory": str(Path(folder, "spilled")),
        "preserve_insertion_order": True,
        # A file says what is in it, not what else is to be fetched.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        try:
            yield connection
        except duckdb.OutOfMemoryException as error:
            raise DocumentError(
                "too_large", f"rows that take more than {_MEMORY}", "split them, or give JSONL"
            ) from error
        except duckdb.Error as error:
            told = " ".join(str(error).split())[:200]
            raise DocumentError(
                "malformed", f"no Parquet: {told}", "write or copy the file again"
            ) from error


def _spooled(source: Source, folder: Path) -> Path:
    path = folder / "input.parquet"
    with path.open("wb") as out, stream_faults():
        while piece := source.stream.read(_PIECE):
            out.write(piece)
    return path
