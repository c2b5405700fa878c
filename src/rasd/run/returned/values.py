"""Decides what a value means that an annotator wrote: what the command line takes, and names.

`172955 (Raqqa)` is the place 172955, `~4` about four, `2031-05-01/2031-05-31 (month)` a month.
"""

from __future__ import annotations

import re

from rasd.judge import TOLLS
from rasd.model import DatePrecision, Json, SettingsError
from rasd.run.judged_values import value_of

_NAME = re.compile(r"\s*\((?P<name>[^()]*)\)")
_NAMED = frozenset({"place", "perpetrators", "targets", "claimed_by"})


def value_written(field: str, text: str) -> Json:
    """The JSON of a value as an annotator left it; empty takes it away.

    Raises `SettingsError` where it cannot be.
    """
    line = text.strip()
    if not line:
        return value_of(field, "none")
    if line[:1] in ("{", "["):
        return value_of(field, line)
    if field in _NAMED:
        return value_of(field, _NAME.sub("", line))
    if field in TOLLS and line.startswith("~"):
        return value_of(field, line[1:]) | {"approx": True}
    if field == "date" and (found := _NAME.search(line)) is not None:
        return _dated(value_of(field, _NAME.sub("", line)), found["name"])
    if field in ("harm", "materiel", "attribution"):
        raise SettingsError(f"{field}: {line!r} is no JSON list")
    return value_of(field, line)


def _dated(days: Json, precision: str) -> Json:
    known = [each.value for each in DatePrecision]
    if precision not in known:
        raise SettingsError(f"date: {precision!r} is none of {', '.join(known)}")
    return days | {"precision": precision}
