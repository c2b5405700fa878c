"""Decides what an event of ours is in their terms.

One that their codebook leaves out carries the reason. It may still be paired, as where we know of
no death and they do, unless it is denied, background or a statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rasd.evaluate.compare.counted import RADIUS, Told, categories, uncounted
from rasd.evaluate.compare.incident import (
    COUNTRY_KM,
    Codebook,
    Incident,
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
    Status,
    SubEventType,
)

UNCOUNTED = frozenset({Status.DENIED.value, Status.BACKGROUND.value})
"""The statuses of events that no codebook counts; they are paired with nothing."""
_NEVER_PAIRED = frozenset({*UNCOUNTED, "statement"})


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
    kinds = our_kinds(codebook, sub, categories(doers), categories(targets))
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
        reason=uncounted(
            Told(
                codebook=codebook,
                of_type=of_type,
                sub=sub,
                status=status,
                when=when,
                where=where,
                doers=doers,
                targets=targets,
                kinds=kinds,
                killed=killed,
            )
        ),
    )


def people(value: Count | None) -> People | None:
    """The range of a toll; the fewest are the best that is known of one open above."""
    return None if value is None else People(value.min, value.min, value.max)


def may_pair(incident: Incident) -> bool:
    """Whether an event of ours can be an incident of theirs at all."""
    return incident.reason not in _NEVER_PAIRED


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
