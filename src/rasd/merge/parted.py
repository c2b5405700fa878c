"""Decides how numbers that are too many for memory are looked through: in parts, which wait in a
file without a name.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from rasd.merge.nameless import Nameless

AT_ONCE = 250_000
"""Numbers that are looked through together: 40 MB. That many need no file."""
_PARTS = 512
"""Parts of a corpus with more: a million articles make parts of about as many values."""
_SIZE = 8

Pair = tuple[int, int]


class Pairs:
    """Pairs of numbers in parts; `part_of` says in which one lies."""

    def __init__(self, part_of: Callable[[int], int]) -> None:
        self._part_of = part_of
        self._file = Nameless()
        self._chunks: dict[int, array[int]] = defaultdict(lambda: array("Q"))
        """For each part, by turns where some of it begins in the file, and how many pairs."""

    def put(self, pairs: Iterable[Pair]) -> None:
        """Adds pairs, each to the part of its first number."""
        parts: dict[int, array[int]] = defaultdict(lambda: array("Q"))
        part_of = self._part_of
        for pair in pairs:
            parts[part_of(pair[0])].extend(pair)
        for part, numbers in parts.items():
            start = self._file.append(numbers.tobytes())
            self._chunks[part].extend((start, len(numbers)))

    def part(self, part: int) -> array[int]:
        """The numbers of its pairs one by one, in the order in which they were put in."""
        found = array("Q")
        chunks = self._chunks.get(part, found)
        for start, count in zip(chunks[::2], chunks[1::2], strict=True):
            found.frombytes(self._file.read(start, _SIZE * count))
        return found


class Parted:
    """Values with their places: the first has 0."""

    def __init__(self) -> None:
        self._last = array("Q")
        self._before = 0
        self._away = Pairs(lambda value: value % _PARTS)

    def add(self, values: array[int]) -> None:
        """Takes in what comes next."""
        self._last.extend(values)
        if len(self._last) > AT_ONCE:
            self._put_away()

    def parts(self) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        """Places, in their order, and values; equal values are in one part."""
        if not self._before:
            yield range(len(self._last)), self._last
            return
        self._put_away()
        for part in range(_PARTS):
            numbers = self._away.part(part)
            yield numbers[1::2], numbers[::2]

    def _put_away(self) -> None:
        places = range(self._before, self._before + len(self._last))
        self._away.put(zip(self._last, places, strict=True))
        self._before += len(self._last)
        self._last = array("Q")
