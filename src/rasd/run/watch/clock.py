"""The time as a watch knows it, and how it waits; a test gives another."""

from __future__ import annotations

import time
from typing import Protocol

_SLICE = 0.5


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> float:
        """Seconds since 1970, as the system's clock has them."""

    def run_for(self) -> float:
        """Seconds that only ever grow, whatever the clock is set to."""

    def wait(self, seconds: float) -> None:
        """Returns after so many seconds, or as soon as somebody asks for an end."""


class Stop:
    """Whether somebody asked for an end. Set from a signal handler: so it takes no lock."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    def ask(self) -> None:
        self.asked = True


class SystemClock:
    """The clock of the system."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def now(self) -> float:
        return time.time()

    def run_for(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stop() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))
