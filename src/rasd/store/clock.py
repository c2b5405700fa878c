"""The clock that the log of a store goes by; a test gives another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], str]


def utc_now() -> str:
    """The time in UTC to the second: `2031-06-01T08:00:00Z`."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def later(at: str, seconds: int) -> str:
    """The time so many seconds after `at`; before it where they are negative."""
    moved = datetime.fromisoformat(at) + timedelta(seconds=seconds)
    return moved.isoformat(timespec="seconds").replace("+00:00", "Z")


def utc_now_fine() -> str:
    """The same to the millisecond, for people who say a thing, take it back and say it again."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
