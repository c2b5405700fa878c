"""Decides which columns the sheets of a workbook have.

Those of the events are the columns of the CSV; those of the other sheets stand in
`data/export/workbook.tsv`. A column that holds the words of the sources reads from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rasd.export.columns import CellType, Column, columns
from rasd.export.mapping import rows

EVENTS, SOURCES, CONFLICTS, COLUMNS, ABOUT = "Events", "Sources", "Conflicts", "Columns", "About"
_HEADER = ("sheet", "column", "type", "meaning_en", "meaning_ar")
_IN_ARABIC = frozenset({"text", "name_ar", "quote", "outlet", "channel"})
_WHOLE_IN_ARABIC = frozenset({"campaign", "attribution", "conflicts"})
_OTHERS_IN_ARABIC = frozenset({"outlet", "title", "value", "meaning_ar", "ar"})
_LONG = frozenset({"quote", "title", "meaning_en", "meaning_ar", "en", "ar", "conflicts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a sheet: `arabic` where it reads from right to left."""

    name: str
    type: CellType
    arabic: bool
    meaning_en: str
    meaning_ar: str

    @property
    def width(self) -> int:
        """In characters, about."""
        if self.name in _LONG:
            return 60
        return {"string": 22, "date": 12}.get(self.type, 11)


@cache
def fields_of(sheet: str) -> tuple[Field, ...]:
    """The columns of a sheet in their order."""
    if sheet == EVENTS:
        return tuple(_of_event(column) for column in columns())
    return tuple(
        Field(
            name=name,
            type="date" if kind == "date" else "string",
            arabic=name in _OTHERS_IN_ARABIC,
            meaning_en=meaning_en,
            meaning_ar=meaning_ar,
        )
        for _, (of, name, kind, meaning_en, meaning_ar) in rows("workbook.tsv", _HEADER)
        if of == sheet
    )


def _of_event(column: Column) -> Field:
    in_arabic = column.part in _IN_ARABIC or column.field in _WHOLE_IN_ARABIC
    return Field(
        name=column.name,
        type=column.type,
        arabic=in_arabic and column.type == "string",
        meaning_en=column.meaning_en,
        meaning_ar=column.meaning_ar,
    )
