"""Decides which lemma the words of rasd's own lists have: ``هجمات`` is of ``هجوم``.

The lists of events, people, speech and light verbs say which forms belong together, also where
the general list knows none or another word. `data/search/families.tsv` then joins words by which
one report is looked for, ``مقتل`` and ``قتيل`` with ``قتل``, and keeps apart what the general list
takes for one: ``تعز`` and ``أعز``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from rasd.knowledge.forms import noun_forms, verb_forms
from rasd.knowledge.people import people_words
from rasd.knowledge.tables import read_rows, read_toml, toml_files
from rasd.text import ARTICLE, fold_plain

_SHORT = 3
"""Letters of a verb that is easily taken for another."""
_WEAK = ("\u064a", "\u0627")
"""Last letters that a verb drops, as they are folded."""
_FEMININE = "\u0647"
"""Ta marbuta as it is folded."""


class OwnWords(NamedTuple):
    """Folded forms and their lemma: those that a list writes, and those made by rule."""

    written: Mapping[str, str]
    made: Mapping[str, str]
    families: Mapping[str, str]
    """The word that stands for all of its family, by lemma."""


@cache
def own_words() -> OwnWords:
    """What the data files say; where two say something of one form the first does."""
    written: dict[str, str] = {}
    made: dict[str, str] = {}
    families: dict[str, str] = {}
    for row in read_rows("search/families.tsv"):
        head = fold_plain(row["lemma"])
        for form in (head, *map(fold_plain, row.many("forms"))):
            families[form] = head
    for lemma, forms, inflected in (*_nouns(), *_verbs(), *_people()):
        for form in forms:
            written.setdefault(form, lemma)
        for form in inflected:
            made.setdefault(form, lemma)
    return OwnWords({**written, **families}, made, families)


def own_words_digest() -> str:
    """Another one for other words, whatever else in the files changed."""
    parts = [sorted(each.items()) for each in own_words()]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def with_own_words(listed: Mapping[str, str], names: frozenset[str]) -> dict[str, str]:
    """A general list of forms and lemmas with the own words in it.

    What an own list writes counts; what is made by rule only where the form is no name and no
    inflection of, or lemma for, another word. An own lemma that has a lemma in the general list
    is given that, so that no words are parted; the families alone part words.
    """
    own = own_words()
    lemmas = dict(listed)
    inflected = {lemma for form, lemma in listed.items() if form != lemma}
    for form, lemma in own.made.items():
        if form not in names and form not in inflected and listed.get(form, form) == form:
            lemmas[form] = lemma if lemma in own.families else listed.get(lemma, lemma)
    for form, lemma in own.written.items():
        lemmas[form] = lemma if lemma in own.families else listed.get(lemma, lemma)
    return lemmas


_Words = tuple[str, tuple[str, ...], frozenset[str]]
"""A lemma, the forms that stand in a list, and those made of them."""


def _nouns() -> Iterator[_Words]:
    for spec in _triggers("noun"):
        singular, plurals = spec["noun"], tuple(spec.get("plural", ()))
        if " " not in singular:
            forms = frozenset(form for form, _ in noun_forms(singular, plurals))
            written = tuple(fold_plain(form) for form in (singular, *plurals))
            yield written[0], written, forms


def _verbs() -> Iterator[_Words]:
    """The forms of a verb that are hardly ever another word.

    A present of three letters behind its prefix may be of three verbs (``يقدم``), a short or weak
    past meets other words with their pronouns; such forms are left to the general list.
    """
    pairs = [tuple(spec["verb"]) for spec in _triggers("verb")]
    for path in ("ar/speech.tsv", "ar/light_verbs.tsv"):
        pairs += [(row["past"], row["present"]) for row in read_rows(path) if row["past"]]
    for past, present in pairs:
        lemma = fold_plain(past)
        forms: set[str] = set()
        if len(lemma) > _SHORT or (len(lemma) == _SHORT and lemma[-1] not in _WEAK):
            forms |= verb_forms(past, "")
        if len(fold_plain(present)) - 1 > _SHORT:
            forms |= verb_forms("", present)
        yield lemma, (lemma,), frozenset(form for form in forms if not form.startswith(ARTICLE))


def _people() -> Iterator[_Words]:
    """Nouns of people; a woman is found with the men: ``طفلة`` with ``طفل``."""
    made: dict[str, set[str]] = {}
    for form, people in people_words().forms.items():
        made.setdefault(people.people.id, set()).add(form)
    rows = [row for row in read_rows("ar/people.tsv") if row["singular"]]
    lemmas = {fold_plain(row["singular"]) for row in rows}
    for row in rows:
        singular, *plurals = map(fold_plain, (row["singular"], *row.many("plurals")))
        if " " not in singular:
            man = singular.removesuffix(_FEMININE)
            written = (singular, *(form for form in plurals if " " not in form))
            forms = frozenset(form for form in made.get(row["id"], ()) if " " not in form)
            yield man if man in lemmas else singular, written, forms


def _triggers(key: str) -> Iterator[Mapping[str, Any]]:
    for path in toml_files("ar/events"):
        yield from (spec for spec in read_toml(path)["triggers"] if key in spec)
