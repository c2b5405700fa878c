"""Decides how values stand in the cells of a workbook.

Days are days, numbers numbers, and a text is only ever text: neither a formula nor a link, whatever
it begins with. Rows beyond what a sheet takes go on in another, as `Events 2`.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rasd.export.xlsx.fields import Field, fields_of
from rasd.model import SettingsError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | date | None

ROWS = 1_048_576
"""What a sheet of Excel takes, the header included."""
LONGEST = 32_767
"""What a cell of Excel takes, in units of UTF-16."""
CUT = " […]"
_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year: before this day it counts a day that never was."""
_EXACT = 2**53
_MADE = datetime(2000, 1, 1)
"""The day that every workbook tells it was made on: the same records give the same bytes."""
_NOT_IN_XML = re.compile("[\ud800-\udfff]|[\ufffe\uffff]")


class Book:
    """A workbook that is written row by row, sheet beside sheet."""

    def __init__(self, path: Path, *, rows: int = ROWS) -> None:
        try:
            from xlsxwriter import Workbook  # noqa: PLC0415 - which other formats do without
        except ImportError as error:
            raise SettingsError(
                "A workbook needs the package xlsxwriter: pip install xlsxwriter"
            ) from error
        # A row is written as soon as the next begins; what was written waits beside the file.
        self.book: Workbook = Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
        self.book.set_properties({"created": _MADE})
        self.rows = rows
        self.head = self.book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.arabic = self.book.add_format({"align": "right", "reading_order": 2})

    def sheet(self, name: str) -> Sheet:
        """A new sheet with its header, to be filled row by row."""
        return Sheet(self, name)


class Sheet:
    """A table of the workbook, on as many sheets as it takes."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name
        self.fields = fields_of(name)
        self.parts = 0
        self.count = 0
        self._begin()

    def add(self, values: list[Cell]) -> None:
        """Writes a row."""
        if self.row == self.book.rows:
            self.end()
            self._begin()
        write = self._write
        for at, value in enumerate(values):
            if value not in (None, ""):
                write(self.row, at, value)
        self.row += 1
        self.count += 1

    def end(self) -> None:
        """Sets the filter over the rows of the sheet; to be called after the last."""
        self.sheet.autofilter(0, 0, self.row - 1, len(self.fields) - 1)

    def _begin(self) -> None:
        self.parts += 1
        name = self.name if self.parts == 1 else f"{self.name} {self.parts}"
        self.sheet: Worksheet = self.book.book.add_worksheet(name)
        self.sheet.freeze_panes(1, 1)
        for at, field in enumerate(self.fields):
            self.sheet.set_column(at, at, field.width, self._format(field))
            self.sheet.write_string(0, at, field.name, self.book.head)
        self.row = 1

    def _format(self, field: Field) -> object:
        if field.type == "date":
            return self.book.day
        return self.book.arabic if field.arabic else None

    def _write(self, row: int, at: int, value: Cell) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, at, text_of(value))
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, at, value)
        elif isinstance(value, date):
            if value < _FIRST_DAY:
                self.sheet.write_string(row, at, value.isoformat())
            else:
                self.sheet.write_datetime(row, at, value, self.book.day)
        elif isinstance(value, int) and abs(value) > _EXACT:
            self.sheet.write_string(row, at, str(value))
        elif value is not None and math.isfinite(value):
            self.sheet.write_number(row, at, value)


def text_of(text: str) -> str:
    """A text as a cell can hold it: cut with a mark where it is too long."""
    if not text.isascii():
        text = _NOT_IN_XML.sub("?", text)
    # No character takes more than two units: the exact count is for long texts alone.
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST:
        kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
        text = kept.decode("utf-16-le", "ignore") + CUT
    # The writer takes such a text for the XML of a rich one and would not escape it.
    return f" {text}" if text.startswith("<r>") and text.endswith("</r>") else text
