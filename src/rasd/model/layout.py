"""Decides which keys the JSON of a record has, in which order, and which are left out when unset.

A record is written by way of its *form*: a type of the same fields in the order of the file, which
leaves out what is unset. Filling a form and writing it takes a quarter of the time that Python
takes to walk the record.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

_FIRST = ("schema", "id", "doc_id", "doc_ids", "mention_ids")
_SPARSE = frozenset(
    {
        *("part", "rule", "row", "doc_id", "approx", "name_ar"),
        *("source", "review", "overruled_by", "about", "links", "cut"),
        *("organisations", "disputes"),
    }
)
_ALWAYS = {
    "Place": frozenset({"name_ar"}),
    "Figure": frozenset({"doc_id"}),
    "Mention": frozenset({"doc_id"}),
}
_LARGE = 1e16
"""From here on, and below 0.0001, msgspec writes other digits of a float than Python does."""


def field_names(kind: type) -> tuple[str, ...]:
    """The fields of a record type, or of a dataclass, as declared."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(each.name for each in fields(kind))  # type: ignore[arg-type]  # a dataclass


@cache
def field_types(kind: type) -> dict[str, Any]:
    """The type of each field of a record type."""
    return typing.get_type_hints(kind)


@cache
def layout(kind: type) -> tuple[tuple[str, bool], ...]:
    """The fields in the order of the file, each with whether it is left out when unset."""
    keep = _ALWAYS.get(kind.__name__, frozenset())
    named = [(name, name in _SPARSE and name not in keep) for name in field_names(kind)]
    rank = {name: n for n, name in enumerate(_FIRST)}
    return tuple(sorted(named, key=lambda item: rank.get(item[0], len(_FIRST))))


@cache
def form_of(kind: type[Struct]) -> type[Struct]:
    """The type that records of `kind` are written by.

    It takes no value of which it would write anything else than the record says: a text that is
    left out because it is empty, a float of other digits, a value that may be any JSON. Such
    records are few.
    """
    hints = field_types(kind)
    named = [
        (name, *(_sparse(hints[name]) if sparse else (_held(hints[name]), field())))
        for name, sparse in layout(kind)
    ]
    return msgspec.defstruct(kind.__name__, named, omit_defaults=True, kw_only=True, gc=False)


def _sparse(hint: Any) -> tuple[Any, Any]:
    """The type of a field that is left out when unset, and what it is then."""
    held, optional = without_none(hint)
    unset = field(default=None) if optional else field()
    if typing.get_origin(held) is tuple:
        return _held(hint), field(default_factory=list)
    if held is bool:
        return _held(hint), field(default=False)
    if held is str:
        hint = Annotated[str, Meta(min_length=1)]
    elif held is int:
        hint = Annotated[int, Meta(ge=1)]
    else:
        hint = _held(held)
    return (hint | None if optional else hint), unset


def _held(hint: Any) -> Any:
    """The type in a form of what a record holds."""
    held, optional = without_none(hint)
    if optional:
        return _held(held) | None
    if hint is Any:
        return None
    if hint is float:
        return Annotated[float, Meta(gt=-_LARGE, lt=_LARGE)]
    if typing.get_origin(hint) is tuple:
        return list[_held(typing.get_args(hint)[0])]  # type: ignore[misc]  # worked out here
    return form_of(hint) if isinstance(hint, type) and issubclass(hint, Struct) else hint


def without_none(hint: Any) -> tuple[Any, bool]:
    """A type without `None`, and whether `None` was allowed."""
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint, False
    [held] = (each for each in typing.get_args(hint) if each is not type(None))
    return held, True
