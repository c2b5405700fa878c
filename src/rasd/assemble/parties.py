"""Decides who did it and to whom: the role of each party in a frame.

A party's role is read from the nearest anchor before it: a role word (``على يد``, ``ضد``), a
verb with its frame (``استهدف`` takes perpetrator then target), a noun with its construct
(``استهداف القوات`` against ``غارة التحالف``), an object that belongs to it (``آلية للجيش``), a count
that is taken from it (``ثمانية من الشرطة``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import complementizers

_REACH = 9
_LAM = "\u0644"
_WAW = "\u0648"
_OBJECT_REACH = 3


class Role(StrEnum):
    """What a party is to an event."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    BOTH = "both"
    SPEAKER = "speaker"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Party:
    """A party with its role and the rule that gave it."""

    actor: ActorSpan
    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    position: int
    end: int
    kind: str
    match: Match | None
    trigger: Trigger | None


_PERSONAL = frozenset({"gen_civilians"})
_COUNTED = frozenset({"number", "dual", "vague", "bare_number"})


def read_parties(frame: Frame) -> tuple[Party, ...]:
    """The parties of a frame in order, each with its role."""
    annotated = frame.annotated
    triggers = {t.match.start: t for t in frame.triggers}
    parties: list[Party] = []
    for actor in annotated.actors:
        if not frame.start <= actor.start < frame.end:
            continue
        role, rule = _role(annotated, frame, actor, triggers, parties)
        parties.append(Party(actor, role, rule))
    return tuple(parties)


def _role(
    annotated: Annotated,
    frame: Frame,
    actor: ActorSpan,
    triggers: dict[int, Trigger],
    before: list[Party],
) -> tuple[Role, str]:
    tokens = annotated.sentence.tokens
    if _speaks(annotated, frame, actor):
        return Role.SPEAKER, "parties/speaker"
    joined = actor.prefix.startswith(_WAW) or (
        actor.start > 0 and tokens[actor.start - 1].text == _WAW
    )
    if before and joined and actor.start - before[-1].actor.end <= 2:
        last = before[-1]
        if last.role is not Role.SPEAKER:
            return last.role, "parties/coordinated"
    nearest = _anchor(annotated, frame, actor, triggers)
    if nearest is None:
        return _before_verb(annotated, frame, actor)
    if nearest.kind == "role_cue":
        assert nearest.match is not None
        return _by_cue(nearest.match, before, frame)
    if nearest.kind == "object":
        return Role.TARGET, "parties/owner"
    if nearest.kind == "count":
        return Role.TARGET, "parties/counted"
    if nearest.kind == "light":
        return Role.PERPETRATOR, "parties/light_verb"
    assert nearest.trigger is not None
    return _by_trigger(nearest.trigger, actor, before, annotated)


def _speaks(annotated: Annotated, frame: Frame, actor: ActorSpan) -> bool:
    """Whether the party is the subject of a verb of saying, or named after "according to"."""
    for match in annotated.of(Kind.SPEECH):
        gap = actor.start - match.end
        if 0 <= gap <= 2 and not reports_clause(annotated, match.end, actor.start) and not any(
            t.match.start in range(match.end, actor.start) for t in frame.triggers
        ):
            return match.entry.what != "claims"
        # the subject before the verb of saying: فرع التنظيم في ليبيا أكد
        if (
            0 <= match.start - actor.end <= 3
            and actor.start - frame.start <= 2
            and match.entry.what == "says"
        ):
            return True
    for match in annotated.of(Kind.SPEAKER):
        if 0 <= actor.start - match.end <= 1:
            return True
    return False


def reports_clause(annotated: Annotated, start: int, end: int) -> bool:
    """Whether "that" stands between: what follows is what was said, not who said it."""
    that = complementizers()
    return any(annotated.sentence.tokens[i].text in that for i in range(start, end))


def _anchor(
    annotated: Annotated, frame: Frame, actor: ActorSpan, triggers: dict[int, Trigger]
) -> _Anchor | None:
    """What governs a party: the nearest governing word before it in the frame."""
    cues = {m.end: m for m in annotated.of(Kind.ROLE_CUE, frame.start, frame.end)}
    objects = {m.end: m for m in annotated.of(Kind.OBJECT, frame.start, frame.end)}
    lights = {m.end: m for m in annotated.of(Kind.LIGHT_VERB, frame.start, frame.end)}
    by_end = {t.match.end: t for t in triggers.values()}
    counts = {c.end: c for c in annotated.counts if c.start >= frame.start}
    tokens = annotated.sentence.tokens
    lowest = max(frame.start, actor.start - _REACH)
    for position in range(actor.start, lowest, -1):
        near = actor.start - position
        cue = cues.get(position)
        if cue is not None and near <= 4:
            return _Anchor(cue.start, position, "role_cue", cue, None)
        trigger = by_end.get(position)
        if trigger is not None:
            return _Anchor(trigger.match.start, position, "trigger", None, trigger)
        if near <= _OBJECT_REACH and position in objects:
            return _Anchor(objects[position].start, position, "object", objects[position], None)
        if near == 1 and position in counts and counts[position].form in _COUNTED:
            return _Anchor(counts[position].start, position, "count", None, None)
        if position in lights and near <= 3:
            return _Anchor(lights[position].start, position, "light", lights[position], None)
        if tokens[position - 1].text in ".؛;":
            return None
    return None


def _by_cue(cue: Match, before: list[Party], frame: Frame) -> tuple[Role, str]:
    what = cue.entry.what
    if what == "perpetrator":
        return Role.PERPETRATOR, f"parties/{cue.entry.id}"
    if what == "target":
        return Role.TARGET, f"parties/{cue.entry.id}"
    if what == "opponent":
        if "clash" not in frame.kinds:
            return Role.NONE, "parties/with"
        return Role.TARGET, "parties/opponent"
    # between A and B: the first is put first, the second opposite
    if "clash" not in frame.kinds and not frame.kinds & {"agreement", "release", "capture"}:
        return Role.NONE, "parties/between"
    return Role.BOTH, "parties/between"


def _by_trigger(
    trigger: Trigger, actor: ActorSpan, before: list[Party], annotated: Annotated
) -> tuple[Role, str]:
    row = trigger.row
    personal = actor.id in _PERSONAL
    gap = actor.start - trigger.match.end
    rule = f"parties/{row.id}"
    if trigger.trait is Trait.VERB or (trigger.trait is Trait.PHRASE and row.roles):
        return _by_verb(trigger, actor, before, annotated)
    of = row.of
    owned_by = actor.prefix.endswith(_LAM)
    if of == "patient":
        if gap > 4 and not personal and actor.form is not ActorForm.GENERIC:
            return Role.TARGET, rule
        return Role.TARGET, rule
    if of in ("agent", "auto"):
        if personal or (owned_by and of == "agent" and gap == 0 and personal):
            return Role.TARGET, rule
        if gap <= 2:
            return Role.PERPETRATOR, rule
        return (Role.PERPETRATOR, rule) if not before else (Role.TARGET, rule)
    if of == "none" and row.kind in ("clash", "operation", "massacre") and gap <= 2:
        return (Role.TARGET, rule) if personal else (Role.PERPETRATOR, rule)
    return (Role.TARGET, rule) if personal else (Role.NONE, rule)


def _by_verb(
    trigger: Trigger, actor: ActorSpan, before: list[Party], annotated: Annotated
) -> tuple[Role, str]:
    row = trigger.row
    rule = f"parties/{row.id}"
    personal = actor.id in _PERSONAL
    if row.roles in ("patient", "result"):
        return Role.TARGET, rule
    if row.roles == "event":
        return (Role.TARGET, rule) if personal else (Role.NONE, rule)
    after_verb = [p for p in before if p.actor.start >= trigger.match.end]
    subject_before = _has_subject_before(trigger, before, annotated)
    if row.roles == "either":
        if personal:
            return Role.TARGET, rule
        if after_verb or subject_before:
            return Role.TARGET, rule
        counted = any(
            trigger.match.end <= c.start < actor.start for c in annotated.counts
        )
        return (Role.TARGET, rule) if counted else (Role.PERPETRATOR, rule)
    if personal or after_verb or subject_before:
        return Role.TARGET, rule
    return Role.PERPETRATOR, rule


def _has_subject_before(trigger: Trigger, before: list[Party], annotated: Annotated) -> bool:
    """Whether the verb's subject stands before it: a party, an event or a weapon, or in itself."""
    start = trigger.match.start
    for party in before:
        if 0 <= start - party.actor.end <= 3 and party.role in (Role.PERPETRATOR, Role.NONE):
            return True
    for match in annotated.matches:
        if match.start < trigger.clause.start or match.end > start:
            continue
        if match.entry.kind in (Kind.TRIGGER, Kind.WEAPON) and start - match.end <= 4:
            return True
    text = annotated.sentence.tokens[start].text
    # a plural verb holds its subject: they attacked, they stormed
    return text.endswith("\u0648\u0627")


def _before_verb(
    annotated: Annotated, frame: Frame, actor: ActorSpan
) -> tuple[Role, str]:
    """A party with nothing before it: the subject of a verb that follows, or a victim."""
    for trigger in frame.triggers:
        gap = trigger.match.start - actor.end
        if gap < 0:
            continue
        if gap > 6:
            break
        if trigger.trait is Trait.VERB or trigger.row.roles:
            if trigger.row.roles == "agent":
                return Role.PERPETRATOR, "parties/subject_before_verb"
            if trigger.row.roles == "either":
                personal = actor.id in _PERSONAL
                return (Role.TARGET if personal else Role.PERPETRATOR), "parties/subject_before_verb"
            if trigger.row.roles == "patient":
                return Role.TARGET, "parties/subject_before_verb"
    for match in annotated.of(Kind.LIGHT_VERB, actor.end, frame.end):
        if match.start - actor.end <= 4:
            if match.entry.id == "suffer":
                return Role.TARGET, "parties/suffers"
            return Role.PERPETRATOR, "parties/subject_before_verb"
    personal = actor.id in _PERSONAL
    return (Role.TARGET, "parties/person") if personal else (Role.NONE, "parties/unplaced")
