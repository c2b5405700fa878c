"""Decides how a value is written where a person can change it, on one line.

As on the command line: `4`, `2-6`, `2+`, `2031-05-06`, `is_core`. Names stand behind ids for who
reads them, as in `172955 (Raqqa)`; what has no short form is JSON as in the records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from rasd.model import Actor, Claim, Count, DatePrecision, DateValue, Place, to_json

_SAID = frozenset({DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR})
_OWN = ("text", "name_en", "name_ar", "country", "admin1", "admin2", "lat", "lon", "precision")


def written(value: Any) -> str:
    """A value of a record on one line; empty where there is none."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return _list(value)
    write = _WRITTEN.get(type(value))
    return write(value) if write else str(value)


def _list(values: tuple[Any, ...]) -> str:
    if all(isinstance(each, str) for each in values):
        return ", ".join(values)
    if all(isinstance(each, Actor) and each.id for each in values):
        return ", ".join(_with(each.id, each.name_en) for each in values)
    if all(isinstance(each, Claim) and each.id and not each.channel for each in values):
        return ", ".join(each.id for each in values)
    return _json(to_json(values))


def _count(value: Count) -> str:
    about = "~" if value.approx else ""
    if value.max is None:
        return f"{about}{value.min}+"
    return f"{about}{value.min}" + (f"-{value.max}" if value.max != value.min else "")


def _date(value: DateValue) -> str:
    if value.start is None or value.end is None:
        return ""
    days = f"{value.start}" + (f"/{value.end}" if value.end != value.start else "")
    return _with(days, value.precision.value if value.precision in _SAID else None)


def _place(value: Place) -> str:
    if value.geonameid is not None:
        return _with(str(value.geonameid), value.name_en or value.text)
    given = to_json(value)
    return _json({name: given[name] for name in _OWN if given.get(name) not in (None, "")})


def _with(word: str | None, name: str | None) -> str:
    plain = " ".join((name or "").translate({ord("("): " ", ord(")"): " "}).split())
    return f"{word} ({plain})" if plain else f"{word}"


def _json(value: Iterable[Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


_WRITTEN: dict[type, Callable[[Any], str]] = {Count: _count, DateValue: _date, Place: _place}
