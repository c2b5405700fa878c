"""Decides which mentions can have to do with each other: directly, or through others.

What becomes of such a part is a function of the part alone, so that new documents leave the
events of all other parts as they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence


def first_of_parts(count: int, bonds: Iterable[tuple[int, int]]) -> Sequence[int]:
    """For each position from `0` to `count - 1` the first one of its part.

    No bond reaches across parts.
    """
    first = array("I", range(count))

    def find(position: int) -> int:
        while first[position] != position:
            first[position] = first[first[position]]
            position = first[position]
        return position

    for one, other in bonds:
        low, high = sorted((find(one), find(other)))
        first[high] = low
    for position in range(count):
        first[position] = first[first[position]]
    return first


def parts(first: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The parts of `first_of_parts`, each in order, in the order of their first positions."""
    following = array("I", bytes(4 * len(first)))
    last = array("I", range(len(first)))
    for position, start in enumerate(first):
        if position != start:
            following[last[start]] = position
            last[start] = position
    for start in range(len(first)):
        if first[start] == start:
            part = [start]
            while part[-1] != last[start]:
                part.append(following[part[-1]])
            yield tuple(part)


def connected(count: int, bonds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The positions `0` to `count - 1` in parts that no bond reaches across, each in order."""
    return parts(first_of_parts(count, bonds))
