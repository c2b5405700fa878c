"""Decides how the runs of a corpus are looked through for equal ones where they are too many for
memory: in parts by their value, which wait in a file without a name.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Sequence
from typing import IO

_AT_ONCE = 250_000
"""Values that are looked through together: 40 MB. That many need no file."""
_PARTS = 512
"""Parts of a corpus with more: a million articles make parts of about as many values."""
_SIZE = 8


class Parted:
    """Values with their places: the first has 0."""

    def __init__(self) -> None:
        self._last = array("Q")
        self._before = 0
        self._file: IO[bytes] | None = None
        self._chunks = [array("Q") for _ in range(_PARTS)]
        """For each part, by turns where places and values lie in the file, and how many."""

    def add(self, values: array[int]) -> None:
        """Takes in what comes next."""
        self._last.extend(values)
        if len(self._last) > _AT_ONCE:
            self._put_away()

    def parts(self) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        """Places, in their order, and values; equal values are in one part."""
        if self._file is None:
            yield range(len(self._last)), self._last
            return
        self._put_away()
        for chunks in self._chunks:
            places, values = array("Q"), array("Q")
            for start, count in zip(chunks[::2], chunks[1::2], strict=True):
                self._file.seek(start)
                places.frombytes(self._file.read(_SIZE * count))
                values.frombytes(self._file.read(_SIZE * count))
            yield places, values

    def _put_away(self) -> None:
        if self._file is None:
            # Not in a `with`: the system removes it when the search lets go of this.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
        places = [array("Q") for _ in range(_PARTS)]
        values = [array("Q") for _ in range(_PARTS)]
        for place, value in enumerate(self._last, self._before):
            places[value % _PARTS].append(place)
            values[value % _PARTS].append(value)
        start = self._file.seek(0, 2)
        for number, chunks in enumerate(self._chunks):
            chunks.extend((start, len(places[number])))
            self._file.write(places[number])
            self._file.write(values[number])
            start += 2 * _SIZE * len(places[number])
        self._before += len(self._last)
        self._last = array("Q")
