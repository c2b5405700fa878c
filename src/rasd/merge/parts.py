"""Decides which mentions can have to do with each other: directly, or through others.

What becomes of such a part is a function of the part alone, so that new documents leave the
events of all other parts as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def connected(count: int, bonds: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The positions `0` to `count - 1` in parts that no bond reaches across, each in order."""
    leader = list(range(count))

    def find(position: int) -> int:
        while leader[position] != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    for one, other in bonds:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    parts: dict[int, list[int]] = defaultdict(list)
    for position in range(count):
        parts[find(position)].append(position)
    return tuple(tuple(parts[first]) for first in sorted(parts))
