"""Decides which events UCDP would code, and how precisely it would say where and when.

An event of armed force, between known sides, with a day to within a year, a point, and at least
one death in the high estimate. The threshold of 25 deaths a year is never applied.
"""

from __future__ import annotations

from datetime import date, timedelta

from rasd.export.countries import countries
from rasd.export.ged.deaths import estimates_of
from rasd.export.ged.sides import Dyad, dyad_of
from rasd.export.left_out import never_counted
from rasd.model import INCIDENT_TYPES, DatePrecision, DateValue, Event, PlacePrecision

_YEAR = timedelta(days=366)
_WEEK = timedelta(days=7)
_MONTH = timedelta(days=31)
_WHERE = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.NEAR: 2,
    PlacePrecision.ADMIN2: 3,
    PlacePrecision.ADMIN1: 4,
    PlacePrecision.COUNTRY: 6,
}


def coded(event: Event) -> Dyad | str:
    """The two sides of an event that UCDP codes; else the reason for which it does not."""
    if (reason := never_counted(event)) is not None:
        return reason
    if event.event_type not in INCIDENT_TYPES:
        return "no_armed_force"
    if estimates_of(event)[2] < 1:
        return "no_death"
    start = _first_day(event.date)
    if start is None:
        return "no_day"
    place = event.place
    if place is None or place.country not in countries():
        return "no_place"
    if place.lat is None or place.lon is None or place.precision not in _WHERE:
        return "no_coordinates"
    return dyad_of(event, country=place.country, on=start)


def ged_reason(event: Event) -> str | None:
    """Why UCDP would not code an event; `None` where it would."""
    found = coded(event)
    return found if isinstance(found, str) else None


def where_prec_of(precision: PlacePrecision) -> int:
    """1 the place itself to 6 the country; 5 and 7 are never used."""
    return _WHERE[precision]


def date_prec_of(start: date, end: date) -> int:
    """1 the day, 2 to within six days, 3 a week, 4 a month, 5 a year."""
    length = end - start + timedelta(days=1)
    if length == timedelta(days=1):
        return 1
    if length < _WEEK:
        return 2
    if length == _WEEK:
        return 3
    return 4 if length <= _MONTH else 5


def _first_day(value: DateValue | None) -> date | None:
    if value is None or value.start is None or value.end is None:
        return None
    if value.precision is DatePrecision.UNKNOWN:
        return None
    length = value.end - value.start + timedelta(days=1)
    return value.start if timedelta(0) < length <= _YEAR else None
