"""What governs a party in its sentence: the nearest governing word before it."""

from __future__ import annotations

from functools import lru_cache

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorSpan
from rasd.annotate.counts import CountSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Match
from rasd.knowledge.forms import complementizers, relatives
from rasd.model.frozen import Frozen
from rasd.text import LAM

_REACH = 9
_OBJECT_REACH = 3
_LIGHT_REACH = 3
_STOPS = frozenset(".\u061b;")
_HEH = "\u0647"
_BOUND = frozenset({"source", "towards", "where", "front"})
_NO_ANCHOR = frozenset({"idle", "aside"})
_OF_PARTIES = frozenset({"doer", "sufferer"})
"""Light verbs that take a party as their subject; of the others an event or a scene is."""

_WORKING = frozenset({"air", "aircraft", "drone", "artillery", "rocket"})
_COUNTED = frozenset({"number", "dual", "vague", "bare_number"})


class Anchor(Frozen, frozen=True):
    """A governing word: a role cue, a trigger, a weapon, an object, a count or a light verb."""

    position: int
    end: int
    kind: str
    match: Match | None
    trigger: Trigger | None


class _Governing(Frozen, frozen=True):
    """The words of a frame that may govern a party, by where they end."""

    cues: dict[int, Match]
    objects: dict[int, Match]
    weapons: dict[int, Match]
    lights: dict[int, Match]
    counts: dict[int, CountSpan]
    triggers: dict[int, Trigger]
    ends: frozenset[int]
    """Where any of them ends: behind most tokens none does."""


@lru_cache(maxsize=4)
def _governing(frame: Frame) -> _Governing:
    """Those words, kept while the parties of the frame are read."""
    annotated, start, end = frame.annotated, frame.start, frame.end
    cues = {m.end: m for m in annotated.of(Kind.ROLE_CUE, start, end)}
    objects = {m.end: m for m in annotated.of(Kind.OBJECT, start, end)}
    weapons = {m.end: m for m in annotated.of(Kind.WEAPON, start, end)}
    lights = {m.end: m for m in annotated.of(Kind.LIGHT_VERB, start, end)}
    counts = {c.end: c for c in annotated.counts if c.start >= start}
    triggers = {t.match.end: t for t in frame.triggers}
    ends = frozenset().union(cues, objects, weapons, lights, counts, triggers)
    return _Governing(cues, objects, weapons, lights, counts, triggers, ends)


def find_anchor(
    annotated: Annotated, frame: Frame, actor: ActorSpan, triggers: dict[int, Trigger]
) -> Anchor | None:
    """What governs a party: the nearest governing word before it in the frame."""
    governing = _governing(frame)
    texts = annotated.sentence.texts
    that = complementizers()
    lowest = max(frame.start, actor.start - _REACH)
    for position in range(actor.start, lowest, -1):
        if position in governing.ends:
            anchor = _anchor_at(position, governing, annotated, actor, triggers)
            if anchor is not None:
                return anchor
        if texts[position - 1] in _STOPS or texts[position - 1] in that:
            return None
    return None


def _anchor_at(
    position: int,
    governing: _Governing,
    annotated: Annotated,
    actor: ActorSpan,
    triggers: dict[int, Trigger],
) -> Anchor | None:
    """The word that ends at a position, where it governs a party so near behind it."""
    near = actor.start - position
    cues = governing.cues
    cue = cues.get(position)
    if (
        cue is not None
        and cue.entry.what not in _NO_ANCHOR
        and near <= 4
        and (cue.entry.what not in _BOUND or _from_deed(cue, governing.triggers, near))
    ):
        return Anchor(cue.start, position, "role_cue", cue, None)
    trigger = governing.triggers.get(position)
    if trigger is not None:
        return Anchor(trigger.match.start, position, "trigger", None, trigger)
    weapon = governing.weapons.get(position) if near <= 1 else None
    if weapon is not None and _fires(weapon, actor, triggers):
        return Anchor(weapon.start, position, "weapon", weapon, None)
    thing = governing.objects.get(position) if near <= _OBJECT_REACH else None
    if thing is not None:
        return Anchor(thing.start, position, "object", thing, None)
    count = governing.counts.get(position) if near == 1 else None
    if count is not None and count.form in _COUNTED and _taken_from(cues.get(actor.start)):
        return Anchor(count.start, position, "count", None, None)
    light = governing.lights.get(position) if near <= _LIGHT_REACH else None
    if light is not None and light.entry.what in _OF_PARTIES and not _is_noun(light, annotated):
        return Anchor(light.start, position, "light", light, None)
    return None


def _taken_from(cue: Match | None) -> bool:
    """Whether "from" stands between a count and a party: ``ثمانية من الشرطة``."""
    return cue is not None and cue.entry.what == "source"


def _from_deed(cue: Match, by_end: dict[int, Trigger], near: int) -> bool:
    """Whether "from" or "to" follows a deed: ``قصف من قوات``, ``ضربات إلى التنظيم``."""
    if near or cue.entry.what in ("where", "front"):
        return False
    for gap in (0, 1) if cue.entry.what == "source" else (0, 1, 2):
        trigger = by_end.get(cue.start - gap)
        if trigger is not None:
            return trigger.row.of in ("agent", "auto") and not trigger.row.outcome
    return False


def _is_noun(light: Match, annotated: Annotated) -> bool:
    """Whether a light verb with a pronoun may be a noun in -a (``قاده``, ``قادة``).

    It is the verb only where a relative stands before it.
    """
    tokens = annotated.sentence.tokens
    if not tokens[light.end - 1].text.endswith(_HEH):
        return False
    return light.start == 0 or tokens[light.start - 1].text not in relatives()


def _fires(weapon: Match, actor: ActorSpan, triggers: dict[int, Trigger]) -> bool:
    """Whether a weapon of the party is at work: ``مدفعية الجيش``, ``بنيران دبابات``."""
    if weapon.start in triggers:
        return False
    if actor.prefix.endswith(LAM):
        return weapon.entry.what in _WORKING
    return not actor.prefix and weapon.entry.what in _WORKING | {"direct_fire"}
