"""Decides which value the form of a field says, in the form of the record contract.

The inputs of a form are named by their field: ``killed.min``, ``place.id``. So several fields can
stand in one form, as they do where a person adds an event. What a value may be is checked where
it is used (`rasd.judge`); here stands only what a form can get wrong.
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from starlette.datastructures import FormData

from rasd.judge import TOLLS
from rasd.model import DatePrecision, Evidence, Json, PlacePrecision, to_json
from rasd.run import lookup

BY_HAND = "person"
"""The source of a point that a person set."""
_DAYS_OF_A_WEEK = 7


class FormError(Exception):
    """What a form says cannot be; `why` is a key of the catalogue."""

    def __init__(self, why: str, **given: object) -> None:
        super().__init__(why)
        self.why = why
        self.given = given


def value_of(field: str, form: FormData) -> Json:
    """The value of a field; `None` or an empty list where the form says that there is none.

    Raises `FormError`.
    """
    if field in TOLLS:
        return _toll(field, form)
    read = _READERS.get(field)
    return read(form) if read else (_text(form, field) or None)


def evidence_of(field: str, form: FormData) -> tuple[Evidence, ...]:
    """The words that a person marked; whether they stand there is checked where they are used."""
    return tuple(_evidence(field, each) for each in _texts(form, "evidence"))


def item_of(value: str) -> Mapping[str, Json]:
    """One hidden input of JSON; raises `FormError` for anything but an object."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise FormError("edit.fault_form")
    return found


def _evidence(field: str, value: str) -> Evidence:
    found = item_of(value)
    start, end, quote, doc_id = (found.get(name) for name in ("start", "end", "quote", "doc_id"))
    if not (isinstance(start, int) and isinstance(end, int)):
        raise FormError("edit.fault_form")
    return Evidence(
        field=field,
        start=start,
        end=end,
        quote=str(quote),
        part="title" if found.get("part") == "title" else None,
        doc_id=str(doc_id),
    )


def _toll(field: str, form: FormData) -> Json:
    low, high = _number(form, f"{field}.min"), _number(form, f"{field}.max")
    unbounded = f"{field}.open" in form
    if low is None and high is None:
        return None
    if low is None:
        low = 0 if unbounded else high
    assert low is not None  # one of the two is given
    if unbounded:
        high = None
    elif high is None:
        high = low
    if high is not None and high < low:
        raise FormError("edit.fault_range", low=low, high=high)
    return {"min": low, "max": high, "approx": f"{field}.approx" in form} | _said(form, field)


def _date(form: FormData) -> Json:
    try:
        precision = DatePrecision(_text(form, "date.precision"))
    except ValueError:
        raise FormError("edit.fault_precision") from None
    start, end = _days(precision, form)
    if start is not None and end is not None and end < start:
        raise FormError("edit.fault_days")
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "precision": precision.value,
    } | _said(form, "date")


def _days(precision: DatePrecision, form: FormData) -> tuple[date | None, date | None]:
    match precision:
        case DatePrecision.UNKNOWN:
            return None, None
        case DatePrecision.DAY:
            day = _day(form, "date.day")
            return day, day
        case DatePrecision.RANGE:
            return _day(form, "date.start"), _day(form, "date.end")
        case DatePrecision.WEEK:
            start = _day(form, "date.week")
            return start, start + timedelta(days=_DAYS_OF_A_WEEK - 1)
        case DatePrecision.MONTH:
            year, month = _needed(form, "date.year"), _needed(form, "date.month")
            return _span(year, month, month)
        case DatePrecision.YEAR:
            return _span(_needed(form, "date.only_year"), 1, 12)


def _span(year: int, first: int, last: int) -> tuple[date, date]:
    if not (1900 <= year <= 2200 and 1 <= first <= last <= 12):
        raise FormError("edit.fault_day")
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _place(form: FormData) -> Json:
    if "place.none" in form:
        return None
    ident = _text(form, "place.id")
    lat, lon = _degrees(form, "place.lat", 90), _degrees(form, "place.lon", 180)
    if (lat is None) != (lon is None):
        raise FormError("edit.fault_point")
    found = lookup.place_found(ident) if ident else None
    if ident and found is None:
        raise FormError("edit.fault_place")
    try:
        precision = PlacePrecision(_text(form, "place.precision"))
    except ValueError:
        raise FormError("edit.fault_place_precision") from None
    if found is not None:
        value = dict(to_json(found.place)) | {"precision": precision.value}
        moved = (lat, lon) not in ((None, None), (found.place.lat, found.place.lon))
        if moved:
            # The point is the person's, and no longer that of the row.
            value |= {"lat": lat, "lon": lon, "source": BY_HAND, "geonameid": None}
        return value | ({"text": text} if (text := _text(form, "place.text")) else {})
    text = _text(form, "place.text")
    if lat is None and not text:
        raise FormError("edit.fault_no_place")
    return {
        "text": text,
        "name_ar": text or None,
        "country": _text(form, "place.country") or None,
        "admin1": _text(form, "place.admin1") or None,
        "lat": lat,
        "lon": lon,
        "precision": precision.value,
        "source": BY_HAND if lat is not None else None,
    }


def _parties(field: str) -> Callable[[FormData], Json]:
    def read(form: FormData) -> Json:
        return [_party(item_of(each)) for each in _texts(form, f"{field}.item")]

    return read


def _party(item: Mapping[str, Json]) -> Json:
    text = str(item.get("text") or "").strip()
    if not item.get("id"):
        if not text:
            raise FormError("edit.fault_party")
        return {
            "id": None,
            "name_en": item.get("name_en"),
            "name_ar": item.get("name_ar") or text,
            "text": text,
            "category": str(item.get("category") or "unknown"),
        }
    row = lookup.actor(str(item["id"]))
    if row is None:
        # A party that the event already has may come from a table that is larger than ours.
        return dict(item)
    return {
        "id": row.id,
        "name_en": row.name_en,
        "name_ar": row.name_ar,
        "text": text or row.name_ar,
        "category": str(item.get("category") or row.category),
    }


def _weapons(form: FormData) -> Json:
    known = set(lookup.find_weapons("", limit=1_000))
    chosen = list(dict.fromkeys(_texts(form, "weapons.item")))
    if any(each not in known for each in chosen):
        raise FormError("edit.fault_form")
    return list(chosen)


def _harm(form: FormData) -> Json:
    lows, highs = form.getlist("harm.min"), form.getlist("harm.max")
    rows = zip(form.getlist("harm.outcome"), form.getlist("harm.group"), lows, highs, strict=False)
    found: list[Json] = []
    for outcome, group, low, high in rows:
        least = _whole(low)
        if least is None:
            continue
        most = least if not str(high).strip() else _whole(high)
        if str(high).strip() == "+":
            most = None
        if most is not None and most < least:
            raise FormError("edit.fault_range", low=least, high=most)
        found.append({"outcome": str(outcome), "group": str(group), "min": least, "max": most})
    return found


def _materiel(form: FormData) -> Json:
    rows = zip(
        form.getlist("materiel.object"),
        form.getlist("materiel.effect"),
        form.getlist("materiel.count"),
        strict=False,
    )
    return [
        {"object": str(object_), "effect": str(effect), "count": _whole(count)}
        for object_, effect, count in rows
        if str(object_)
    ]


def _claims(form: FormData) -> Json:
    items = zip(form.getlist("claimed_by.item"), form.getlist("claimed_by.channel"), strict=False)
    found: list[Json] = []
    for given, channel in items:
        item = item_of(str(given))
        text = str(item.get("text") or "")
        claim = {"id": item.get("id"), "channel": str(channel).strip() or None, "text": text}
        found.append(claim)
    return found


def _attribution(form: FormData) -> Json:
    rows = zip(
        form.getlist("attribution.id"),
        form.getlist("attribution.name"),
        form.getlist("attribution.role"),
        form.getlist("attribution.text"),
        strict=False,
    )
    return [
        {
            "id": str(ident) or None,
            "name": str(name).strip(),
            "role": str(role),
            "text": str(text).strip() or str(name).strip(),
        }
        for ident, name, role, text in rows
        if str(name).strip()
    ]


_READERS: Mapping[str, Callable[[FormData], Json]] = {
    "date": _date,
    "place": _place,
    "perpetrators": _parties("perpetrators"),
    "targets": _parties("targets"),
    "weapons": _weapons,
    "harm": _harm,
    "materiel": _materiel,
    "claimed_by": _claims,
    "attribution": _attribution,
}


def _said(form: FormData, field: str) -> dict[str, Json]:
    """The words of the text behind a value, where the form gives some."""
    text = _text(form, f"{field}.text")
    return {"text": text} if text else {}


def _text(form: FormData, name: str) -> str:
    return str(form.get(name) or "").strip()


def _texts(form: FormData, name: str) -> list[str]:
    return [str(each) for each in form.getlist(name) if str(each)]


def _day(form: FormData, name: str) -> date:
    try:
        return date.fromisoformat(_text(form, name))
    except ValueError:
        raise FormError("edit.fault_day") from None


def _number(form: FormData, name: str) -> int | None:
    return _whole(form.get(name))


def _whole(given: object) -> int | None:
    """A number of people or things in any digits; `None` where nothing, or an open end, is said."""
    text = str(given or "").strip()
    if text in ("", "+"):
        return None
    try:
        found = int(text)
    except ValueError:
        raise FormError("edit.fault_number", text=text) from None
    if found < 0:
        raise FormError("edit.fault_number", text=text)
    return found


def _needed(form: FormData, name: str) -> int:
    found = _number(form, name)
    if found is None:
        raise FormError("edit.fault_day")
    return found


def _degrees(form: FormData, name: str, most: int) -> float | None:
    text = _text(form, name)
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        raise FormError("edit.fault_degrees", text=text) from None
    if not -most <= found <= most:
        raise FormError("edit.fault_degrees", text=text)
    return found
