"""Reads the data files: TSV rows and TOML documents that know where they stand.

A row's `where` is ``file:line``, which faults and `rasd explain` show.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from rasd.model.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a TSV file: its cells by column, and where it stands."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several values, split at ``|``."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())


def data_file(path: str) -> Traversable:
    """A file of the package's data folder."""
    return files("rasd.data").joinpath(path)


def read_rows(path: str) -> tuple[Row, ...]:
    """All rows of a TSV file; raises `DataError` for a row with another number of cells."""
    rows, faults = rows_and_faults(path)
    if faults:
        raise DataError(faults)
    return rows


def rows_and_faults(path: str) -> tuple[tuple[Row, ...], list[str]]:
    """The sound rows of a TSV file, and a ``file:line: what`` for each other one."""
    lines = data_file(path).read_text("utf-8").splitlines()
    columns = lines[0].split("\t")
    rows: list[Row] = []
    faults: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            faults.append(f"{path}:{number}: {len(cells)} cells, the header names {len(columns)}")
            continue
        rows.append(Row(f"{path}:{number}", dict(zip(columns, cells, strict=True))))
    return tuple(rows), faults


def read_toml(path: str) -> dict[str, Any]:
    """A TOML file as plain values; raises `DataError` where it cannot be parsed."""
    try:
        return tomllib.loads(data_file(path).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError([f"{path}: {error}"]) from error


def toml_files(folder: str) -> Iterator[str]:
    """The paths of a folder's TOML files, sorted."""
    names = sorted(entry.name for entry in data_file(folder).iterdir())
    return (f"{folder}/{name}" for name in names if name.endswith(".toml"))
