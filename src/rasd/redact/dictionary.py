"""Decides whether a word is in the dictionary, so that it is most likely no name.

``مزارعهم`` is there as ``مزارع`` with a pronoun. A word of one form alone is left out: names have
one form (``ضرغام``), and of ordinary words few do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.text import ARTICLE, fold_plain

SHORTEST = 2
"""How many letters a word has at least of which something is told."""
_FEWEST_FORMS = 2
_SHORTEST_VERBAL = 4


@cache
def pieces() -> Mapping[str, tuple[str, ...]]:
    """The endings and beginnings of words by their id, folded."""
    return {
        row["id"]: tuple(fold_plain(form) for form in row.many("forms"))
        for row in read_rows("redact/endings.tsv")
    }


def piece(name: str) -> frozenset[str]:
    """The forms of one row, to be looked up."""
    return frozenset(pieces()[name])


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The lemmas of words, and ordinary words that it lacks."""

    lemmas: Mapping[str, str]
    forms: Mapping[str, int]
    """How many words each lemma has."""
    plain: frozenset[str]

    def has(self, stem: str) -> bool:
        """Whether a word is in it, with the article or an ending or without."""
        for form in (stem, stem.removeprefix(ARTICLE)):
            if len(form) < SHORTEST:
                continue
            if self._has_forms(form) or self._has_base(form):
                return True
        return False

    def has_adverb(self, word: str) -> bool:
        """Whether a word is one of the dictionary as an adverb (``صباحا``)."""
        base = word[:-1]
        return word.endswith(pieces()["adverb"]) and len(base) > SHORTEST and self._has_forms(base)

    def _has_base(self, form: str) -> bool:
        """Whether it is a word with a pronoun."""
        alone, joined = pieces()["feminine"]
        for suffix in pieces()["pronoun"]:
            if form.endswith(suffix) and len(form) > len(suffix) + SHORTEST:
                base = form.removesuffix(suffix)
                if self._has_forms(base):
                    return True
                if base.endswith(joined) and self._has_forms(base[:-1] + alone):
                    return True
        return False

    def _has_forms(self, form: str) -> bool:
        lemma = self.lemmas.get(form)
        if lemma is None:
            return form in self.plain
        # A name has one form; so have a few verbs and nouns of verbs, which show it.
        return (
            self.forms[lemma] >= _FEWEST_FORMS
            or form in self.plain
            or (
                len(form) >= _SHORTEST_VERBAL
                and (
                    form.startswith(pieces()["verbal_start"])
                    or form.endswith(pieces()["verbal_end"])
                )
            )
        )
