"""Decides what a row of a GTD file says. An unknown day is its month, an unknown month its year."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from rasd.evaluate.compare.cells import count, known, number, point
from rasd.evaluate.compare.incident import COUNTRY_KM, Codebook, Incident, Kind, People, exactly
from rasd.evaluate.compare.kinds import GTD_ATTACKS
from rasd.evaluate.compare.lands import country_of
from rasd.evaluate.compare.names import parties

RADIUS = {"1": 2.0, "2": 15.0, "3": 25.0, "4": 90.0, "5": COUNTRY_KM}
"""Kilometres by `specificity`."""
_NEAR = 15.0
_NAMES = ("gname", "gname2", "gname3", "corp1", "target1", "corp2", "target2")


def read_gtd(line: int, row: Mapping[str, str]) -> Incident:
    """The incident of a row. Raises `ValueError` that names the column that can't be read."""
    name = row.get("eventid", "").strip().removesuffix(".0")
    if not name.isdigit():
        raise ValueError(f"eventid is {name!r}, which is no number")
    kinds = tuple(kind for n in (1, 2, 3) if (kind := _attack(row, n)) is not None)
    if not kinds:
        raise ValueError("attacktype1 is empty")
    first, last = _days(row)
    city = known(row.get("city", "")) or ""
    at = point(row.get("latitude", ""), row.get("longitude", ""))
    radius = RADIUS.get(row.get("specificity", "1").strip().removesuffix(".0"), RADIUS["1"])
    if row.get("vicinity", "").strip().removesuffix(".0") == "1":
        radius += _NEAR
    return Incident(
        id=name,
        line=line,
        first=first,
        last=last,
        country=country_of(Codebook.GTD, row.get("country_txt", "")),
        place="" if city.lower() == "unknown" else city,
        lat=at and at[0],
        lon=at and at[1],
        radius=radius,
        kinds=kinds,
        parties=parties(row.get(name, "") for name in _NAMES),
        killed=_people(row, "nkill"),
        wounded=_people(row, "nwound"),
        outlets=tuple(filter(None, (known(row.get(f"scite{n}", "")) for n in (1, 2, 3)))),
    )


def _attack(row: Mapping[str, str], n: int) -> Kind | None:
    named = known(row.get(f"attacktype{n}_txt", ""))
    if named is not None:
        return Kind(named)
    code = number(row.get(f"attacktype{n}", ""), f"attacktype{n}")
    if code is None:
        return None
    if not 1 <= code <= len(GTD_ATTACKS):
        raise ValueError(f"attacktype{n} is {code:g}; expected 1 to {len(GTD_ATTACKS)}")
    return Kind(GTD_ATTACKS[int(code) - 1])


def _people(row: Mapping[str, str], name: str) -> People | None:
    people = count(row.get(name, ""), name)
    return None if people is None else exactly(people)


def _days(row: Mapping[str, str]) -> tuple[date, date]:
    year, month, on = (int(number(row.get(f"i{part}", ""), f"i{part}") or 0)
                       for part in ("year", "month", "day"))  # fmt: skip
    if not 1900 <= year <= 9999:
        raise ValueError(f"iyear is {row.get('iyear', '')!r}, which is no year")
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if not on:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, on), date(year, month, on)
