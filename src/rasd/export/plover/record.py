"""Decides the record of an event in PLOVER's JSON: the fields of its manual, one record a line.

A field that has no value is missing. Our own fields stand under `rasd`, which the manual allows.
Of the article stand the words that tell of the event, with their offsets, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rasd.export.plover.coded import Coded, Entity, code, iso3, point
from rasd.export.sectors import UNKNOWN
from rasd.model import (
    Citation,
    Event,
    Evidence,
    Json,
    Place,
    PlacePrecision,
    Status,
    SubEventType,
)

_TELLING = "event"
_CODEBOOK = "PLOVER 2.0 draft"
_RESOLUTION = {
    PlacePrecision.EXACT: 4,
    PlacePrecision.NEAR: 4,
    PlacePrecision.ADMIN2: 3,
    PlacePrecision.ADMIN1: 2,
    PlacePrecision.COUNTRY: 1,
}
_SIZES = {"dead": "killed", "injured": "wounded", "arrested": "detained"}


def plover_record(event: Event, citations: Mapping[str, Citation]) -> Json:
    """The record of an event that PLOVER has."""
    coded = code(event)
    start = event.date.start if event.date is not None else None
    end = event.date.end if event.date is not None else None
    if start is None:
        raise ValueError(f"{event.id} has no date and is none of PLOVER's events")
    telling = [each for each in event.evidence if each.field == _TELLING]
    return _filled(
        {
            "id": event.id,
            "date": start.isoformat(),
            "enddate": end.isoformat() if end not in (None, start) else None,
            "actor": [_entity(each) for each in coded.actors],
            "recipient": [_entity(each) for each in coded.recipients],
            "event": [coded.event],
            "mode": list(coded.modes),
            "context": list(coded.contexts),
            "quad_code": coded.quad,
            "event_loc": _location(event.place),
            "size": _sizes(event),
            "event_text": [each.quote for each in telling],
            "text_info": [_text_info(each, n) for n, each in enumerate(telling, 1)],
            "cite_info": _cited(event, citations),
            "coder": "rasd",
            "comment": "; ".join(_comments(event, coded)),
            "rasd": _own(event),
        }
    )


def _filled(values: Json) -> Json:
    """The values without those that are missing or empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _entity(entity: Entity) -> Json:
    belongs = entity.belongs
    return _filled(
        {
            "code": belongs.code,
            "sector": belongs.sector,
            "entity_text": entity.text,
            "identifier_id": belongs.identifier_id,
            "identifier_text": belongs.identifier_text or entity.name,
        }
    )


def _location(place: Place | None) -> Json:
    if place is None:
        return None
    lat, lon = point(place) or (None, None)
    is_town = _RESOLUTION.get(place.precision) == _RESOLUTION[PlacePrecision.EXACT]
    return _filled(
        {
            "extracted_place": place.text,
            "resolved_place": place.name_en or place.name_ar,
            "geonameid": place.geonameid,
            "lat": lat,
            "lon": lon,
            "city": (place.name_en or place.name_ar) if is_town else None,
            "district": place.admin2,
            "province": place.admin1,
            "country": iso3(place),
            "country_code": place.country,
            "resolution": _RESOLUTION.get(place.precision),
        }
    )


def _sizes(event: Event) -> Json:
    let_go = event.sub_event_type is SubEventType.RELEASE  # its count is of the freed
    return _filled(
        {
            name: _size(event, field)
            for name, field in _SIZES.items()
            if not (let_go and name == "arrested")
        }
    )


def _size(event: Event, field: str) -> int | None:
    best = next((toll.best for toll in event.tolls if toll.field == field), None)
    count = getattr(event, field)
    return best if best is not None or count is None else int(count.min)


def _text_info(evidence: Evidence, sequence: int) -> Json:
    return _filled(
        {
            "sequence": sequence,
            "start": evidence.start,
            "end": evidence.end,
            "document": evidence.doc_id,
            "part": evidence.part,
        }
    )


def _cited(event: Event, citations: Mapping[str, Citation]) -> list[Json]:
    return [
        _filled(
            {
                "document": each.id,
                "citation": each.sha256,
                "url": each.url,
                "title": each.title,
                "language": each.language,
                "publication": each.outlet,
                "published": each.published.isoformat() if each.published else None,
                "coder": "rasd",
                "codebook": _CODEBOOK,
            }
        )
        for each in (citations[ident] for ident in event.doc_ids if ident in citations)
    ]


def _comments(event: Event, coded: Coded) -> Iterable[str]:
    if any(each.belongs.sector == UNKNOWN for each in coded.actors):
        yield "no actor is named, which PLOVER does not code"
    if event.status is Status.CLAIMED:
        yield "told by a party to it alone"
    if event.killed_or_wounded is not None:
        yield f"{_size(event, 'killed_or_wounded')} killed or wounded"
    if event.abducted is not None:
        yield f"{_size(event, 'abducted')} abducted"
    if event.campaign:
        yield f"campaign {event.campaign}"


def _own(event: Event) -> Json:
    return _filled(
        {
            "sub_event_type": event.sub_event_type.value,
            "status": event.status.value,
            "date_precision": event.date.precision.value if event.date else None,
            "place_precision": event.place.precision.value if event.place else None,
            "confidence": event.confidence,
            "independent_sources": event.independent_sources,
            "claimed_by": [claim.id or claim.text for claim in event.claimed_by],
            "credibility": event.credibility.value if event.credibility else None,
            "review": event.review.state.value if event.review else None,
        }
    )
