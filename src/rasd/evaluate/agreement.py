"""Decides how far people who coded the same items without each other agree, beyond chance.

Two figures that the field publishes: Cohen's kappa for two coders, and Krippendorff's alpha for any
number, with items that some left out, and with values that can be near each other. Sources: J.
Cohen (1960), Educational and Psychological Measurement 20; K. Krippendorff, Computing
Krippendorff's Alpha-Reliability (2011); A. Hayes and K. Krippendorff (2007), Communication Methods
and Measures 1, for the interval of alpha; R. Passonneau (2006), LREC, for sets.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

Distance = Callable[[T, T], float]
"""How far two values lie apart, 0 for equal ones; what Krippendorff writes as delta squared."""

DRAWS = 1000
"""Samples that an interval is read from."""
_SEED = 20310506
_TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A figure with its 95 % interval. `items` are those that two or more people coded.

    `value` is `None` where it is undefined: no item, or one value throughout, which chance alone
    would give too. `low` and `high` are `None` with it.
    """

    value: float | None
    low: float | None
    high: float | None
    items: int


def equal_share(units: Sequence[Sequence[T]]) -> Agreement:
    """The share of pairs of coders who gave one value, each item weighing the same.

    `units` holds for each item the values that coders gave it, without those who gave none.
    """
    shares = [_agreeing(unit) for unit in _compared(units)]
    return _estimate(_mean, shares)


def kappa(units: Sequence[Sequence[T]]) -> Agreement:
    """Cohen's kappa. Each item holds the first coder's value and then the second's.

    Items that one of them left out do not count. Raises `ValueError` for three values.
    """
    if any(len(unit) > 2 for unit in units):
        raise ValueError("kappa compares two coders; alpha compares more")
    return _estimate(_kappa, [tuple(unit) for unit in _compared(units)])


def alpha(units: Sequence[Sequence[T]], distance: Distance[T]) -> Agreement:
    """Krippendorff's alpha with a distance between values.

    The interval draws items anew and holds the disagreement that chance would give as it is.
    """
    compared = _compared(units)
    expected = _expected(compared, distance)
    if not expected:
        return Agreement(value=None, low=None, high=None, items=len(compared))
    parts = [(_disagreement(unit, distance), len(unit)) for unit in compared]

    def of(drawn: Sequence[tuple[float, int]]) -> float:
        observed = sum(part for part, _ in drawn) / sum(size for _, size in drawn)
        return 1 - observed / expected

    return _estimate(of, parts)


def nominal(one: Hashable, other: Hashable) -> float:
    """For names: equal or not."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """For numbers and days: the square of their difference."""
    return (one - other) ** 2


def ratio(one: float, other: float) -> float:
    """For counts from 0, where 2 and 4 differ more than 102 and 104."""
    return 0.0 if one == other else ((one - other) / (one + other)) ** 2


def ordinal(units: Sequence[Sequence[int]]) -> Distance[int]:
    """For ranks: how many values of these items lie between two ranks."""
    counts = Counter(value for unit in _compared(units) for value in unit)
    ranks = sorted(counts)

    def distance(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(counts[rank] for rank in ranks if low <= rank <= high)
        return float(between - (counts[low] + counts[high]) / 2) ** 2

    return distance


def masi(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """For sets: 0 for equal ones, 1 for such that share nothing, less where one holds the other."""
    left, right = frozenset(one), frozenset(other)
    if left == right:
        return 0.0
    shared = left & right
    if not shared:
        return 1.0
    within = 2 / 3 if left <= right or right <= left else 1 / 3
    return 1 - within * len(shared) / len(left | right)


def _compared(units: Sequence[Sequence[T]]) -> list[Sequence[T]]:
    return [unit for unit in units if len(unit) > 1]


def _agreeing(unit: Sequence[Hashable]) -> float:
    pairs = list(combinations(unit, 2))
    return sum(one == other for one, other in pairs) / len(pairs)


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares)


def _kappa(pairs: Sequence[tuple[Hashable, ...]]) -> float | None:
    n = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(first[value] * second[value] for value in first) / n**2
    observed = sum(one == other for one, other in pairs) / n
    return None if chance == 1 else (observed - chance) / (1 - chance)


def _disagreement(unit: Sequence[T], distance: Distance[T]) -> float:
    return 2 * sum(distance(one, other) for one, other in combinations(unit, 2)) / (len(unit) - 1)


def _expected(units: Sequence[Sequence[T]], distance: Distance[T]) -> float:
    """The mean distance of any two values, of one item or not."""
    counts: Mapping[T, int] = Counter(value for unit in units for value in unit)
    n = sum(counts.values())
    total = sum(
        2 * counts[one] * counts[other] * distance(one, other)
        for one, other in combinations(counts, 2)
    )
    return total / (n * (n - 1)) if n > 1 else 0.0


def _estimate(of: Callable[[Sequence[T]], float | None], items: Sequence[T]) -> Agreement:
    value = of(items) if items else None
    if value is None:
        return Agreement(value=None, low=None, high=None, items=len(items))
    # The same items give the same interval: a published figure can be made again.
    draw = random.Random(_SEED)  # noqa: S311 - no secret
    drawn = (of(draw.choices(items, k=len(items))) for _ in range(DRAWS))
    found = sorted(each for each in drawn if each is not None)
    cut = int(len(found) * _TAIL)
    return Agreement(value=value, low=found[cut], high=found[-1 - cut], items=len(items))
