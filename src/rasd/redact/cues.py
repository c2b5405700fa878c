"""Decides what a phrase can say of the words after it.

``المواطن`` says that a person is named (`NAMED`), ``شقيق`` that a relative is (`KIN`).
"""

from __future__ import annotations

from enum import IntEnum


class Cue(IntEnum):
    """What a phrase says of the words after it."""

    NAMED = 0
    LISTING = 1
    TITLE = 2
    KIN = 3
    NASAB = 4
    KUNYA = 5
    HOME = 6
    ENDED = 7
    OFFICE = 8
    FIGURE = 9
    LOOSE_FIGURE = 10
    PLAIN = 11
    EACH = 12


NAMED, LISTING, TITLE, KIN, NASAB, KUNYA, HOME, *_others = Cue
ENDED, OFFICE, FIGURE, LOOSE_FIGURE, PLAIN, EACH = _others
# Taken off its class, a member costs eight times as much.
