"""Decides which type a column of Parquet has: that which the field of the record is declared with.

`date.start` is a DATE, `perpetrators` a list of structs. So a column keeps its type where every
value is null, and no field can be forgotten. What may be any JSON value is JSON text.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache

ANY = "JSON"
"""As read; written as text, since few readers know the type."""
_PLAIN = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}


@cache
def columns_of(record: type) -> dict[str, str]:
    """The columns of a record, each with its type in DuckDB."""
    hints = typing.get_type_hints(record)
    return {field.name: _type(hints[field.name]) for field in fields(record)}


def _type(hint: typing.Any) -> str:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        [hint] = (each for each in typing.get_args(hint) if each is not type(None))
        return _type(hint)
    if origin is tuple:
        return f"{_type(typing.get_args(hint)[0])}[]"
    if hint is typing.Any:
        return ANY
    if is_dataclass(hint) and isinstance(hint, type):
        held = ", ".join(f'"{name}" {kind}' for name, kind in columns_of(hint).items())
        return f"STRUCT({held})"
    if issubclass(hint, StrEnum):
        return _PLAIN[str]
    return _PLAIN[hint]
