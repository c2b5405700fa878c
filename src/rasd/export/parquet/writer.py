"""Decides how rows become the bytes of a Parquet file: by DuckDB, from lines of JSON on the disk.

The same rows give the same bytes: one thread, row groups of one size, no time of writing. What is
read and written stands on the disk; memory holds a row group.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rasd.export.parquet.types import ANY
from rasd.model import SettingsError

if TYPE_CHECKING:
    import duckdb

_ROWS_A_GROUP = 10_240
"""A multiple of DuckDB's vectors of 2,048. Larger groups save little space and hold more memory."""
_PIECE = 1 << 20
_LONGEST_LINE = 16 << 20
"""What DuckDB takes without being told; a longer line needs a larger buffer."""
_MEMORY = "512MB"


def parquet_of(
    rows: Iterable[object],
    columns: Mapping[str, str],
    *,
    selected: str = "",
    metadata: Callable[[], Mapping[str, str]] = dict,
) -> Iterator[bytes]:
    """A Parquet file piece by piece. A row is a record or a mapping, with a value for each column.

    `columns` are read from it, with their types; `selected` is what becomes of them as SQL. The
    `metadata` of the file are asked for when all rows have been read.
    """
    with TemporaryDirectory(prefix="rasd-parquet-") as folder:
        lines, made = Path(folder, "rows.jsonl"), Path(folder, "made.parquet")
        longest = _spool(rows, lines)
        read = (
            f"SELECT {selected or _as_text(columns)} "  # noqa: S608 - our own names and types
            f"FROM read_json({_quoted(lines)}, "
            f"format = 'newline_delimited', columns = {_struct(columns)}, "
            f"maximum_object_size = {max(longest, _LONGEST_LINE)})"
        )
        said = ", ".join(f"{key}: {_quoted(value)}" for key, value in metadata().items())
        written = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS_A_GROUP}"
        if said:
            written += f", KV_METADATA {{{said}}}"
        _run(f"COPY ({read}) TO {_quoted(made)} ({written})", Path(folder))
        lines.unlink()
        with made.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _spool(rows: Iterable[object], path: Path) -> int:
    """Writes a line of JSON for each row; gives the length of the longest."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain).encode
    longest = 0
    with path.open("wb") as out:
        for row in rows:
            line = encode(row).encode("utf-8", "replace")
            longest = max(longest, len(line))
            out.write(line)
            out.write(b"\n")
    return longest


def _plain(value: Any) -> object:
    """What the JSON of a record holds, every field of it: one that is unset is told as such."""
    if isinstance(value, date):
        return value.isoformat()
    kind: type = type(value)
    names, values = _fields(kind)
    return dict(zip(names, values(value), strict=True))


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    if not issubclass(kind, Struct):
        raise TypeError(f"no column for {kind.__name__}")
    names = kind.__struct_fields__
    if len(names) == 1:  # or the getter gives the value, not a tuple of it
        return names, lambda value: (getattr(value, names[0]),)
    return names, attrgetter(*names)


def _as_text(columns: Mapping[str, str]) -> str:
    """The columns as they are; JSON in them, which few readers know as a type, as text."""
    return ", ".join(
        f'CAST("{name}" AS {kind.replace(ANY, "VARCHAR")}) AS "{name}"'
        if ANY in kind
        else f'"{name}"'
        for name, kind in columns.items()
    )


def _struct(columns: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {_quoted(kind)}' for name, kind in columns.items()) + "}"


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _run(statement: str, folder: Path) -> None:
    connection = _duckdb(folder)
    import duckdb  # noqa: PLC0415 - as below

    try:
        connection.execute(statement)
    except duckdb.IOException as error:
        # Its errors carry no number; writing to its own scratch folder fails for want of space.
        raise OSError(errno.ENOSPC, f"{folder}: {error}") from error
    finally:
        connection.close()


def _duckdb(folder: Path) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb  # noqa: PLC0415 - 60 MB that other formats do without
    except ImportError as error:
        raise SettingsError("Parquet needs the package duckdb: pip install duckdb") from error
    return duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": _MEMORY,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": True,
            # Nothing is fetched from anywhere while a file is written.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
