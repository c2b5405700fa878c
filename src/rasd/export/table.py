"""Decides how events read as CSV: one row an event, the columns of `csv_columns.tsv`.

UTF-8 with a byte order mark, without which Excel shows Arabic as noise. A text that a
spreadsheet would run as a formula (`=1+1`, `+964`, `-`, `@x`) gets an apostrophe in front;
numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from rasd.export.cells import Cell, cell
from rasd.export.columns import columns
from rasd.export.files import write_file
from rasd.model import Event

BOM = "\ufeff"
_RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(events: Iterable[Event]) -> Iterator[str]:
    """The header and then one row for each event, lines ended as RFC 4180 has it."""
    # The writer needs a file; this one holds a row at a time.
    row = io.StringIO(newline="")
    writer = csv.writer(row, lineterminator="\r\n")
    writer.writerow([column.name for column in columns()])
    yield BOM + _taken(row)
    for event in events:
        writer.writerow([_guarded(cell(event, column)) for column in columns()])
        yield _taken(row)


def write_csv(events: Iterable[Event], path: Path) -> bool:
    """Writes the events to `path`; false where the file already said the same."""
    return write_file(csv_text(events), path)


def _taken(row: io.StringIO) -> str:
    text = row.getvalue()
    row.seek(0)
    row.truncate()
    return text


def _guarded(value: Cell) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_RUN_AS_FORMULA):
        return f"'{value}"
    return value
