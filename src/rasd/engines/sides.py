"""Who did it and to whom, over all passages of one incident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd.engines.categories import ARMED, STATE
from rasd.engines.cite import evidence_of
from rasd.engines.victims import OFFICERS
from rasd.engines.voicing import side_of
from rasd.engines.who import LOCATION
from rasd.join.draft import Draft, GroundedActor, Words
from rasd.knowledge import ANY_POLICE, Knowledge
from rasd.model import TERRITORY, Actor, Evidence, SubEventType, replace
from rasd.resolve.actors import Resolved
from rasd.text import Text

S = SubEventType
_CIVIL = "gen_civilians"
_UNIDENTIFIED = "gen_unidentified"


def name_actors(
    sides: Iterable[Sequence[GroundedActor]],
    field: str,
    texts: dict[str, Text],
    evidence: list[Evidence],
) -> tuple[Actor, ...]:
    """Each actor of the sides once; somebody unidentified gives way to a named party.

    The words that name them are added to `evidence` under `field`.
    """
    kept: dict[str, Actor] = {}
    for side in sides:
        for grounded in side:
            resolved = grounded.actor
            key = side_of(resolved)
            evidence.append(evidence_of(field, grounded.words, texts))
            if key not in kept:
                kept[key] = Actor(
                    id=resolved.id,
                    name_en=resolved.name_en,
                    name_ar=resolved.name_ar,
                    text=grounded.text,
                    category=resolved.category,
                )
    actors = list(kept.values())
    named = [a for a in actors if not (a.id or "").startswith(_UNIDENTIFIED)]
    if field == "perpetrators" and any(a.category in STATE for a in named):
        named = [a for a in named if a.id != ANY_POLICE]
    return tuple(named or actors)


def opposed(sides: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a clash where passages put each of them first: one state, one not."""
    state = tuple(a for a in sides if a.category in STATE or a.id == ANY_POLICE)
    other = tuple(a for a in sides if a not in state)
    if state and other:
        return other, state
    return sides, ()


def as_targets(opponents: tuple[Actor, ...], evidence: list[Evidence]) -> list[Evidence]:
    """The words that name an opponent, as evidence of the target too."""
    texts = {actor.text for actor in opponents}
    return [
        replace(item, field="targets")
        for item in evidence
        if item.field == "perpetrators" and item.quote in texts
    ]


def struck_parties(
    group: Sequence[Draft],
    sub_type: SubEventType,
    texts: dict[str, Text],
    evidence: list[Evidence],
    perpetrators: set[str],
) -> tuple[Actor, ...]:
    """The parties that suffered, else what was struck.

    Persons of whom the text says no more give way to a named party or an institution, which
    stands beside civilians harmed in it; a house or a market is where they were. What changes
    hands is no party.
    """
    sides = [[t for t in d.targets if side_of(t.actor) not in perpetrators] for d in group]
    certain = [[t for t in side if t.words.rule not in _UNCERTAIN] for side in sides]
    certain = _officers_of_named(certain)
    if any(t.actor.id != _CIVIL for side in certain for t in side):
        return name_actors(certain, "targets", texts, evidence)
    named = name_actors(sides, "targets", texts, evidence)
    if sub_type in TERRITORY:
        return named
    objects = [
        [
            o
            for o in d.objects
            if o.actor.category in _BUILT
            and o.words.rule != LOCATION
            and (not named or o.actor.name_en in _INSTITUTIONS)
        ]
        for d in group
    ]
    struck = name_actors(objects, "targets", texts, evidence)[:2]
    if struck and not any(certain):
        return struck
    return named + struck


def _officers_of_named(sides: list[list[GroundedActor]]) -> list[list[GroundedActor]]:
    """The sides without officers taken for the army where other words name a state's force.

    ``ضابطين`` beside ``رجال شرطة`` are the police's.
    """
    forces = [
        t
        for side in sides
        for t in side
        if t.words.rule != OFFICERS
        and (t.actor.category == "state_force" or t.actor.id == ANY_POLICE)
    ]
    if not forces:
        return sides
    return [[t for t in side if t.words.rule != OFFICERS] for side in sides]


def held_by(drafts: Sequence[Draft], doers: tuple[Actor, ...]) -> list[list[GroundedActor]]:
    """Whom a place was taken from, where its passages don't say: the doer's only enemy.

    The one armed party that the document has the same doer fight.
    """
    mine = {side_of(a) for a in doers}
    enemies = {
        side_of(t.actor): t
        for d in drafts
        if mine & {side_of(p.actor) for p in d.perpetrators}
        for t in d.targets
        if t.actor.category in ARMED and side_of(t.actor) not in mine
    }
    return [list(enemies.values())] if len(enemies) == 1 else []


_UNCERTAIN = frozenset({"parties/persons", "parties/person"})
_BUILT = frozenset({"building", "infrastructure"})
_INSTITUTIONS = frozenset({"embassy", "government building"})


def done_by(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    sub_type: SubEventType,
    knowledge: Knowledge,
) -> list[Sequence[GroundedActor]]:
    """The perpetrators of a group; where its passages name none, those that the lead names.

    A report whose strikes all have one author names it once. Aircraft and shells without any
    author belong to somebody unknown.
    """
    own: list[Sequence[GroundedActor]] = [d.perpetrators for d in group]
    unknown = _UNKNOWN.get(sub_type)
    if unknown is None or any(a.words.rule != _NOBODY for side in own for a in side):
        return own
    alike = [d for d in drafts if d.sub_type in _UNKNOWN and _are_named(d.perpetrators)]
    if alike and alike[0].order < group[-1].order:
        lead = max((d.perpetrators for d in alike[:2]), key=len)
        known = {side_of(a.actor) for a in lead}
        if all(side_of(a.actor) in known for d in alike for a in d.perpetrators):
            return [lead]
    return own if any(own) else [[unknown_party(unknown, group[0], knowledge)]]


_NOBODY = "parties/unknown_attacker"
_UNKNOWN = {
    S.SHELLING: "gen_unidentified_armed",
    S.AIR_STRIKE: "gen_unidentified_military",
    S.DRONE_STRIKE: "gen_unidentified_military",
}


def unknown_party(ident: str, draft: Draft, knowledge: Knowledge) -> GroundedActor:
    """A party that the text leaves unnamed, with the word for its deed."""
    known = knowledge.actors[ident]
    resolved = Resolved(known.id, known.name_en, known.name_ar, known.category, known.row)
    core = min(draft.frame.triggers, key=lambda t: (t.row.weak, t.match.start)).match
    annotated = draft.frame.annotated
    words = Words(annotated, core.start, core.end, "parties/unknown_attacker", known.row)
    text = " ".join(t.text for t in annotated.sentence.tokens[core.start : core.end])
    return GroundedActor(resolved, text, words)


def _are_named(side: Sequence[GroundedActor]) -> bool:
    return bool(side) and all(a.actor.category != "generic" for a in side)
