"""Decides which incident of theirs is which of ours: one to one, and the pairing of most points.

What remains over is looked at again: an incident of theirs that fits an event of ours which is
paired already is a part of it where ours is told to last through its day, or where the tolls add
up; and the other way round. Neither side counts such a part as missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rasd.evaluate.assign import best_sparse_pairs
from rasd.evaluate.compare.fit import LEAST, Fit, Point, Window, days_apart, km_apart, point_of
from rasd.evaluate.compare.incident import Incident
from rasd.evaluate.compare.near import Near
from rasd.evaluate.compare.ours import may_pair

MOST = 24
"""The candidates of an event that are weighed against each other, those of most points."""
_SAME_PLACE_KM = 5.0
_TIE = 0.01
"""So that a pair of exactly `LEAST` points is one."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """One of ours and one of theirs, by their numbers, and the points that speak for them."""

    ours: int
    theirs: int
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Pairs by number.

    `of_ours` are incidents of theirs that belong to an event of ours which is paired with another
    of theirs; `of_theirs` the other way round. `rivals_of_ours` gives, for one of ours left over,
    the pair it would best have made, had its partner not been paired better; `rivals_of_theirs`
    likewise.
    """

    pairs: tuple[Pair, ...]
    of_ours: tuple[Pair, ...]
    of_theirs: tuple[Pair, ...]
    rivals_of_ours: dict[int, Pair]
    rivals_of_theirs: dict[int, Pair]


def match(ours: Sequence[Incident], theirs: Sequence[Incident], window: Window) -> Matching:
    """The pairing of two lists."""
    fit = Fit(window)
    held = Near(theirs, km=window.km)
    points = [point_of(at, incident) for at, incident in enumerate(ours)]
    candidates = [
        _candidates(incident, point, theirs, held, fit)
        for incident, point in zip(ours, points, strict=True)
    ]
    chosen = best_sparse_pairs(
        [[(pair.theirs, pair.points - LEAST + _TIE) for pair in some] for some in candidates]
    )
    made = {(pair.ours, pair.theirs): pair for some in candidates for pair in some}
    pairs = tuple(made[each] for each in chosen)
    their_of = {pair.ours: pair.theirs for pair in pairs}
    our_of = {pair.theirs: pair.ours for pair in pairs}
    left = sorted(made.values(), key=lambda pair: (-pair.points, pair))
    close = [pair for pair in left if _one_scene(pair, ours, theirs, points, held.points, fit)]
    of_ours = _parts(
        (pair for pair in close if pair.theirs not in our_of and pair.ours in their_of),
        whole=lambda pair: (pair.ours, ours[pair.ours]),
        part=lambda pair: (pair.theirs, theirs[pair.theirs]),
        partner=lambda whole: theirs[their_of[whole]],
    )
    of_theirs = _parts(
        (pair for pair in close if pair.ours not in their_of and pair.theirs in our_of),
        whole=lambda pair: (pair.theirs, theirs[pair.theirs]),
        part=lambda pair: (pair.ours, ours[pair.ours]),
        partner=lambda whole: ours[our_of[whole]],
    )
    rivals_of_ours: dict[int, Pair] = {}
    rivals_of_theirs: dict[int, Pair] = {}
    for pair in left:
        if pair.ours not in their_of:
            rivals_of_ours.setdefault(pair.ours, pair)
        if pair.theirs not in our_of:
            rivals_of_theirs.setdefault(pair.theirs, pair)
    return Matching(
        pairs=pairs,
        of_ours=of_ours,
        of_theirs=of_theirs,
        rivals_of_ours=rivals_of_ours,
        rivals_of_theirs=rivals_of_theirs,
    )


def _candidates(
    incident: Incident, point: Point | None, theirs: Sequence[Incident], held: Near, fit: Fit
) -> list[Pair]:
    if point is None or not may_pair(incident):
        return []
    found = []
    for other in held.around(incident, point, days=fit.window.days):
        worth = fit.points(incident, point, theirs[other.at], other)
        if worth >= LEAST:
            found.append((worth, -other.at))
    return [Pair(point.at, -at, worth) for worth, at in nlargest(MOST, found)]


def _one_scene(
    pair: Pair,
    ours: Sequence[Incident],
    theirs: Sequence[Incident],
    our_points: Sequence[Point | None],
    their_points: Sequence[Point | None],
    fit: Fit,
) -> bool:
    """Whether two could be parts of one story: a shared day, one place, one kind, same parties."""
    our, their = our_points[pair.ours], their_points[pair.theirs]
    if our is None or their is None or not (our.placed and their.placed):
        return False
    one, other = ours[pair.ours], theirs[pair.theirs]
    return (
        not days_apart(our, their)
        and km_apart(our, their) <= _SAME_PLACE_KM
        and fit.kind(one, other) >= 0
        and fit.parties(one, other) >= 0
    )


def _parts(
    pairs: Iterable[Pair],
    *,
    whole: Callable[[Pair], tuple[int, Incident]],
    part: Callable[[Pair], tuple[int, Incident]],
    partner: Callable[[int], Incident],
) -> tuple[Pair, ...]:
    """The pairs of parts: each part belongs to one whole."""
    groups: dict[int, list[Pair]] = defaultdict(list)
    placed: set[int] = set()
    for pair in pairs:
        if part(pair)[0] not in placed:
            placed.add(part(pair)[0])
            groups[whole(pair)[0]].append(pair)
    found: list[Pair] = []
    for at, some in groups.items():
        of = whole(some[0])[1]
        if of.spans:
            found += some
            continue
        held = [partner(at), *(part(pair)[1] for pair in some)]
        if _adds_up(of, held):
            found += some
    return tuple(sorted(found))


def _adds_up(whole: Incident, parts: Sequence[Incident]) -> bool:
    if whole.killed is None or any(part.killed is None for part in parts):
        return False
    tolls = [part.killed.best for part in parts if part.killed is not None]
    return min(tolls) > 0 and whole.killed.best > max(tolls) and whole.killed.holds(sum(tolls))
