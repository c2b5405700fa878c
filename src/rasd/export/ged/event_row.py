"""Decides how an event reads as a row of UCDP's Georeferenced Event Dataset, 49 columns in order.

`data/export/columns/ged.tsv` says of each column where it comes from and what is lost. `id` is the
number of our id (see `rasd.export.numbers`), which leads back to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from rasd.export.countries import Country, countries
from rasd.export.csv_rows import csv_rows
from rasd.export.ged.cited import cited_in, speakers_of
from rasd.export.ged.coded import coded, date_prec_of, ged_reason, where_prec_of
from rasd.export.ged.deaths import deaths_of
from rasd.export.ged.grid import priogrid_of
from rasd.export.ged.sides import Dyad, Violence
from rasd.export.left_out import left_out_text
from rasd.export.mapping import rows
from rasd.export.numbers import number_of
from rasd.export.parties import Party, Side
from rasd.export.plain import one_line
from rasd.export.source import Source
from rasd.model import Citation, Event, Place, Status

_GOVERNMENT = "Government of "


class GedRow(NamedTuple):
    """A row of UCDP's table; an empty cell is `None`."""

    id: int
    relid: str
    year: int
    active_year: None
    code_status: str
    type_of_violence: int
    conflict_dset_id: None
    conflict_new_id: None
    conflict_name: str | None
    dyad_dset_id: None
    dyad_new_id: int | None
    dyad_name: str
    side_a_dset_id: None
    side_a_new_id: int | None
    side_a: str
    side_b_dset_id: None
    side_b_new_id: int | None
    side_b: str
    number_of_sources: int
    source_article: str
    source_office: str
    source_date: str
    source_headline: str
    source_original: str
    where_prec: int
    where_coordinates: str
    where_description: str
    adm_1: str | None
    adm_2: str | None
    latitude: float
    longitude: float
    geom_wkt: str
    priogrid_gid: int
    country: str
    country_id: int | None
    region: str
    event_clarity: int
    date_prec: int
    date_start: str
    date_end: str
    deaths_a: int
    deaths_b: int
    deaths_civilians: int
    deaths_unknown: int
    best: int
    high: int
    low: int
    gwnoa: int | None
    gwnob: int | None


def ged_text(source: Source) -> Iterator[str]:
    """The CSV file of the events that UCDP would code."""
    cited = {citation.id: citation for citation in source.citations()}
    return csv_rows(GedRow._fields, _rows(source, cited))


def ged_left_out_text(source: Source) -> Iterator[str]:
    """The CSV file of the others, each with the reason."""
    return left_out_text("ged", source.events(), ged_reason)


def row_of(event: Event, cited: Mapping[str, Citation]) -> GedRow:
    """The row of an event that UCDP would code; `ValueError` for another."""
    found = coded(event)
    if isinstance(found, str):
        raise ValueError(f"{event.id}: UCDP does not code it: {found}")
    return _row(event, found, cited)


def _rows(source: Source, cited: Mapping[str, Citation]) -> Iterator[GedRow]:
    for event in source.events():
        found = coded(event)
        if not isinstance(found, str):
            yield _row(event, found, cited)


def _row(event: Event, dyad: Dyad, cited: Mapping[str, Citation]) -> GedRow:
    place, when = event.place, event.date
    if place is None or place.lat is None or place.lon is None:
        raise ValueError(f"{event.id} has no point")
    if when is None or when.start is None or when.end is None:
        raise ValueError(f"{event.id} has no day")
    country = countries()[place.country or ""]
    number = number_of(event.id)
    deaths = deaths_of(event, dyad)
    reports = cited_in(cited[doc_id] for doc_id in event.doc_ids if doc_id in cited)
    where_prec = where_prec_of(place.precision)
    date_prec = date_prec_of(when.start, when.end)
    is_state_based = dyad.violence is Violence.STATE_BASED
    return GedRow(
        id=number,
        relid=f"{country.iso3}-{when.start.year}-{dyad.violence.value}-{dyad.id or 0}-{number}",
        year=when.start.year,
        active_year=None,
        code_status=_code_status(event, dyad),
        type_of_violence=dyad.violence.value,
        conflict_dset_id=None,
        conflict_new_id=None,
        conflict_name=None if is_state_based else dyad.name,
        dyad_dset_id=None,
        dyad_new_id=dyad.id,
        dyad_name=dyad.name,
        side_a_dset_id=None,
        side_a_new_id=dyad.a.party.ucdp_id,
        side_a=dyad.a.party.ucdp,
        side_b_dset_id=None,
        side_b_new_id=dyad.b.party.ucdp_id if dyad.b else None,
        side_b=dyad.b_name,
        number_of_sources=event.independent_sources,
        source_article=reports.article,
        source_office=reports.office,
        source_date=reports.date,
        source_headline=reports.headline,
        source_original=speakers_of(event),
        where_prec=where_prec,
        where_coordinates=_point_name(place, country),
        where_description=_described(place, country),
        adm_1=_with_level(place.admin1, country.iso2, 0),
        adm_2=_with_level(place.admin2, country.iso2, 1),
        latitude=place.lat,
        longitude=place.lon,
        geom_wkt=f"POINT ({place.lon} {place.lat})",
        priogrid_gid=priogrid_of(place.lat, place.lon),
        country=country.gw_name or country.name_en,
        country_id=country.gw_number,
        region=country.ged_region,
        event_clarity=1 if where_prec <= 2 and date_prec <= 2 else 2,
        date_prec=date_prec,
        date_start=_midnight(when.start),
        date_end=_midnight(when.end),
        deaths_a=deaths.a,
        deaths_b=deaths.b,
        deaths_civilians=deaths.civilians,
        deaths_unknown=deaths.unknown,
        best=deaths.best,
        high=deaths.high,
        low=deaths.low,
        gwnoa=_state_number(dyad.a.party),
        gwnob=_state_number(dyad.b.party) if dyad.b else None,
    )


def _code_status(event: Event, dyad: Dyad) -> str:
    if event.status is Status.CLAIMED:
        return "Check deaths"
    return "Clear" if dyad.id is not None else "Check dyad"


def _point_name(place: Place, country: Country) -> str:
    names = (place.name_en, place.name_ar, place.text, place.admin1)
    return next(filter(None, map(one_line, names)), country.name_en)


def _described(place: Place, country: Country) -> str:
    """The place and what it lies in, each once."""
    parts = (
        _point_name(place, country),
        one_line(place.admin2),
        one_line(place.admin1),
        country.name_en,
    )
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _with_level(name: str | None, country: str, level: int) -> str | None:
    plain = one_line(name)
    word = _levels().get(country, ("", ""))[level]
    if not plain or not word or plain.casefold().endswith(word.casefold()):
        return plain or None
    return f"{plain} {word}"


def _midnight(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


@cache
def _state_number(party: Party) -> int | None:
    if party.side is not Side.GOVERNMENT:
        return None
    return _numbers().get(party.ucdp.removeprefix(_GOVERNMENT))


@cache
def _numbers() -> Mapping[str, int]:
    return {
        country.gw_name: country.gw_number
        for country in countries().values()
        if country.gw_number is not None
    }


@cache
def _levels() -> Mapping[str, tuple[str, str]]:
    """What a first and a second division of a country is called after its name."""
    return {
        country: (first, second)
        for _, (country, first, second, _) in rows(
            "ged_levels.tsv", ("country", "adm_1", "adm_2", "evidence")
        )
    }
