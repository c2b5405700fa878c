"""Decides where what is known of each text waits: in a file without a name.

That of a large corpus is too much for memory; of each there is a digest and a place.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Mapping
from typing import IO

_IN_MEMORY = 1 << 20


class Filed(Mapping[bytes, bytes]):
    """Bytes by the digest of a text, in the order in which they were put in."""

    def __init__(self) -> None:
        # Not in a `with`: the system removes it when nobody holds this any more.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._ends = array("Q", [0])
        self._numbers: dict[bytes, int] = {}

    def put(self, digest: bytes, value: bytes) -> None:
        """Adds a value, or puts it in the place of the one that was there."""
        self._file.seek(self._ends[-1])
        self._file.write(value)
        self._numbers[digest] = len(self._ends) - 1
        self._ends.append(self._ends[-1] + len(value))

    def __getitem__(self, digest: bytes) -> bytes:
        number = self._numbers[digest]
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        return self._file.read(end - start)

    def __contains__(self, digest: object) -> bool:
        return digest in self._numbers

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
