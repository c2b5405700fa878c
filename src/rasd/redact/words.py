"""Decides what a single word may be: surely no name, perhaps one, or surely one.

A word that no list and no dictionary knows is `UNKNOWN`, and hidden like a name: names are the
words that lists lack most often. Given names come from `redact/given_names.tsv`; those that are
ordinary words too (``صباح``) are `EITHER` and need a sign beside them, as surnames do that are
trades or origins (``النجار``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache

from rasd.knowledge import Kind, Knowledge, load_knowledge
from rasd.knowledge.people import people_words
from rasd.knowledge.tables import read_rows
from rasd.search.lemmas import load_lemmas
from rasd.text import ARTICLE, Reading, fold_plain, proclitic_readings, tokenize


class Sort(IntEnum):
    """What a word may be, from surely none to surely a name."""

    FUNCTION = 0
    """A preposition, pronoun, particle or word of time: ends a name."""
    REPORT = 1
    """A word of reports and deeds (``قتل``, ``قال``): ends a name, and one may follow."""
    LISTED = 2
    """In the lexicon of the project: a party, a weapon, a people's name, a number."""
    PLAIN = 3
    """In the dictionary."""
    FAMILY = 4
    """An ordinary word that is also a surname."""
    EITHER = 5
    """An ordinary word that is also a given name."""
    GIVEN = 6
    """A given name."""
    UNKNOWN = 7
    """In no list."""


class Cue(IntEnum):
    """What a phrase says of the words after it."""

    NAMED = 0
    LISTING = 1
    TITLE = 2
    KIN = 3
    NASAB = 4
    KUNYA = 5
    HOME = 6
    ENDED = 7
    OFFICE = 8
    FIGURE = 9
    LOOSE_FIGURE = 10
    PLAIN = 11


_CUES = {cue.name.lower(): cue for cue in Cue}
_NO_WORD = frozenset({Kind.PLACE, Kind.PROVINCE, Kind.CAPITAL, Kind.PATRON, Kind.SUBJECT})
_FEWEST_FORMS = 2
_SHORTEST = 2
_REMEMBERED = 200_000


@dataclass(slots=True)
class Words:
    """The compiled lists; built once, read only but for what they remember."""

    knowledge: Knowledge
    given: Mapping[str, bool]
    """Given names by folded spelling; true for those that are ordinary words too."""
    latin: frozenset[str]
    family: frozenset[str]
    function: frozenset[str]
    report: frozenset[str]
    lemmas: Mapping[str, str]
    forms: Mapping[str, int]
    """How many words of the dictionary each lemma has."""
    phrases: Mapping[str, tuple[tuple[Cue, str], ...]]
    longest: Mapping[str, int]
    plain_latin: frozenset[str]
    like_on: frozenset[str]
    second_halves: frozenset[str]
    servants: frozenset[str]
    mothers: frozenset[str]
    chains: frozenset[str]
    _openings: dict[str, tuple[tuple[str, str, int], ...]] = field(default_factory=dict)
    _sorts: dict[str, Sort] = field(default_factory=dict)

    def sort(self, word: str) -> Sort:
        """What a folded word may be; remembered."""
        known = self._sorts.get(word)
        if known is None:
            if len(self._sorts) > _REMEMBERED:
                self._sorts.clear()
            known = self._sorts[word] = self._sort(word)
        return known

    def _sort(self, word: str) -> Sort:
        if word.isascii():
            return self._latin_sort(word)
        readings = proclitic_readings(word)
        for known, sort in ((self.function, Sort.FUNCTION), (self.report, Sort.REPORT)):
            if any(r.stem in known for r in readings[:1]):
                return sort
        listed = self._is_listed(readings)
        given = self.given.get(word)
        if given is not None:
            return Sort.EITHER if given or listed else Sort.GIVEN
        if any(r.stem in self.function for r in readings):
            return Sort.FUNCTION
        plain = self._is_plain(word, readings)
        for reading in readings[1:]:
            inner = self.given.get(reading.stem)
            if inner is not None:
                return Sort.EITHER if inner or listed or plain else Sort.GIVEN
        if any(r.stem in self.report for r in readings):
            return Sort.REPORT
        if any(r.stem in self.family for r in readings):
            return Sort.FAMILY
        if listed:
            return Sort.LISTED
        return Sort.PLAIN if plain else Sort.UNKNOWN

    def _latin_sort(self, word: str) -> Sort:
        if word.isdigit():
            return Sort.LISTED
        if word in self.latin:
            return Sort.GIVEN
        return Sort.LISTED if word in self.plain_latin else Sort.UNKNOWN

    def _is_listed(self, readings: Iterable[Reading]) -> bool:
        phrases = self.knowledge.lexicon.phrases
        people = people_words().forms
        return any(
            any(entry.kind not in _NO_WORD for entry in phrases.get(stem, ())) or stem in people
            for _, stem in readings
        )

    def _is_plain(self, word: str, readings: Iterable[Reading]) -> bool:
        return any(self._in_dictionary(stem) for _, stem in readings)

    def _in_dictionary(self, stem: str) -> bool:
        bare = stem.removeprefix(ARTICLE)
        for form in (stem, bare):
            if len(form) < _SHORTEST:
                continue
            if self._has_forms(form):
                return True
            for suffix in self._endings:
                if form.endswith(suffix) and len(form) > len(suffix) + _SHORTEST:
                    base = form.removesuffix(suffix)
                    if self._has_forms(base):
                        return True
                    if base.endswith(self._feminine[1]) and self._has_forms(
                        base[:-1] + self._feminine[0]
                    ):
                        return True
        return False

    @property
    def _endings(self) -> tuple[str, ...]:
        return _pieces()["pronoun"]

    @property
    def _feminine(self) -> tuple[str, ...]:
        return _pieces()["feminine"]

    def _has_forms(self, form: str) -> bool:
        lemma = self.lemmas.get(form)
        return lemma is not None and self.forms[lemma] >= _FEWEST_FORMS

    def readings(self, word: str) -> tuple[Reading, ...]:
        """The ways to read a folded word without what is written onto it."""
        return proclitic_readings(word)

    def openings(self, word: str) -> tuple[tuple[str, str, int], ...]:
        """The readings of a word that begin a phrase of the lists, and the longest such phrase."""
        known = self._openings.get(word)
        if known is None:
            if len(self._openings) > _REMEMBERED:
                self._openings.clear()
            known = self._openings[word] = tuple(
                (prefix, stem, self.longest[stem])
                for prefix, stem in proclitic_readings(word)
                if stem in self.longest
            )
        return known

    def mother(self, word: str) -> bool:
        """Whether a kunya may also be the word for or."""
        return any(stem in self.mothers for _, stem in proclitic_readings(word))

    def between(self, word: str) -> bool:
        """Whether a word stands between names alone."""
        return any(stem in self.chains for _, stem in proclitic_readings(word))


@cache
def _pieces() -> Mapping[str, tuple[str, ...]]:
    return {
        row["id"]: tuple(fold_plain(form) for form in row.many("forms"))
        for row in read_rows("redact/endings.tsv")
    }


def _piece(name: str) -> frozenset[str]:
    return frozenset(_pieces()[name])


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
    by_what: dict[str, set[str]] = {"function": set(), "report": set()}
    for row in read_rows("redact/plain_words.tsv"):
        by_what[row["what"]].add(_key(row["word"]))
    phrases, longest = _phrases()
    return Words(
        knowledge=knowledge,
        given={key: word for key, word in given.items() if " " not in key},
        latin=frozenset(latin),
        family=frozenset(_key(row["name"]) for row in read_rows("redact/family_names.tsv")),
        function=frozenset(by_what["function"]) - _piece("also_on"),
        report=frozenset(by_what["report"]),
        lemmas=lemmas,
        forms=forms,
        phrases=phrases,
        longest=longest,
        plain_latin=_plain_latin(knowledge) - latin,
        like_on=_piece("also_on"),
        second_halves=_piece("article_god"),
        servants=_piece("servant"),
        mothers=_piece("mother"),
        chains=_piece("chain"),
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
            add(form, Cue.OFFICE, row["id"])
    for row in read_rows("redact/public_figures.tsv"):
        for form in row.many("names"):
            add(form, Cue.FIGURE, row["id"])
        for form in row.many("loose"):
            add(form, Cue.LOOSE_FIGURE, row["id"])
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
