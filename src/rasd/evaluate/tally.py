"""Shares and F1 with bootstrap intervals over documents.

Every measure is a sum over units (documents, sentences, incidents). The interval is the
2.5 % and 97.5 % quantile of 1,000 resamples of the units, seeded, so that a run repeats.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RESAMPLES = 1000
SEED = 20240229


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share between 0 and 1 with its interval; `n` is the denominator in the data.

    `value` is `None` where nothing was there to be measured.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Found, missed and invented, and what follows from them."""

    found: int
    missed: int
    invented: int
    precision: Measure
    recall: Measure
    f1: Measure


Unit = tuple[float, ...]


def share(units: Sequence[tuple[int, int]], *, resamples: int = RESAMPLES) -> Measure:
    """The share right over units of (right, all)."""
    return measure(units, _ratio, resamples=resamples)


def detection(units: Sequence[tuple[int, int, int]], *, resamples: int = RESAMPLES) -> Detection:
    """Precision, recall and F1 over units of (found, missed, invented)."""
    found, missed, invented = (sum(unit[at] for unit in units) for at in range(3))
    return Detection(
        found=found,
        missed=missed,
        invented=invented,
        precision=measure([(f, f + i) for f, _, i in units], _ratio, resamples=resamples),
        recall=measure([(f, f + m) for f, m, _ in units], _ratio, resamples=resamples),
        f1=measure([(2 * f, 2 * f + m + i) for f, m, i in units], _ratio, resamples=resamples),
    )


def measure(
    units: Sequence[Unit],
    statistic: Callable[[Sequence[float]], float | None],
    *,
    resamples: int = RESAMPLES,
    n: int | None = None,
) -> Measure:
    """Any statistic of the units' sums, with its interval; `n` where it is not the second sum.

    Every unit has the same length. The statistic may be `None` where it is not defined.
    """
    width = len(units[0]) if units else 2
    sums = _sums(units, width)
    value = statistic(sums)
    if value is None:
        return Measure(value=None)
    size = int(sums[1]) if n is None else n
    kinds = Counter(units)
    # Units that add nothing still take part in the draw: they are documents, too.
    names, weights = list(kinds), list(kinds.values())
    draw = random.Random(SEED)  # noqa: S311 - a resample, no secret
    drawn: list[float] = []
    for _ in range(resamples):
        sample = Counter(draw.choices(names, weights, k=len(units)))
        again = statistic(
            [sum(unit[at] * times for unit, times in sample.items()) for at in range(width)]
        )
        if again is not None:
            drawn.append(again)
    drawn.sort()
    if not drawn:
        return Measure(value=value, n=size)
    return Measure(
        value=value,
        low=drawn[int(0.025 * (len(drawn) - 1))],
        high=drawn[round(0.975 * (len(drawn) - 1))],
        n=size,
    )


def _ratio(sums: Sequence[float]) -> float | None:
    return sums[0] / sums[1] if sums[1] else None


def _sums(units: Sequence[Unit], width: int) -> tuple[float, ...]:
    return tuple(sum(unit[n] for unit in units) for n in range(width))
