"""Decides which columns a table of events has; they stand in `data/export/csv_columns.tsv`.

A column's `source` is the path of the value in an event: `place.lat`; `perpetrators.id` (of each
perpetrator); `evidence[event].quote` (of the first evidence for the field `event`); `#conflicts`
(how many there are).
"""

from __future__ import annotations

import re
import types
import typing
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rasd.model import DataError, Event

FILE = "csv_columns.tsv"
_HEADER = ["column", "source", "meaning_en", "meaning_ar"]
_SOURCE = re.compile(r"(?P<count>#)?(?P<field>\w+)(\[(?P<only>\w+)\])?(\.(?P<part>\w+))?")


CellType = Literal["string", "integer", "number", "boolean", "date"]
"""What the cells of a column hold, by the names of Data Package."""
_TYPES: dict[type, CellType] = {int: "integer", float: "number", bool: "boolean", date: "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, where its value comes from, what it means in two languages."""

    name: str
    field: str
    only: str | None
    part: str | None
    count: bool = False
    meaning_en: str
    meaning_ar: str

    @property
    def source(self) -> str:
        """The path of the value, as in the data file."""
        only = f"[{self.only}]" if self.only else ""
        return (
            ("#" if self.count else "")
            + f"{self.field}{only}"
            + (f".{self.part}" if self.part else "")
        )

    @property
    def is_many(self) -> bool:
        """Whether a record may have several values for it."""
        kind = _plain(typing.get_type_hints(Event)[self.field])
        return typing.get_origin(kind) is tuple and not self.count and self.only is None

    @property
    def type(self) -> CellType:
        """What its cells hold, by the type of the field; several values in a cell are text."""
        kind = _plain(typing.get_type_hints(Event)[self.field])
        if typing.get_origin(kind) is tuple:
            if self.count:
                return "integer"
            if self.only is None:
                return "string"
            kind = typing.get_args(kind)[0]
        if self.part is not None:
            kind = _plain(typing.get_type_hints(kind)[self.part])
        return _TYPES.get(kind, "string")


def _plain(hint: Any) -> Any:
    """What a value is where there is one: `int` of `int | None`."""
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint
    return next(each for each in typing.get_args(hint) if each is not type(None))


@cache
def columns() -> tuple[Column, ...]:
    """The columns in their order. Raises `DataError` that lists every fault of the file."""
    return read_columns(
        files("rasd.data").joinpath("export", FILE).read_text(encoding="utf-8").splitlines()
    )


def read_columns(lines: list[str]) -> tuple[Column, ...]:
    """Columns from the lines of a TSV file."""
    if not lines or lines[0].split("\t") != _HEADER:
        raise DataError([f"{FILE}:1: expected the header {' '.join(_HEADER)} with tabs between"])
    found: dict[str, Column] = {}
    faults: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(_HEADER) or not all(cells):
            faults.append(f"{FILE}:{number}: expected {len(_HEADER)} filled cells, found {cells}")
            continue
        name, source, meaning_en, meaning_ar = cells
        path = _SOURCE.fullmatch(source)
        if path is None:
            faults.append(f"{FILE}:{number}: {source!r} is no path such as place.lat")
            continue
        if name in found:
            faults.append(f"{FILE}:{number}: column {name!r} stands twice")
        found[name] = Column(
            name=name,
            field=path["field"],
            only=path["only"],
            part=path["part"],
            count=path["count"] is not None,
            meaning_en=meaning_en,
            meaning_ar=meaning_ar,
        )
    if faults:
        raise DataError(faults)
    return tuple(found.values())
