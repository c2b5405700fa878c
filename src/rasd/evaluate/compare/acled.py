"""Decides what a row of an ACLED file says, in old spellings and new.

A week lies three days to either side of its date, a month is the month of its date. Parties are
actors and their associates; numeric `inter` codes and labels are both let be: names decide.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from rasd.evaluate.compare.cells import count, day, point
from rasd.evaluate.compare.incident import Codebook, Incident, exactly
from rasd.evaluate.compare.kinds import acled_kinds
from rasd.evaluate.compare.lands import country_of
from rasd.evaluate.compare.names import parties

RADIUS = {"1": 2.0, "2": 15.0, "3": 90.0}
"""Kilometres by `geo_precision`: a town; near it or a small area; a region."""
_ACTORS = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "ally_actor_1", "ally_actor_2")
_HALF_A_WEEK = timedelta(days=3)


def read_acled(line: int, row: Mapping[str, str]) -> Incident:
    """The incident of a row. Raises `ValueError` that names the column that can't be read."""
    name = (row.get("event_id_cnty") or row.get("data_id") or "").strip()
    if not name:
        raise ValueError("event_id_cnty is empty")
    kinds = acled_kinds(row.get("event_type", "").strip(), row.get("sub_event_type", "").strip())
    if not kinds[0].type:
        raise ValueError("event_type is empty")
    first, last = _days(day(row["event_date"]), _code(row.get("time_precision", "1")))
    at = point(row.get("latitude", ""), row.get("longitude", ""))
    named = (name for column in _ACTORS for name in row.get(column, "").split(";"))
    dead = count(row.get("fatalities", ""), "fatalities")
    return Incident(
        id=name,
        line=line,
        first=first,
        last=last,
        country=country_of(Codebook.ACLED, row.get("country", ""), row.get("iso", "")),
        place=row.get("location", "").strip(),
        lat=at and at[0],
        lon=at and at[1],
        radius=RADIUS.get(_code(row.get("geo_precision", "1")), RADIUS["1"]),
        kinds=kinds,
        parties=parties(named),
        killed=None if dead is None else exactly(dead),
        outlets=tuple(filter(None, (name.strip() for name in row.get("source", "").split(";")))),
    )


def _code(cell: str) -> str:
    return cell.strip().removesuffix(".0")


def _days(on: date, precision: str) -> tuple[date, date]:
    match precision:
        case "2":
            return on - _HALF_A_WEEK, on + _HALF_A_WEEK
        case "3":
            last = calendar.monthrange(on.year, on.month)[1]
            return on.replace(day=1), on.replace(day=last)
        case _:
            return on, on
