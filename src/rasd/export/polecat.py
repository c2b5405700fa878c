"""Decides the table in the style of POLECAT: PLOVER's events, 40 columns, tabs between.

As in its released files a value that is not known is `None`, several values have `; ` between, and
a row is one line: tabs and ends of lines within a text become spaces. The code of a country is
three letters, and its number that of the Correlates of War project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rasd.export.countries import countries
from rasd.export.left_out import left_out_text
from rasd.export.mapping import mapping_of
from rasd.export.plover.coded import Entity, code, iso3, point, reason
from rasd.export.plover.codes import cow_numbers
from rasd.export.source import Source
from rasd.model import EXACT_PLACES, Citation, Event, Place

FORMAT = "polecat"
_NONE = "None"
_JOINT = "; "
_QUADS = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}
_BREAK = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_RUN_AS_FORMULA = ("=", "+", "-", "@")

Cells = dict[str, str | None]


def polecat_text(source: Source) -> Iterator[str]:
    """The header and then one line for each event that PLOVER has."""
    names = mapping_of(FORMAT).names
    citations = {citation.id: citation for citation in source.citations()}
    yield "\t".join(names) + "\n"
    for event in source.events():
        if reason(event) is None:
            cells = event_cells(event, citations)
            yield "\t".join(_written(cells.get(name)) for name in names) + "\n"


def polecat_left_out(source: Source) -> Iterator[str]:
    """The events that POLECAT has no place for, each with the reason."""
    return left_out_text(FORMAT, source.events(), reason)


def event_cells(event: Event, citations: Mapping[str, Citation]) -> Cells:
    """The cells of an event that PLOVER has, by column; those that nothing fills are missing."""
    coded = code(event)
    start = event.date.start if event.date is not None else None
    return {
        "Event ID": event.id,
        "Event Date": start.isoformat() if start else None,
        "Event Type": coded.event,
        "Event Mode": _joined(coded.modes),
        "Quad Code": _QUADS[coded.quad],
        "Contexts": _joined(coded.contexts),
        **_party("Actor", coded.actors),
        **_party("Recipient", coded.recipients),
        **_place(event.place),
        **_story([citations[each] for each in event.doc_ids if each in citations]),
        "Version": event.schema,
    }


def _party(side: str, entities: Sequence[Entity]) -> Cells:
    codes = [each.belongs.code for each in entities]
    sectors = [each.belongs.sector for each in entities]
    return {
        f"{side} Name": _joined(each.name for each in entities),
        f"{side} Country": _joined(codes),
        f"{side} COW": _joined(_cow().get(each or "") for each in codes),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _joined(sectors),
        f"{side} Name Raw": _joined(each.text for each in entities),
    }


@cache
def _cow() -> dict[str, str]:
    numbers = cow_numbers()
    return {country.iso3: numbers[iso2] for iso2, country in countries().items() if iso2 in numbers}


def _place(place: Place | None) -> Cells:
    name = (place.name_en or place.name_ar) if place else None
    where = point(place) if place else None
    return {
        "Placename": name,
        "City": name if place and place.precision in EXACT_PLACES else None,
        "District": place.admin2 if place else None,
        "Province": place.admin1 if place else None,
        "Country": iso3(place),
        "Latitude": str(where[0]) if where else None,
        "Longitude": str(where[1]) if where else None,
        "GeoNames ID": str(place.geonameid) if place and place.geonameid else None,
        "Raw Placename": place.text if place else None,
        "Feature Type": place.precision.value if place else None,
    }


def _story(cited: Sequence[Citation]) -> Cells:
    days = sorted(each.published for each in cited if each.published is not None)
    return {
        "Source": _joined(each.outlet for each in cited),
        "Publication Date": days[0].isoformat() if days else None,
        "Language": _joined(each.language for each in cited),
    }


def _joined(values: Iterable[str | None]) -> str | None:
    """The values that are known, each once, as one cell."""
    return _JOINT.join(dict.fromkeys(filter(None, values))) or None


def _written(cell: str | None) -> str:
    if cell is None:
        return _NONE
    line = _BREAK.sub(" ", cell).strip()
    if line.startswith(_RUN_AS_FORMULA) and not _is_number(line):
        return f"'{line}"
    return line or _NONE


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()
