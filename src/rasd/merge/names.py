"""Decides what is held of documents that are numbered: as little as tells them apart.

Their ids wait in a file without a name, and eight bytes say where each begins; the digests of
their texts stand in a row. As objects of their own they would be 220 bytes a document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from rasd.merge.nameless import Nameless

_DIGEST = 32
"""Bytes of each."""


class Names:
    """Ids by their numbers, which count from 0 in the order in which they come."""

    def __init__(self) -> None:
        self._file = Nameless()
        self._ends = array("Q", [0])

    def append(self, name: str) -> None:
        written = name.encode("utf-8", "surrogatepass")
        self._file.append(written)
        self._ends.append(self._ends[-1] + len(written))

    def __getitem__(self, number: int) -> str:
        start, end = self._ends[number], self._ends[number + 1]
        return self._file.read(start, end - start).decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1


class Digests:
    """Digests by the numbers of their documents."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def append(self, digest: bytes) -> None:
        self._bytes += digest

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._bytes[_DIGEST * number : _DIGEST * (number + 1)])

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self._bytes) // _DIGEST))
