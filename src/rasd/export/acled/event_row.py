"""Decides how an event reads as a row of ACLED's table, the 31 columns in their order.

`data/export/columns/acled.tsv` says of each column where it comes from and what is lost. The number
in `event_id_cnty` is that of our id (see `rasd.export.numbers`), which also stands in `tags`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from rasd.export.acled.actors import (
    LABELS,
    by_a_non_state_group,
    interaction_of,
    sides_of,
)
from rasd.export.acled.coded import acled_reason, day_of, fatalities_of, geo_precision_of
from rasd.export.acled.kinds import Kind, kind_of
from rasd.export.acled.notes import notes_of
from rasd.export.acled.sources import names_of, scale_of
from rasd.export.countries import Country, countries
from rasd.export.csv_rows import csv_rows
from rasd.export.left_out import left_out_text
from rasd.export.mapping import rows
from rasd.export.numbers import number_of
from rasd.export.plain import one_line
from rasd.export.source import Source
from rasd.model import Citation, Event, Place, Status

_TARGETING = "Civilian targeting"
_DEGREES = 4
_LIBYA = "LY"


class AcledRow(NamedTuple):
    """A row of ACLED's table; an empty cell is `None`."""

    event_id_cnty: str
    event_date: str
    year: int
    time_precision: int
    disorder_type: str
    event_type: str
    sub_event_type: str
    actor1: str
    assoc_actor_1: str | None
    inter1: str
    actor2: str | None
    assoc_actor_2: str | None
    inter2: str | None
    interaction: str
    civilian_targeting: str | None
    iso: int | None
    region: str
    country: str
    admin1: str | None
    admin2: str | None
    admin3: None
    location: str
    latitude: float
    longitude: float
    geo_precision: int
    source: str
    source_scale: str
    notes: str
    fatalities: int
    tags: str
    timestamp: int | None


def acled_text(source: Source) -> Iterator[str]:
    """The CSV file of the events that ACLED codes."""
    cited = {citation.id: citation for citation in source.citations()}
    return csv_rows(
        AcledRow._fields,
        (row_of(event, cited) for event in source.events() if acled_reason(event) is None),
    )


def acled_left_out_text(source: Source) -> Iterator[str]:
    """The CSV file of the others, each with the reason."""
    return left_out_text("acled", source.events(), acled_reason)


def row_of(event: Event, cited: Mapping[str, Citation]) -> AcledRow:
    """The row of an event that ACLED codes; `ValueError` for another."""
    place = event.place
    if event.date is None or place is None or place.lat is None or place.lon is None:
        raise ValueError(f"{event.id}: ACLED codes no event without a day and a point")
    day, time_precision = day_of(event.date)
    country = countries()[place.country or ""]
    kind = kind_of(
        event.sub_event_type,
        by_a_non_state_group=by_a_non_state_group(event, country, day),
    )
    sides = sides_of(event, kind, country, day)
    reports = [cited[doc_id] for doc_id in event.doc_ids if doc_id in cited]
    dead = fatalities_of(event)
    location = _location(place, country)
    admin1, admin2 = _districts(place)
    return AcledRow(
        event_id_cnty=f"{country.iso3}{number_of(event.id)}",
        event_date=day.isoformat(),
        year=day.year,
        time_precision=time_precision,
        disorder_type=kind.disorder_type,
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        actor1=sides.one.acled,
        assoc_actor_1=_joined(sides.beside_one),
        inter1=LABELS[sides.one.inter],
        actor2=sides.other.acled if sides.other else None,
        assoc_actor_2=_joined(sides.beside_other),
        inter2=LABELS[sides.other.inter] if sides.other else None,
        interaction=interaction_of(sides.one, sides.other),
        civilian_targeting=_TARGETING if sides.civilians_targeted else None,
        iso=country.iso_numeric,
        region=country.acled_region,
        country=country.acled_name,
        admin1=one_line(admin1) or None,
        admin2=one_line(admin2) or None,
        admin3=None,
        location=location,
        latitude=round(place.lat, _DEGREES),
        longitude=round(place.lon, _DEGREES),
        geo_precision=geo_precision_of(place),
        source=names_of(reports),
        source_scale=scale_of(reports, country),
        notes=notes_of(event, kind, sides, location=location, dead=dead),
        fatalities=dead,
        tags=_tags(event, kind),
        timestamp=_newest(event),
    )


def _joined(names: tuple[str, ...]) -> str | None:
    return "; ".join(names) or None


def _location(place: Place, country: Country) -> str:
    names = (place.name_en, place.name_ar, place.text, place.admin1)
    return next(filter(None, map(one_line, names)), country.acled_name)


def _districts(place: Place) -> tuple[str | None, str | None]:
    """The province and the district in ACLED's spelling; Libya's districts stand in three parts."""
    ours = place.admin1
    theirs = _provinces().get((place.country or "", ours or ""), ours)
    if place.country == _LIBYA and theirs != ours:
        return theirs, place.admin2 or ours
    return theirs, place.admin2


def _tags(event: Event, kind: Kind) -> str:
    tags = ["crowd size=no report"] if kind.event_type in ("Protests", "Riots") else []
    if event.status is Status.CLAIMED:
        tags.append("rasd status=claimed")
    return "; ".join((*tags, f"rasd id={one_line(event.id)}"))


def _newest(event: Event) -> int | None:
    """The newest of the days on which it was reported, at midnight UTC: never the clock."""
    days = [account.published for account in event.accounts if account.published is not None]
    return _seconds(max(days)) if days else None


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@cache
def _provinces() -> Mapping[tuple[str, str], str]:
    return {
        (country, ours): theirs
        for _, (country, ours, theirs, _) in rows(
            "acled_admin1.tsv", ("country", "admin1", "acled", "evidence")
        )
    }
