"""Records to plain JSON values and back, by their dataclass fields.

`to_json(mention)` follows the contract: enums become strings, dates ISO strings, tuples
lists. Optional evidence keys (`part`, `rule`, `row`, `doc_id`), `approx` and an actor's
`name_ar` are left out when unset, so that a file holds no noise.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from rasd.model.errors import InputError

T = TypeVar("T")
Json = Any
"""A JSON value; `Any` because it is either read from or written to a file."""

_SPARSE = frozenset({"part", "rule", "row", "doc_id", "approx", "name_ar", "source"})
_ALWAYS = {"Place": frozenset({"name_ar"}), "Figure": frozenset({"doc_id"})}
_ALWAYS["Mention"] = frozenset({"doc_id"})

_LINE_ENDS = tuple((char, f"\\u{ord(char):04x}") for char in "\x85\u2028\u2029")


@cache
def _layout(kind: type) -> tuple[tuple[str, bool], ...]:
    keep = _ALWAYS.get(kind.__name__, frozenset())
    named = [(f.name, f.name in _SPARSE and f.name not in keep) for f in fields(kind)]
    head = ["schema", "id", "doc_id", "doc_ids", "mention_ids"]
    rank = {name: n for n, name in enumerate(head)}
    return tuple(sorted(named, key=lambda item: rank.get(item[0], len(head))))


def to_json(value: object) -> Json:
    """A record as JSON values, keys in a stable order (ids first, then as declared)."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, Json] = {}
        for name, sparse in _layout(type(value)):
            item = getattr(value, name)
            if sparse and not item:
                continue
            out[name] = to_json(item)
        return out
    raise TypeError(f"no JSON form for {type(value).__name__}")


def dumps(value: object) -> str:
    """One line of JSON, Arabic left readable.

    The line ends of Unicode that JSON allows inside strings are escaped, so that every program
    that reads lines sees one.
    """
    line = json.dumps(to_json(value), ensure_ascii=False)
    for char, escape in _LINE_ENDS:
        line = line.replace(char, escape)
    return line


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def from_json(kind: type[T], value: Json) -> T:
    """A record from its JSON values.

    Raises `InputError` that names the field where a value is missing or of another type;
    keys that the record doesn't know are ignored, so that newer files stay readable.
    """
    if not isinstance(value, dict):
        raise InputError(f"expected a {kind.__name__} object, found {type(value).__name__}")
    given: dict[str, Any] = {}
    hints = _hints(kind)
    for field in fields(kind):  # type: ignore[arg-type]  # T is a dataclass
        if field.name in value:
            given[field.name] = _value(hints[field.name], value[field.name], field.name)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise InputError(f"{kind.__name__} lacks {field.name!r}")
    return kind(**given)


def _value(hint: Any, value: Json, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return _value(inner, value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise InputError(f"{where}: expected a list, found {value!r}")
        return tuple(_value(typing.get_args(hint)[0], item, where) for item in value)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_json(hint, value)
    try:
        if hint is date:
            return date.fromisoformat(value)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return hint(value)
    except (ValueError, TypeError) as error:
        raise InputError(f"{where}: {error}") from error
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and not isinstance(value, hint):
        raise InputError(f"{where}: expected {hint.__name__}, found {value!r}")
    return value
