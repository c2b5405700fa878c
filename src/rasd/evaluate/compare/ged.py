"""Decides what a row of a UCDP GED file says; columns of older releases go by their old names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rasd.evaluate.compare.cells import count, day, known, point
from rasd.evaluate.compare.incident import COUNTRY_KM, Codebook, Incident, Kind, People
from rasd.evaluate.compare.lands import country_of
from rasd.evaluate.compare.names import parties

RADIUS = {"1": 2.0, "2": 25.0, "3": 35.0, "4": 90.0, "5": 60.0, "6": COUNTRY_KM, "7": 300.0}
"""Kilometres by `where_prec`: place, within 25 km, district, province, line or area, country,
sea."""
_SPANNED = {"2", "3", "4", "5"}
_OFFICE = re.compile(r'(?:^|;)"?([^,;"]+),\d{4}-\d{2}-\d{2},')


def read_ged(line: int, row: Mapping[str, str]) -> Incident:
    """The incident of a row. Raises `ValueError` that names the column that can't be read."""
    name = row.get("id", "").strip().removesuffix(".0")
    if not name.isdigit():
        raise ValueError(f"id is {name!r}, which is no number")
    violence = row.get("type_of_violence", "").strip().removesuffix(".0")
    if violence not in ("1", "2", "3"):
        raise ValueError(f"type_of_violence is {violence!r}; expected 1, 2 or 3")
    first = day(row["date_start"])
    last = day(row["date_end"]) if known(row.get("date_end", "")) else first
    if last < first:
        raise ValueError(f"date_end {last} lies before date_start {first}")
    at = point(row.get("latitude", ""), row.get("longitude", ""))
    precision = row.get("where_prec", "1").strip().removesuffix(".0")
    return Incident(
        id=name,
        line=line,
        first=first,
        last=last,
        spans=first != last and row.get("date_prec", "").strip() in _SPANNED,
        country=country_of(Codebook.GED, row.get("country", ""), row.get("country_id", "")),
        place=(known(row.get("where_coordinates", "")) or row.get("adm_1", "")).strip(),
        lat=at and at[0],
        lon=at and at[1],
        radius=RADIUS.get(precision, RADIUS["1"]),
        kinds=(Kind(violence),),
        parties=parties((row.get("side_a", ""), row.get("side_b", ""))),
        killed=_deaths(row),
        outlets=_offices(row),
    )


def _deaths(row: Mapping[str, str]) -> People | None:
    best, low, high = (
        count(row.get(name) or row.get(f"{name}_est", ""), name) for name in ("best", "low", "high")
    )
    if best is None:
        return None
    low, high = best if low is None else low, best if high is None else high
    return People(min(low, best, high), best, max(low, best, high))


def _offices(row: Mapping[str, str]) -> tuple[str, ...]:
    named = known(row.get("source_office", ""))
    if named is not None:
        return tuple(filter(None, (name.strip(' "') for name in named.split(";"))))
    return tuple(name.strip() for name in _OFFICE.findall(row.get("source_article", "")))
