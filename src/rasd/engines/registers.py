"""Words that mark how a passage speaks: report, argument, look back (`ar/registers.tsv`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.text import Token, fold_plain

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


def plain_words(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The words of tokens without "and" or "so" in front."""
    words = [token.text for token in tokens]
    return tuple([w[1:] if len(w) >= _SHORTEST and w[0] in _JOINED else w for w in words])
