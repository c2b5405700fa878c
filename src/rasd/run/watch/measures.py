"""Decides how lengths of time and sizes are written in settings: `90s`, `15m`, `2d`, `500MB`."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_BYTES = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_DURATION = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,3})?)\s*(?P<unit>[smhd])")
_SIZE = re.compile(r"(?P<number>\d{1,6})\s*(?P<unit>kB|MB|GB)")


def seconds_of(written: str) -> float:
    """A length of time in seconds; `ValueError` for anything else.

    >>> seconds_of("15m"), seconds_of("1.5s")
    (900.0, 1.5)
    """
    found = _DURATION.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    return float(found["number"]) * _SECONDS[found["unit"]]


def bytes_of(written: str) -> int:
    """A size in bytes; `ValueError` for anything else.

    >>> bytes_of("500MB")
    500000000
    """
    found = _SIZE.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    return int(found["number"]) * _BYTES[found["unit"]]


def shown_time(time: float) -> str:
    """A time for records: `2031-06-01T08:00:00Z`."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown_seconds(seconds: float) -> str:
    """A length of time for a person, in its two largest units.

    >>> shown_seconds(93_784)
    '1d 2h'
    """
    left, parts = round(max(seconds, 0)), []
    for unit, size in reversed(_SECONDS.items()):
        number, left = divmod(left, size)
        if number:
            parts.append(f"{number}{unit}")
    return " ".join(parts[:2]) or "0s"
