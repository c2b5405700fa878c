"""Decides which mentions form one incident, from compared pairs.

Best pairs join first; two groups join only where no member of one contradicts a member of the
other and their scores hold up on average. The result does not depend on the order of input: two
attacks that one document tells of one town on one day stay two. What people said comes first:
mentions that they bound start as one group, and those that they put on two sides never meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    them is asked for all: an incident told by thousands stays affordable. Members with the same
    `bound` are one incident because a person said so; `sides` is the side that it stands on in
    each split that a person made.
    """

    id: str
    doc_id: str
    look: Hashable
    bound: int | None = None
    sides: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Group:
    """Grows while clustering; `positions` are in the order of their ids.

    The mentions under one look stand for one another: those that a person bound may contradict
    each other, and what fits one of them fits all.
    """

    positions: list[int]
    documents: set[str]
    looks: dict[Hashable, tuple[int, ...]]
    sides: dict[int, int]


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
    group_of = _first_groups(members)
    for i, j in edges:
        small, large = sorted((group_of[i], group_of[j]), key=lambda g: len(g.positions))
        if small is large or not small.documents.isdisjoint(large.documents):
            continue
        if any(large.sides.get(split, side) != side for split, side in small.sides.items()):
            continue
        looks = product(small.looks.values(), large.looks.values())
        if any(all(compared(m, n).contradictions for m, n in product(*each)) for each in looks):
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
        large.sides |= small.sides
    groups = {id(group): tuple(group.positions) for group in group_of}
    return tuple(sorted(groups.values(), key=lambda group: members[group[0]].id))


def _first_groups(members: Sequence[Member]) -> list[_Group]:
    """The group that each position starts in: alone, or with those bound to it."""
    bound: dict[Hashable, list[int]] = defaultdict(list)
    for n, member in enumerate(members):
        bound[("alone", n) if member.bound is None else member.bound].append(n)
    group_of: dict[int, _Group] = {}
    for label, positions in bound.items():
        positions.sort(key=lambda n: members[n].id)
        looks = {members[n].look: n for n in reversed(positions)}
        look = label if len(positions) > 1 else members[positions[0]].look
        group = _Group(
            positions=positions,
            documents={members[n].doc_id for n in positions},
            looks={look: tuple(looks.values())},
            sides={split: side for n in positions for split, side in members[n].sides.items()},
        )
        group_of |= dict.fromkeys(positions, group)
    return [group_of[n] for n in range(len(members))]


def _best_first(
    members: Sequence[Member],
    known: dict[tuple[int, int], Comparison],
    pair: tuple[int, int],
) -> tuple[float, str, str]:
    low, high = sorted(members[n].id for n in pair)
    return (-known[pair].score, low, high)
