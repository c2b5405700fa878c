"""Decides which mentions form one incident, from compared pairs.

Best pairs join first; two groups join only where no member of one contradicts a member of the
other, all agree on a day, and their scores hold up on average. A mention of "yesterday or today"
does not bind yesterday's attack to today's. The result does not depend on the order of input: two
attacks that one document tells of one town on one day stay two. What people said comes first:
mentions that they bound start as one group, and those that they put on two sides never meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import pairwise, product
from math import fsum
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from rasd.merge.compare import Verdict

Days = tuple[int, int] | None
"""First and last day that a mention allows."""
_JUDGES = 16
"""Members of a large group, first by id, whose scores speak for all."""
_RIVALS = 24
"""Best partners of an undated mention that are held against the first."""


class Compare(Protocol):
    """Compares the mentions at two positions, the lower first."""

    def __call__(self, i: int, j: int, /) -> Verdict: ...


class Member(Struct, frozen=True, kw_only=True):
    """What clustering knows of a mention.

    Members of equal `look` contradict the same others, their documents aside, so that one of
    them is asked for all: an incident told by thousands stays affordable. Members with the same
    `bound` are one incident because a person said so; `sides` is the side that it stands on in
    each split that a person made.
    """

    id: str
    doc_id: str
    look: Hashable
    days: Days = None
    bound: int | None = None
    sides: Mapping[int, int] = field(default_factory=dict)


class Joint(Struct, frozen=True, kw_only=True, gc=False):
    """Two positions whose verdict joined their groups; `None` where a person did."""

    one: int
    other: int
    verdict: Verdict | None


class Cluster(Struct, frozen=True, kw_only=True, gc=False):
    """Positions that form one incident, and the joints that hold them together: a tree."""

    positions: tuple[int, ...]
    joints: tuple[Joint, ...]


class _Group(Struct, kw_only=True):
    """Grows while clustering; `positions` are in the order of their ids.

    The mentions under one look stand for one another: those that a person bound may contradict
    each other, and what fits one of them fits all.
    """

    positions: list[int]
    documents: set[str]
    looks: dict[Hashable, tuple[int, ...]]
    sides: dict[int, int]
    days: Days
    joints: list[Joint]


def cluster(
    members: Sequence[Member],
    pairs: Iterable[tuple[int, int]],
    compare: Compare,
    *,
    mean_floor: float,
    margin: float = 0.0,
) -> tuple[Cluster, ...]:
    """The clusters of all positions in `members`; each position is in exactly one."""
    known: dict[tuple[int, int], Verdict] = {}

    def compared(i: int, j: int) -> Verdict:
        pair = (i, j) if i < j else (j, i)
        found = known.get(pair)
        if found is None:
            found = known[pair] = compare(*pair)
        return found

    edges = [(i, j) for i, j in pairs if compared(i, j).merges]
    edges = _unambiguous(edges, members, compared, margin=margin)
    edges.sort(key=partial(_best_first, members, known))
    group_of = _first_groups(members)
    for i, j in edges:
        small, large = sorted((group_of[i], group_of[j]), key=lambda g: len(g.positions))
        if small is large or not small.documents.isdisjoint(large.documents):
            continue
        if any(large.sides.get(split, side) != side for split, side in small.sides.items()):
            continue
        days = _common(small.days, large.days)
        if days is None and small.days is not None and large.days is not None:
            # Outlets that tell one night under two days share names, sentences or a large toll.
            if not compared(i, j).told_again:
                continue
            days = _between(small.days, large.days)
        looks = product(small.looks.values(), large.looks.values())
        if any(all(compared(m, n).contradicts for m, n in product(*each)) for each in looks):
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
        large.days = days
        large.joints += [*small.joints, Joint(one=i, other=j, verdict=compared(i, j))]
    groups = {id(group): group for group in group_of}
    return tuple(
        Cluster(positions=tuple(group.positions), joints=tuple(_ordered(group.joints, members)))
        for group in sorted(groups.values(), key=lambda group: members[group.positions[0]].id)
    )


def _common(a: Days, b: Days) -> Days:
    """The days that both allow."""
    if a is None or b is None:
        return a or b
    start, end = max(a[0], b[0]), min(a[1], b[1])
    return (start, end) if start <= end else None


def _between(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """From the end of the earlier to the start of the later."""
    return (min(a[1], b[1]), max(a[0], b[0]))


def _ordered(joints: Iterable[Joint], members: Sequence[Member]) -> list[Joint]:
    """The joints, each from the lower id to the higher, in the order of ids."""
    turned = [
        j if members[j.one].id < members[j.other].id else replace(j, one=j.other, other=j.one)
        for j in joints
    ]
    return sorted(turned, key=lambda j: (members[j.one].id, members[j.other].id))


def _unambiguous(
    edges: Sequence[tuple[int, int]],
    members: Sequence[Member],
    compared: Callable[[int, int], Verdict],
    *,
    margin: float,
) -> list[tuple[int, int]]:
    """The edges without those of undated mentions to dated ones that others match as well."""
    dated: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, j in edges:
        for one, other in ((i, j), (j, i)):
            if members[other].days is not None and members[one].days is None:
                dated[one].append((compared(i, j).score, other))
    unsure: set[tuple[int, int]] = set()
    for one, partners in dated.items():
        partners.sort(key=lambda p: (-p[0], members[p[1]].id))
        best, first = partners[0]
        rivals = [other for score, other in partners[1:_RIVALS] if best - score < margin]
        if any(compared(first, other).contradicts for other in rivals):
            unsure |= {(one, other) for _, other in partners}
    return [(i, j) for i, j in edges if (i, j) not in unsure and (j, i) not in unsure]


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
            # People may bind what lies days apart: then any day is as good.
            days=reduce(_common, (members[n].days for n in positions)),
            joints=[Joint(one=a, other=b, verdict=None) for a, b in pairwise(positions)],
        )
        group_of |= dict.fromkeys(positions, group)
    return [group_of[n] for n in range(len(members))]


def _best_first(
    members: Sequence[Member],
    known: Mapping[tuple[int, int], Verdict],
    pair: tuple[int, int],
) -> tuple[float, str, str]:
    low, high = sorted(members[n].id for n in pair)
    return (-known[pair].score, low, high)
