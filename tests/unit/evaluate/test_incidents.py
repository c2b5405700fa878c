"""Incidents coded elsewhere: day, place, toll."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import make_count, make_day, make_document, make_mention, make_place

from rasd.evaluate.incidents import (
    CodedIncident,
    judge_incident,
    read_coded,
    right_day,
    right_place,
    right_toll,
    score_coded,
)
from rasd.model import Count, EventType, Status, SubEventType, replace

WHEN = date(2031, 5, 6)


def coded(**overrides: Any) -> CodedIncident:
    given: dict[str, Any] = {
        "id": "i",
        "day": WHEN,
        "place": "تل وردة",
        "region": "Al Warda",
        "point": (35.0, 38.0),
        "killed": (2, 4),
        "wounded": None,
        "sources": (make_document("i/s"),),
    }
    return CodedIncident(**(given | overrides))


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [(6, 6, True), (7, 7, True), (8, 8, False), (7, 9, True), (4, 8, False), (4, 5, True)],
)
def test_a_short_interval_has_to_touch_the_day_or_its_neighbours(
    start: int, end: int, right: bool
) -> None:
    mention = make_mention(date=make_day(date(2031, 5, start), date(2031, 5, end)))

    assert right_day(coded(), mention) is right


def test_no_date_is_not_the_right_day() -> None:
    assert not right_day(coded(), make_mention(date=None))


def test_the_place_has_to_lie_within_25_kilometres_of_the_point() -> None:
    assert right_place(coded(), make_mention(place=make_place(lat=35.2)))
    assert not right_place(coded(), make_mention(place=make_place(lat=35.3)))


def test_without_a_point_the_name_or_the_governorate_decides() -> None:
    here = coded(point=None)

    assert right_place(here, make_mention(place=make_place("تل وَردة", admin1=None)))
    assert right_place(here, make_mention(place=make_place("الحقل", admin1="Al-Warda")))
    assert not right_place(here, make_mention(place=make_place("الحقل", admin1="Idlib")))


def test_a_name_inside_the_coded_words_is_the_place() -> None:
    here = coded(point=None, place="قرب بلدة تل وردة بريف الحقل", region=None)

    assert right_place(here, make_mention(place=make_place("تل وردة", admin1=None)))
    assert not right_place(here, make_mention(place=make_place("وردان", admin1=None)))


def test_the_place_is_not_judged_where_the_coders_give_none() -> None:
    nowhere = coded(point=None, place=None, region=None)

    assert right_place(nowhere, make_mention(place=None))


def test_an_arrest_is_an_event_and_a_statement_is_none() -> None:
    arrest = make_mention(
        doc_id="i/s",
        event_type=EventType.STRATEGIC,
        sub_event_type=SubEventType.ARREST,
        date=make_day(WHEN, WHEN),
    )
    threat = replace(arrest, event_type=EventType.STATEMENT, sub_event_type=SubEventType.THREAT)

    assert score_coded([coded()], [arrest]).any_incident.value == 1.0
    assert score_coded([coded()], [threat]).any_incident.value == 0.0


@pytest.mark.parametrize(
    ("killed", "right"),
    [
        (make_count(3), True),
        (make_count(5), False),
        (make_count(1), False),
        (make_count(1, None), True),
        (make_count(5, None), False),
        (None, False),
    ],
)
def test_the_toll_has_to_overlap_the_range(killed: Count | None, right: bool) -> None:
    assert right_toll(coded(), make_mention(killed=killed)) is right


def test_no_number_passes_where_the_range_starts_at_zero() -> None:
    assert right_toll(coded(killed=(0, 2)), make_mention())
    assert right_toll(coded(killed=None), make_mention())


def test_killed_and_wounded_together_are_held_against_the_sum() -> None:
    both = make_mention(killed_or_wounded=make_count(7))

    assert right_toll(coded(killed=(2, 4), wounded=(3, 3)), both)
    assert not right_toll(coded(killed=(2, 4), wounded=(1, 1)), both)


def test_all_three_have_to_be_right_in_one_mention() -> None:
    right_toll_elsewhere = make_mention(killed=make_count(3), place=make_place(lat=36.0))
    right_place_no_toll = make_mention()
    verdict = judge_incident(coded(), [right_toll_elsewhere, right_place_no_toll])

    assert (verdict.day, verdict.place, verdict.toll) == (True, True, True)
    assert not verdict.all_three


def test_background_mentions_and_other_sources_do_not_count() -> None:
    mentions = [
        make_mention("i/s", killed=make_count(3), status=Status.BACKGROUND),
        make_mention("other/s", killed=make_count(3)),
    ]

    assert score_coded([coded()], mentions, resamples=10).any_incident.value == 0
    right = make_mention("i/s", killed=make_count(3))
    assert score_coded([coded()], [right], resamples=10).all_three.value == 1


def test_an_undated_source_takes_the_day_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    source = {"source_id": "s", "text": "نص", "date": None}
    value = {
        "incident_id": "i",
        "incident_date": "2031-05-06",
        "killed_min": 1,
        "sources": [source],
    }
    path.write_text(json.dumps(value), encoding="utf-8")

    (given,) = read_coded(path)
    (assumed,) = read_coded(path, assume_dates=True)

    assert given.sources[0].id == "i/s"
    assert given.sources[0].published is None
    assert not given.has_dated_source
    assert assumed.sources[0].published == WHEN
    assert given.killed == (1, 1)
