"""Days of the Hijri calendar (Umm al-Qura) on the Gregorian one: 5 رمضان 1436 is 22 June 2015.

The tables hold 1343 to 1500; another year raises `ValueError` or `OverflowError`.
"""

from __future__ import annotations

from datetime import date


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri date."""
    from hijridate import Hijri  # noqa: PLC0415  # loaded for the few texts that need it

    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def hijri_year_of(day: date) -> int:
    """The Hijri year that a Gregorian day falls in."""
    from hijridate import Gregorian  # noqa: PLC0415  # as above

    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)


def hijri_month(year: int, month: int) -> tuple[date, date]:
    """First and last Gregorian day of a Hijri month."""
    from hijridate import Hijri  # noqa: PLC0415  # as above

    length = int(Hijri(year, month, 1).month_length())
    return to_gregorian(year, month, 1), to_gregorian(year, month, length)


def hijri_years(year: int) -> tuple[date, date]:
    """First and last Gregorian day of a Hijri year."""
    return hijri_month(year, 1)[0], hijri_month(year, 12)[1]
