"""Decides how PostgreSQL keeps a text that it would refuse or sort by the rules of a language.

A text of ours may hold U+0000, which PostgreSQL takes in no text. U+0000 and U+0001 are written
as U+0001 and a second letter, so that what sorted first still does; all else stays as it is.
"""

from __future__ import annotations

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeDecorator


class Written(TypeDecorator[str]):
    """Text of PostgreSQL that takes every code point and is sorted by them."""

    impl = TEXT(collation="C")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or "\x01" not in value:
            return value
        return value.replace("\x01\x01", "\x00").replace("\x01\x02", "\x01")


def written(value: str | None) -> str | None:
    """A text as PostgreSQL holds it."""
    if value is None or ("\x00" not in value and "\x01" not in value):
        return value
    return value.replace("\x01", "\x01\x02").replace("\x00", "\x01\x01")
