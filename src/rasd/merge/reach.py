"""Decides how far what two mentions say can at most raise their score, before it is compared.

Two agree only on what both say, so that the poorer of them is the limit: one that names no party
and counts nobody needs the words of the other, or its place and day.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from rasd.merge.weights import Weights
from rasd.model import Count


def reach_of(weights: Weights, *, shares: Iterable[str], tolls: Iterable[Count]) -> float:
    """The most that kind, parties, tolls and details of any other can add to the score.

    `shares` are the features that another can share with it, since it says something there.
    """
    of = weights.of
    equal, doubling = max(0.0, of["toll.equal"]), max(0.0, of["toll.equal_doublings"])
    overlap = of["toll.overlap"]
    return (
        max(0.0, of["kind.same"], of["kind.compatible"])
        + sum([max(0.0, of[name]) for name in shares])
        + sum([max(overlap, equal + doubling * log2(1 + each.min)) for each in tolls])
    )
