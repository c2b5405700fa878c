"""Decides where what is made of each report waits until it is needed: in a file without a name.

A report meets a dozen others. Its profile is made once, from the report and the text around it;
profiles of a large corpus are too many for memory.
"""

from __future__ import annotations

from array import array

from msgspec import msgpack

from rasd.merge.nameless import Nameless
from rasd.merge.profile import Profile

_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(Profile)
_IN_MEMORY = 1 << 22


def pack_profile(profile: Profile) -> bytes:
    return _ENCODER.encode(profile)


def unpack_profile(packed: bytes) -> Profile:
    return _DECODER.decode(packed)


class Shelf:
    """Bytes by the numbers of reports, from 0 to `count` - 1, as long as a merge takes."""

    def __init__(self, count: int) -> None:
        self._file = Nameless(_IN_MEMORY)
        self._starts = array("Q", bytes(8 * count))
        self._sizes = array("I", bytes(4 * count))

    def __contains__(self, number: int) -> bool:
        return self._sizes[number] > 0

    def put(self, number: int, packed: bytes) -> None:
        self._starts[number] = self._file.append(packed)
        self._sizes[number] = len(packed)

    def packed(self, number: int) -> bytes:
        """As it was put in; empty for one that was not."""
        return self._file.read(self._starts[number], self._sizes[number])
