"""Decides what an event is called where a format asks for a name, in English and in Arabic.

`Remote explosive, Mocha, 2023-06-20`: the kind, the place and the days, each where it is known.
What is not simply reported is called so first (`Claimed: ...`): names are read without the rest.
"""

from __future__ import annotations

from functools import cache

from rasd.export.report.labels import label
from rasd.model import (
    TOLLS,
    Count,
    DatePrecision,
    DateValue,
    Event,
    Place,
    Status,
    SubEventType,
    Toll,
)

LANGUAGES = ("ar", "en")
_JOINT = {"ar": "، ", "en": ", "}
_COLON = ": "
_OF_DATE = {DatePrecision.MONTH: "%Y-%m", DatePrecision.YEAR: "%Y"}


def title(event: Event, language: str) -> str:
    """The name of an event in a language of `LANGUAGES`."""
    parts = [_kind(event.status, event.sub_event_type, language)]
    if event.place is not None:
        parts.append(place_name(event.place, language))
    parts.append(days(event.date))
    return _JOINT[language].join(filter(None, parts))


def place_name(place: Place, language: str) -> str:
    """What a place is called in a language, else as it stands in the text."""
    name = place.name_ar if language == "ar" else place.name_en
    return name or place.text


def days(value: DateValue | None) -> str:
    """`2031-05-06`, `2031-05-06/2031-05-09`, `2031-05`, `2031`; empty where it is not resolved."""
    if value is None or value.start is None or value.end is None:
        return ""
    if value.precision in _OF_DATE and (one := partial_date(value)) is not None:
        return one
    first, last = value.start.isoformat(), value.end.isoformat()
    return first if first == last else f"{first}/{last}"


def partial_date(value: DateValue) -> str | None:
    """The month or the year that is all that is known of a date; `None` where it is not so."""
    pattern = _OF_DATE.get(value.precision)
    if pattern is None or value.start is None or value.end is None:
        return None
    first, last = value.start.strftime(pattern), value.end.strftime(pattern)
    return first if first == last else None


def toll_in_words(count: Count | None, toll: Toll | None) -> str:
    """`6 (2 to 6 in the reports)`, `at least 3`, `about 20`; empty where nothing is told."""
    if count is None:
        return ""
    told = str(count.min)
    if count.max is None:
        told = f"at least {count.min}"
    elif count.max != count.min:
        told = f"{count.min} to {count.max}"
    if count.approx:
        told = f"about {told}"
    if toll is not None and toll.low != toll.high:
        told += f" ({toll.low} to {toll.high} in the reports)"
    return told


def numbers_in_words(event: Event) -> str:
    """The tolls with their range, their parts, what was destroyed, how many sources; English."""
    tolls = {toll.field: toll for toll in event.tolls}
    told = [
        f"{field.replace('_', ' ')}: {words}"
        for field in TOLLS
        if (words := toll_in_words(getattr(event, field), tolls.get(field)))
    ]
    told += [
        f"{each.group} {each.outcome.value}: {_range(each.min, each.max)}" for each in event.harm
    ]
    told += [
        f"{each.object} {each.effect.value}" + ("" if each.count is None else f": {each.count}")
        for each in event.materiel
    ]
    told.append(f"independent sources: {event.independent_sources}")
    return "; ".join(told)


@cache
def _kind(status: Status, kind: SubEventType, language: str) -> str:
    side = LANGUAGES.index(language)
    named = label("sub_event_type", kind.value)[side]
    return (
        named if status is Status.REPORTED else label("status", status.value)[side] + _COLON + named
    )


def _range(low: int, high: int | None) -> str:
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"
