"""Decides why an event needs a person, from its record alone.

An event that a person accepted as a whole needs nobody any more, until its ground changes. What a
person said of one field settles that field: its conflict, its missing day, its missing place.
"""

from __future__ import annotations

from enum import StrEnum

from rasd.model.codes import Action, PlacePrecision
from rasd.model.records import Event
from rasd.model.reviews import Judged

LOW_CONFIDENCE = 0.9
"""Below it an event waits for a person, unless a filter names another bound.

In docs/evaluation.md, of the events at 0.9 and above about one in twenty is wrong, of those
between 0.8 and 0.9 one in four to one in nine; the border sets about a fifth of all events apart.
"""
NEAR_THRESHOLD = 1.5
"""A link that scores less holds an event together only just.

Reports join at 0.5 (`threshold` in data/merge/weights.toml), in log odds. One more lies 1.5, odds
of about four to one: the presence of one more ordinary feature, a day or a party, decides there.
"""
PINNED = frozenset(
    {PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2, PlacePrecision.ADMIN1}
)
"""What a map shows; the middle of a country says nothing of where in it something happened."""


class Attention(StrEnum):
    """Why an event needs a person, the most urgent first."""

    STALE = "stale"
    """A judgement on it whose ground has changed."""
    CONFLICT = "conflict"
    """Reports disagree on a field of which nobody has said anything."""
    MERGE = "merge"
    """Held together by a link near the threshold."""
    LOW_CONFIDENCE = "low_confidence"
    UNPLACED = "unplaced"
    """No point on the map: its place is unknown, or known by the country alone."""
    UNDATED = "undated"


def attention_of(event: Event) -> tuple[Attention, ...]:
    """All that an event needs a person for, the most urgent first."""
    review = event.review
    entries = [e for e in review.judgements if not e.overruled_by] if review else []
    stale = (Attention.STALE,) if review and review.stale else ()
    if any(_accepts_all(entry) and entry.stale is None for entry in entries):
        return stale
    settled = {e.field for e in entries if e.action in (Action.ACCEPT, Action.EDIT)}
    open_ends = {
        Attention.CONFLICT: any(c.field not in settled for c in event.conflicts),
        Attention.MERGE: any(
            link.score is not None and link.score < NEAR_THRESHOLD for link in event.links
        ),
        Attention.LOW_CONFIDENCE: event.confidence < LOW_CONFIDENCE,
        Attention.UNPLACED: "place" not in settled and not is_pinned(event),
        Attention.UNDATED: "date" not in settled and (event.date is None or not event.date.start),
    }
    return (*stale, *(why for why, holds in open_ends.items() if holds))


def is_pinned(event: Event) -> bool:
    """Whether a map may show the event as a point."""
    place = event.place
    return (
        place is not None
        and place.precision in PINNED
        and place.lat is not None
        and place.lon is not None
    )


def _accepts_all(entry: Judged) -> bool:
    return entry.action is Action.ACCEPT and entry.field is None
