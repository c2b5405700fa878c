"""ACLED codes an event with a day, a point and the lowest figure of the dead."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import DAY, make_day, make_event, make_mention, make_place

from rasd.export.acled.coded import acled_reason, day_of, fatalities_of, geo_precision_of
from rasd.model import (
    Count,
    DatePrecision,
    DateValue,
    Event,
    PlacePrecision,
    Standing,
    Status,
    SubEventType,
    Toll,
    TollStep,
    replace,
)


def event(**overrides: object) -> Event:
    return make_event(make_mention(), **overrides)


def days(start: date | None, end: date | None, precision: DatePrecision) -> DateValue:
    return DateValue(start=start, end=end, precision=precision, text="date")


def toll(*steps: tuple[str, Standing], low: int = 0, high: int = 0) -> tuple[Toll, ...]:
    timeline = tuple(
        TollStep(published=DAY, value=value, said_by=("m",), standing=standing)
        for value, standing in steps
    )
    return (Toll(field="killed", low=low, best=high, high=high, timeline=timeline),)


def killed(low: int, high: int | None, text: str = "قتلى") -> Count:
    return Count(min=low, max=high, text=text)


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ({}, None),
        ({"status": Status.CLAIMED}, None),
        ({"status": Status.DENIED}, "denied"),
        ({"status": Status.BACKGROUND}, "background"),
        ({"sub_event_type": SubEventType.THREAT}, "statement"),
        ({"sub_event_type": SubEventType.PLEDGE_OF_ALLEGIANCE}, None),
        ({"date": None}, "no_day"),
        ({"date": days(None, None, DatePrecision.UNKNOWN)}, "no_day"),
        ({"date": days(date(2031, 1, 1), date(2031, 12, 31), DatePrecision.YEAR)}, "no_day"),
        ({"date": make_day(date(2031, 5, 1), date(2031, 6, 1))}, "no_day"),
        ({"date": make_day(date(2031, 5, 1), date(2031, 5, 31))}, None),
        ({"date": make_day(date(2031, 5, 2), date(2031, 5, 1))}, "no_day"),
        ({"place": None}, "no_place"),
        ({"place": make_place(country=None)}, "no_place"),
        ({"place": make_place(country="ZZ")}, "no_place"),
        ({"place": make_place(precision=PlacePrecision.COUNTRY)}, "country_only"),
        ({"place": make_place(precision=PlacePrecision.UNKNOWN)}, "country_only"),
        ({"place": make_place(lat=None)}, "no_coordinates"),
    ],
)
def test_what_is_not_coded_has_a_reason(overrides: dict[str, object], reason: str | None) -> None:
    assert acled_reason(event(**overrides)) == reason


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2031, 5, 6), date(2031, 5, 6), (date(2031, 5, 6), 1)),
        (date(2031, 5, 5), date(2031, 5, 6), (date(2031, 5, 5), 2)),
        (date(2031, 5, 5), date(2031, 5, 11), (date(2031, 5, 8), 2)),
        (date(2031, 5, 1), date(2031, 5, 8), (date(2031, 5, 4), 3)),
        (date(2031, 1, 1), date(2031, 1, 31), (date(2031, 1, 16), 3)),
    ],
    ids=["day", "two days", "week", "eight days", "month"],
)
def test_an_uncertain_day_is_one_event_on_the_middle_day(
    start: date, end: date, expected: tuple[date, int]
) -> None:
    assert day_of(make_day(start, end)) == expected


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        (PlacePrecision.EXACT, 1),
        (PlacePrecision.NEAR, 2),
        (PlacePrecision.ADMIN2, 2),
        (PlacePrecision.ADMIN1, 3),
    ],
)
def test_places_are_as_precise_as_acled_has_them(precision: PlacePrecision, expected: int) -> None:
    assert geo_precision_of(make_place(precision=precision)) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (None, 0),
        (killed(0, 0), 0),
        (killed(4, 4), 4),
        (killed(4, 6), 4),
        (killed(7, None), 7),
        (killed(1, None), 3),
        (killed(1, None, "قتيل واحد على الأقل"), 1),
        (killed(20, 99), 12),
        (killed(200, 999), 100),
    ],
)
def test_vague_words_have_the_numbers_of_the_codebook(count: Count | None, expected: int) -> None:
    assert fatalities_of(event(killed=count)) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("≥2", Standing.COUNTS), ("4", Standing.COUNTS), ("6", Standing.PARTY)], 2),
        ([("4", Standing.COUNTS), ("2", Standing.REPLACED)], 4),
        ([("1", Standing.BACKGROUND), ("5", Standing.COUNTS)], 5),
        ([("1", Standing.PARTY), ("5", Standing.COUNTS)], 5),
        ([("8", Standing.PARTY), ("5", Standing.PARTY)], 5),
        ([("≥1", Standing.COUNTS), ("5", Standing.COUNTS)], 5),
        ([("200-999", Standing.COUNTS)], 100),
        ([("20-99", Standing.COUNTS), ("200-999", Standing.COUNTS)], 12),
    ],
)
def test_the_lowest_figure_that_stands_is_coded(
    steps: list[tuple[str, Standing]], expected: int
) -> None:
    found = event(killed=killed(5, 5), tolls=toll(*steps, low=1, high=9))
    assert fatalities_of(found) == expected


def test_a_toll_without_its_story_gives_its_lowest() -> None:
    assert fatalities_of(event(killed=killed(5, 5), tolls=toll(low=3, high=9))) == 3


def test_killed_and_wounded_together_are_no_dead() -> None:
    assert fatalities_of(event(killed_or_wounded=killed(9, 9))) == 0


def test_a_week_of_unknown_days_is_not_coded() -> None:
    unknown = replace(make_day(), precision=DatePrecision.UNKNOWN)
    assert acled_reason(event(date=unknown)) == "no_day"
