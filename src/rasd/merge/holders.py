"""Decides where the documents wait that hold a run of words: in a file without a name.

Most runs of a copied article have several holders, so in memory they would be some 500 bytes of an
article. The number of a run is the place of its list, which begins with how many there are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rasd.merge.nameless import Nameless

_SIZE = 4
_AHEAD = 31
"""Holders that are read with their count: of most runs all."""
_IN_MEMORY = 1 << 24
_AT_ONCE = 1 << 16


class Holders:
    """Positions of documents, in their order, by the number of the run that they hold."""

    def __init__(self) -> None:
        self._file = Nameless(_IN_MEMORY)
        self.end = 0
        """All numbers are below this."""

    def put(self, positions: Sequence[int]) -> int:
        """The number of a run that these hold."""
        number = self.end
        self._file.append(array("I", (len(positions), *positions)).tobytes())
        self.end += 1 + len(positions)
        return number

    def before(self, number: int, position: int, most: int) -> array[int]:
        """Of the holders before a position the first `most` and the last."""
        read = self._read(number, 1 + _AHEAD)
        count, held = read[0], read[1 : 1 + read[0]]
        if held[-1] >= position or len(held) == count:
            earlier = bisect_left(held, position)
            return held[:earlier] if earlier <= 2 * most else _ends(held[:earlier], most)
        low, high = len(held), count
        while low < high:
            middle = (low + high) // 2
            if self._read(number + 1 + middle, 1)[0] < position:
                low = middle + 1
            else:
                high = middle
        return held[:most] + self._read(number + 1 + low - most, most)

    def settle(self) -> None:
        """Writes what is buffered."""
        self._file.settle()

    def __iter__(self) -> Iterator[tuple[int, array[int]]]:
        """Each number with all its holders."""
        number = low = 0
        read = self._read(0, _AT_ONCE)
        while number < self.end:
            if number - low >= len(read) or number - low + read[number - low] >= len(read):
                low, read = number, self._read(number, _AT_ONCE)
                if read[0] >= len(read):
                    read = self._read(number, 1 + read[0])
            first = number - low + 1
            count = read[first - 1]
            yield number, read[first : first + count]
            number += 1 + count

    def _read(self, first: int, count: int) -> array[int]:
        numbers = array("I")
        numbers.frombytes(self._file.read(_SIZE * first, _SIZE * count))
        return numbers


def _ends(held: array[int], most: int) -> array[int]:
    return held[:most] + held[-most:]
