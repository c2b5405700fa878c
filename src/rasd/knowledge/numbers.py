"""The number words, quantifiers and modifiers of `ar/numbers.*`, compiled for look-up.

One reading of the files per process. Words that mean one thing at the head of a number and
another inside it (``آلاف``: thousands; ``ثلاثة آلاف``: three thousand) sit in two tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rasd.knowledge.tables import read_rows, read_toml
from rasd.model.frozen import Frozen
from rasd.text import fold_plain, tokenize


class NumberRole(StrEnum):
    """How a number word joins with others."""

    UNIT = "unit"
    TEEN_UNIT = "teen_unit"
    TEN = "ten"
    TENS = "tens"
    HUNDRED = "hundred"
    HUNDREDS = "hundreds"
    SCALE = "scale"
    SCALED = "scaled"
    VAGUE = "vague"


class NumberWord(Frozen, frozen=True):
    """The value of a number word; `max` and `several` are set for vague ones."""

    value: int
    role: NumberRole
    max: int | None
    several: int


class Phrase(Frozen, frozen=True):
    """A phrase as folded tokens, with what it stands for."""

    words: tuple[str, ...]
    value: str
    rule: str
    reach: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Everything that reading a number needs, folded."""

    head: Mapping[str, NumberWord]
    inner: Mapping[str, NumberWord]
    before: Mapping[str, tuple[Phrase, ...]]
    """Modifiers before a number, by their last word, longest first."""
    after: Mapping[str, tuple[Phrase, ...]]
    quantifiers: Mapping[str, tuple[Phrase, ...]]
    """By their first word, longest first."""
    measures: Mapping[str, tuple[Phrase, ...]]
    sets: Mapping[str, frozenset[str]]


@cache
def number_words() -> NumberWords:
    """The compiled files; cached."""
    head: dict[str, NumberWord] = {}
    inner: dict[str, NumberWord] = {}
    for row in read_rows("ar/numbers.tsv"):
        word = NumberWord(
            int(row["value"]),
            NumberRole(row["role"]),
            int(row["max"]) if row["max"] else None,
            int(row["several"] or 0),
        )
        for form in row.many("forms"):
            folded = fold_plain(form)
            if word.role is NumberRole.VAGUE:
                head[folded] = word
            elif word.role is NumberRole.SCALED:
                head[folded] = word
                inner.setdefault(folded, word)
            else:
                head.setdefault(folded, word)
                inner[folded] = word
    grammar = read_toml("ar/numbers.toml")
    before: list[Phrase] = []
    after: list[Phrase] = []
    for item in grammar["modifier"]:
        before += (_phrase(p, item["kind"], item["id"]) for p in item["before"])
        after += (_phrase(p, item["kind"], item["id"], item["reach"]) for p in item["after"])
    quantifiers = [_phrase(p, "vague", q["id"]) for q in grammar["quantifier"] for p in q["forms"]]
    measures = [
        _phrase(form, row["unit"], "measures")
        for row in read_rows("ar/measures.tsv")
        for form in row.many("forms")
    ]
    months = [_phrase(row["name"], "date", "months") for row in read_rows("ar/months.tsv")]
    words = grammar["words"]
    sets = {
        key: frozenset(fold_plain(w) for w in ([value] if isinstance(value, str) else value))
        for key, value in words.items()
    }
    return NumberWords(
        head=head,
        inner=inner,
        before=_by_word(before, -1),
        after=_by_word(after, 0),
        quantifiers=_by_word(quantifiers, 0),
        measures=_by_word([*measures, *months], 0),
        sets=sets,
    )


def _phrase(text: str, value: str, rule: str, reach: int = 0) -> Phrase:
    return Phrase(tuple(t.text for t in tokenize(fold_plain(text))), value, rule, reach)


def _by_word(phrases: Iterable[Phrase], index: int) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        known = found.setdefault(phrase.words[index], [])
        if all(p.words != phrase.words for p in known):
            known.append(phrase)
    return {word: tuple(sorted(many, key=lambda p: -len(p.words))) for word, many in found.items()}
