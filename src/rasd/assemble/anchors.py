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


@lru_cache(maxsize=4)
def _governing(frame: Frame) -> _Governing:
    """Those words, kept while the parties of the frame are read."""
    annotated, start, end = frame.annotated, frame.start, frame.end
    return _Governing(
        cues={m.end: m for m in annotated.of(Kind.ROLE_CUE, start, end)},
        objects={m.end: m for m in annotated.of(Kind.OBJECT, start, end)},
        weapons={m.end: m for m in annotated.of(Kind.WEAPON, start, end)},
        lights={m.end: m for m in annotated.of(Kind.LIGHT_VERB, start, end)},
        counts={c.end: c for c in annotated.counts if c.start >= start},
        triggers={t.match.end: t for t in frame.triggers},
    )


def find_anchor(
    annotated: Annotated, frame: Frame, actor: ActorSpan, triggers: dict[int, Trigger]
) -> Anchor | None:
    """What governs a party: the nearest governing word before it in the frame."""
    governing = _governing(frame)
    cues, objects, weapons = governing.cues, governing.objects, governing.weapons
    lights, counts, by_end = governing.lights, governing.counts, governing.triggers
    tokens = annotated.sentence.tokens
    that = complementizers()
    lowest = max(frame.start, actor.start - _REACH)
    for position in range(actor.start, lowest, -1):
        near = actor.start - position
        cue = cues.get(position)
        if (
            cue is not None
            and cue.entry.what not in _NO_ANCHOR
            and near <= 4
            and (cue.entry.what not in _BOUND or _from_deed(cue, by_end, near))
        ):
            return Anchor(cue.start, position, "role_cue", cue, None)
        trigger = by_end.get(position)
        if trigger is not None:
            return Anchor(trigger.match.start, position, "trigger", None, trigger)
        if near <= 1 and position in weapons and _fires(weapons[position], actor, triggers):
            return Anchor(weapons[position].start, position, "weapon", weapons[position], None)
        if near <= _OBJECT_REACH and position in objects:
            return Anchor(objects[position].start, position, "object", objects[position], None)
        if (
            near == 1
            and position in counts
            and counts[position].form in _COUNTED
            and _taken_from(cues.get(actor.start))
        ):
            return Anchor(counts[position].start, position, "count", None, None)
        if (
            position in lights
            and near <= 3
            and lights[position].entry.what in _OF_PARTIES
            and not _is_noun(lights[position], annotated)
        ):
            return Anchor(lights[position].start, position, "light", lights[position], None)
        if tokens[position - 1].text in ".؛;" or tokens[position - 1].text in that:
            return None
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
