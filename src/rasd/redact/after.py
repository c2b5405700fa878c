"""Decides what may stand before a word: what it leads one to expect of the next.

After ``قتل`` a word that may be a name is one; after ``المواطن`` every word is.
"""

from __future__ import annotations

from enum import IntEnum


class After(IntEnum):
    """What stands before."""

    NOTHING = 0
    NAMED = 1
    LISTING = 2
    TITLE = 3
    KIN = 4
    NAME = 5
    OFFICE = 6
    OFFICE_NAME = 7
    REPORT = 8
    WORD = 9
    """After a word in no list: a name perhaps."""


NOTHING, NAMED, LISTING, TITLE, KIN, NAME, OFFICE, OFFICE_NAME, REPORT, WORD = After
# Compared with at each word: taken off its class, a member costs eight times as much.

PRIVATE = frozenset({NAMED, TITLE, KIN, NAME, LISTING})
"""After these a person is named who holds no office."""
