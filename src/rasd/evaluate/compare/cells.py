"""Decides how one cell of a foreign table is read; what it can't mean raises `ValueError`.

Empty cells, and the -9 and -99 of the GTD, are unknown. Days stand as `2019-04-08`, with a time
behind it or without, `16 May 2025`, `16-May-25`, `2019/04/08`, or as the number of a spreadsheet.
A day such as `04/08/2019` means two things and is refused.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_UNKNOWN = frozenset({"", "na", "nan", "null", "none", "-9", "-99", "."})
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_OF_SHEETS = date(1899, 12, 30)
_DAMAGED_POINT = 1e-9


def known(cell: str) -> str | None:
    """The cell without its edges; `None` where it says that nothing is known."""
    text = cell.strip()
    return None if text.lower() in _UNKNOWN else text


def day(cell: str) -> date:
    """The day of a cell."""
    text = cell.strip()
    if found := _ISO.fullmatch(text):
        return date(*(int(part) for part in found.groups()))
    if found := _NAMED.fullmatch(text):
        month = _MONTHS.index(found[2].lower()) + 1 if found[2].lower() in _MONTHS else 0
        year = int(found[3])
        return date(year if year > 99 else 2000 + year - (100 if year > 68 else 0), month,
                    int(found[1]))  # fmt: skip
    if _SERIAL.fullmatch(text):
        return _FIRST_OF_SHEETS + timedelta(days=int(float(text)))
    raise ValueError(f"{text!r} is no day as 2019-04-08 or 8 April 2019")


def number(cell: str, name: str) -> float | None:
    """The number of a cell, `None` for an empty one."""
    text = known(cell)
    if text is None:
        return None
    try:
        return float(text.replace(",", "") if text.count(",") and "." in text else text)
    except ValueError:
        raise ValueError(f"{name} is {text!r}, which is no number") from None


def count(cell: str, name: str) -> int | None:
    """A number of people, `None` for an empty cell."""
    value = number(cell, name)
    if value is None:
        return None
    if value < 0:
        raise ValueError(f"{name} is {cell.strip()!r}, less than none")
    return round(value)


def point(lat: str, lon: str) -> tuple[float, float] | None:
    """Degrees north and east; `None` where either is empty, or both are 0, as tables write it."""
    north, east = number(lat, "latitude"), number(lon, "longitude")
    if north is None or east is None:
        return None
    if abs(north) > 90 or abs(east) > 180:
        raise ValueError(f"{north:g}, {east:g} is no point on the earth")
    if abs(north) < _DAMAGED_POINT and abs(east) < _DAMAGED_POINT:
        return None
    return north, east
