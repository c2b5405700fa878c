"""Decides which runs of words stand for a text when copies of it are looked for.

Of each few neighbouring runs the one with the smallest number is kept (winnowing), so two texts
that share enough equal words in a row keep the same run of them, wherever it stands.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

RUN = 4
"""Words in a run."""
WINDOW = 3
"""One run of this many neighbours is kept: six equal words in a row are always seen."""

_A, _B, _C, _D = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93
_MASK = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text by its kept runs; a pure function of the text, the same in every process."""

    words: int
    """How many words the text has."""
    runs: array[int]
    """Kept runs, each once, in the order of the text."""
    at: array[int]
    """The word that each starts at."""


def fingerprint(stems: Sequence[str]) -> Fingerprint:
    """The fingerprint of a text by its light stems; no runs where these are fewer than `RUN`."""
    one = [_shares(stem) for stem in stems]
    # Smallness must not follow from a single word, or common words would choose the runs.
    values = [
        ((value ^ (value >> 29)) * _C) & _MASK
        for a, b, c, d in zip(one, one[1:], one[2:], one[3:], strict=False)
        for value in ((a[0] + b[1] + c[2] + d[3]) & _MASK,)
    ]
    kept: dict[int, int] = {}
    smallest = -1
    for at in range(max(1, len(values) - WINDOW + 1) if values else 0):
        end = at + WINDOW
        if smallest < at:
            window = values[at:end]
            smallest = at + window.index(min(window))
        elif values[end - 1] < values[smallest]:
            smallest = end - 1
        else:
            continue
        kept.setdefault(values[smallest], smallest)
    return Fingerprint(len(stems), array("Q", kept.keys()), array("I", kept.values()))


@lru_cache(maxsize=50_000)  # 20 MB
def _shares(stem: str) -> tuple[int, int, int, int]:
    """What a stem adds to the number of a run as its first, second, third and fourth word."""
    data = stem.encode()
    number = (zlib.crc32(data) << 32) | zlib.adler32(data)
    return number * _A & _MASK, number * _B & _MASK, number * _C & _MASK, number * _D & _MASK
