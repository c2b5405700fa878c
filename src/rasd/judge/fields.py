"""Decides what people may set in an event, and reads such a value.

`killed` takes ``{"min": 2, "max": 6}``, `date` ``{"start": "2031-05-06", "end": "2031-05-06"}``:
the form of the record contract, where `text` may be left out since the judge's own words stand in
the reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rasd.model import (
    JUDGED,
    TOLLS,
    Count,
    DatePrecision,
    DateValue,
    Event,
    Grade,
    Harm,
    InputError,
    Json,
    Materiel,
    Place,
    SettingsError,
    read_field,
    to_json,
)

_EXAMPLES = {
    "sub_event_type": '"air_strike"',
    "status": '"claimed"',
    "date": '{"start": "2031-05-06", "end": "2031-05-06", "precision": "day"}',
    "place": '{"text": "Tall Warda", "country": "SY", "lat": 35.0, "lon": 38.0}',
    "perpetrators": '[{"id": "is_core", "category": "rebel"}]',
    "targets": '[{"id": "gen_civilians", "category": "generic"}]',
    "weapons": '["vehicle_bomb"]',
    "killed": '{"min": 2, "max": 6}',
    "wounded": '{"min": 2, "max": null}',
    "killed_or_wounded": '{"min": 2, "max": 2}',
    "abducted": '{"min": 1, "max": 1}',
    "detained": '{"min": 1, "max": 1}',
    "harm": '[{"outcome": "killed", "group": "children", "min": 2, "max": 2}]',
    "materiel": '[{"object": "vehicle", "effect": "destroyed", "count": 1}]',
    "claimed_by": '[{"id": "is_core", "channel": "Telegram"}]',
    "attribution": '[{"name": "police", "role": "says"}]',
    "campaign": '"name of the campaign"',
    "credibility": '"2"',
}
EDITABLE = tuple(_EXAMPLES)
"""The fields of an event that a person may set, in the order of the record."""

_MOST = 100_000_000
"""People or things of one incident; a number beyond is a slip, and beyond what a database holds."""
_REQUIRED = ("sub_event_type", "status", "credibility")
RELIABILITY = "reliability"
"""The field of an edit that grades an outlet."""
_GRADES = {"credibility": "123456", RELIABILITY: "ABCDEF"}
_COMPLETED: dict[str, dict[str, Json]] = {
    "date": {"text": ""},
    "place": {"text": ""},
    "perpetrators": {"id": None, "name_en": None, "text": ""},
    "targets": {"id": None, "name_en": None, "text": ""},
    **{toll: {"text": ""} for toll in TOLLS},
    "materiel": {"count": None},
    "claimed_by": {"id": None, "channel": None, "text": ""},
    "attribution": {"id": None, "text": ""},
}


def check_field(field: str) -> None:
    """Raises `SettingsError` for a field that nobody may set."""
    if field == "event_type":
        raise SettingsError("event_type follows from sub_event_type: edit that")
    if field not in EDITABLE:
        raise SettingsError(f"no field {field!r} to judge; there are: {', '.join(EDITABLE)}")


def read_grade(axis: str, grade: str) -> Json:
    """A person's grade on an axis of the Admiralty code: credibility 1 to 6, reliability A to F.

    Raises `SettingsError` for any other.
    """
    value = grade.strip().upper()
    if len(value) != 1 or value not in _GRADES[axis]:
        steps = _GRADES[axis]
        raise SettingsError(f"{axis} cannot be {grade!r}: it goes from {steps[0]} to {steps[-1]}")
    return to_json(Grade(value=value, suggested=False, reason=JUDGED))


def read_value(field: str, value: Json, *, quote: str = "") -> Json:
    """A value that an edit gives, complete, as JSON; `quote` are the words behind it.

    Raises `SettingsError` that names the field, what is wrong with it and how it is written.
    """
    check_field(field)
    if field in _GRADES:
        return read_grade(field, str(value["value"] if isinstance(value, dict) else value))
    try:
        typed = typed_value(field, _completed(field, value, quote))
        for item in typed if isinstance(typed, tuple) else (typed,):
            check = _CHECKS.get(type(item))
            if check is not None:
                check(item)
    except InputError as error:
        shown, fault = json.dumps(value, ensure_ascii=False), str(error).removeprefix(f"{field}: ")
        raise SettingsError(
            f"{field} cannot be {shown}: {fault}. Write it like {_EXAMPLES[field]}"
        ) from error
    return to_json(typed)


def typed_value(field: str, value: Json) -> Any:
    """The value of an event's field from its JSON."""
    if value is None and field in _REQUIRED:
        raise InputError("every event has one")
    return read_field(Event, field, value)


def _completed(field: str, value: Json, quote: str) -> Json:
    """The value with what may be left out."""
    given = _COMPLETED.get(field)
    if given is None or value is None:
        return value
    if isinstance(value, list):
        return [_filled(item, given, quote) for item in value]
    whole = _filled(value, given, quote)
    if field == "date" and isinstance(whole, dict) and "precision" not in whole:
        whole["precision"] = "day" if whole.get("start") == whole.get("end") else "range"
    return whole


def _filled(item: Json, given: dict[str, Json], quote: str) -> Json:
    if not isinstance(item, dict):
        return item
    return given | ({"text": quote} if "text" in given else {}) | item


def _check_bounds(count: Count | Harm) -> None:
    if count.min < 0 or (count.max is not None and count.max < count.min):
        raise InputError(f"{count.min} to {count.max} is no range of people")
    if max(count.min, count.max or 0) > _MOST:
        raise InputError(f"more than {_MOST:,} is no number of people")


def _check_date(value: DateValue) -> None:
    if value.start is None or value.end is None:
        if value.start is not value.end or value.precision is not DatePrecision.UNKNOWN:
            raise InputError("a date has both its ends, or neither and precision unknown")
    elif value.end < value.start:
        raise InputError(f"it ends on {value.end}, before it starts on {value.start}")
    elif (value.precision is DatePrecision.DAY) != (value.start == value.end):
        raise InputError(f"precision {value.precision.value} does not fit these days")


def _check_place(place: Place) -> None:
    if (place.lat is None) != (place.lon is None):
        raise InputError("a point has both lat and lon")
    if not (-90 <= (place.lat or 0) <= 90 and -180 <= (place.lon or 0) <= 180):
        raise InputError(f"{place.lat}, {place.lon} is no point in degrees")
    if place.country is not None and not (len(place.country) == 2 and place.country.isupper()):
        raise InputError(f"{place.country!r} is no ISO 3166-1 code of two capital letters")


def _check_materiel(item: Materiel) -> None:
    if item.count is not None and not 1 <= item.count <= _MOST:
        raise InputError(f"{item.count} is no number of objects, from 1 to {_MOST:,}")


def _check_word(word: str) -> None:
    if not word.strip():
        raise InputError("a word is empty")


_CHECKS: dict[type, Callable[[Any], None]] = {
    Count: _check_bounds,
    Harm: _check_bounds,
    DateValue: _check_date,
    Place: _check_place,
    Materiel: _check_materiel,
    str: _check_word,
}
