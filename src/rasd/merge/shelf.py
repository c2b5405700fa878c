"""Decides where the profiles of reports wait until they are compared: in a file without a name.

A report meets a dozen others. Its profile is made once, from the report and the text around it;
profiles of a large corpus are too many for memory, so that the last ones alone are there at once.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable
from typing import IO

from rasd.merge.profile import Profile

_IN_MEMORY = 1 << 22
_AT_HAND = 4000
"""Profiles that are in memory; pairs come in the order of their days."""


def pack_profile(profile: Profile) -> bytes:
    return pickle.dumps(profile, pickle.HIGHEST_PROTOCOL)


class Shelf:
    """Profiles by the ids of their reports, as long as a merge takes."""

    def __init__(self) -> None:
        # Not in a `with`: the system removes it when the merge lets go of it.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._end = 0
        self._places: dict[str, int] = {}
        self._at_hand: dict[str, Profile] = {}

    def __contains__(self, mention_id: str) -> bool:
        return mention_id in self._places

    def put(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        """Adds packed profiles."""
        self._file.seek(self._end)
        for mention_id, packed in profiles:
            self._places[mention_id] = self._end
            self._end += self._file.write(packed)

    def profile(self, mention_id: str) -> Profile:
        found = self._at_hand.get(mention_id)
        if found is None:
            self._file.seek(self._places[mention_id])
            found = pickle.load(self._file)  # noqa: S301 - what this merge wrote
            if len(self._at_hand) >= _AT_HAND:
                for each in list(self._at_hand)[: _AT_HAND // 2]:
                    del self._at_hand[each]
            self._at_hand[mention_id] = found
        return found
