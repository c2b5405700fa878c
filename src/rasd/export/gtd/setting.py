"""Decides when and where an event happened in GTD's terms.

A day that is not certain is 0, with the span of days in words. A town has its point; what is known
less finely says so in `specificity`, and a country alone has no point at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rasd.export.csv_rows import Cell
from rasd.export.gtd.codes import label, lands
from rasd.model import EXACT_PLACES, Event, Place, PlacePrecision

_UNKNOWN = "Unknown"
_NOT_KNOWN = -9


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date with 0 for what is unknown, and the words for it where it is not one day."""

    year: int
    month: int
    day: int
    approx: str | None


def when_of(event: Event) -> When:
    """The date of an event that GTD counts."""
    start = event.date.start if event.date is not None else None
    end = event.date.end if event.date is not None else None
    if start is None:
        raise ValueError(f"{event.id} has no date and is none of GTD's events")
    if end is None or end == start:
        return When(year=start.year, month=start.month, day=start.day, approx=None)
    same_month = (start.year, start.month) == (end.year, end.month)
    return When(
        year=start.year,
        month=start.month if same_month else 0,
        day=0,
        approx=f"{day_in_words(start)} - {day_in_words(end)}",
    )


def day_in_words(day: date) -> str:
    """A day as GTD spells it: `January 5, 2018`."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def place_cells(place: Place | None) -> dict[str, Cell]:
    """The cells of a place in a country that GTD has."""
    if place is None or place.country is None:
        raise ValueError("an event without a country is none of GTD's events")
    land = lands()[place.country]
    is_town = place.precision in EXACT_PLACES
    has_point = place.lat is not None and place.lon is not None
    specificity = _specificity(place, has_point)
    return {
        "country": land.code,
        "country_txt": land.name,
        "region": land.region,
        "region_txt": label("region", land.region),
        "provstate": place.admin1 or _UNKNOWN,
        "city": (place.name_en or place.name_ar or place.text) if is_town else _UNKNOWN,
        "latitude": place.lat if specificity < 5 else None,
        "longitude": place.lon if specificity < 5 else None,
        "specificity": specificity,
        "vicinity": _VICINITY.get(place.precision, _NOT_KNOWN),
        "location": place.text,
    }


_VICINITY = {PlacePrecision.EXACT: 0, PlacePrecision.NEAR: 1}


def _specificity(place: Place, has_point: bool) -> int:
    if not has_point:
        return 5
    match place.precision:
        case PlacePrecision.EXACT | PlacePrecision.NEAR:
            is_centre = (place.source or "").startswith("APPROX")
            return 2 if is_centre else 1
        case PlacePrecision.ADMIN2:
            return 3
        case PlacePrecision.ADMIN1:
            return 4
        case PlacePrecision.COUNTRY | PlacePrecision.UNKNOWN:
            return 5
