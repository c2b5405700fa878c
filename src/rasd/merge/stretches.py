"""Decides which words of two texts are laid beside each other.

Runs of equal words, as far as they go, in which a pair of neighbours stands that is not too common
in either text; and longer words that are unique in both. Most texts that are compared share little
more than names, so that what each costs before that is seen is what a comparison costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from rasd.merge.words import Words


class Stretch(NamedTuple):
    """Words `i:i+length` of one text that equal `j:j+length` of the other."""

    i: int
    j: int
    length: int


Run = tuple[int, int, int]
"""What a `Stretch` is, before it is known to matter: they are many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """What two texts have alike: runs of words, and single words, some of them in the runs."""

    runs: Sequence[Run]
    singles: Sequence[tuple[int, int]]

    def stretches(self) -> list[Stretch]:
        """The runs, and the words that stand beside them, in the order of the first text."""
        covered = {(i + n, j + n) for i, j, length in self.runs for n in range(length)}
        alone = [(i, j, 1) for i, j in self.singles if (i, j) not in covered]
        return [Stretch(*each) for each in sorted([*self.runs, *alone])]


def equal_words(a: Words, b: Words) -> Equal:
    """What two texts have alike."""
    at_a, at_b = a.singles, b.singles
    singles = [(at_a[each], at_b[each]) for each in at_a.keys() & at_b.keys()]
    return Equal(runs=_runs(a, b), singles=singles)


def _runs(a: Words, b: Words) -> list[Run]:
    """The longest runs through pairs of neighbours that the texts share, each once."""
    at_a, at_b = a.pairs, b.pairs
    runs: list[Run] = []
    past = 0
    for i, j in sorted((at_a[each], at_b[each]) for each in at_a.keys() & at_b.keys()):
        # Pairs that occur once in both texts and stand in a run are the run's own.
        if i >= past:
            runs.append(run := _run(a.stems, b.stems, i, j))
            past = run[0] + run[2] - 1
    repeated = set(_repeated(a, b))
    if repeated:
        repeated.difference_update(
            [(i + n, j + n) for i, j, length in runs for n in range(length - 1)]
        )
        runs += {_run(a.stems, b.stems, i, j) for i, j in repeated}
    return runs


def _repeated(a: Words, b: Words) -> Iterator[tuple[int, int]]:
    """Where pairs stand in both texts that one of them repeats."""
    for each in a.repeated.keys() & b.repeated.keys():
        yield from product(a.repeated[each], b.repeated[each])
    for each in a.repeated.keys() & b.pairs.keys():
        yield from product(a.repeated[each], (b.pairs[each],))
    for each in a.pairs.keys() & b.repeated.keys():
        yield from product((a.pairs[each],), b.repeated[each])


def _run(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Run:
    """The longest run of equal words through the two at `i` and `j`."""
    end, longest = i + 2, min(len(a), i + len(b) - j)
    off = j - i
    while end < longest and a[end] == b[end + off]:
        end += 1
    first = i
    while first > 0 and first + off > 0 and a[first - 1] == b[first + off - 1]:
        first -= 1
    return first, first + off, end - first
