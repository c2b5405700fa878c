"""Finds the weapons that a frame uses, without aircraft that only fly or land.

``غارة بطائرة مسيرة`` uses one; ``تحليق مكثف لمروحيات التحالف`` doesn't.
"""

from __future__ import annotations

from rasd.assemble.frames import Frame
from rasd.knowledge import Kind, Match
from rasd.knowledge.forms import overflight
from rasd.text import proclitic_readings

_AIRCRAFT = frozenset({"air", "drone"})
_REACH = 3


def weapons_used(frame: Frame) -> tuple[Match, ...]:
    """The weapons of a frame in the order of the text."""
    weapons = frame.annotated.of(Kind.WEAPON, frame.start, frame.end)
    if not weapons:
        return ()
    return tuple([m for m in weapons if m.entry.what not in _AIRCRAFT or not _only_flies(frame, m)])


def _only_flies(frame: Frame, weapon: Match) -> bool:
    tokens = frame.annotated.sentence.tokens
    return any(
        stem in overflight()
        for token in tokens[max(0, weapon.start - _REACH) : weapon.start]
        for _, stem in proclitic_readings(token.text)
    )
