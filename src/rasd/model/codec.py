"""Records to plain JSON values and back, by their dataclass fields.

`to_json(mention)` follows the contract: enums become strings, dates ISO strings, tuples
lists. Optional evidence keys (`part`, `rule`, `row`, `doc_id`), `approx` and an actor's
`name_ar` are left out when unset, so that a file holds no noise.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any, TypeVar

from rasd.model.errors import InputError

T = TypeVar("T")
Json = Any
"""A JSON value; `Any` because it is either read from or written to a file."""

_SPARSE = frozenset(
    {
        *("part", "rule", "row", "doc_id", "approx", "name_ar"),
        *("source", "review", "overruled_by", "about", "links", "cut"),
        *("organisations", "disputes"),
    }
)
_ALWAYS = {"Place": frozenset({"name_ar"}), "Figure": frozenset({"doc_id"})}
_ALWAYS["Mention"] = frozenset({"doc_id"})

_AS_IS = frozenset({type(None), bool, int, float, str})
_written = json.JSONEncoder(ensure_ascii=False).encode
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
    if type(value) in _AS_IS:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {str(name): to_json(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, Json] = {}
        for name, sparse in _layout(type(value)):
            item = getattr(value, name)
            if sparse and not item:
                continue
            out[name] = item if type(item) in _AS_IS else to_json(item)
        return out
    raise TypeError(f"no JSON form for {type(value).__name__}")


def dumps(value: object) -> str:
    """One line of JSON, Arabic left readable.

    The line ends of Unicode that JSON allows inside strings are escaped, so that every program
    that reads lines sees one.
    """
    line = _written(to_json(value))
    for char, escape in _LINE_ENDS:
        line = line.replace(char, escape)
    return line


def canonical(value: object) -> str:
    """JSON in one form alone: keys sorted, no space. What is hashed is written so."""
    return json.dumps(to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_field(kind: type, name: str, value: Json) -> Any:
    """The value of one field of a record from JSON; raises `InputError` as `from_json` does."""
    read = next((read for field, _, _, read in _readers(kind) if field == name), None)
    if read is None:
        raise InputError(f"{kind.__name__} has no field {name!r}")
    return read(value, name)


def from_json(kind: type[T], value: Json) -> T:
    """A record from its JSON values.

    Raises `InputError` that names the field where a value is missing or of another type;
    keys that the record doesn't know are ignored, so that newer files stay readable.
    """
    if not isinstance(value, dict):
        raise InputError(f"expected a {kind.__name__} object, found {type(value).__name__}")
    given: dict[str, Any] = {}
    for name, required, as_is, read in _readers(kind):  # type: ignore[arg-type]  # can be hashed
        if name in value:
            item = value[name]
            given[name] = item if type(item) in as_is else read(item, name)
        elif required:
            raise InputError(f"{kind.__name__} lacks {name!r}")
    return kind(**given)


_Read = Callable[[Json, str], Any]
"""Makes a field's value from JSON; the second argument names the field in errors."""


@cache
def _readers(kind: type) -> tuple[tuple[str, bool, tuple[type, ...], _Read], ...]:
    """Name of each field, whether it must be there, values that are kept as they are, the rest."""
    # Worked out once for each record type: looking at type hints anew costs four times as much.
    hints = typing.get_type_hints(kind)
    return tuple(
        (
            field.name,
            field.default is MISSING and field.default_factory is MISSING,
            _kept(hints[field.name]),
            _reader(hints[field.name]),
        )
        for field in fields(kind)
    )


def _kept(hint: Any) -> tuple[type, ...]:
    """Types of JSON values that are the field's value: most are, and no call says so."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return (type(None), *_kept(next(a for a in typing.get_args(hint) if a is not type(None))))
    return (hint,) if hint in _AS_IS else ()


def _reader(hint: Any) -> _Read:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in typing.get_args(hint) if a is not type(None)))
        return lambda value, where: None if value is None else inner(value, where)
    if hint is Any:
        return lambda value, where: value
    if origin is tuple:
        return _tuple_reader(_reader(typing.get_args(hint)[0]))
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(_record, hint)
    if hint is date:
        return _converted(date.fromisoformat)
    if issubclass(hint, StrEnum):
        return _converted(hint)
    if hint is float:
        return _float
    return _checked(hint)


def _record(kind: type[T], value: Json, _: str) -> T:
    return from_json(kind, value)


def _tuple_reader(inner: _Read) -> _Read:
    def read(value: Json, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise InputError(f"{where}: expected a list, found {value!r}")
        return tuple([inner(item, where) for item in value]) if value else ()

    return read


def _converted(convert: Callable[[Any], Any]) -> _Read:
    def read(value: Json, where: str) -> Any:
        try:
            return convert(value)
        except (ValueError, TypeError) as error:
            raise InputError(f"{where}: {error}") from error

    return read


def _float(value: Json, where: str) -> float:
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, float):
        raise InputError(f"{where}: expected float, found {value!r}")
    return value


def _checked(hint: type) -> _Read:
    def read(value: Json, where: str) -> Any:
        if not isinstance(value, hint):
            raise InputError(f"{where}: expected {hint.__name__}, found {value!r}")
        return value

    return read
