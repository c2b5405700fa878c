"""Decides how many requests of one kind are answered: so many at once, then so many a second.

The count is each server's own and forgotten with it: it keeps a program that runs wild from taking
the server from people, no more. Tokens are too long to be guessed at any pace.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Lock

_MOST_KEYS = 10_000


class Pace:
    """Lets each key take `burst` at once and `a_second` afterwards."""

    def __init__(
        self, burst: int, a_second: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._a_second = a_second
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def wait(self, key: str, *, take: int = 1) -> int:
        """Takes what there is; else the seconds after which to ask again, and takes nothing."""
        with self._lock:
            now = self._clock()
            left, at = self._left.get(key, (float(self._burst), now))
            left = min(self._burst, left + (now - at) * self._a_second)
            if left < max(take, 1):
                return max(1, math.ceil((max(take, 1) - left) / self._a_second))
            if len(self._left) >= _MOST_KEYS:
                self._forget(now)
            self._left[key] = (left - take, now)
            return 0

    def _forget(self, now: float) -> None:
        """Drops keys that have all of theirs again."""
        full = self._burst / self._a_second
        self._left = {key: held for key, held in self._left.items() if now - held[1] < full}
