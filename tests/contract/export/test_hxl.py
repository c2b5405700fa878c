"""The HXL file is read by the library of the standard, tag by tag."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hxl
import pytest
from tests.builders import make_count, make_day, make_document, make_event, make_mention
from tests.contract.export.files import file_of
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.export.files import write_file
from rasd.export.hxl import COLUMNS, tags, why_left_out
from rasd.export.mapping import mapping_of
from rasd.model import EventType, Status, SubEventType, Toll, cited, replace

OUTPUT, LEFT_OUT = EXPORTERS["hxl"].outputs
SCHEMA = [
    ["#valid_tag", "#valid_required", "#valid_unique", "#valid_datatype", "#valid_value+list"],
    ["#event+code", "true", "true", "", ""],
    ["#date+start", "", "", "date", ""],
    ["#date+end", "", "", "date", ""],
    ["#date+occurred", "", "", "date", ""],
    ["#event+type", "true", "", "", "|".join(each for each in EventType if each != "statement")],
    ["#status", "true", "", "", "reported|claimed"],
    ["#geo+lat", "", "", "number", ""],
    ["#geo+lon", "", "", "number", ""],
    ["#affected", "", "", "number", ""],
    ["#meta+source+num", "true", "", "number", ""],
]


def read(path: Path) -> hxl.model.Dataset:
    return hxl.data(str(path), hxl.InputOptions(allow_local=True))


def written(source: Source, folder: Path) -> Path:
    write_file(OUTPUT.parts(source), folder / OUTPUT.file)
    return folder / OUTPUT.file


def test_each_column_has_a_tag_and_a_rule() -> None:
    names = mapping_of("hxl").names
    assert names == tuple(tags())
    assert set(names) == set(COLUMNS)
    assert len(set(tags().values())) == len(names)


def test_libhxl_finds_the_tags_and_every_event_that_is_counted(
    source: Source, tmp_path: Path
) -> None:
    data = read(written(source, tmp_path))
    assert [column.display_tag for column in data.columns] == list(tags().values())
    assert [column.header for column in data.columns] == list(mapping_of("hxl").names)
    counted = [event for event in source.events() if why_left_out(event) is None]
    assert len(list(data)) == len(counted)


def test_the_file_holds_to_a_schema_of_types_and_codes(source: Source, tmp_path: Path) -> None:
    if not all(event.id.strip() for event in source.events()):
        pytest.skip("no run makes events without an id")
    data = read(written(source, tmp_path))
    faults: list[Any] = []
    data.validate(hxl.data(SCHEMA), callback=faults.append)
    assert [(str(each), each.row.row_number if each.row else None) for each in faults] == []


def test_a_file_that_breaks_the_schema_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("id,killed\n#event+code,#affected+killed\na,many\n", encoding="utf-8")
    assert not read(path).validate(hxl.data(SCHEMA))


def test_the_first_column_of_the_dead_is_the_number_that_the_rules_choose(tmp_path: Path) -> None:
    toll = Toll(field="killed", low=2, best=5, high=9, timeline=())
    event = make_event(make_mention("a"), killed=make_count(4), tolls=(toll,))
    [row] = read(written(Held(held_events=(event,)), tmp_path))
    assert [row.get("#affected+killed"), row.get("#affected+killed+min")] == ["5", "2"]
    assert row.get("#affected+killed+max") == "9"


def test_what_is_not_told_is_empty_and_no_zero(tmp_path: Path) -> None:
    told = make_event(make_mention("a"), killed=make_count(0), place=None)
    [row] = read(written(Held(held_events=(told,)), tmp_path))
    assert [row.get("#affected+killed"), row.get("#affected+injured")] == ["0", None]
    assert [row.get("#geo+lat"), row.get("#geo+lon")] == [None, None]


def test_a_toll_that_is_open_above_has_no_highest_number(tmp_path: Path) -> None:
    event = make_event(make_mention("a"), killed=make_count(2, None))
    [row] = read(written(Held(held_events=(event,)), tmp_path))
    assert (row.get("#affected+killed+min"), row.get("#affected+killed+max")) == ("2", None)


def test_a_day_is_an_occurrence_and_a_week_is_an_interval(tmp_path: Path) -> None:
    day = make_event(make_mention("a"))
    first, last = make_day().start, make_day().start
    assert first is not None and last is not None
    week = make_event(make_mention("b"), date=make_day(first, last.replace(day=last.day + 6)))
    one, two = read(written(Held(held_events=(day, week)), tmp_path))
    assert one.get("#date+occurred") == one.get("#date+start") == "2031-05-06"
    assert (two.get("#date+occurred"), two.get("#date+end")) == (None, "2031-05-12")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"status": Status.DENIED}, "denied"),
        ({"status": Status.BACKGROUND}, "background"),
        ({"sub_event_type": SubEventType.THREAT}, "statement"),
    ],
)
def test_what_did_not_happen_is_named_apart(given: dict[str, Any], reason: str) -> None:
    source = Held(held_events=(make_event(make_mention("a", **given)),))
    assert len(file_of(OUTPUT, source).splitlines()) == 2
    assert f",{reason}," in file_of(LEFT_OUT, source)


def test_the_address_of_each_report_is_told(tmp_path: Path) -> None:
    citation = replace(cited(make_document("a")), url="https://example.org/1")
    event = make_event(make_mention("a"), doc_ids=("a", "gone"))
    held = Held(held_events=(event,), held_citations=(citation,))
    [row] = read(written(held, tmp_path))
    assert row.get("#meta+url") == "https://example.org/1"
