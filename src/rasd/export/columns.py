"""Decides which columns a table of events has; they stand in `data/export/csv_columns.tsv`.

A column's `source` is the path of the value in an event: `place.lat`; `perpetrators.id` (of each
perpetrator); `evidence[event].quote` (of the first evidence for the field `event`); `#conflicts`
(how many there are).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rasd.model import DataError

FILE = "csv_columns.tsv"
_HEADER = ["column", "source", "meaning_en", "meaning_ar"]
_SOURCE = re.compile(r"(?P<count>#)?(?P<field>\w+)(\[(?P<only>\w+)\])?(\.(?P<part>\w+))?")


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
