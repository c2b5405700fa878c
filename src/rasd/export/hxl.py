"""Decides how events read as CSV with HXL tags: the names, then the hashtags, then a row an event.

`data/export/columns/hxl.tsv` says what each column is and `hxl_tags.tsv` which tag it has. What
tools add up (`#affected+killed`) stands before its bounds, since they take the first that fits, and
what did not happen, or was only said, is left out, since they would count it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from rasd.export.countries import Country, countries
from rasd.export.csv_rows import Cell, csv_rows
from rasd.export.geojson import point
from rasd.export.left_out import left_out_text, never_counted
from rasd.export.mapping import mapping_of, rows
from rasd.export.source import Source
from rasd.model import Actor, Count, Event, EventType, Toll

NAME = "hxl"
_JOINT = "; "
_TELLS = "event"
"""The field of the evidence that tells of the event itself."""
Urls = Mapping[str, str]
_Column = Callable[[Event, Urls], Cell]


def hxl_text(source: Source) -> Iterator[str]:
    """The file line by line; events in their order."""
    names = mapping_of(NAME).names
    columns = [COLUMNS[name] for name in names]

    def lines() -> Iterator[list[Cell]]:
        # Addresses alone stay in memory: those of 100,000 reports take some 20 MB.
        urls = {each.id: each.url for each in source.citations() if each.url}
        for event in source.events():
            if why_left_out(event) is None:
                yield [column(event, urls) for column in columns]

    return csv_rows(names, chain([[tags()[name] for name in names]], lines()))


def hxl_left_out(source: Source) -> Iterator[str]:
    """What the file leaves out, with the reasons."""
    return left_out_text(NAME, source.events(), why_left_out)


def why_left_out(event: Event) -> str | None:
    """The reason for which the file leaves an event out; `None` where it is in it."""
    said = "statement" if event.event_type is EventType.STATEMENT else None
    return never_counted(event) or said


@cache
def tags() -> dict[str, str]:
    """The hashtag of each column, with its attributes."""
    return {column: tag for _, (column, tag) in rows("hxl_tags.tsv", ("column", "tag"))}


def _joined(values: Iterable[str | None]) -> Cell:
    told = ["" if value is None else value for value in values]
    return _JOINT.join(told) if any(told) else None


def _each_once(values: Iterable[str | None]) -> Cell:
    return _joined(dict.fromkeys(value for value in values if value))


def _day(event: Event) -> Cell:
    date = event.date
    if date is None or date.start is None or date.start != date.end:
        return None
    return date.start.isoformat()


def _bound(event: Event, name: str) -> Cell:
    day = getattr(event.date, name, None)
    return None if day is None else day.isoformat()


def _of_date(event: Event) -> Cell:
    return None if event.date is None else event.date.precision.value


def _names(actors: Iterable[Actor]) -> Cell:
    return _joined(actor.name_en or actor.text for actor in actors)


def _of_place(event: Event, *names: str) -> Cell:
    """The first that is known of some fields of the place."""
    found = (getattr(event.place, name, None) for name in names)
    return next((value for value in found if value), None)


def _precision(event: Event) -> Cell:
    return None if event.place is None else event.place.precision.value


def _of_country(event: Event, of: Callable[[Country], str]) -> Cell:
    code = event.place.country if event.place is not None else None
    country = countries().get(code) if code else None
    return None if country is None else of(country)


def _degrees(event: Event, axis: int) -> Cell:
    where = point(event.place)
    return None if where is None else where[axis]


def _toll(event: Event, field: str) -> Toll | None:
    return next((toll for toll in event.tolls if toll.field == field), None)


def _best(event: Event, field: str) -> Cell:
    count: Count | None = getattr(event, field)
    toll = _toll(event, field)
    return toll.best if toll is not None else count.min if count is not None else None


def _low(event: Event, field: str) -> Cell:
    count: Count | None = getattr(event, field)
    toll = _toll(event, field)
    return toll.low if toll is not None else count.min if count is not None else None


def _high(event: Event, field: str) -> Cell:
    count: Count | None = getattr(event, field)
    if count is not None and count.max is None:
        return None  # open above, whatever the highest figure told
    toll = _toll(event, field)
    return toll.high if toll is not None else count.max if count is not None else None


def _urls(event: Event, urls: Urls) -> Cell:
    return " ".join(urls[each] for each in event.doc_ids if each in urls) or None


def _people(name: str, field: str) -> dict[str, _Column]:
    return {
        name: lambda event, _: _best(event, field),
        f"{name}_min": lambda event, _: _low(event, field),
        f"{name}_max": lambda event, _: _high(event, field),
    }


COLUMNS: dict[str, _Column] = {
    "event_id": lambda event, _: event.id,
    "event_date": lambda event, _: _day(event),
    "date_start": lambda event, _: _bound(event, "start"),
    "date_end": lambda event, _: _bound(event, "end"),
    "date_precision": lambda event, _: _of_date(event),
    "event_type": lambda event, _: event.event_type.value,
    "sub_event_type": lambda event, _: event.sub_event_type.value,
    "status": lambda event, _: event.status.value,
    "actor1": lambda event, _: _names(event.perpetrators),
    "actor1_code": lambda event, _: _joined(each.id for each in event.perpetrators),
    "actor1_type": lambda event, _: _joined(each.category for each in event.perpetrators),
    "actor2": lambda event, _: _names(event.targets),
    "actor2_code": lambda event, _: _joined(each.id for each in event.targets),
    "actor2_type": lambda event, _: _joined(each.category for each in event.targets),
    "claimed_by": lambda event, _: _joined(each.id or each.text for each in event.claimed_by),
    "weapons": lambda event, _: _joined(event.weapons),
    "region": lambda event, _: _of_country(event, lambda country: country.acled_region),
    "country": lambda event, _: _of_country(event, lambda country: country.name_en),
    "iso3": lambda event, _: _of_country(event, lambda country: country.iso3),
    "admin1": lambda event, _: _of_place(event, "admin1"),
    "admin2": lambda event, _: _of_place(event, "admin2"),
    "location": lambda event, _: _of_place(event, "name_en", "text"),
    "location_ar": lambda event, _: _of_place(event, "name_ar"),
    "geonameid": lambda event, _: _of_place(event, "geonameid"),
    "latitude": lambda event, _: _degrees(event, 1),
    "longitude": lambda event, _: _degrees(event, 0),
    "geo_precision": lambda event, _: _precision(event),
    **_people("killed", "killed"),
    **_people("injured", "wounded"),
    **_people("killed_or_injured", "killed_or_wounded"),
    **_people("abducted", "abducted"),
    **_people("detained", "detained"),
    "notes": lambda event, _: next((e.quote for e in event.evidence if e.field == _TELLS), None),
    "source": lambda event, _: _each_once(each.outlet for each in event.accounts),
    "source_url": lambda event, urls: " ".join(
        urls[each] for each in event.doc_ids if each in urls
    ),
    "source_ids": lambda event, _: _joined(event.doc_ids),
    "independent_sources": lambda event, _: event.independent_sources,
    "confidence": lambda event, _: event.confidence,
    "credibility": lambda event, _: event.credibility.value if event.credibility else None,
    "conflicts": lambda event, _: _each_once(each.field for each in event.conflicts),
    "review": lambda event, _: event.review.state.value if event.review else None,
}
"""How each column is made of an event and the addresses of its reports."""
