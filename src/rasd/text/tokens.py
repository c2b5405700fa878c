"""Decides what a token is, and which proclitics a word may carry.

``وبالرصاص`` is one word token; `proclitic_readings` lists the ways to read it: as it stands,
without wa-, and without wa- and bi-. The article is never stripped: word lists hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from rasd.model.frozen import Frozen

WAW = "\u0648"
"""The letter that means and, written onto the next word."""
_CONJUNCTIONS = WAW + "\u0641"
BI = "\u0628"
"""The preposition by or in, written onto the next word."""
LAM = "\u0644"
"""The preposition to or for, written onto the next word."""
_PROCLITICS = frozenset(_CONJUNCTIONS + BI + "\u0643" + LAM)
ARTICLE = "\u0627\u0644"
_PREPOSITIONS = BI + "\u0643" + LAM
OPENING_QUOTES = frozenset('"\u00ab\u201c\u201e')
CLOSING_QUOTES = frozenset('"\u00bb\u201d')
_SHORTEST_STEM = 2

_NUMBER = "[0-9]+(?:[.,/:][0-9]+)*"
_WORD = "[\u0620-\u064a\u066e-\u06d3]+"
_LATIN = "[A-Za-z\u00c0-\u024f_]+"
_PATTERN = re.compile(
    f"(?P<number>{_NUMBER})|(?P<word>{_WORD})|(?P<latin>{_LATIN})"
    r"|(?P<punctuation>\.{2,}|[^\w\s])"
)
_SPOKEN = re.compile(f"{_NUMBER}|{_WORD}|{_LATIN}")


Reading = tuple[str, str]
"""A word without some proclitics: prefix and stem together are the word, article merged back in.

A plain pair: taking a named one apart costs twice as much, a thousand times a text.
"""


class TokenKind(IntEnum):
    """What a token is made of."""

    WORD = 0
    NUMBER = 1
    LATIN = 2
    PUNCTUATION = 3


_KINDS = (
    TokenKind.WORD,
    TokenKind.NUMBER,
    TokenKind.WORD,
    TokenKind.LATIN,
    TokenKind.PUNCTUATION,
)
"""By the number of the group that matched; groups count from one."""


class Token(Frozen, frozen=True):
    """A folded token with its folded offsets."""

    text: str
    start: int
    end: int
    kind: TokenKind


def tokenize(folded: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a folded text; `offset` is added to their positions."""
    return tuple(
        [
            Token(m[0], m.start() + offset, m.end() + offset, _KINDS[m.lastindex or 0])
            for m in _PATTERN.finditer(folded)
        ]
    )


def spoken_words(folded: str) -> list[str]:
    """The texts of all tokens but punctuation, where nothing else of them is asked for."""
    return _SPOKEN.findall(folded)


def spellings(stems: Iterable[str]) -> frozenset[str]:
    """All words that have one of the stems among their readings."""
    before = ("", *_CONJUNCTIONS)
    found: set[str] = set()
    for stem in stems:
        heads = [*_PREPOSITIONS, ""]
        words = [c + p + stem for c in before for p in heads]
        if stem.startswith(ARTICLE):  # li- takes the place of the article's alef, and of its lam
            words += [c + LAM + LAM + stem[2:] for c in before]
            words += [c + LAM + stem[2:] for c in before]
        found.update(w for w in words if any(s == stem for _, s in proclitic_readings(w)))
    return frozenset(found)


@lru_cache(maxsize=100_000)
def proclitic_readings(word: str) -> tuple[Reading, ...]:
    """All ways to read a word with proclitics taken off, the word as it stands first."""
    if len(word) <= _SHORTEST_STEM or word[0] not in _PROCLITICS:
        return (("", word),)
    readings = [("", word)]
    bases = [("", word)]
    if word[0] in _CONJUNCTIONS:
        bases.append((word[0], word[1:]))
        readings.append(bases[-1])
    for prefix, stem in bases:
        if len(stem) <= _SHORTEST_STEM or stem[0] not in _PREPOSITIONS:
            continue
        letter = stem[0]
        if stem.startswith(LAM * 2):
            readings.append((prefix + LAM, ARTICLE + stem[2:]))
            readings.append((prefix + LAM, ARTICLE + stem[1:]))
        readings.append((prefix + letter, stem[1:]))
    return tuple(readings)
