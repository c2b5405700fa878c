"""Decides the number of an event in GTD: its day, with 00 for what is unknown, and four digits.

The digits come from our own id, so that an event keeps its number whatever else is exported; the
second of two that meet takes the next free one, in the order of the store.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from rasd.model import RunError

_DAILY = 10_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that are given out in one file."""

    taken: set[int] = field(default_factory=set)

    def number(self, ident: str, *, year: int, month: int, day: int) -> int:
        """The number of an event by its id and date; raises `RunError` on a day that is full."""
        first = (year * 10_000 + month * 100 + day) * _DAILY
        wanted = int.from_bytes(hashlib.sha256(ident.encode("utf-8", "replace")).digest()[:8])
        for step in range(_DAILY):
            number = first + (wanted + step) % _DAILY
            if number not in self.taken:
                self.taken.add(number)
                return number
        raise RunError(
            f"GTD numbers {_DAILY:,} events a day, and there are more on {year}-{month:02}-"
            f"{day:02}: export a part of them, such as one country"
        )
