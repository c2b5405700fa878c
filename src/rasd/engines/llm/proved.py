"""Lets through what quotes prove: an event as a model tells it, to values with their evidence.

A value stands where its quote is in the text and, as far as that can be checked, says so: a
number by the number grammar, a day by the date grammar, a place by the gazetteer, a party by the
actor table, a weapon or object by the word lists. Every other value is dropped and counted under
its field. An event whose own words are not in the text is dropped whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from rasd.engines.categories import ARMED
from rasd.engines.llm.grounds import Grounds, matches_at
from rasd.engines.llm.locate import Found
from rasd.engines.llm.proved_tolls import prove_object, prove_toll
from rasd.engines.llm.proved_when import lead_day, prove_date
from rasd.engines.llm.proved_where import ProvedPlace, prove_place
from rasd.engines.llm.proved_who import prove_actors, prove_claim, prove_source, unidentified
from rasd.engines.llm.reply import ToldEvent, ToldToll
from rasd.engines.voicing import side_of
from rasd.knowledge import Kind
from rasd.model import (
    PARENT,
    Actor,
    Attribution,
    Claim,
    Count,
    DateValue,
    Evidence,
    Harm,
    Materiel,
    Outcome,
    Status,
    SubEventType,
)
from rasd.resolve.actors import ActorContext

V = TypeVar("V")

RULE = "llm/quote"
"""The rule that evidence names: a model gave the words, and they were found."""
_LEAD = "llm/lead"
_UNKNOWN = "llm/unknown_attacker"

_S = SubEventType
_ATTACKED = frozenset(
    {_S.REMOTE_EXPLOSIVE, _S.SUICIDE_BOMBING, _S.ATTACK, _S.GRENADE, _S.ABDUCTION, _S.EXECUTION}
)
"""What somebody did, whom the record calls unidentified where the text names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """One event with the values that the text proves."""

    sub_event_type: SubEventType
    status: Status
    events: tuple[Found, ...]
    """The words that tell it; several where passages were joined."""
    date: DateValue | None
    place: ProvedPlace | None
    perpetrators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    weapons: tuple[str, ...]
    tolls: Mapping[Outcome, Count]
    harm: tuple[Harm, ...]
    materiel: tuple[Materiel, ...]
    claimed_by: tuple[Claim, ...]
    attribution: tuple[Attribution, ...]
    campaign: str | None
    evidence: tuple[Evidence, ...]
    given: int
    """How many values the model gave."""
    dropped: int
    """How many of them the text did not prove."""
    trigger: bool
    """Whether its own words hold one that the codebook lists for its kind of event."""


def prove(told: ToldEvent, grounds: Grounds, dropped: Counter[str]) -> Proved | None:
    """The event with what is proved of it, `None` where its own words are not in the text."""
    event = grounds.find(told.quote)
    if event is None:
        dropped["event"] += 1
        return None
    proofs = _Proofs(grounds, event)
    proofs.add("event", event)
    place = proofs.place(told.place)
    date = proofs.date(told.date)
    if date is None and told.status is not Status.BACKGROUND:
        date = proofs.lead_day()
    context = grounds.actor_context(
        place.place.country if place is not None else None, date.start if date else None
    )
    perpetrators = proofs.actors("perpetrators", told.perpetrators, context)
    sides = {side_of(actor) for actor in perpetrators}
    targets = proofs.actors("targets", told.targets, context)
    targets = tuple(actor for actor in targets if side_of(actor) not in sides)
    if not perpetrators and told.sub_event_type in _ATTACKED:
        perpetrators = (unidentified(event, grounds),)
        proofs.evidence.append(event.evidence("perpetrators", _UNKNOWN))
    weapons = proofs.weapons(told.weapons)
    tolls = proofs.tolls(told.tolls)
    harm = proofs.harm(told.harm)
    materiel = proofs.materiel(told)
    claimed_by = proofs.claims(told, context)
    attribution = proofs.attribution(told, context)
    campaign = proofs.quote("campaign", told.campaign)
    dropped.update(proofs.dropped)
    return Proved(
        sub_event_type=told.sub_event_type,
        status=told.status,
        events=(event,),
        date=date,
        place=place,
        perpetrators=perpetrators,
        targets=targets,
        weapons=weapons,
        tolls=tolls,
        harm=harm,
        materiel=materiel,
        claimed_by=claimed_by,
        attribution=attribution,
        campaign=campaign.quote if campaign is not None else None,
        evidence=tuple(proofs.evidence),
        given=proofs.given,
        dropped=proofs.dropped.total(),
        trigger=_has_trigger(event, told.sub_event_type, grounds),
    )


def _has_trigger(event: Found, kind: SubEventType, grounds: Grounds) -> bool:
    known = grounds.knowledge.triggers
    return any(
        PARENT[known[match.entry.id].sub_event_type] is PARENT[kind]
        for words in event.pieces
        for match in matches_at(words, Kind.TRIGGER)
        if match.entry.id in known
    )


@dataclass(slots=True)
class _Proofs:
    """Collects the values of one event with their evidence, and counts what is not proved."""

    grounds: Grounds
    event: Found
    evidence: list[Evidence] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    given: int = 0

    def add(self, name: str, found: Found) -> None:
        self.evidence.append(found.evidence(name, RULE))

    def quote(self, name: str, quote: str | None) -> Found | None:
        """Where a quote stands, and that as evidence; `None` and counted where it does not."""
        found = self.find(name, quote)
        if found is not None:
            self.add(name, found)
        return found

    def find(self, name: str, quote: str | None) -> Found | None:
        if quote is None:
            return None
        self.given += 1
        found = self.grounds.find(quote, self.event)
        if found is None:
            self.dropped[name] += 1
        return found

    def place(self, quote: str | None) -> ProvedPlace | None:
        found = self.find("place", quote)
        place = prove_place(found, self.grounds) if found is not None else None
        return self._kept("place", found, place)

    def date(self, quote: str | None) -> DateValue | None:
        found = self.find("date", quote)
        value = prove_date(found, self.grounds) if found is not None else None
        return self._kept("date", found, value)

    def lead_day(self) -> DateValue | None:
        value = lead_day(self.event, self.grounds)
        if value is not None:
            self.evidence.append(self.event.evidence("date", _LEAD))
        return value

    def actors(self, name: str, quotes: Iterable[str], context: ActorContext) -> tuple[Actor, ...]:
        kept: dict[str, Actor] = {}
        for quote in quotes:
            found = self.find(name, quote)
            proved = prove_actors(found, context, self.grounds) if found is not None else ()
            for actor in self._kept(name, found, proved or None) or ():
                kept.setdefault(side_of(actor), actor)
        named = [a for a in kept.values() if a.category != "generic"]
        armed = any(a.category in ARMED for a in named)
        return tuple(named if armed and name == "perpetrators" else kept.values())

    def weapons(self, told: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        kept: list[str] = []
        for weapon, quote in told:
            found = self.find("weapons", quote)
            pieces = found.pieces if found is not None else ()
            known = {m.entry.id for words in pieces for m in matches_at(words, Kind.WEAPON)}
            proved = weapon if not known or weapon in known else None
            if self._kept("weapons", found, proved) and weapon not in kept:
                kept.append(weapon)
        return tuple(kept)

    def tolls(self, told: Iterable[ToldToll]) -> Mapping[Outcome, Count]:
        kept: dict[Outcome, Count] = {}
        for toll in told:
            count = self._toll(toll.outcome.value, toll)
            if count is not None:
                kept[toll.outcome] = count
        return kept

    def harm(self, told: Iterable[ToldToll]) -> tuple[Harm, ...]:
        kept: list[Harm] = []
        for toll in told:
            count = self._toll("harm", toll)
            if count is not None:
                part = Harm(outcome=toll.outcome, group=toll.group, min=count.min, max=count.max)
                kept += [part] if part not in kept else []
        return tuple(kept)

    def _toll(self, name: str, toll: ToldToll) -> Count | None:
        found = self.find(name, toll.quote)
        count = prove_toll(toll, found, self.grounds) if found is not None else None
        return self._kept(name, found, count)

    def materiel(self, told: ToldEvent) -> tuple[Materiel, ...]:
        kept: list[Materiel] = []
        for each in told.materiel:
            found = self.find("materiel", each.quote)
            proved = prove_object(each, found) if found is not None else None
            if self._kept("materiel", found, proved) and proved is not None:
                if proved.count != each.count:
                    self.dropped["materiel"] += 1
                kept += [proved] if proved not in kept else []
        return tuple(kept)

    def claims(self, told: ToldEvent, context: ActorContext) -> tuple[Claim, ...]:
        kept: list[Claim] = []
        for quote, channel in told.claimed_by:
            found = self.find("claimed_by", quote)
            through = self.find("claimed_by", channel) if found is not None else None
            proved = None
            if found is not None:
                proved = prove_claim(found, through, context, self.grounds)
            if self._kept("claimed_by", found, proved) and proved is not None:
                if through is not None and proved.channel is not None:
                    self.add("claimed_by", through)
                kept += [proved] if proved not in kept else []
        return tuple(kept)

    def attribution(self, told: ToldEvent, context: ActorContext) -> tuple[Attribution, ...]:
        kept: list[Attribution] = []
        for quote, role in told.attribution:
            found = self.quote("attribution", quote)
            if found is not None:
                source = prove_source(found, role, context, self.grounds)
                kept += [source] if source not in kept else []
        return tuple(kept)

    def _kept(self, name: str, found: Found | None, value: V | None) -> V | None:
        """The value with its words as evidence; counted as dropped where the words were found."""
        if found is None:
            return None
        if value is None:
            self.dropped[name] += 1
        else:
            self.add(name, found)
        return value
