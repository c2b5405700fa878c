"""A clock that a test moves on."""

from __future__ import annotations

from rasd.store import later


class Clock:
    """Stands still until a test moves it on."""

    def __init__(self) -> None:
        self.at = "2031-06-01T08:00:00Z"

    def __call__(self) -> str:
        return self.at

    def wait(self, seconds: int) -> None:
        self.at = later(self.at, seconds)
