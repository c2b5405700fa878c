"""Words that mark how a passage speaks: report, argument, look back (`ar/registers.tsv`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.text import fold_plain

_JOINED = "\u0648\u0641"
_SHORTEST = 4


@cache
def registers() -> Mapping[str, frozenset[str]]:
    """The folded words of each register by its id."""
    return {
        row["id"]: frozenset(fold_plain(form) for form in row.many("forms"))
        for row in read_rows("ar/registers.tsv")
    }


@cache
def registers_of() -> Mapping[str, tuple[str, ...]]:
    """The ids of the registers that each folded word belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in registers().items():
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


def written(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words as a text may write them, each with the word itself: "and" or "so" may be in front.

    Of a longer word a first letter that could be one of the two is always taken for it.
    """
    for word in words:
        if len(word) < _SHORTEST or word[0] not in _JOINED:
            yield word, word
        if len(word) + 1 >= _SHORTEST:
            for letter in _JOINED:
                yield letter + word, word
