"""Decides who demonstrates, and against whom.

Those who demonstrate stand first. Opposite stands the authority that they march on or cry
against (``أمام السفارة``, ``احتجاجا على``); where the text names none, the forces that
intervened. Forces that are only spoken of (``ذوو شهداء الشرطة``) have no part in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.assemble.roles import Party, Role
from rasd.engines.walk import words_text
from rasd.engines.who import (
    distinct_actors,
    generic_party,
    ground_actor,
    national_force,
    object_end,
)
from rasd.join.draft import GroundedActor, Words
from rasd.knowledge import ANY_POLICE, Kind, Knowledge, Match
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.text import LAM, Text

AUTHORITY = "parties/authority"
"""The rule of whom a protest is against."""

_CROWDS = frozenset({"gen_protesters", "gen_rioters"})
_OFFICES = frozenset({"embassy", "government_building", "headquarters", "police_station"})
_PROTESTING = frozenset({"protest", "gather", "slogan", "demand", "protesters", "crowd", "march"})
_BEFORE = 3
_AGAINST = 6


def protest_sides(
    perpetrators: tuple[GroundedActor, ...],
    targets: tuple[GroundedActor, ...],
    parties: Sequence[Party],
    frame: Frame,
    core: Trigger,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[tuple[GroundedActor, ...], tuple[GroundedActor, ...]]:
    """The crowd, and the authority or the forces that it faces."""
    everyone = (*perpetrators, *targets)
    crowd = [a for a in everyone if a.actor.id in _CROWDS]
    if not crowd:
        word = _crowd_word(frame, core)
        crowd = [generic_party("gen_protesters", frame, word, "parties/crowd", texts, knowledge)]
    authority = _office(frame, texts) or _accused(parties, frame, context, texts, knowledge)
    if authority is not None:
        return tuple(crowd[:1]), (authority,)
    steps = [t for t in frame.triggers if t.row.kind in _INTERVENED]
    if not steps:
        return tuple(crowd[:1]), ()
    forces = [a for a in everyone if _is_force(a.actor) and a.words.rule not in _SPOKEN_OF]
    for party in parties:
        # the force that is part of the word for its deed: فرقت الشرطة
        near = any(t.match.start <= party.actor.start <= t.match.end for t in steps)
        if near and party.role is Role.NONE:
            resolved = resolve_actor(party.actor, context, knowledge)
            if resolved is not None and _is_force(resolved):
                rule = "parties/intervened"
                forces.append(ground_actor(party.actor, resolved, frame.annotated, texts, rule))
    return tuple(crowd[:1]), tuple(distinct_actors(forces))


_INTERVENED = frozenset(
    {
        "disperse",
        "dispersal",
        "shoot",
        "clash",
        "riot",
        "kill",
        "wound",
        "fall",
        "arrest",
        "attack",
        "storm",
        "protest_shoot",
    }
)
_SPOKEN_OF = frozenset({"parties/counted", "parties/owner", "parties/belongs"})


def _is_force(party: Resolved) -> bool:
    return party.category == "state_force" or party.id == ANY_POLICE


def _office(frame: Frame, texts: dict[str, Text]) -> GroundedActor | None:
    """The office that people stand before or march on: ``أمام مبنى المحافظة``, ``نحو السفارة``."""
    annotated = frame.annotated
    fronts = [
        c for c in annotated.of(Kind.ROLE_CUE, frame.start, frame.end) if c.entry.what == "front"
    ]
    office: Match | None = None
    for match in annotated.of(Kind.OBJECT, frame.start, frame.end):
        if match.entry.id not in _OFFICES:
            continue
        stormed = any(t.row.kind == "storm" and t.match.end == match.start for t in frame.triggers)
        if stormed or any(0 <= match.start - c.end < _BEFORE for c in fronts):
            office = match  # of ``مقر السفارة`` the embassy
    if office is None:
        return None
    end = object_end(frame, office)
    text = words_text(annotated, office.start, end, texts)
    name = office.entry.id.replace("_", " ")
    resolved = Resolved(None, name, None, office.entry.what, office.entry.row)
    words = Words(annotated, office.start, end, AUTHORITY, office.entry.row)
    return GroundedActor(resolved, text, words)


def _accused(
    parties: Sequence[Party],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> GroundedActor | None:
    """The party that people cry against: ``احتجاجا على قصف الجيش``, ``تنديدا بإسرائيل``.

    The cry may open the clause behind the frame. Whom the deed that they cry against befell is
    not accused: ``احتجاجا على الغارات التركية على أهداف للحزب`` is against Turkey.
    """
    annotated = frame.annotated
    cries = [
        c
        for c in annotated.of(Kind.ROLE_CUE, frame.start, frame.end + 2)
        if c.entry.what == "cry" or (c.entry.id == "versus" and _of_protest(frame, c))
    ]
    speakers = [p.actor for p in parties if p.role is Role.SPEAKER]
    for actor in annotated.actors:
        cried = [c for c in cries if 0 <= actor.start - c.end < _AGAINST]
        if not cried:
            continue
        if _befallen(annotated, cried[-1], actor):
            return _whose_deed(annotated, cried[-1], context, texts, knowledge)
        resolved = resolve_actor(actor, context, knowledge)
        if resolved is None or resolved.id in _CROWDS or resolved.id == "gen_civilians":
            continue
        if actor not in speakers:
            return ground_actor(actor, resolved, annotated, texts, AUTHORITY)
    return None


def _of_protest(frame: Frame, versus: Match) -> bool:
    """Whether "against" belongs to the protest rather than to a deed: ``هتافات ضد الوالي``."""
    before = [t for t in frame.triggers if t.match.end <= versus.start]
    return (
        bool(before)
        and before[-1].row.kind in _PROTESTING
        and not any(before[-1].match.end <= a.start < versus.start for a in frame.annotated.actors)
    )


def _deeds(annotated: Annotated, cry: Match, end: int) -> list[Match]:
    deeds = annotated.of(Kind.TRIGGER, cry.end, end)
    return [m for m in deeds if m.entry.what not in _PROTESTING]


def _befallen(annotated: Annotated, cry: Match, actor: ActorSpan) -> bool:
    """Whether a deed and a preposition lead from the cry to a party: its victim."""
    deeds = _deeds(annotated, cry, actor.start)
    if not deeds:
        return False
    return actor.prefix == LAM or any(
        c.entry.what == "target" and 0 <= actor.start - c.end < _BEFORE
        for c in annotated.of(Kind.ROLE_CUE, deeds[0].end, actor.start)
    )


def _whose_deed(
    annotated: Annotated,
    cry: Match,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> GroundedActor | None:
    """The nation whose deed people cry against: ``احتجاجا على الغارات الجوية التركية على``."""
    ends = {m.end for m in _deeds(annotated, cry, cry.end + _AGAINST)}
    for nisba in annotated.of(Kind.NISBA, cry.end, cry.end + _AGAINST):
        if not {nisba.start, nisba.start - 1} & ends:
            continue
        span = national_force(annotated, nisba)
        resolved = resolve_actor(span, context, knowledge)
        if resolved is not None:
            return ground_actor(span, resolved, annotated, texts, AUTHORITY)
    return None


def _crowd_word(frame: Frame, core: Trigger) -> Trigger:
    """The word for those who protest, the more telling one first; else that for the protest."""
    for kind in ("protesters", "crowd"):
        found = next((t for t in frame.triggers if t.row.kind == kind), None)
        if found is not None:
            return found
    return core
