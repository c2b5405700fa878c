"""Decides which type of violence an event is to UCDP, and between whom.

1 a government against a group or another government, 2 groups against each other, 3 one side
against civilians. Both sides must be organised and known by name: an unidentified attacker makes
no event, nor do crowds, nor one side alone whose victims are neither named as a party nor
civilians. Executions and abductions are against civilians whoever the victims were. A force that
supports a government, as a coalition does, fights under the name of that government, but answers
for civilians under its own. Of several parties the pair is taken whose dyad UCDP lists, else the
first two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from rasd.export.parties import Party, Side, party_of, ucdp_dyads
from rasd.model import Actor, Event, EventType, SubEventType

CIVILIANS = "Civilians"
_ORGANISED = frozenset({Side.GOVERNMENT, Side.GROUP})
_STATE = frozenset({"state_force", "external"})
_CAPTIVES = frozenset(
    {SubEventType.EXECUTION, SubEventType.ABDUCTION, SubEventType.SEXUAL_VIOLENCE}
)
_AGAINST_PEOPLE = frozenset({EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.PROTEST})


class Violence(IntEnum):
    """UCDP's types of organised violence."""

    STATE_BASED = 1
    NON_STATE = 2
    ONE_SIDED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A party of an event; `is_state` tells whose dead soldiers are, whatever UCDP calls it."""

    party: Party
    is_state: bool

    @property
    def is_organised(self) -> bool:
        """Whether UCDP would code what it does."""
        return self.party.side in _ORGANISED and self.party.is_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Who stands against whom; without `b` civilians do. `id` is UCDP's, where it is known."""

    violence: Violence
    a: Member
    b: Member | None
    name: str
    id: int | None
    civilians_named: bool

    @property
    def b_name(self) -> str:
        """The name of the second side."""
        return self.b.party.ucdp if self.b else CIVILIANS


def dyad_of(event: Event, *, country: str | None, on: date | None) -> Dyad | str:
    """The two sides, or the reason for which UCDP would not code the event."""
    acting = _members(event.perpetrators, country, on)
    facing = _members(event.targets, country, on)
    first = [member for member in acting if member.is_organised]
    second = [member for member in facing if member.is_organised]
    people = [member for member in facing if member.party.side not in _ORGANISED]
    if not first:
        return "no_organised_party"
    if event.sub_event_type in _CAPTIVES:
        return _one_sided(first, people)
    if not second and event.event_type is EventType.BATTLE and len(first) > 1:
        first, second = first[:1], first[1:]
    pairs = [
        (one, other)
        for one in map(_in_a_fight, first)
        for other in map(_in_a_fight, second)
        if _key(one.party) != _key(other.party)
    ]
    if pairs:
        return _armed(pairs, civilians_named=bool(people))
    if second:
        return "same_party"
    if people or event.event_type in _AGAINST_PEOPLE:
        return _one_sided(first, people)
    return "one_side"


def _one_sided(first: list[Member], people: list[Member]) -> Dyad:
    dyads = ucdp_dyads()
    attacker = next((m for m in first if f"{m.party.ucdp} - {CIVILIANS}" in dyads), first[0])
    name = f"{attacker.party.ucdp} - {CIVILIANS}"
    return Dyad(
        violence=Violence.ONE_SIDED,
        a=attacker,
        b=None,
        name=name,
        id=dyads.get(name),
        civilians_named=not people or any(m.party.side is Side.CIVILIANS for m in people),
    )


def _in_a_fight(member: Member) -> Member:
    supported = member.party.supports
    if supported is None:
        return member
    side = Side.GOVERNMENT if supported.is_government else Side.GROUP
    party = replace(member.party, ucdp=supported.name, ucdp_id=supported.id, side=side)
    return replace(member, party=party)


def _armed(pairs: list[tuple[Member, Member]], *, civilians_named: bool) -> Dyad:
    dyads = ucdp_dyads()
    ordered = [_ordered(one, other) for one, other in pairs]
    a, b = next(
        (pair for pair in ordered if _name(*pair) in dyads),
        ordered[0],
    )
    is_state_based = Side.GOVERNMENT in (a.party.side, b.party.side)
    return Dyad(
        violence=Violence.STATE_BASED if is_state_based else Violence.NON_STATE,
        a=a,
        b=b,
        name=_name(a, b),
        id=dyads.get(_name(a, b)),
        civilians_named=civilians_named,
    )


def _ordered(one: Member, other: Member) -> tuple[Member, Member]:
    """The government first; else as UCDP lists the dyad; else by UCDP's numbers and the names."""
    if one.party.side is not other.party.side:
        return (one, other) if one.party.side is Side.GOVERNMENT else (other, one)
    for pair in ((one, other), (other, one)):
        if _name(*pair) in ucdp_dyads():
            return pair
    return (one, other) if _rank(one.party) <= _rank(other.party) else (other, one)


def _name(a: Member, b: Member) -> str:
    return f"{a.party.ucdp} - {b.party.ucdp}"


def _rank(party: Party) -> tuple[bool, int, str]:
    return (party.ucdp_id is None, party.ucdp_id or 0, party.ucdp)


def _key(party: Party) -> int | str:
    return party.ucdp_id if party.ucdp_id is not None else party.ucdp


def _members(actors: Iterable[Actor], country: str | None, on: date | None) -> list[Member]:
    found = ((actor, party_of(actor, country=country, on=on)) for actor in actors)
    return [
        Member(party=party, is_state=actor.category in _STATE)
        for actor, party in found
        if party is not None
    ]
