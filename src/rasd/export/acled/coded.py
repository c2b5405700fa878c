"""Decides which events ACLED codes, on which day, how precisely, and with how many dead.

An event needs a day to within a month and a point finer than a country. One event is one row: our
range of days says between which days it fell, not that it lasted, so a total is never split; its
date is the middle day, the earlier of two. Precision is 1 for a day, 2 to within a week, 3 beyond.

The dead are the lowest figure that still stands, as the codebook has it: claims of a party count
only where nobody else gives a figure. Where the words are vague: several 3, dozens 12, hundreds
100, but "at least one" stays 1. Nothing told is 0.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from rasd.export.acled.kinds import kinds
from rasd.export.countries import countries
from rasd.export.left_out import never_counted
from rasd.export.mapping import rows
from rasd.model import (
    DatePrecision,
    DateValue,
    Event,
    Place,
    PlacePrecision,
    Standing,
    Toll,
)

LONGEST = timedelta(days=31)
_WEEK = timedelta(days=7)
_GEO_PRECISION = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.NEAR: 2,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
}
_SEVERAL = "≥1"
_VAGUE = {_SEVERAL: 3, "20-99": 12, "200-999": 100}
_NUMBER = re.compile(r"\d+")


def acled_reason(event: Event) -> str | None:
    """Why ACLED does not code an event; `None` where it does."""
    if (reason := never_counted(event)) is not None:
        return reason
    if event.sub_event_type not in kinds():
        return "statement"
    if _span(event.date) is None:
        return "no_day"
    return _unplaced(event.place)


def day_of(value: DateValue) -> tuple[date, int]:
    """The day of an event that is coded, and its `time_precision`."""
    span = _span(value)
    if span is None:
        raise ValueError(f"no day to within a month in {value}")
    start, length = span
    middle = start + (length - timedelta(days=1)) // 2
    if length == timedelta(days=1):
        return middle, 1
    return middle, 2 if length <= _WEEK else 3


def geo_precision_of(place: Place) -> int:
    """1 for a named place, 2 near one or a district, 3 for a larger region."""
    return _GEO_PRECISION[place.precision]


def fatalities_of(event: Event) -> int:
    """How many died, as ACLED counts reports."""
    toll = next((toll for toll in event.tolls if toll.field == "killed"), None)
    count = event.killed
    if toll is None:
        if count is None:
            return 0
        shown = f"≥{count.min}" if count.max is None else f"{count.min}-{count.max}"
        return _figure(shown, said=count.text)
    told = _standing(toll)
    if not told:
        return toll.low
    said = count.text if count is not None else ""
    stated = [value for value in told if not _is_vague(value, said=said)]
    return min(_figure(value, said=said) for value in stated or told)


def _standing(toll: Toll) -> list[str]:
    for standing in (Standing.COUNTS, Standing.PARTY):
        told = [step.value for step in toll.timeline if step.standing is standing]
        if told:
            return told
    return []


def _is_vague(value: str, *, said: str) -> bool:
    if value == _SEVERAL:
        return not any(words in said for words in _at_least())
    return value in _VAGUE


def _figure(value: str, *, said: str) -> int:
    if _is_vague(value, said=said):
        return _VAGUE[value]
    lowest = _NUMBER.search(value)
    return int(lowest[0]) if lowest else 0


@cache
def _at_least() -> tuple[str, ...]:
    return tuple(
        words for _, (_, many) in rows("at_least.tsv", ("id", "words")) for words in many.split("|")
    )


def _span(value: DateValue | None) -> tuple[date, timedelta] | None:
    """The first day and how many days there are; `None` where they are too many or unknown."""
    if value is None or value.start is None or value.end is None:
        return None
    if value.precision in (DatePrecision.YEAR, DatePrecision.UNKNOWN):
        return None
    length = value.end - value.start + timedelta(days=1)
    return (value.start, length) if timedelta(0) < length <= LONGEST else None


def _unplaced(place: Place | None) -> str | None:
    if place is None or place.country not in countries():
        return "no_place"
    if place.precision not in _GEO_PRECISION:
        return "country_only"
    if place.lat is None or place.lon is None:
        return "no_coordinates"
    return None
