"""Decides whether a frame says that nobody was hurt, and of which harm it says so.

``دون وقوع إصابات`` and ``لم يسفر الهجوم عن أي ضحايا`` deny harm: a negation, a verb of result or
none, a word of harm. ``لم ترد أنباء عن وقوع إصابات`` only denies knowledge of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.assemble.frames import Frame
from rasd.knowledge import Kind, Match
from rasd.model import Outcome
from rasd.model.frozen import Frozen

_REACH = 6
_BREAKS = frozenset("،,.;؛:")
_DENIES = {
    "harm_any": frozenset({Outcome.KILLED, Outcome.WOUNDED}),
    "harm_wounded": frozenset({Outcome.WOUNDED}),
    "harm_killed": frozenset({Outcome.KILLED}),
}


class Spared(Frozen, frozen=True):
    """Harm denied, or not known of (no `outcomes`): tokens `start` to `end` hold the words."""

    outcomes: frozenset[Outcome]
    start: int
    end: int
    row: str


def read_spared(frame: Frame) -> tuple[Spared, ...]:
    """What a frame says did not befall anybody, in order of the text."""
    cues = frame.annotated.of(Kind.CUE, frame.start, frame.end)
    harms = [m for m in cues if m.entry.what == "harm"]
    if not harms:
        return ()
    found: list[Spared] = []
    for negation in cues:
        if negation.entry.what != "negation":
            continue
        for harm in harms:
            between = _between(frame, cues, negation, harm)
            if between is None:
                continue
            if any(m.entry.id == "harm_unknown" for m in between):
                outcomes: frozenset[Outcome] = frozenset()
            elif harm.start == negation.end or _carried(negation, between):
                outcomes = _DENIES[harm.entry.id]
            else:
                continue
            found.append(Spared(outcomes, negation.start, harm.end, harm.entry.row))
    return tuple(found)


def _between(
    frame: Frame, cues: Sequence[Match], negation: Match, harm: Match
) -> tuple[Match, ...] | None:
    """The cues between a negation and a word of harm, or `None` where it doesn't reach it."""
    if not 0 <= harm.start - negation.end <= _REACH:
        return None
    tokens = frame.annotated.sentence.tokens
    if any(tokens[i].text in _BREAKS for i in range(negation.end, harm.start)):
        return None
    return tuple(m for m in cues if negation.end <= m.start < harm.start)


def _carried(negation: Match, between: tuple[Match, ...]) -> bool:
    """Whether a word that brings harm about stands right behind the negation."""
    return any(m.start == negation.end and m.entry.what == "carrier" for m in between)
