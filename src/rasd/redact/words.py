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
from typing import NamedTuple

from rasd.knowledge import Kind, Knowledge, load_knowledge
from rasd.knowledge.people import people_words
from rasd.knowledge.tables import read_rows
from rasd.search.lemmas import load_lemmas
from rasd.text import ARTICLE, WAW, Reading, fold_plain, proclitic_readings, tokenize


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
    EACH = 12


_CUES = {cue.name.lower(): cue for cue in Cue}
NO_WORD = frozenset({Kind.PLACE, Kind.PROVINCE, Kind.CAPITAL, Kind.PATRON, Kind.SUBJECT})
_SURE_PLACE = frozenset(
    {
        *("governorate", "canton", "province", "centre", "district", "cities", "city", "villages"),
        *("village", "quarters", "neighbourhood", "camp", "landmark", "road", "countryside"),
    }
)
_FEWEST_FORMS = 2
_SHORTEST_VERBAL = 4
_SHORTEST = 2
_LONG = 5
_REMEMBERED = 200_000


class Info(NamedTuple):
    """What the lists say of one word, however it stands."""

    sort: Sort
    cues: tuple[tuple[str, str, int], ...]
    """The readings that begin a phrase of `redact/`: prefix, stem, words of the longest phrase."""
    listed: tuple[tuple[str, int], ...]
    """The readings that begin a phrase of several words of the lexicon."""
    places: tuple[tuple[str, int], ...]
    """The readings that begin the name of a place."""
    trigger: bool
    weapon: bool
    """Whether it is a weapon with nothing written onto it: people bear such names."""
    people: bool
    """Whether people are counted by it."""
    place_cue: bool
    like_on: bool
    servant: bool
    second_half: bool
    mother: bool
    chain: bool
    definite: bool
    origin: bool
    """Whether it has the article and the ending of adjectives of origin, as surnames do."""
    joined: bool
    """Whether something is written onto a given name."""
    surname: bool
    """Whether it is written as a preposition or "and" and a word, as some surnames are too."""
    apart: bool
    """Whether it is written as no part of a name is: onto a preposition, or as an adverb."""


NOTHING_KNOWN = Info(Sort.FUNCTION, (), (), (), *(False for _ in range(14)))
"""A mark of punctuation."""


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
    plain: frozenset[str]
    """Ordinary words that the dictionary lacks."""
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
    timed: frozenset[str]
    """Months, weekdays, measures and words of number."""
    ages: frozenset[str]
    """Years and months, as ages are told in."""
    place_cues: frozenset[str]
    """Words after which a name is that of a place, whoever bears it too (``مدينة``)."""
    _known: dict[str, Info] = field(default_factory=dict)

    def info(self, word: str) -> Info:
        """All that the lists say of a folded word; remembered."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._look_up(word)
        return known

    def _look_up(self, word: str) -> Info:
        readings = proclitic_readings(word)
        lexicon, gazetteer = self.knowledge.lexicon, self.knowledge.gazetteer
        stems = [stem for _, stem in readings]
        sort = self._sort(word)
        return Info(
            sort,
            tuple((p, s, self.longest[s]) for p, s in readings if s in self.longest),
            tuple((s, n) for s in stems if (n := lexicon.longest.get(s, 0)) > 1),
            tuple((s, n) for s in stems if (n := gazetteer.longest.get(s, 0))),
            any(
                entry.kind is Kind.TRIGGER
                for stem in stems
                for entry in lexicon.phrases.get(stem, ())
            ),
            len(stems) == 1
            and any(entry.kind is Kind.WEAPON for entry in lexicon.phrases.get(word, ())),
            any(stem in people_words().forms for stem in stems),
            any(stem in self.place_cues for stem in stems),
            any(stem in self.like_on for stem in stems),
            any(stem in self.servants for stem in stems),
            word in self.second_halves,
            any(stem in self.mothers for stem in stems),
            any(stem in self.chains for stem in stems),
            word.startswith(ARTICLE),
            word.startswith(ARTICLE) and word.endswith(_pieces()["origin"]) and len(word) > _LONG,
            len(stems) > 1
            and self.given.get(word) is not False
            and any(stem in self.given for stem in stems[1:]),
            self._is_like_glued(word),
            sort is Sort.PLAIN and (self._is_glued(word, readings) or self._is_adverb(word)),
        )

    def _sort(self, word: str) -> Sort:
        if word.isascii():
            return self._latin_sort(word)
        readings = proclitic_readings(word)
        listed = self._is_listed(readings)
        given = self.given.get(word)
        if given is not None:
            ordinary = given or listed or word in self.function or word in self.report
            return Sort.EITHER if ordinary else Sort.GIVEN
        for known, sort in ((self.function, Sort.FUNCTION), (self.report, Sort.REPORT)):
            if word in known:
                return sort
        for reading in readings[1:]:
            inner = self.given.get(reading.stem)
            if inner is not None:
                ordinary = inner or listed or self._in_dictionary(word)
                return Sort.EITHER if ordinary else Sort.GIVEN
        if any(r.stem in self.function for r in readings):
            return Sort.FUNCTION
        plain = self._is_plain(readings)
        if any(r.stem in self.report for r in readings):
            return Sort.REPORT
        if any(r.stem in self.family for r in readings):
            return Sort.FAMILY
        if listed or any(r.stem in self.timed for r in readings):
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
            any(entry.kind not in NO_WORD for entry in phrases.get(stem, ())) or stem in people
            for _, stem in readings
        )

    def _is_plain(self, readings: Iterable[Reading]) -> bool:
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

    def _is_like_glued(self, word: str) -> bool:
        pieces = _pieces()
        # ``باعوضة``, ``بافقيه``; not ``بالنار``
        if word.startswith(pieces["house"]):
            return not word.startswith(tuple(p + ARTICLE[1:] for p in pieces["house"]))
        return word.startswith(WAW) and not word.endswith(pieces["possessive"])

    def _is_glued(self, word: str, readings: Iterable[Reading]) -> bool:
        # Two letters are too few to tell a word after a preposition from a name: ``كنو``.
        return not self._in_dictionary(word) and any(
            prefix and len(stem.removeprefix(ARTICLE)) > _SHORTEST and self._in_dictionary(stem)
            for prefix, stem in readings
        )

    def _is_adverb(self, word: str) -> bool:
        base = word[:-1]
        return (
            word.endswith(_pieces()["adverb"]) and len(base) > _SHORTEST and (self._has_forms(base))
        )

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
                and (form.startswith(_verbal("start")) or form.endswith(_verbal("end")))
            )
        )


@cache
def _verbal(where: str) -> tuple[str, ...]:
    return _pieces()[f"verbal_{where}"]


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
    by_what: dict[str, set[str]] = {"function": set(), "report": set(), "plain": set()}
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
        plain=frozenset(by_what["plain"]),
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
        timed=_timed(),
        ages=_piece("age"),
        place_cues=_place_cues(),
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
