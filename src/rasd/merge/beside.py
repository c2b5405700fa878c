"""Decides which reports of a corpus may be one incident with one that a person added.

What a merge of everything finds out for all of them, found for one: its place and its days say
where to look.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from math import cos, radians

from rasd.merge.block import LONGEST_DAYS, may_meet_added
from rasd.merge.compare import may_merge
from rasd.merge.events import Corpus, profile_of
from rasd.merge.weights import Weights, load_weights
from rasd.model import EXACT_PLACES, Mention, Surroundings

_CELL = 0.5
"""Degrees of a cell of the map (`rasd.merge.block`)."""
_MARGIN = 0.01
_KM_PER_DEGREE = 111.2


def surroundings_of(own: Mention) -> Surroundings | None:
    """Where to look for what an added report may meet; `None` where it meets nothing."""
    weights, day, place = load_weights(), own.date, own.place
    if day is None or day.start is None or day.end is None or place is None:
        return None
    if (day.end - day.start).days > LONGEST_DAYS:
        return None
    slack = timedelta(days=int(weights.limits["date.slack_days"]))
    box = None
    if place.precision in EXACT_PLACES and place.lat is not None and place.lon is not None:
        box = _box(place.lat, place.lon, weights)
    return Surroundings(
        first_day=day.start - slack,
        last_day=day.end + slack,
        longest=timedelta(days=LONGEST_DAYS),
        country=place.country,
        box=box,
    )


def candidates_of(own: Mention, others: Iterable[Mention], corpus: Corpus) -> list[Mention]:
    """Those that lie at its place and days; `corpus` needs no documents to say so."""
    mine = profile_of(own, corpus)
    return [
        other
        for other in others
        if may_meet_added(mine, profile_of(other, corpus), weights=corpus.weights)
    ]


def partners_of(own: Mention, candidates: Iterable[Mention], corpus: Corpus) -> tuple[str, ...]:
    """The ids of the candidates that may be one incident with it."""
    mine = profile_of(own, corpus)
    return tuple(
        sorted(
            other.id
            for other in candidates
            if may_merge(
                mine, profile_of(other, corpus), weights=corpus.weights, passages=corpus.passages
            )
        )
    )


def _box(lat: float, lon: float, weights: Weights) -> tuple[float, float, float, float]:
    """All points that share a cell with this one, and some more."""
    reach = weights.limits["place.near_km"] / 2 / _KM_PER_DEGREE
    high = _CELL + 2 * reach + _MARGIN
    # Cells are as wide at the far side of the box, where degrees are shorter.
    furthest = min(89.0, abs(lat) + high)
    wide = _CELL + 2 * reach / max(0.2, cos(radians(furthest))) + _MARGIN
    return (lat - high, lon - wide, lat + high, lon + wide)
