"""Decides which entities an event makes, and what refers to what.

An `Event` names its reports (`proof`), its parties (`involved`) and the `Address` of its place.
Each report is an `Article`, tied by a `Documentation`; each part that an organisation plays is an
`UnknownLink` with its role, and the name that a report gives it a `Mention`. What reports disagree
on is a `Note`. An entity comes before those that refer to it, and once.

Persons are never made entities: of the parties those alone that the actor table has as
organisations; the others are keywords (`target: gen_civilians`) or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from rasd.export.ftm.articles import article, article_id
from rasd.export.ftm.values import entity, entity_id, line
from rasd.export.geojson import point
from rasd.export.organisations import Organisation, organisation, organisations
from rasd.export.source import Source
from rasd.export.titles import LANGUAGES, days, numbers_in_words, partial_date, place_name, title
from rasd.export.urns import web_address
from rasd.model import (
    Actor,
    Citation,
    DateValue,
    Event,
    Json,
    Place,
    PlacePrecision,
    ReviewState,
)

PERPETRATOR, TARGET, CLAIMS = "perpetrator", "target", "claims responsibility"
_FIELD = {PERPETRATOR: "perpetrators", TARGET: "targets", CLAIMS: "claimed_by"}
Party = tuple[str, Organisation, str]
"""A role, who plays it and the words of the report for them."""


def ftm_text(source: Source) -> Iterator[str]:
    """One line for each entity of the events of a source."""
    citations: dict[str, Citation] | None = None
    written: set[str] = set()
    for event in source.events():
        if citations is None:
            citations = {each.id: each for each in source.citations()}
        for each in _entities(event, citations, written):
            if each["id"] not in written:
                written.add(each["id"])
                yield line(each)


def _entities(event: Event, citations: dict[str, Citation], written: set[str]) -> Iterator[Json]:
    parties = list(_parties(event))
    yield from chain.from_iterable(_organisation(party) for _, party, _ in parties)
    address = _address(event.place) if event.place is not None else None
    if address is not None:
        yield address
    cited = {doc_id: citations.get(doc_id) for doc_id in event.doc_ids}
    for doc_id, citation in cited.items():
        if article_id(doc_id) not in written:
            yield article(doc_id, citation)
    yield _event(event, parties, address, cited.values())
    yield from _documentations(event)
    for role, party, words in parties:
        yield _link(event, role, party)
        yield from _mentions(event, role, party, words)
    yield from _notes(event)


def _event(
    event: Event, parties: list[Party], address: Json, cited: Iterable[Citation | None]
) -> Json:
    known = [each for each in cited if each is not None]
    place = event.place
    return entity(
        "Event",
        event.id,
        {
            "name": [title(event, language) for language in LANGUAGES],
            "recordId": [event.id],
            **_dates(event.date),
            "summary": [numbers_in_words(event)],
            "location": [] if place is None else [place_name(place, each) for each in LANGUAGES],
            "country": [_country(place)],
            "addressEntity": [] if address is None else [address["id"]],
            "involved": [_organisation_id(party) for _, party, _ in parties],
            "keywords": _keywords(event),
            "proof": [article_id(doc_id) for doc_id in event.doc_ids],
            "publisher": [each.outlet for each in known],
            "sourceUrl": [web_address(each) for each in known],
        },
    )


def _dates(value: DateValue | None) -> dict[str, list[str]]:
    if value is None or value.start is None or value.end is None:
        return {}
    if (one := partial_date(value)) is not None:
        return {"date": [one]}
    if value.start == value.end:
        return {"date": [days(value)]}
    return {"startDate": [value.start.isoformat()], "endDate": [value.end.isoformat()]}


def _keywords(event: Event) -> list[str]:
    described = (
        f"{role}: {actor.id}"
        for role, actors in ((PERPETRATOR, event.perpetrators), (TARGET, event.targets))
        for actor in actors
        if actor.id is not None and organisation(actor.id) is None
    )
    return [
        event.event_type.value,
        event.sub_event_type.value,
        f"status: {event.status.value}",
        *(f"weapon: {weapon}" for weapon in event.weapons),
        *described,
        *([f"campaign: {event.campaign}"] if event.campaign else []),
        *([f"credibility: {event.credibility.value}"] if event.credibility else []),
        *(
            [f"review: {event.review.state.value}"]
            if event.review is not None and event.review.state is not ReviewState.NONE
            else []
        ),
    ]


def _country(place: Place | None) -> str | None:
    return place.country.lower() if place is not None and place.country else None


def _parties(event: Event) -> Iterator[Party]:
    for role, actors in ((PERPETRATOR, event.perpetrators), (TARGET, event.targets)):
        for actor in actors:
            yield from _party(role, actor)
    for claim in event.claimed_by:
        if (party := organisation(claim.id)) is not None:
            yield CLAIMS, party, claim.text


def _party(role: str, actor: Actor) -> Iterator[Party]:
    if (party := organisation(actor.id)) is not None:
        yield role, party, actor.text


def _organisation_id(party: Organisation) -> str:
    return f"actor-{party.id.replace('_', '-')}"


@cache
def _organisation(party: Organisation) -> tuple[Json, ...]:
    """The organisation, after those that it belongs to."""
    parent = organisations().get(party.parent) if party.parent is not None else None
    own = entity(
        "Organization",
        _organisation_id(party),
        {
            "name": party.names,
            "alias": party.aliases,
            "weakAlias": party.weak_aliases,
            "country": [country.lower() for country in party.countries],
            "classification": [party.category],
            "parent": [] if parent is None else [_organisation_id(parent)],
        },
    )
    return (own,) if parent is None else (*_organisation(parent), own)


def _address(place: Place) -> Json:
    if place.precision is PlacePrecision.UNKNOWN:
        return None
    where = point(place)
    latitude, longitude = ("", "") if where is None else (str(where[1]), str(where[0]))
    known = None if place.geonameid is None else str(place.geonameid)
    names = [place_name(place, language) for language in LANGUAGES]
    made = entity(
        "Address",
        entity_id(
            "place",
            known,
            place.precision.value,
            place.text if known is None else "",
            latitude,
            longitude,
        ),
        {
            "full": [", ".join(filter(None, (n, place.admin2, place.admin1))) for n in names],
            "state": [place.admin1],
            "region": [place.admin2],
            "country": [_country(place)],
            "latitude": [latitude],
            "longitude": [longitude],
            "remarks": [f"precision: {place.precision.value}", place.source],
        },
    )
    return made if made["properties"].get("full") else None


def _documentations(event: Event) -> Iterator[Json]:
    for account in event.accounts:
        if account.doc_id not in event.doc_ids:
            continue
        quotes = [
            each.quote
            for each in event.evidence
            if each.field == "event" and (each.doc_id or event.doc_ids[0]) == account.doc_id
        ]
        yield entity(
            "Documentation",
            entity_id("report", event.id, account.mention_id),
            {
                "document": [article_id(account.doc_id)],
                "entity": [event.id],
                "role": ["report"],
                "status": [account.voice.value],
                "date": [account.published.isoformat() if account.published else None],
                "publisher": [account.outlet],
                "recordId": [account.mention_id],
                "description": quotes,
                "summary": [
                    f"independent source {account.source}, reliability {account.reliability.value}"
                ],
            },
        )


def _link(event: Event, role: str, party: Organisation) -> Json:
    return entity(
        "UnknownLink",
        entity_id("role", event.id, role, party.id),
        {
            "subject": [_organisation_id(party)],
            "object": [event.id],
            "role": [role],
            "status": [event.status.value],
            "recordId": [event.id],
        },
    )


def _mentions(event: Event, role: str, party: Organisation, words: str) -> Iterator[Json]:
    """The name as a report has it, where the evidence for the role shows it."""
    for each in event.evidence:
        doc_id = each.doc_id or event.doc_ids[0]
        if each.field == _FIELD[role] and words.strip() and words in each.quote:
            named = entity(
                "Mention",
                entity_id("name", doc_id, party.id, words),
                {
                    "document": [article_id(doc_id)],
                    "name": [words],
                    "resolved": [_organisation_id(party)],
                    "contextCountry": [_country(event.place)],
                },
            )
            if doc_id in event.doc_ids and "name" in named["properties"]:
                yield named


def _notes(event: Event) -> Iterator[Json]:
    for conflict in event.conflicts:
        said = (f"{v} ({doc})" for v, doc in zip(conflict.values, conflict.doc_ids, strict=False))
        yield entity(
            "Note",
            entity_id("conflict", event.id, conflict.field),
            {
                "name": [f"Reports differ: {conflict.field}"],
                "description": ["; ".join(said)],
                "entity": [event.id],
                "proof": [article_id(each) for each in conflict.doc_ids if each in event.doc_ids],
            },
        )
