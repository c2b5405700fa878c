"""Decides what a workbook holds: events, sources, where these differ, what it all means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rasd.export.cells import cell
from rasd.export.columns import Column, columns
from rasd.export.mapping import rows
from rasd.export.source import Source
from rasd.export.xlsx.fields import ABOUT, COLUMNS, CONFLICTS, EVENTS, SOURCES, fields_of
from rasd.export.xlsx.sheets import ROWS, Book, Cell, Sheet
from rasd.model import SCHEMA, Event, RunError

_PIECE = 1 << 20


def workbook_bytes(source: Source, *, rows_a_sheet: int = ROWS) -> Iterator[bytes]:
    """The workbook piece by piece; it is made whole, on the disk, before the first."""
    with TemporaryDirectory(prefix="rasd-xlsx-") as folder:
        path = Path(folder, "made.xlsx")
        _write(source, Book(path, rows=rows_a_sheet))
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _write(source: Source, book: Book) -> None:
    events, sources, conflicts = (book.sheet(name) for name in (EVENTS, SOURCES, CONFLICTS))
    # What a column holds is looked up in the types of a record, which costs more than a cell.
    made = [(column, column.type == "date") for column in columns()]
    for event in source.events():
        events.add([_value(event, column, is_day=is_day) for column, is_day in made])
        _add_conflicts(event, conflicts)
    for citation in source.citations():
        sources.add([getattr(citation, field.name) for field in sources.fields])
    _describe(book)
    _tell(book, {"events": events.count, "sources": sources.count, "conflicts": conflicts.count})
    for sheet in (events, sources, conflicts):
        sheet.end()
    _close(book)


def _value(event: Event, column: Column, *, is_day: bool) -> Cell:
    value = cell(event, column)
    return date.fromisoformat(value) if is_day and isinstance(value, str) else value


def _add_conflicts(event: Event, sheet: Sheet) -> None:
    for conflict in event.conflicts:
        for value, doc_id in zip(conflict.values, conflict.doc_ids, strict=False):
            sheet.add([event.id, conflict.field, value, doc_id])


def _describe(book: Book) -> None:
    sheet = book.sheet(COLUMNS)
    for name in (EVENTS, SOURCES, CONFLICTS):
        for field in fields_of(name):
            sheet.add([name, field.name, field.type, field.meaning_en, field.meaning_ar])
    sheet.end()


def _tell(book: Book, counts: dict[str, int]) -> None:
    values: dict[str, Cell] = {**counts, "schema": SCHEMA}
    sheet = book.sheet(ABOUT)
    for _, (key, en, ar) in rows("workbook_about.tsv", ("key", "en", "ar")):
        sheet.add([en, ar, values.get(key)])


def _close(book: Book) -> None:
    from xlsxwriter.exceptions import FileCreateError, FileSizeError  # noqa: PLC0415 - as there

    try:
        book.book.close()
    except FileCreateError as error:
        if isinstance(error.args[0], OSError):  # as it was: a full disk is told as such
            raise error.args[0] from error
        raise
    except FileSizeError as error:
        raise RunError(
            "the workbook would be larger than Excel opens (4 GB in one sheet). Write Parquet "
            "(--format parquet), or fewer events"
        ) from error
