"""Records of any type with every field filled, so that no field is forgotten by a test."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from rasd.model import PARENT, SubEventType


def filled(kind: type, text: str = "نص") -> Any:
    """A record whose texts are all `text`; tuples hold one value."""
    hints = typing.get_type_hints(kind)
    held = {field.name: _value(hints[field.name], text) for field in fields(kind)}
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
    if is_dataclass(hint) and isinstance(hint, type):
        return filled(hint, text)
    if issubclass(hint, Enum):
        return next(iter(hint))
    return {str: text, int: 7, float: 0.5, bool: True, date: date(2031, 5, 6)}[hint]
