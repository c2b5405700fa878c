"""Decides which words of two texts are laid beside each other: what begins at an equal pair of
neighbours, as far as it goes either way, and longer words that are unique in both texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from rasd.merge.words import Words


class Stretch(NamedTuple):
    """Words `i:i+length` of one text that equal `j:j+length` of the other."""

    i: int
    j: int
    length: int


Diagonals = dict[int, list[Stretch]]
"""Stretches by how much later they stand in the second text than in the first."""


def equal_stretches(a: Words, b: Words) -> Diagonals:
    """All stretches of two texts; those of one diagonal share no word."""
    found: Diagonals = {}
    for i, j in _equal_pairs(a, b):
        known = found.setdefault(j - i, [])
        done = known[-1].i + known[-1].length if known else 0
        if done <= i:
            known.append(_stretch(a.stems, b.stems, i, j, done))
    for each in a.singles.keys() & b.singles.keys():
        i, j = a.singles[each], b.singles[each]
        known = found.setdefault(j - i, [])
        if not any(stretch.i <= i < stretch.i + stretch.length for stretch in known):
            known.append(Stretch(i, j, 1))
    return found


def _equal_pairs(a: Words, b: Words) -> list[tuple[int, int]]:
    """Where the same two neighbours stand in both texts, in the order of the first."""
    found = [(a.pairs[each], b.pairs[each]) for each in a.pairs.keys() & b.pairs.keys()]
    for each in a.repeated.keys() | b.repeated.keys():
        found += product(a.places(each), b.places(each))
    found.sort()
    return found


def _stretch(a: Sequence[str], b: Sequence[str], i: int, j: int, done: int) -> Stretch:
    """The stretch through `i` and `j`; what lies before `done` is taken."""
    low = 0
    while i - low > done and j > low and a[i - low - 1] == b[j - low - 1]:
        low += 1
    length = 2
    longest = min(len(a) - i, len(b) - j)
    while length < longest and a[i + length] == b[j + length]:
        length += 1
    return Stretch(i - low, j - low, length + low)
