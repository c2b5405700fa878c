"""Decides the JSON of every record: how a line is written, and what is read from one.

The form follows the contract: enums become strings, dates ISO strings, tuples lists; ids come
first, then the fields as declared. Optional evidence keys (`part`, `rule`, `row`, `doc_id`),
`approx` and an actor's `name_ar` are left out when unset, so that a file holds no noise.
"""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, ValidationError

from rasd.model.errors import InputError
from rasd.model.halves import converted, without_halves
from rasd.model.layout import field_names, field_types, form_of, layout
from rasd.model.misread import fault_of

T = TypeVar("T")
Json = Any
"""A JSON value; `Any` because it is either read from or written to a file."""

_AS_IS = frozenset({type(None), bool, int, float, str})
_LINE_ENDS = tuple((char, f"\\u{ord(char):04x}") for char in "\x85\u2028\u2029")
_SMALL, _TINY = b"0.0000", b"e-"
"""In what msgspec writes of floats below 0.0001, which Python writes in another way."""
_bytes_of = msgspec.json.Encoder().encode
_text_of = json.JSONEncoder(ensure_ascii=False).encode


def to_json(value: object) -> Json:
    """A record as JSON values, keys in a stable order (ids first, then as declared)."""
    if isinstance(value, Struct):
        try:
            return msgspec.to_builtins(_form(value))
        except (ValidationError, UnicodeEncodeError):
            pass
    return _plainly(value)


def dumps(value: object) -> str:
    """One line of JSON, Arabic left readable.

    The line ends of Unicode that JSON allows inside strings are escaped, so that every program
    that reads lines sees one.
    """
    line = written(value)
    for char, escape in _LINE_ENDS:
        if char in line:  # asked first: `replace` takes six times as long to find none in Arabic
            line = line.replace(char, escape)
    return line


def written(value: object) -> str:
    """The JSON of a record as a store keeps it: the line ends of Unicode stand as they are."""
    quick = _quickly(value) if isinstance(value, Struct) else None
    return _text_of(_plainly(value)) if quick is None else quick


def compact(value: Json) -> bytes:
    """JSON values as UTF-8 without a space, as `json` would write them but for three things.

    A float from 10^16 on may have another form of the same value. NaN and the infinities, which
    JSON has not, are null. Half a surrogate pair, which UTF-8 has not, is U+FFFD.
    """
    try:
        line = _bytes_of(value)
    except (UnicodeEncodeError, OverflowError):
        line = b""
    if not line or _SMALL in line or _TINY in line:
        return without_halves(_compactly(value)).encode()
    return line


def canonical(value: object) -> str:
    """JSON in one form alone: keys sorted, no space. What is hashed is written so."""
    return json.dumps(to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_line(kind: type[T], line: str | bytes) -> T:
    """A record from its JSON text; raises `InputError` as `from_json` does, and for no JSON."""
    try:
        return _decoder(kind).decode(line)  # type: ignore[no-any-return, arg-type]  # can be hashed
    except (msgspec.MsgspecError, UnicodeError):
        # Half a surrogate pair is read here, too; what is wrong is said in our words.
        try:
            value = json.loads(line)
        except ValueError as error:
            raise InputError(f"no JSON: {error}") from error
        return from_json(kind, value)


def from_json(kind: type[T], value: Json) -> T:
    """A record from its JSON values.

    Raises `InputError` that names the field where a value is missing or of another type;
    keys that the record doesn't know are ignored, so that newer files stay readable.
    """
    if not isinstance(value, dict):
        raise InputError(f"expected a {kind.__name__} object, found {type(value).__name__}")
    return _read(kind, value)  # type: ignore[no-any-return]


def read_field(kind: type, name: str, value: Json) -> Any:
    """The value of one field of a record from JSON.

    Raises `InputError` that names the place in the record, and where it has no such field.
    """
    if name not in field_names(kind):
        raise InputError(f"{kind.__name__} has no field {name!r}")
    return _read(field_types(kind)[name], value, at=name)


def _read(hint: Any, value: Json, *, at: str = "") -> Any:
    try:
        return converted(hint, value)
    except ValidationError as error:
        raise InputError(fault_of(hint, value, error, at=at)) from error


@cache
def _decoder(kind: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _form(record: Struct) -> Struct:
    """The record as it is written; raises `ValidationError` where its form cannot hold it."""
    return msgspec.convert(record, form_of(type(record)), from_attributes=True)


def _quickly(record: Struct) -> str | None:
    """The JSON of a record, where that is what `json` would write: of nearly all of them."""
    try:
        line = _bytes_of(_form(record))
    except (ValidationError, UnicodeEncodeError, OverflowError):
        return None
    if _SMALL in line or _TINY in line:
        return None
    return msgspec.json.format(line, indent=0).decode()


def _compactly(value: Json) -> str:
    """What `compact` says, by `json` alone."""
    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    try:
        return write(value)
    except ValueError:  # no JSON: NaN or an infinity
        named = json.dumps(value, ensure_ascii=False)
        return write(json.loads(named, parse_constant=lambda _: None))


def _plainly(value: object) -> Json:
    """The JSON values of anything, by its fields; what `to_json` of a record is, too."""
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
    if isinstance(value, Struct) or (is_dataclass(value) and not isinstance(value, type)):
        out: dict[str, Json] = {}
        for name, sparse in layout(type(value)):
            item = getattr(value, name)
            if item or not sparse:
                out[name] = item if type(item) in _AS_IS else to_json(item)
        return out
    raise TypeError(f"no JSON form for {type(value).__name__}")
