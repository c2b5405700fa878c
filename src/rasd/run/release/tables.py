"""Decides what is said of the columns of each table in a release.

The columns of `events.csv` and of the formats that follow a codebook stand with their formats,
those of the other tables in `data/release/tables.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from rasd.export import EXPORTERS
from rasd.export.columns import columns
from rasd.export.left_out import COLUMNS
from rasd.export.mapping import mapped_formats, mapping_of
from rasd.knowledge.tables import read_rows

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_SINGLE = ("string", "integer", "number", "boolean", "date", "datetime", "year")
_LEFT_OUT = "*-left-out.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: its name, its type by the names of Data Package, and what it means."""

    name: str
    type: str
    en: str
    ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file of rows and columns; `missing` are the cells that hold no value.

    `tags` says that its second row holds tags and no values.
    """

    fields: tuple[Field, ...]
    key: tuple[str, ...]
    delimiter: str
    tags: bool = False
    missing: tuple[str, ...] = ("",)


def table_of(file: str, of: str | None) -> Table | None:
    """What is known of the columns of a file of a format; `None` where it is no table of text."""
    delimiter = _DELIMITERS.get(PurePath(file).suffix)
    if delimiter is None:
        return None
    if of == "csv":
        return Table(
            fields=tuple(
                Field(name=c.name, type=c.type, en=c.meaning_en, ar=c.meaning_ar) for c in columns()
            ),
            key=("id",),
            delimiter=delimiter,
        )
    if of in mapped_formats() and EXPORTERS[of].main.file == file:
        mapped = mapping_of(of).columns
        return Table(
            fields=tuple(
                Field(
                    name=c.name,
                    # In a cell, several values are one text.
                    type=c.type if c.type in _SINGLE else "string",
                    en=c.note_en,
                    ar=c.note_ar,
                )
                for c in mapped
            ),
            key=(),
            delimiter=delimiter,
            tags=of == "hxl",
            # As that dataset's own files have it.
            missing=("", "None") if of == "polecat" else ("",),
        )
    return _own().get(_LEFT_OUT if file.endswith(_LEFT_OUT[1:]) else file)


@cache
def _own() -> dict[str, Table]:
    rows = read_rows("release/tables.tsv")
    found = {}
    for file in dict.fromkeys(row["file"] for row in rows):
        of = [row for row in rows if row["file"] == file]
        found[file] = Table(
            fields=tuple(
                Field(
                    name=row["column"],
                    type=row["type"],
                    en=row["meaning_en"],
                    ar=row["meaning_ar"],
                )
                for row in of
            ),
            key=tuple(row["column"] for row in of if row["key"]),
            delimiter=_DELIMITERS[PurePath(file).suffix],
        )
    assert tuple(field.name for field in found[_LEFT_OUT].fields) == COLUMNS
    return found
