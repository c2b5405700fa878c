"""Decides whether two mentions of two documents may tell one incident, and says why.

The score is a sum of named features, each times a learnt weight. A contradiction (another
country, days apart, towns apart, kinds that exclude each other, one document that tells both)
outweighs any score. Where the place is missing or coarse, only shared wording can identify an
incident: a copied passage, a long quote, names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from rasd.merge.features import (
    Measured,
    Relation,
    Wording,
    day_relation,
    measured,
    most_measured,
    place_relation,
    relation,
    shared_wording,
)
from rasd.merge.passages import Passages
from rasd.merge.profile import Outline, Profile, Spot
from rasd.merge.weights import Weights
from rasd.model import PlacePrecision, distance_km

_PLACED = frozenset({"same", "close", "near", "named", "named_alike"})
_ALSO_PLACED = frozenset({"contained", "far", "other"})
"""Places that agree loosely: enough where the days are known on both sides."""
_SLIGHT = 0.05
"""A weight below this is no reason."""
_UNDATED = frozenset({"missing", "missing_both"})
_ROUNDING = 1e-6
"""More than a sum in another order differs by."""


class Feature(Struct, frozen=True, kw_only=True, gc=False):
    """One reason for or against: its name, its size, what it adds to the score."""

    name: str
    value: float
    weight: float


class Comparison(Struct, frozen=True, kw_only=True, gc=False):
    """Two mentions compared. `merges` where nothing contradicts and the score suffices."""

    features: tuple[Feature, ...]
    contradictions: tuple[str, ...]
    score: float
    identified: bool
    """Whether the place, or else the wording, singles out one incident."""
    merges: bool
    told_again: bool = False
    """Whether wording or a large equal toll make it one incident also where the days differ."""

    def reasons(self) -> tuple[str, ...]:
        """What it rests on, the weightiest first: `+2.36 place.same`."""
        told = [f for f in self.features if abs(f.weight) >= _SLIGHT]
        told.sort(key=lambda f: (-abs(f.weight), f.name))
        return tuple(f"{feature.weight:+.2f} {feature.name}" for feature in told)

    def lines(self) -> tuple[str, ...]:
        """The comparison as lines to read."""
        verdict = "one incident" if self.merges else "not merged"
        head = f"{verdict}: score {self.score:.2f}"
        if not self.identified:
            head += ", neither place nor wording single it out"
        return (
            head,
            *(f"contradiction: {reason}" for reason in self.contradictions),
            *(f"{feature.weight:+.2f} {feature.name}" for feature in self.features),
        )


class Verdict(NamedTuple):
    """A comparison without its reasons, which of all pairs would fill gigabytes."""

    score: float
    merges: bool
    contradicts: bool
    told_again: bool


class _Judged(NamedTuple):
    """What makes two mentions one incident, contradictions aside."""

    found: list[Measured]
    score: float
    identified: bool
    suffices: bool
    told_again: bool


def compare(a: Profile, b: Profile, *, weights: Weights, passages: Passages) -> Comparison:
    """Compares two mentions; the same whichever comes first."""
    a, b = _in_order(a, b)
    contradictions = contradict(a, b, weights=weights)
    judged = _judged(a, b, weights, passages)
    return Comparison(
        features=tuple(
            Feature(name=name, value=round(value, 3), weight=round(weights.of[name] * value, 3))
            for name, value in judged.found
        ),
        contradictions=contradictions,
        score=round(judged.score, 3),
        identified=judged.identified,
        merges=not contradictions and judged.suffices,
        told_again=judged.told_again,
    )


def verdict(a: Profile, b: Profile, *, weights: Weights, passages: Passages) -> Verdict:
    """What `compare` comes to, without the reasons: in a third of the time."""
    a, b = _in_order(a, b)
    contradicts = contradicted(a, b, weights=weights)
    judged = _judged(a, b, weights, passages)
    merges = not contradicts and judged.suffices
    return Verdict(round(judged.score, 3), merges, contradicts, judged.told_again)


def may_merge(a: Profile, b: Profile, *, weights: Weights, passages: Passages) -> bool:
    """Whether `compare` merges two that do not contradict each other.

    It is asked of every pair that meets. Two of three could not merge in any place, so that places
    are compared, and features measured one by one, only where that is not plain.
    """
    a, b = _in_order(a, b)
    wording = shared_wording(a, b, passages)
    day = day_relation(a.days, b.days, weights.limits)
    most = weights.start + most_measured(a, b, day, wording, weights)
    if most < weights.threshold - _ROUNDING:
        return False
    how = Relation(place_relation(a, b, weights.limits), day, wording)
    if not _placed(a, b, how) and not _worded(a, b, wording, limits=weights.limits):
        return False
    return _score(measured(a, b, how), weights) >= weights.threshold


def _judged(a: Profile, b: Profile, weights: Weights, passages: Passages) -> _Judged:
    how = relation(a, b, limits=weights.limits, passages=passages)
    found = measured(a, b, how)
    score = _score(found, weights)
    worded = _worded(a, b, how.wording, limits=weights.limits)
    identified = worded or _placed(a, b, how)
    return _Judged(
        found=found,
        score=score,
        identified=identified,
        suffices=identified and score >= weights.threshold,
        told_again=worded or _one_large_toll(found, weights),
    )


def _in_order(a: Profile, b: Profile) -> tuple[Profile, Profile]:
    return (b, a) if b.id < a.id else (a, b)


def _score(found: Iterable[Measured], weights: Weights) -> float:
    return weights.start + sum([weights.of[name] * value for name, value in found])


def _worded(a: Profile, b: Profile, shared: Wording, *, limits: Mapping[str, float]) -> bool:
    """Whether the wording alone makes them one incident."""
    if shared.passage or shared.names >= limits["wording.identity_names"]:
        return True
    if shared.rarity >= limits["wording.identity_rarity"]:
        return True
    words = min(a.quote_words, b.quote_words)
    return words >= limits["wording.identity_words"] and shared.quote >= limits["wording.identity"]


def _one_large_toll(found: Iterable[Measured], weights: Weights) -> bool:
    doublings = dict(found).get("toll.equal_doublings", 0.0)
    return doublings >= weights.limits["toll.identity_doublings"]


def _placed(a: Profile, b: Profile, how: Relation) -> bool:
    if a.statement or b.statement:
        return False
    return how.place in _PLACED or (how.place in _ALSO_PLACED and how.day not in _UNDATED)


def contradicted(a: Outline, b: Outline, *, weights: Weights) -> bool:
    """Whether `contradict` finds anything; asked of every pair of a block."""
    if a.kind is not b.kind and b.kind not in weights.compatible[a.kind]:
        return True
    if a.days is not None and b.days is not None:
        slack = weights.limits["date.slack_days"]
        if a.days[0] - b.days[1] > slack or b.days[0] - a.days[1] > slack:
            return True
    if a.doc_id == b.doc_id:
        return True
    return _places_apart(a.spot, b.spot, weights.limits["place.apart_km"]) is not None


def contradict(a: Outline, b: Outline, *, weights: Weights) -> tuple[str, ...]:
    """What speaks against one incident whatever else agrees."""
    reasons: list[str] = []
    if a.doc_id == b.doc_id:
        reasons.append("one document tells both")
    if a.kind is not b.kind and b.kind not in weights.compatible[a.kind]:
        reasons.append(_differ(a.kind.value, b.kind.value))
    if a.days is not None and b.days is not None:
        apart = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
        if apart > weights.limits["date.slack_days"]:
            reasons.append(f"{apart} days apart")
    match _places_apart(a.spot, b.spot, weights.limits["place.apart_km"]):
        case (one, other):
            reasons.append(_differ(one, other))
        case float(km):
            reasons.append(f"{km:.0f} km apart")
    return tuple(reasons)


def _places_apart(
    a: Spot | None, b: Spot | None, apart_km: float
) -> tuple[str, str] | float | None:
    """The units that differ, or by how many kilometres; `None` where nothing keeps them apart."""
    # In a block most lie at one place: spots that are one object differ in nothing.
    if a is b or a is None or b is None:
        return None
    # A name that no gazetteer knows has the country and province of its document only.
    guessed = a.bare == b.bare and not (a.listed and b.listed)
    if a.country and b.country and a.country != b.country:
        return None if guessed else (a.country, b.country)
    if a.point is not None and b.point is not None:
        km = distance_km(*a.point, *b.point)
        return km if km > apart_km else None
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return None if guessed else (a.admin1, b.admin1)
    same_level = PlacePrecision.ADMIN2 in (a.precision, b.precision)
    if same_level and a.admin2 and b.admin2 and a.admin2 != b.admin2:
        return a.admin2, b.admin2
    return None


def _differ(a: str, b: str) -> str:
    return " is not ".join(sorted((a, b)))
