"""Decides by which number a run of words goes that several documents hold, and where the numbers
of each document wait: in a file without a name.

Of each run of each document four bytes are written. In memory they would be most of what a search
for copies holds of a document.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rasd.merge.holders import Holders
from rasd.merge.nameless import Nameless
from rasd.merge.parted import AT_ONCE, Pair, Pairs, Parted

NOWHERE_ELSE = -1
"""What stands for a run that no other document holds."""
_SIZE = 4


class Numbered:
    """The runs of documents as numbers, the same for equal runs.

    The runs of a document begin at `at[position]`; its number in the order of the corpus.
    """

    def __init__(self, runs: Parted, at: Sequence[int]) -> None:
        self._at = at
        self.holders = Holders()
        """The documents that hold a run of each number."""
        self._file = Nameless()
        found = Pairs(lambda place: place // AT_ONCE)
        for places, values in runs.parts():
            found.put(self._equal(places, values))
        for low in range(0, at[-1], AT_ONCE):
            numbers = array("i", [NOWHERE_ELSE]) * min(AT_ONCE, at[-1] - low)
            pairs = found.part(low // AT_ONCE)
            for place, number in zip(pairs[::2], pairs[1::2], strict=True):
                numbers[place - low] = number
            self._file.append(numbers.tobytes())
        self._file.settle()
        self.holders.settle()

    def of(self, position: int) -> array[int]:
        """The numbers of a document's runs, in the order of its fingerprint."""
        first, end = self._at[position], self._at[position + 1]
        numbers = array("i")
        numbers.frombytes(self._file.read(_SIZE * first, _SIZE * (end - first)))
        return numbers

    def _equal(self, places: Sequence[int], values: Sequence[int]) -> Iterator[Pair]:
        """Where each run stands that stands elsewhere, too; and its number."""
        once: dict[int, int] = {}
        shared: dict[int, list[int]] = {}
        for place, value in zip(places, values, strict=True):
            first = once.setdefault(value, place)
            if first == place:
                continue
            equal = shared.get(value)
            if equal is None:
                shared[value] = [first, place]
            else:
                equal.append(place)
        at = self._at
        for equal in shared.values():
            number = self.holders.put([bisect_right(at, place) - 1 for place in equal])
            for place in equal:
                yield place, number
