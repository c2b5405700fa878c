"""Decides where what is known of each text waits: in a file without a name.

That of a large corpus is too much for memory; of each there is a digest and a place.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from rasd.merge.nameless import Nameless


class Filed(Mapping[bytes, bytes]):
    """Bytes by the digest of a text, in the order in which they were put in."""

    def __init__(self) -> None:
        self._file = Nameless()
        self._ends = array("Q", [0])
        self._numbers: dict[bytes, int] = {}

    def put(self, digest: bytes, value: bytes) -> None:
        """Adds a value, or puts it in the place of the one that was there."""
        self._file.append(value)
        self._numbers[digest] = len(self._ends) - 1
        self._ends.append(self._ends[-1] + len(value))

    def __getitem__(self, digest: bytes) -> bytes:
        number = self._numbers[digest]
        start, end = self._ends[number : number + 2]
        return self._file.read(start, end - start)

    def __contains__(self, digest: object) -> bool:
        return digest in self._numbers

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
