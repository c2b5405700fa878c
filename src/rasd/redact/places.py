"""Decides how fine a place may be published: what happened lately is told by its district.

For `RECENT_DAYS` before the day of the dataset, and at sensitive sites for `SENSITIVE_DAYS`, a
place finer than a district is replaced by its district, or its governorate where the gazetteer
has no point of the district: its names, its point, and neither number nor source of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache

from rasd.knowledge import load_knowledge
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import Place, PlacePrecision

RECENT_DAYS = 30
"""How many days before the day of the dataset a place stays coarse."""
SENSITIVE_DAYS = 365
"""The same where people shelter or are treated: such sites are struck again."""


def is_recent_day(day: date | None, as_of: date | None, days: int = RECENT_DAYS) -> bool:
    """Whether a day lies in the `days` before `as_of` or after it; an unknown one may."""
    return as_of is None or day is None or day >= as_of - timedelta(days=days)


@lru_cache(maxsize=50_000)
def coarse_place(place: Place, text: str) -> Place:
    """A place as its district, governorate or country; `text` is what is shown of its words."""
    # A village of which only the governorate is known still has a name: it goes as well.
    unit, precision = _unit(place)
    return Place(
        text=text,
        name_en=unit.name_en if unit else place.admin2 or place.admin1,
        name_ar=unit.name_ar if unit else None,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2 if precision is PlacePrecision.ADMIN2 else None,
        lat=unit.lat if unit else None,
        lon=unit.lon if unit else None,
        precision=precision,
        source=unit.source if unit else None,
    )


def _unit(place: Place) -> tuple[PlaceRow | None, PlacePrecision]:
    country = place.country or ""
    if place.admin2 and (row := _units().get((country, "admin2", place.admin2))):
        return row, PlacePrecision.ADMIN2
    if place.admin1 and (row := _units().get((country, "admin1", place.admin1))):
        return row, PlacePrecision.ADMIN1
    row = _units().get((country, "country", ""))
    return row, PlacePrecision.COUNTRY if row else PlacePrecision.UNKNOWN


@cache
def _units() -> dict[tuple[str, str, str], PlaceRow]:
    units: dict[tuple[str, str, str], PlaceRow] = {}
    for row in load_knowledge().gazetteer.entries:
        match row.kind:
            case "admin1":
                units.setdefault((row.country, row.kind, row.admin1), row)
            case "admin2":
                units.setdefault((row.country, row.kind, row.admin2 or row.name_en), row)
            case "country":
                units.setdefault((row.country, row.kind, ""), row)
    return units
