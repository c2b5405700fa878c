"""Where and when to look for reports of one incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Days, both included, a country and a box of degrees: south, west, north, east.

    Reports that are not known to lie outside lie in them: those without a country, or without a
    point of their own. Without a `country` or a `box` reports of any lie in them. None is dated by
    more than `longest`.
    """

    first_day: date
    last_day: date
    longest: timedelta
    country: str | None = None
    box: tuple[float, float, float, float] | None = None
