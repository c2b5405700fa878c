"""Decides what an event of ours is in their terms, and which events their codebook leaves out.

Their codebook leaves an event out for one of the reasons of `data/compare/reasons.tsv`: denied,
background and statements everywhere; without a death in GED; by a state in GTD; without a day or
a place everywhere. Such an event may still be paired, as where we know of no death and they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rasd.evaluate.compare.incident import (
    COUNTRY_KM,
    Codebook,
    Incident,
    Kind,
    Names,
    People,
)
from rasd.evaluate.compare.kinds import our_kinds
from rasd.evaluate.compare.lands import in_their_terms
from rasd.evaluate.compare.names import own_names, party
from rasd.export.parties import party_of
from rasd.model import (
    Actor,
    Count,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    Place,
    PlacePrecision,
    Status,
    SubEventType,
)

RADIUS = {
    PlacePrecision.EXACT: 2.0,
    PlacePrecision.NEAR: 15.0,
    PlacePrecision.ADMIN2: 30.0,
    PlacePrecision.ADMIN1: 90.0,
    PlacePrecision.COUNTRY: COUNTRY_KM,
    PlacePrecision.UNKNOWN: COUNTRY_KM,
}
"""Kilometres that the point may lie from the place, by what it stands for."""
UNCOUNTED = frozenset({Status.DENIED.value, Status.BACKGROUND.value})
"""The statuses of events that no codebook counts; they are paired with nothing."""
_NEVER_PAIRED = frozenset({*UNCOUNTED, "statement", "undated"})
_TOO_WIDE = frozenset({DatePrecision.YEAR, DatePrecision.UNKNOWN})


def event_in_terms(codebook: Codebook, event: Event) -> Incident:
    """An event as it is compared."""
    ranges = {toll.field: People(toll.low, toll.best, toll.high) for toll in event.tolls}
    return incident_of(
        codebook,
        id=event.id,
        sub=event.sub_event_type,
        of_type=event.event_type,
        status=event.status,
        when=event.date,
        where=event.place,
        doers=event.perpetrators,
        targets=event.targets,
        killed=ranges.get("killed") or people(event.killed),
        wounded=ranges.get("wounded") or people(event.wounded),
        outlets=(account.outlet for account in event.accounts if account.outlet),
        published=(account.published for account in event.accounts if account.published),
    )


def incident_of(
    codebook: Codebook,
    *,
    id: str,  # noqa: A002 - the field's name
    sub: SubEventType,
    of_type: EventType,
    status: Status,
    when: DateValue | None,
    where: Place | None,
    doers: Iterable[Actor],
    targets: Iterable[Actor],
    killed: People | None,
    wounded: People | None,
    outlets: Iterable[str],
    published: Iterable[date],
) -> Incident:
    """What of an event is compared, from its values."""
    doers, targets = tuple(doers), tuple(targets)
    kinds = our_kinds(codebook, sub, _categories(doers), _categories(targets))
    first, last = (when.start, when.end) if when is not None else (None, None)
    first, last = first or last, last or first
    country = where.country if where is not None else None
    radius = COUNTRY_KM
    lat = lon = None
    if where is not None and where.lat is not None and where.lon is not None:
        lat, lon, radius = where.lat, where.lon, RADIUS[where.precision]
    return Incident(
        id=id,
        first=first,
        last=last,
        spans=when is not None and when.precision is DatePrecision.RANGE,
        country=in_their_terms(codebook, country),
        place=(where.name_en or where.text) if where is not None else "",
        lat=lat,
        lon=lon,
        radius=radius,
        kinds=kinds,
        parties=_named((*doers, *targets), country, first),
        killed=killed,
        wounded=wounded,
        outlets=tuple(dict.fromkeys(outlets)),
        published=tuple(sorted(set(published))),
        status=status.value,
        reason=_reason(
            codebook, of_type, status, when, where, doers=doers, kinds=kinds, killed=killed
        ),
    )


def people(value: Count | None) -> People | None:
    """The range of a toll; the fewest are the best that is known of one open above."""
    return None if value is None else People(value.min, value.min, value.max)


def may_pair(incident: Incident) -> bool:
    """Whether an event of ours can be an incident of theirs at all."""
    return incident.reason not in _NEVER_PAIRED


def _reason(
    codebook: Codebook,
    of_type: EventType,
    status: Status,
    when: DateValue | None,
    where: Place | None,
    *,
    doers: tuple[Actor, ...],
    kinds: tuple[Kind, ...],
    killed: People | None,
) -> str:
    if status.value in UNCOUNTED:
        return status.value
    if of_type is EventType.STATEMENT:
        return "statement"
    if when is None or when.start is None:
        return "undated"
    if when.precision in _TOO_WIDE:
        return "undated"
    if where is None or RADIUS[where.precision] >= COUNTRY_KM:
        return "unplaced"
    if not kinds:
        return "kind_not_counted"
    if codebook is Codebook.GED and (killed is None or killed.high == 0):
        return "no_death"
    if codebook is Codebook.GTD and "state_force" in _categories(doers):
        return "by_state"
    return ""


def _categories(actors: Iterable[Actor]) -> list[str]:
    return ["civilian" if actor.id == "gen_civilians" else actor.category for actor in actors]


def _named(actors: Iterable[Actor], country: str | None, on: date | None) -> tuple[Names, ...]:
    found: dict[Names, None] = {}
    for actor in actors:
        if actor.category == "generic":
            continue
        known = party_of(actor, country=country, on=on)
        if known is None or not known.is_named:
            continue
        own = own_names(actor.id) if actor.id else party(actor.name_en or "")
        found[own | party(known.acled, known.ucdp)] = None
    return tuple(found)
