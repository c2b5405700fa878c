"""Decides which events of ours their codebook leaves out, and for which reason of the list.

None counts what the sources deny, background and statements. None can be compared without a day to
within a month or so, or a place within a country. GED asks for a death, and for organised parties:
one that acted, and another or civilians that it struck. The GTD asks for an attack by others than a
state; what comes from the air is a state's where nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rasd.evaluate.compare.incident import COUNTRY_KM, Codebook, Kind, People
from rasd.export.gtd.codes import states
from rasd.export.parties import Side, party_of
from rasd.model import (
    Actor,
    DatePrecision,
    DateValue,
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
_TOO_WIDE = frozenset({DatePrecision.YEAR, DatePrecision.UNKNOWN})
_STATES = frozenset({"state_force", "external"})
_ORGANISED = frozenset({Side.GOVERNMENT, Side.GROUP})
_FROM_THE_AIR = frozenset({SubEventType.AIR_STRIKE, SubEventType.DRONE_STRIKE})
_AGAINST_PEOPLE = frozenset({EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.PROTEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of an event decides whether a codebook counts it."""

    codebook: Codebook
    of_type: EventType
    sub: SubEventType
    status: Status
    when: DateValue | None
    where: Place | None
    doers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    kinds: tuple[Kind, ...]
    killed: People | None


def uncounted(told: Told) -> str:
    """The reason for which their codebook leaves an event out; empty where it counts it."""
    if told.status in (Status.DENIED, Status.BACKGROUND):
        return told.status.value
    if told.of_type is EventType.STATEMENT:
        return "statement"
    when, where = told.when, told.where
    if when is None or when.start is None or when.precision in _TOO_WIDE:
        return "undated"
    if where is None or where.lat is None or RADIUS[where.precision] >= COUNTRY_KM:
        return "unplaced"
    if not told.kinds:
        return "kind_not_counted"
    match told.codebook:
        case Codebook.ACLED:
            return ""
        case Codebook.GED:
            return _not_in_ged(told, where.country, when.start)
        case Codebook.GTD:
            return _not_in_gtd(told, when.start)


def categories(actors: Iterable[Actor]) -> list[str]:
    """The categories of parties; civilians, whom the actor table calls generic, have their own."""
    return ["civilian" if actor.id == "gen_civilians" else actor.category for actor in actors]


def _not_in_ged(told: Told, country: str | None, on: date) -> str:
    if told.killed is None or told.killed.high == 0:
        return "no_death"
    acting = _organised(told.doers, country, on)
    struck = len(told.targets) > 0 or told.of_type in _AGAINST_PEOPLE
    fight = told.of_type is EventType.BATTLE and acting > 1
    return "" if acting and (struck or fight) else "no_party"


def _organised(actors: Iterable[Actor], country: str | None, on: date) -> int:
    parties = (party_of(actor, country=country, on=on) for actor in actors)
    return sum(
        party is not None and party.is_named and party.side in _ORGANISED for party in parties
    )


def _not_in_gtd(told: Told, on: date) -> str:
    groups = [actor for actor in told.doers if not _is_state(actor, on)]
    if told.doers and not groups:
        return "by_state"
    named = any(actor.category != "generic" for actor in groups)
    return "no_group" if told.sub in _FROM_THE_AIR and not named else ""


def _is_state(actor: Actor, on: date) -> bool:
    known = states().get(actor.id or "")
    if known is None:
        return actor.category in _STATES
    before = known.valid_from is not None and on < known.valid_from
    after = known.valid_to is not None and on >= known.valid_to
    return actor.category in _STATES if before or after else known.is_state
