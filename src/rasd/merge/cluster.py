"""Decides which mentions form one incident, from compared pairs.

Best pairs join first; two groups join only where no member of one contradicts a member of the
other and their scores hold up on average. The result does not depend on the order of input: two
attacks that one document tells of one town on one day stay two.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import fsum
from typing import Protocol

from rasd.merge.compare import Comparison

_JUDGES = 16
"""Members of a large group, first by id, whose scores speak for all."""


class Compare(Protocol):
    """Compares the mentions at two positions."""

    def __call__(self, i: int, j: int, /) -> Comparison: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What clustering knows of a mention.

    Members of equal `look` contradict the same others, their documents aside, so that one of
    them is asked for all: an incident told by thousands stays affordable.
    """

    id: str
    doc_id: str
    look: Hashable


@dataclass(slots=True, kw_only=True)
class _Group:
    """Grows while clustering; `positions` are in the order of their ids."""

    positions: list[int]
    documents: set[str]
    looks: dict[Hashable, int]


def cluster(
    members: Sequence[Member],
    pairs: Iterable[tuple[int, int]],
    compare: Compare,
    *,
    mean_floor: float,
) -> tuple[tuple[int, ...], ...]:
    """Groups of positions in `members`; each position is in exactly one."""
    known: dict[tuple[int, int], Comparison] = {}

    def compared(i: int, j: int) -> Comparison:
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            known[pair] = compare(*pair)
        return known[pair]

    edges = [(i, j) for i, j in pairs if compared(i, j).merges]
    edges.sort(key=partial(_best_first, members, known))
    group_of = [
        _Group(positions=[n], documents={m.doc_id}, looks={m.look: n})
        for n, m in enumerate(members)
    ]
    for i, j in edges:
        small, large = sorted((group_of[i], group_of[j]), key=lambda g: len(g.positions))
        if small is large or not small.documents.isdisjoint(large.documents):
            continue
        looks = product(small.looks.values(), large.looks.values())
        if any(compared(m, n).contradictions for m, n in looks):
            continue
        judges = product(small.positions[:_JUDGES], large.positions[:_JUDGES])
        scores = [compared(m, n).score for m, n in judges]
        if fsum(scores) < mean_floor * len(scores):
            continue
        for n in small.positions:
            group_of[n] = large
        large.positions = sorted(large.positions + small.positions, key=lambda n: members[n].id)
        large.documents |= small.documents
        large.looks |= small.looks
    groups = {id(group): tuple(group.positions) for group in group_of}
    return tuple(sorted(groups.values(), key=lambda group: members[group[0]].id))


def _best_first(
    members: Sequence[Member],
    known: dict[tuple[int, int], Comparison],
    pair: tuple[int, int],
) -> tuple[float, str, str]:
    low, high = sorted(members[n].id for n in pair)
    return (-known[pair].score, low, high)
