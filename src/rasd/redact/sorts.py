"""Decides which sorts of words there are, and what is told of one.

From surely no name (``في``) to surely one (``ضرغام``); `Info` is all that the lists say of a word.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Sort(IntEnum):
    """What a word may be, from surely none to surely a name."""

    FUNCTION = 0
    """A preposition, pronoun, particle or word of time: ends a name."""
    REPORT = 1
    """A word of reports and deeds (``قتل``, ``قال``): ends a name, and one may follow."""
    LISTED = 2
    """In the lexicon of the project: a party, a weapon, a people's name, a number."""
    PLAIN = 3
    """In the dictionary."""
    FAMILY = 4
    """An ordinary word that is also a surname."""
    EITHER = 5
    """An ordinary word that is also a given name."""
    GIVEN = 6
    """A given name."""
    UNKNOWN = 7
    """In no list."""


FUNCTION, REPORT, LISTED, PLAIN, FAMILY, EITHER, GIVEN, UNKNOWN = Sort
# Each word is compared with several: taken off its class, a member costs eight times as much.


class Info(NamedTuple):
    """What the lists say of one word, however it stands."""

    sort: Sort
    cues: tuple[tuple[str, str, int], ...]
    """The readings that begin a phrase of `redact/`: prefix, stem, words of the longest phrase."""
    listed: tuple[tuple[str, int], ...]
    """The readings that begin a phrase of several words of the lexicon."""
    places: tuple[tuple[str, int], ...]
    """The readings that begin the name of a place."""
    trigger: bool
    weapon: bool
    """Whether it is a weapon with nothing written onto it: people bear such names."""
    people: bool
    """Whether people are counted by it."""
    place_cue: bool
    like_on: bool
    servant: bool
    second_half: bool
    mother: bool
    chain: bool
    definite: bool
    origin: bool
    """Whether it has the article and the ending of adjectives of origin, as surnames do."""
    joined: bool
    """Whether something is written onto a given name."""
    surname: bool
    """Whether it is written as a preposition or "and" and a word, as some surnames are too."""
    apart: bool
    """Whether it is written as no part of a name is: onto a preposition, or as an adverb."""


NOTHING_KNOWN = Info(FUNCTION, (), (), (), *(False for _ in range(14)))
"""A mark of punctuation."""
