"""Decides which type a column of Parquet has: that which the field of the record is declared with.

`date.start` is a DATE, `perpetrators` a list of structs. So a column keeps its type where every
value is null, and no field can be forgotten. What may be any JSON value is JSON text.
"""

from __future__ import annotations

import types
import typing
from datetime import date
from enum import StrEnum
from functools import cache

from msgspec import Struct

ANY = "JSON"
"""As read; written as text, since few readers know the type."""
_PLAIN = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}


@cache
def columns_of(record: type[Struct]) -> dict[str, str]:
    """The columns of a record, each with its type in DuckDB."""
    hints = typing.get_type_hints(record)
    return {name: _type(hints[name]) for name in record.__struct_fields__}


def _type(hint: typing.Any) -> str:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        [hint] = (each for each in typing.get_args(hint) if each is not type(None))
        return _type(hint)
    if origin is tuple:
        return f"{_type(typing.get_args(hint)[0])}[]"
    if hint is typing.Any:
        return ANY
    if issubclass(hint, Struct):
        held = ", ".join(f'"{name}" {kind}' for name, kind in columns_of(hint).items())
        return f"STRUCT({held})"
    if issubclass(hint, StrEnum):
        return _PLAIN[str]
    return _PLAIN[hint]
