"""Whether confidence means what it says: of the incidents given 0.8, eight in ten are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Predictions with a confidence in [low, high): how sure they were, how often right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Filled bins; the mean distance of bin confidence from bin share right (ECE), weighted
    by size; the mean squared error (Brier). Both `None` without predictions."""

    bins: tuple[Bin, ...]
    ece: float | None
    brier: float | None


def reliability(judged: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of (confidence, right) pairs; a confidence of 1 falls in the last bin."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        groups.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    bins = tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            n=len(group),
            confidence=sum(confidence for confidence, _ in group) / len(group),
            right=sum(right for _, right in group) / len(group),
        )
        for number, group in sorted(groups.items())
    )
    if not judged:
        return Reliability(bins=(), ece=None, brier=None)
    return Reliability(
        bins=bins,
        ece=sum(b.n * abs(b.confidence - b.right) for b in bins) / len(judged),
        brier=sum((confidence - right) ** 2 for confidence, right in judged) / len(judged),
    )
