"""Decides where the profiles of reports wait until they are compared: in a file without a name.

A report meets a dozen others. Its profile is made once, from the report and the text around it;
profiles of a large corpus are too many for memory.
"""

from __future__ import annotations

from collections.abc import Iterable

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
    """Profiles by the ids of their reports, as long as a merge takes."""

    def __init__(self) -> None:
        self._file = Nameless(_IN_MEMORY)
        self._places: dict[str, tuple[int, int]] = {}

    def __contains__(self, mention_id: str) -> bool:
        return mention_id in self._places

    def put(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        """Adds packed profiles."""
        for mention_id, packed in profiles:
            self._places[mention_id] = (self._file.append(packed), len(packed))

    def packed(self, mention_id: str) -> bytes:
        """As it was put in; empty for one that was not."""
        return self._file.read(*self._places.get(mention_id, (0, 0)))
