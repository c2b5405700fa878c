"""Rows for the CSV import of Uwazi, read back by the grammar that its documentation states."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pytest
from tests.builders import (
    make_actor,
    make_count,
    make_day,
    make_document,
    make_event,
    make_mention,
    make_place,
)
from tests.contract.export.files import file_of
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.export.mapping import mapping_of
from rasd.export.uwazi import columns
from rasd.model import Document, Event, PlacePrecision, Status, SubEventType, Toll, replace

OUTPUT = EXPORTERS["uwazi"].main
HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "import-into-uwazi.md"
_LANGUAGE = re.compile(r"(\w+)__(en|ar)")
_TYPES = "Text|Numeric|Select|Multiselect|Date range|Geolocation|Link"
_TEMPLATE_ROW = re.compile(rf"\| (?P<label>[\w ]+) \| (?P<type>{_TYPES}) \|.*\|")
Entity = dict[str, Any]


def template() -> dict[str, str]:
    """The type of each property, by its name, as the how-to page has people make them."""
    found = {"title": "Text"}
    for line in HOW_TO.read_text("utf-8").splitlines():
        if row := _TEMPLATE_ROW.fullmatch(line):
            # The application makes names of labels so.
            name = re.sub(r"[^a-z0-9]", "_", row["label"].strip().lower())
            kind = row["type"]
            found[f"{name}_geolocation" if kind == "Geolocation" else name] = kind
    return found


def imported(text: str) -> list[Entity]:
    """What the import makes of a file; it raises where the import would leave something out."""
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    assert "\ufeff" not in header[0]
    assert not any(";" in name for name in header)
    types = template()
    return [
        {
            name: value_of(types[without_language(name)], cell.strip())
            for name, cell in zip(header, line, strict=True)
            if cell.strip()
        }
        for line in lines
    ]


def without_language(column: str) -> str:
    parts = _LANGUAGE.fullmatch(column)
    return parts[1] if parts else column


def value_of(kind: str, cell: str) -> Any:
    assert cell == " ".join(cell.split()), "the import would change white space"
    assert cell.lower() not in ("null", "undefined", "n/a"), "the import would drop it"
    match kind:
        case "Text":
            return cell
        case "Numeric":
            return int(cell)
        case "Date range":
            first, last = cell.split(":")
            return date.fromisoformat(first), date.fromisoformat(last)
        case "Geolocation":
            latitude, longitude = map(float, cell.split("|"))
            assert -90 <= latitude <= 90 and -180 <= longitude <= 180
            return latitude, longitude
        case "Link":
            label, address = cell.split("|")
            assert label and re.match("https?://[^/]+", address)
            return label, address
        case "Select":
            assert "|" not in cell
            return term(cell)
        case "Multiselect":
            return [term(each) for each in cell.split("|")]
        case _:
            raise AssertionError(kind)


def term(words: str) -> tuple[str, ...]:
    parts = tuple(words.split("::"))
    assert len(parts) <= 2
    assert all(part and part == part.strip() for part in parts)
    return parts


def row_of(event: Event, *documents: Document) -> Entity:
    [row] = imported(file_of(OUTPUT, Held((event,), held_documents=documents)))
    return row


def test_every_event_is_imported_whole(reported: Source) -> None:
    rows = imported(file_of(OUTPUT, reported))
    assert [row["rasd_id"] for row in rows] == [event.id for event in reported.events()]
    assert all(row["title__en"] and row["title__ar"] for row in rows)


def test_lists_of_terms_have_as_many_terms_in_both_languages(reported: Source) -> None:
    for row in imported(file_of(OUTPUT, reported)):
        for name, value in row.items():
            if name.endswith("__en") and isinstance(value, list | tuple):
                assert len(row[name.replace("__en", "__ar")]) == len(value)


def test_one_english_term_has_one_arabic_term(reported: Source) -> None:
    arabic: dict[tuple[str, Any], Any] = {}
    for row in imported(file_of(OUTPUT, reported)):
        for name in ("perpetrators", "targets", "weapons"):
            pairs = zip(row.get(f"{name}__en", ()), row.get(f"{name}__ar", ()), strict=True)
            for english, word in pairs:
                assert arabic.setdefault((name, english), word) == word


def test_pandas_reads_the_same_rows(reported: Source) -> None:
    text = file_of(OUTPUT, reported)
    frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert tuple(frame.columns) == columns()
    assert list(frame["rasd_id"]) == [event.id for event in reported.events()]


def test_no_cell_runs_as_a_formula(reported: Source) -> None:
    _, *lines = csv.reader(io.StringIO(file_of(OUTPUT, reported), newline=""))
    assert not [cell for line in lines for cell in line if cell.startswith(tuple("=+-@\t\r\n"))]


def test_the_columns_are_those_of_the_mapping() -> None:
    assert columns() == mapping_of("uwazi").names


def test_the_template_has_a_property_for_every_column() -> None:
    assert set(template()) == {without_language(name) for name in columns()}


def test_no_column_is_in_one_language_alone() -> None:
    in_languages = [parts for name in columns() if (parts := _LANGUAGE.fullmatch(name))]
    names = {parts[1] for parts in in_languages}
    assert len(in_languages) == 2 * len(names)
    assert not names & set(columns())
    allowed = {"Text", "Select", "Multiselect"}
    assert {template()[name] for name in names} <= allowed


def test_what_is_claimed_is_called_so_in_its_title() -> None:
    row = row_of(make_event(make_mention(status=Status.CLAIMED)))
    assert row["title__en"].startswith("Claimed: ")
    assert row["status__en"] == ("Claimed",)


def test_a_kind_stands_in_its_group() -> None:
    row = row_of(make_event(make_mention(sub_event_type=SubEventType.AIR_STRIKE)))
    assert row["kind__en"][0] == "Explosion"


def test_days_are_a_range() -> None:
    event = make_event(make_mention(date=make_day(date(2031, 5, 6), date(2031, 5, 9))))
    assert row_of(event)["days"] == (date(2031, 5, 6), date(2031, 5, 9))


def test_a_southern_latitude_is_a_number_and_no_formula() -> None:
    event = make_event(make_mention(place=make_place(lat=-0.35, lon=42.5)))
    assert row_of(event)["point_geolocation"] == (-0.35, 42.5)


@pytest.mark.parametrize(
    "place",
    [None, make_place(precision=PlacePrecision.UNKNOWN), make_place(lat=None, lon=None)],
    ids=["none", "unknown", "no point"],
)
def test_an_unknown_place_has_no_point(place: Any) -> None:
    assert "point_geolocation" not in row_of(make_event(make_mention(place=place)))


def test_a_toll_of_which_nothing_is_told_is_not_nought() -> None:
    assert "killed_low" not in row_of(make_event(make_mention()))


def test_a_toll_spans_what_the_reports_tell() -> None:
    toll = Toll(field="killed", low=2, best=6, high=7, timeline=())
    event = make_event(
        make_mention(killed=make_count(6), wounded=make_count(3, None)), tolls=(toll,)
    )
    row = row_of(event)
    assert (row["killed_low"], row["killed_high"]) == (2, 7)
    assert row["wounded_low"] == 3
    assert "wounded_high" not in row


def test_a_party_without_an_entry_stands_in_the_words_of_the_report() -> None:
    actors = (make_actor("gen_civilians"), make_actor(None, text="أهالي | القرية"))
    row = row_of(make_event(make_mention(targets=actors)))
    assert row["targets__en"] == [("Civilians",)]
    assert row["other_targets"] == "أهالي / القرية"


def test_the_first_report_with_an_address_is_the_link() -> None:
    first = replace(make_document("a", "خبر"), outlet="بيدر | برس", url="no address")
    second = replace(make_document("b", "خبر"), outlet="سدرة: برس", url="https://b.example/1?x=a:b")
    event = make_event(make_mention("a"), doc_ids=("a", "b"))
    row = row_of(event, first, second)
    assert row["report"] == ("سدرة: برس", "https://b.example/1?x=a:b")
    assert "بيدر" in row["reports"]
