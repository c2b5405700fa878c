"""Decides how a place in a list stands in an address: as JSON that nobody need read.

Whoever asks can write any cursor. What a database would choke on is told from a place here, once
for all lists: numbers that no column holds, characters that no text in a store has.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence

Key = str | int | float | bool | None

_LONGEST = 40_000
_MOST = 2**63
_IN_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def write_cursor(keys: Sequence[Key]) -> str:
    """The keys as one word of an address."""
    plain = json.dumps(list(keys), ensure_ascii=False)
    return base64.urlsafe_b64encode(plain.encode()).decode("ascii").rstrip("=")


def read_cursor(cursor: str) -> list[Key]:
    """The keys that were written; raises `ValueError` for what no list can have given.

    >>> read_cursor(write_cursor([True, 7, "a"]))
    [True, 7, 'a']
    """
    if len(cursor) > _LONGEST:
        raise ValueError("too long")
    try:
        keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except RecursionError as error:
        raise ValueError("lists in lists") from error
    if not isinstance(keys, list) or not all(map(_is_key, keys)):
        raise ValueError("no list of keys")
    return keys


def _is_key(key: object) -> bool:
    match key:
        case None | bool():
            return True
        case int() | float():
            return -_MOST < key < _MOST  # as infinity and what is no number are not
        case str():
            return not _IN_NO_TEXT.search(key)
        case _:
            return False
