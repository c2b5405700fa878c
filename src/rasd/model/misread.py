"""Decides what an error says of JSON that is no record: the field, what it holds, what was due."""

from __future__ import annotations

import re
import typing
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct, ValidationError

from rasd.model.layout import field_types, without_none

_SAID = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<where>.*)`)?", re.DOTALL)
_LACKS = re.compile(r"Object missing required field `(?P<name>.*)`")
_STEP = re.compile(r"\.(?P<name>\w+)|\[(?P<index>\d+)\]")


def fault_of(hint: Any, value: Any, error: ValidationError, *, at: str = "") -> str:
    """What is wrong with `value`, the JSON of a `hint`, by the place that msgspec names.

    `at` is where the value itself stands.
    """
    said = _SAID.fullmatch(str(error))
    what, path = (said["what"], said["where"] or "") if said else (str(error), "")
    steps = list(_STEP.finditer(path))
    if "".join(step[0] for step in steps) != path:  # within a mapping of any keys
        return f"{(at + path).lstrip('.')}: {what}"
    held = without_none(hint)[0]
    for step in steps:
        if step["name"]:
            held, value = field_types(held)[step["name"]], value[step["name"]]
        else:
            held, value = typing.get_args(held)[0], value[int(step["index"])]
        held = without_none(held)[0]
    where = (at + path).lstrip(".")
    return f"{where}: {_fault(held, value, what)}" if where else _fault(held, value, what)


def _fault(held: Any, value: Any, what: str) -> str:
    """What is wrong with a value that should be of a type; `what` is how msgspec says it."""
    lacks = _LACKS.fullmatch(what)
    if lacks:
        return f"{held.__name__} lacks {lacks['name']!r}"
    if typing.get_origin(held) is tuple:
        return f"expected a list, found {value!r}"
    if not isinstance(held, type):
        return f"{what}, found {value!r}"
    if issubclass(held, Struct) or is_dataclass(held):
        return f"expected a {held.__name__} object, found {type(value).__name__}"
    if issubclass(held, StrEnum):
        return f"{value!r} is not a valid {held.__name__}"
    if held is date:
        return f"expected a day as YYYY-MM-DD, found {value!r}"
    return f"expected {held.__name__}, found {value!r}"
