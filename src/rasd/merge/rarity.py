"""Decides how much a shared word says: ``قصف`` little, the name of a hamlet or a victim much.

`data/merge/common_words.tsv` holds the share of texts in which common light stems stand. A word
says as many doublings as it halves the texts; whatever is not in the list is taken to be rarer
than all in it. Nothing is counted in the corpus at hand, so that a comparison does not change
with what else is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log2

_FILE = "merge/common_words.tsv"
_UNLISTED = 4.0
"""Texts of a thousand in which an unlisted word is taken to stand."""
_TELLS = 3.0
"""A word in more than an eighth of all texts tells nothing."""
_NAME_WORD = 3.5
"""In a run that names, each word is at least so rare: first names are common."""
_NAME_RUN = 12.0
"""And both together at least so rare."""


def rarity(stem: str) -> float:
    """How many times the word halves the texts: 0 stands in all, 8 in one of 256."""
    return _rarities().get(stem, _unlisted())


def rarest(stems: Iterable[str], *, most: int) -> dict[str, float]:
    """The rarest different words that tell anything, `most` of them, with their rarity."""
    listed, unlisted = _rarities().get, _unlisted()
    told = {s: value for s in set(stems) if (value := listed(s, unlisted)) >= _TELLS}
    if len(told) <= most:
        return {stem: told[stem] for stem in sorted(told)}
    # Numbers stand in any post; among equals the longer word says more.
    return {s: told[s] for s in sorted(told, key=lambda s: (-told[s], -len(s), s))[:most]}


def name_runs(stems: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Neighbouring words so rare together that they name: a victim, a school, a street."""
    listed, unlisted = _rarities().get, _unlisted()
    values = [listed(stem, unlisted) for stem in stems]
    runs = [
        (stems[at], stems[at + 1])
        for at, (one, other) in enumerate(pairwise(values))
        if one >= _NAME_WORD and other >= _NAME_WORD and one + other >= _NAME_RUN
    ]
    return frozenset(run for run in runs if not (run[0].isdigit() or run[1].isdigit()))


def bare_name(stems: Sequence[str]) -> tuple[str, ...]:
    """The name without words like ``مدينة`` or ``ريف``; the whole of it where nothing else is."""
    return tuple(stem for stem in stems if rarity(stem) >= _TELLS) or tuple(stems)


@cache
def _unlisted() -> float:
    return log2(1000 / _UNLISTED)


@cache
def _rarities() -> dict[str, float]:
    text = files("rasd.data").joinpath(_FILE).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {stem: log2(1000 / int(permille)) for stem, permille in rows}
