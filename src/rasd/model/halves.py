"""Decides what is read of JSON that holds half a surrogate pair, and what is shown for one.

All that is a text is read. Where anything but a text is due, msgspec trips over the half before it
can refuse it; so it does in a key that no record knows, which is passed over like any other.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

import msgspec
from msgspec import Struct

from rasd.model.layout import field_names, field_types, without_none

_HALF = re.compile("[\ud800-\udfff]")


def converted(hint: Any, value: Any) -> Any:
    """The value of type `hint` from its JSON; raises `ValidationError` where it is none."""
    try:
        return msgspec.convert(value, hint)
    except UnicodeEncodeError:
        known = _known(hint, value)
    try:
        return msgspec.convert(known, hint)
    except UnicodeEncodeError:
        # In a text the half was no hindrance: it is in what can be nothing that is due, half or
        # whole, and with whole letters msgspec says where.
        return msgspec.convert(_whole(known), hint)


def without_halves(text: str) -> str:
    """The text with U+FFFD for every half, one for one."""
    return _HALF.sub("\ufffd", text)


def _known(hint: Any, value: Any) -> Any:
    """The JSON without the keys that its records don't know."""
    held, _ = without_none(hint)
    if isinstance(value, Mapping) and _is_record(held):
        types = field_types(held)
        names = (name for name in field_names(held) if name in value)
        return {name: _known(types[name], value[name]) for name in names}
    if isinstance(value, (list, tuple)) and typing.get_origin(held) is tuple:
        return [_known(typing.get_args(held)[0], item) for item in value]
    return value


def _is_record(held: Any) -> bool:
    return isinstance(held, type) and (issubclass(held, Struct) or is_dataclass(held))


def _whole(value: Any) -> Any:
    """The JSON with U+FFFD for every half."""
    if isinstance(value, str):
        return without_halves(value)
    if isinstance(value, Mapping):
        return {_whole(name): _whole(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole(item) for item in value]
    return value
