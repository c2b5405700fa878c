"""A workbook opens in openpyxl with the values of the records, and nothing in it is run."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from tests.builders import make_day, make_event, make_mention
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.export.cells import cell
from rasd.export.columns import columns
from rasd.export.files import write_file
from rasd.export.xlsx import workbook_bytes
from rasd.export.xlsx.sheets import CUT, LONGEST, text_of
from rasd.model import Conflict

SHEETS = ["Events", "Sources", "Conflicts", "Columns", "About"]
_ESCAPED = re.compile("_x([0-9A-F]{4})_")


def written(source: Source, folder: Path, **given: Any) -> Path:
    path = folder / "events.xlsx"
    write_file(workbook_bytes(source, **given), path)
    return path


def table(path: Path, sheet: str) -> list[list[Any]]:
    """The rows of a sheet, the header first, as Excel shows them."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = [[shown(each) for each in row] for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return found


def shown(value: Any) -> Any:
    """What Excel makes of a cell: an escaped character is the character."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return value


def told(value: Any) -> Any:
    """A value as a workbook holds it; an empty text is an empty cell to its reader."""
    return (text_of(value) or None) if isinstance(value, str) else value


def test_openpyxl_reads_the_values_of_every_event(source: Source, tmp_path: Path) -> None:
    header, *found = table(written(source, tmp_path), "Events")
    assert header == [column.name for column in columns()]
    events = [[told(cell(event, column)) for column in columns()] for event in source.events()]
    assert found == events


def test_sources_and_conflicts_stand_on_sheets_of_their_own(source: Source, tmp_path: Path) -> None:
    path = written(source, tmp_path)
    assert openpyxl.load_workbook(path, read_only=True).sheetnames == SHEETS
    _, *sources = table(path, "Sources")
    assert [row[0] for row in sources] == [told(each.id) for each in source.citations()]
    _, *conflicts = table(path, "Conflicts")
    told_apart = [
        told(value)
        for event in source.events()
        for each in event.conflicts
        for value in each.values
    ]
    # A row of empty cells at the end is none to its reader.
    assert [row[2] for row in conflicts if row[2]] == [each for each in told_apart if each]


def test_pandas_reads_days_as_days_and_numbers_as_numbers(tmp_path: Path) -> None:
    event = make_event(make_mention("a"))
    frame = pandas.read_excel(written(Held(held_events=(event,)), tmp_path), sheet_name="Events")
    assert frame["date_start"][0] == pandas.Timestamp("2031-05-06")
    assert frame["confidence"][0] == 0.6
    assert frame["lat"][0] == 35.0


def test_no_cell_is_a_formula_or_a_link(source: Source, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(source, tmp_path)) as book:
        for name in book.namelist():
            content = book.read(name).decode("utf-8")
            assert "<f>" not in content, name
            assert "hyperlink" not in content, name


def test_every_column_is_explained_in_both_languages(tmp_path: Path) -> None:
    path = written(Held(), tmp_path)
    _, *rows = table(path, "Columns")
    explained = [(sheet, name) for sheet, name, *_ in rows]
    for sheet in ("Events", "Sources", "Conflicts"):
        [header] = table(path, sheet)
        assert [name for of, name in explained if of == sheet] == header
    assert all(all(row) for row in rows)
    _, *notes = table(path, "About")
    assert all(en and ar for en, ar, *_ in notes)


def test_about_counts_what_there_is(tmp_path: Path) -> None:
    event = make_event(
        make_mention("a"),
        conflicts=(Conflict(field="killed", values=("5", "7"), doc_ids=("a", "b")),),
    )
    notes = {
        en: value for en, _, value in table(written(Held(held_events=(event,)), tmp_path), "About")
    }
    assert notes["Events"] == 1
    assert notes["Values on which reports of one event differ"] == 2


def test_a_text_that_no_cell_can_hold_is_cut_with_a_mark(tmp_path: Path) -> None:
    for text in ("ن" * (LONGEST + 1), "😀" * LONGEST):
        event = make_event(make_mention("a"), campaign=text)
        header, row = table(written(Held(held_events=(event,)), tmp_path), "Events")
        held = row[header.index("campaign")]
        assert held.endswith(CUT)
        assert held.startswith(text[:1000])
        assert LONGEST - 1 <= len(held.encode("utf-16-le")) // 2 <= LONGEST


def test_a_text_that_just_fits_is_whole() -> None:
    assert text_of("ن" * LONGEST) == "ن" * LONGEST


def test_rows_beyond_a_sheet_go_on_in_another(tmp_path: Path) -> None:
    events = tuple(make_event(make_mention("a", number)) for number in range(5))
    path = written(Held(held_events=events), tmp_path, rows_a_sheet=3)
    sheets = [table(path, name) for name in ("Events", "Events 2", "Events 3")]
    assert [len(rows) for rows in sheets] == [3, 3, 2]
    assert [row[0] for _, *rows in sheets for row in rows] == [each.id for each in events]
    assert all(rows[0] == sheets[0][0] for rows in sheets)


@pytest.mark.parametrize("day", [date(1900, 2, 28), date(622, 7, 16)])
def test_a_day_before_excel_counts_right_is_text(day: date, tmp_path: Path) -> None:
    event = make_event(make_mention("a"), date=make_day(day))
    header, row = table(written(Held(held_events=(event,)), tmp_path), "Events")
    assert row[header.index("date_start")] == day.isoformat()


def test_the_header_stays_and_filters_and_arabic_reads_from_the_right(tmp_path: Path) -> None:
    event = make_event(make_mention("a"))
    book = openpyxl.load_workbook(written(Held(held_events=(event,)), tmp_path))
    sheet = book["Events"]
    names = [column.name for column in columns()]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(len(names))}2"
    quote = sheet.cell(2, names.index("quote") + 1)
    assert (quote.alignment.horizontal, quote.alignment.readingOrder) == ("right", 2)
    day = sheet.cell(2, names.index("date_start") + 1)
    assert (day.is_date, day.number_format) == (True, "yyyy-mm-dd")


def test_the_format_is_offered() -> None:
    assert EXPORTERS["xlsx"].main.file == "events.xlsx"
