"""Words that mark how a passage speaks: report, argument, look back (`ar/registers.tsv`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.text import fold_plain

_JOINED = ("\u0648", "\u0641")
_SHORTEST = 4


@cache
def registers() -> Mapping[str, frozenset[str]]:
    """The folded words of each register by its id."""
    return {
        row["id"]: frozenset(fold_plain(form) for form in row.many("forms"))
        for row in read_rows("ar/registers.tsv")
    }


def plain_word(word: str) -> str:
    """The word without "and" or "so" in front."""
    return word[1:] if len(word) >= _SHORTEST and word.startswith(_JOINED) else word
