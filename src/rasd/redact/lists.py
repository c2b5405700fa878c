"""Decides which lists tell names from words, and reads them once.

``redact/`` has names, cues of persons, offices and figures; what surely is a word comes from the
lexicon, the calendar and the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain

from rasd.knowledge import Knowledge, load_knowledge
from rasd.knowledge.tables import read_rows
from rasd.redact import cues
from rasd.redact.cues import Cue
from rasd.redact.dictionary import Dictionary, piece
from rasd.redact.words import Words
from rasd.search.lemmas import load_lemmas
from rasd.text import fold_plain, tokenize

_CUES = {cue.name.lower(): cue for cue in Cue}
_SURE_PLACE = frozenset(
    {
        *("governorate", "canton", "province", "centre", "district", "cities", "city", "villages"),
        *("village", "quarters", "neighbourhood", "camp", "landmark", "road", "countryside"),
    }
)


@cache
def load_words() -> Words:
    """The lists of this installation."""
    knowledge = load_knowledge()
    given: dict[str, bool] = {}
    latin: set[str] = set()
    for row in read_rows("redact/given_names.tsv"):
        given[_key(row["name"])] = row["word"] == "y"
        latin.update(row.many("latin"))
    lemmas = load_lemmas()
    forms: dict[str, int] = {}
    for lemma in lemmas.values():
        forms[lemma] = forms.get(lemma, 0) + 1
    by_what: dict[str, set[str]] = {"function": set(), "report": set(), "plain": set()}
    for row in read_rows("redact/plain_words.tsv"):
        by_what[row["what"]].add(_key(row["word"]))
    phrases, longest = _phrases()
    return Words(
        knowledge=knowledge,
        given={key: word for key, word in given.items() if " " not in key},
        latin=frozenset(latin),
        family=frozenset(_key(row["name"]) for row in read_rows("redact/family_names.tsv")),
        function=frozenset(by_what["function"]) - piece("also_on"),
        report=frozenset(by_what["report"]),
        dictionary=Dictionary(lemmas, forms, frozenset(by_what["plain"])),
        phrases=phrases,
        longest=longest,
        beginnings=_beginnings(phrases, knowledge.lexicon.phrases, knowledge.gazetteer.keys),
        plain_latin=_plain_latin(knowledge) - latin,
        like_on=piece("also_on"),
        second_halves=piece("article_god"),
        servants=piece("servant"),
        mothers=piece("mother"),
        chains=piece("chain"),
        timed=_timed(),
        ages=piece("age"),
        place_cues=_place_cues(),
    )


def _beginnings(*keys: Iterable[str]) -> frozenset[str]:
    """Most words that begin a longer phrase begin none where they stand: two words tell."""
    return frozenset(
        " ".join(words[:2]) for key in chain(*keys) if len(words := key.split(" ", 2)) > 1
    )


def _timed() -> frozenset[str]:
    cells: list[str] = []
    for path, column in (
        ("ar/months.tsv", "name"),
        ("ar/weekdays.tsv", "name"),
        ("ar/measures.tsv", "forms"),
        ("ar/numbers.tsv", "forms"),
    ):
        cells.extend(cell for row in read_rows(path) for cell in row.many(column))
    return frozenset(token.text for cell in cells for token in tokenize(fold_plain(cell)))


def _place_cues() -> frozenset[str]:
    return frozenset(
        fold_plain(form)
        for row in read_rows("ar/place_cues.tsv")
        if row["id"] in _SURE_PLACE
        for form in row.many("forms")
        if " " not in form
    )


def _key(phrase: str) -> str:
    return " ".join(token.text for token in tokenize(fold_plain(phrase)))


def _phrases() -> tuple[dict[str, tuple[tuple[Cue, str], ...]], dict[str, int]]:
    phrases: dict[str, tuple[tuple[Cue, str], ...]] = {}
    longest: dict[str, int] = {}

    def add(phrase: str, cue: Cue, ident: str) -> None:
        key = _key(phrase)
        phrases[key] = (*phrases.get(key, ()), (cue, ident))
        words = key.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))

    for row in read_rows("redact/person_cues.tsv"):
        for form in row.many("forms"):
            add(form, _CUES[row["what"]], row["id"])
    for row in read_rows("redact/public_offices.tsv"):
        for form in row.many("forms"):
            add(form, cues.OFFICE, row["id"])
    for row in read_rows("redact/public_figures.tsv"):
        for form in row.many("names"):
            add(form, cues.FIGURE, row["id"])
        for form in row.many("loose"):
            add(form, cues.LOOSE_FIGURE, row["id"])
    return phrases, longest


def _plain_latin(knowledge: Knowledge) -> frozenset[str]:
    """Latin words of the lists: parties, outlets, countries; a person's name is none of them."""
    words: set[str] = set()
    for actor in knowledge.actors.values():
        words.update(token.text for token in tokenize(fold_plain(actor.name_en)))
    for outlet in knowledge.outlets.values():
        words.update(token.text for token in tokenize(fold_plain(outlet.name_en)))
    for country in knowledge.gazetteer.countries.values():
        words.update(token.text for token in tokenize(fold_plain(country.name_en)))
    return frozenset(words)
