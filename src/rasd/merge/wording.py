"""Decides when two words of two texts count as the same wording.

Copies differ in clitics, endings, alef seats and digits: ``وأجهزة لاسلكي`` and ``واجهزة لاسلكي``,
``المتواجدين`` and ``متواجدون``, ``خمسة`` and ``٥`` are equal here. The light stem is for comparison
alone and is never shown.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from rasd.text import TATWEEL, fold_plain, fold_whole

_WORD = re.compile(r"\w+")
_STEMS_KEPT, _PIECES_KEPT = 200_000, 100_000
_LETTERS_KEPT = 40
"""A longer piece (an address, letters without a space) hardly comes back."""
_FACTOR, _MASK = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF


def stems_of(text: str) -> tuple[str, ...]:
    """The light stems of a text without their places.

    Texts are folded piece by piece between their spaces, since nearly all pieces were met before: a
    fifth of the time that whole texts take. Only tatweel makes folding reach over a space.
    """
    if TATWEEL in text:
        return stems_in(fold_whole(text))
    return tuple(chain.from_iterable(map(_pieces.__getitem__, text.split())))


def stems_in(folded: str) -> tuple[str, ...]:
    """The light stems of a text that is folded."""
    return tuple(map(stem, _WORD.findall(folded)))


class _Pieces(dict[str, tuple[str, ...]]):
    """The light stems of pieces of text that were met; all forgotten when they are many."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= _PIECES_KEPT:
            self.clear()
        found = stems_in(fold_whole(piece))
        if len(piece) <= _LETTERS_KEPT:
            self[piece] = found
        return found


_pieces = _Pieces()


class _Stems(dict[str, str]):
    """The light stems of words that were met; made once, and all forgotten when they are many.

    Half the time that `lru_cache` takes to find one: each word of each text is looked up.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _STEMS_KEPT:
            self.clear()
        found = _stem(word)
        if len(word) <= _LETTERS_KEPT:
            self[word] = found
        return found


stem = _Stems().__getitem__
"""The light stem of one folded word."""


def _stem(word: str) -> str:
    rules = _rules()
    number = rules.numerals.get(word)
    if number is not None:
        return number
    for prefix in rules.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= rules.shortest:
            word = word[len(prefix) :]
            break
    for suffix in rules.suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= rules.shortest:
            word = word[: len(word) - len(suffix)]
            break
    return rules.numerals.get(word, word)


def runs_of_three(stems: Sequence[str]) -> list[int]:
    """One number for each run of three stems, the same in every process."""
    one = [_shares(stem) for stem in stems]
    # The multiplier's low bits mix poorly; whole values are compared, so fold them in.
    return [
        value ^ (value >> 29)
        for a, b, c in zip(one, one[1:], one[2:], strict=False)
        for value in ((a[0] + b[1] + c[2]) & _MASK,)
    ]


@lru_cache(maxsize=200_000)
def _shares(stem: str) -> tuple[int, int, int]:
    """What a stem adds to the number of a run as its first, second and third word."""
    data = stem.encode()
    number = (zlib.crc32(data) << 32) | zlib.adler32(data)
    return number * _FACTOR * _FACTOR & _MASK, number * _FACTOR & _MASK, number


@dataclass(frozen=True, slots=True)
class _Rules:
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    numerals: dict[str, str]
    shortest: int


@cache
def _rules() -> _Rules:
    text = files("rasd.data").joinpath("merge/wording.toml").read_text("utf-8")
    table = tomllib.loads(text)

    def longest_first(name: str) -> tuple[str, ...]:
        folded = {fold_plain(form) for form in table[name]}
        return tuple(sorted(folded, key=lambda form: (-len(form), form)))

    return _Rules(
        longest_first("prefixes"),
        longest_first("suffixes"),
        {fold_plain(word): digits for word, digits in table["numerals"].items()},
        int(table["shortest_stem"]),
    )
