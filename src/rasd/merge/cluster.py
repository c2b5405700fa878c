"""Decides which mentions form one incident, from compared pairs.

Best pairs join first; two groups join only where no member of one contradicts a member of the
other and their scores hold up on average. The result does not depend on the order of input: two
attacks that one document tells of one town on one day stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import product
from math import fsum
from typing import Protocol

from rasd.merge.compare import Comparison


class Compare(Protocol):
    """Compares the mentions at two positions."""

    def __call__(self, i: int, j: int, /) -> Comparison: ...


def cluster(
    ids: Sequence[str], pairs: Iterable[tuple[int, int]], compare: Compare, *, mean_floor: float
) -> tuple[tuple[int, ...], ...]:
    """Groups of positions in `ids`; each position is in exactly one."""
    known: dict[tuple[int, int], Comparison] = {}

    def compared(i: int, j: int) -> Comparison:
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            known[pair] = compare(*pair)
        return known[pair]

    edges = [(i, j) for i, j in pairs if compared(i, j).merges]
    edges.sort(key=partial(_best_first, ids, known))
    group_of = list(range(len(ids)))
    members = {number: [number] for number in group_of}
    for i, j in edges:
        left, right = group_of[i], group_of[j]
        if left == right:
            continue
        crossing = [compared(m, n) for m, n in product(members[left], members[right])]
        if any(each.contradictions for each in crossing):
            continue
        if fsum(each.score for each in crossing) < mean_floor * len(crossing):
            continue
        for n in members[right]:
            group_of[n] = left
        members[left] += members.pop(right)
    groups = (tuple(sorted(group, key=lambda n: ids[n])) for group in members.values())
    return tuple(sorted(groups, key=lambda group: ids[group[0]]))


def _best_first(
    ids: Sequence[str], known: dict[tuple[int, int], Comparison], pair: tuple[int, int]
) -> tuple[float, str, str]:
    i, j = pair
    low, high = sorted((ids[i], ids[j]))
    return (-known[i, j].score, low, high)
