"""Records of any type with every field filled, so that no field is forgotten by a test."""

from __future__ import annotations

import types
import typing
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from msgspec import Struct

from rasd.model import PARENT, SubEventType, field_names


def filled(kind: type, text: str = "نص") -> Any:
    """A record whose texts are all `text`; tuples hold one value."""
    hints = typing.get_type_hints(kind)
    held = {name: _value(hints[name], text) for name in field_names(kind)}
    if {"event_type", "sub_event_type"} <= held.keys():
        held["sub_event_type"] = SubEventType.SHELLING
        held["event_type"] = PARENT[SubEventType.SHELLING]
    if "lat" in held:
        held |= {"lat": 35.25, "lon": 38.5}
    return kind(**held)


def _value(hint: Any, text: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _value(next(a for a in typing.get_args(hint) if a is not type(None)), text)
    if origin is tuple:
        return (_value(typing.get_args(hint)[0], text),)
    if hint is Any:
        return {"text": text, "several": [1, None]}
    if isinstance(hint, type) and (issubclass(hint, Struct) or is_dataclass(hint)):
        return filled(hint, text)
    if issubclass(hint, Enum):
        return next(iter(hint))
    return {str: text, int: 7, float: 0.5, bool: True, date: date(2031, 5, 6)}[hint]
