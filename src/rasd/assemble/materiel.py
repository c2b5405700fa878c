"""Decides which objects a frame says were destroyed, damaged or seized.

``وتدمير 3 آليات عسكرية`` is three military vehicles destroyed; ``تدميرها`` points back at the
object that was hit.
"""

from __future__ import annotations

from rasd.assemble.frames import Frame
from rasd.knowledge import Kind, Match, Trait
from rasd.model import Effect
from rasd.model.frozen import Frozen

_REACH = 4


class Damage(Frozen, frozen=True):
    """Objects and what befell them: tokens `start` to `end` hold the words."""

    object: str
    effect: Effect
    count: int | None
    start: int
    end: int
    rule: str


def read_damage(frame: Frame) -> tuple[Damage, ...]:
    """Damage in the order of the text; a verb of damage without any object gives nothing."""
    annotated = frame.annotated
    damaged = annotated.of(Kind.DAMAGE, frame.start, frame.end)
    if not damaged:
        return ()
    weapons = annotated.of(Kind.WEAPON, frame.start, frame.end)
    objects = [
        o
        for o in annotated.of(Kind.OBJECT, frame.start, frame.end)
        # a car bomb is a weapon: تفجير سيارة مفخخة
        if not any(w.start < o.end and o.start < w.end for w in weapons)
    ]
    found: list[Damage] = []
    seen: set[tuple[str, Effect]] = set()
    for word in damaged:
        target = next((o for o in objects if 0 <= o.start - word.end <= _REACH), None) or next(
            (o for o in reversed(objects) if o.end <= word.start), None
        )
        if target is None:
            continue
        effect = Effect(word.entry.what)
        if (target.entry.id, effect) in seen:
            continue
        seen.add((target.entry.id, effect))
        found.append(
            Damage(
                object=target.entry.id,
                effect=effect,
                count=_how_many(frame, word, target),
                start=min(word.start, target.start),
                end=max(word.end, target.end),
                rule=word.entry.row,
            )
        )
    return tuple(found)


def _how_many(frame: Frame, word: Match, target: Match) -> int | None:
    for number in frame.annotated.numbers:
        if word.start <= number.start and number.end == target.start:
            return number.value_min
    trait = Trait(target.entry.trait)
    if trait in (Trait.DUAL, Trait.DUAL_DEFINITE):
        return 2
    return 1 if not trait.plural else None
