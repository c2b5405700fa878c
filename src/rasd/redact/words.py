"""Decides what a single word may be: surely no name, perhaps one, or surely one.

A word that no list and no dictionary knows is `UNKNOWN`, and hidden like a name: names are the
words that lists lack most often. Given names come from `redact/given_names.tsv`; those that are
ordinary words too (``صباح``) are `EITHER` and need a sign beside them, as surnames do that are
trades or origins (``النجار``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rasd.knowledge import Kind, Knowledge
from rasd.knowledge.people import people_words
from rasd.redact import sorts
from rasd.redact.cues import Cue
from rasd.redact.dictionary import SHORTEST, Dictionary, pieces
from rasd.redact.sorts import Info, Sort
from rasd.text import ARTICLE, WAW, Reading, proclitic_readings

NO_WORD = frozenset({Kind.PLACE, Kind.PROVINCE, Kind.CAPITAL, Kind.PATRON, Kind.SUBJECT})
"""What the lexicon lists that a person may be called too."""
_LONG = 5
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
    dictionary: Dictionary
    phrases: Mapping[str, tuple[tuple[Cue, str], ...]]
    longest: Mapping[str, int]
    beginnings: frozenset[str]
    """The first two words of each phrase and place of several."""
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
            word.startswith(ARTICLE) and word.endswith(pieces()["origin"]) and len(word) > _LONG,
            len(stems) > 1
            and self.given.get(word) is not False
            and any(stem in self.given for stem in stems[1:]),
            self._is_like_glued(word),
            sort is sorts.PLAIN
            and (self._is_glued(word, readings) or self.dictionary.has_adverb(word)),
        )

    def _sort(self, word: str) -> Sort:
        if word.isascii():
            return self._latin_sort(word)
        readings = proclitic_readings(word)
        listed = self._is_listed(readings)
        given = self.given.get(word)
        if given is not None:
            ordinary = given or listed or word in self.function or word in self.report
            return sorts.EITHER if ordinary else sorts.GIVEN
        for known, sort in ((self.function, sorts.FUNCTION), (self.report, sorts.REPORT)):
            if word in known:
                return sort
        for _, stem in readings[1:]:
            inner = self.given.get(stem)
            if inner is not None:
                ordinary = inner or listed or self.dictionary.has(word)
                return sorts.EITHER if ordinary else sorts.GIVEN
        if any(stem in self.function for _, stem in readings):
            return sorts.FUNCTION
        if any(stem in self.report for _, stem in readings):
            return sorts.REPORT
        if any(stem in self.family for _, stem in readings):
            return sorts.FAMILY
        if listed or any(stem in self.timed for _, stem in readings):
            return sorts.LISTED
        plain = any(self.dictionary.has(stem) for _, stem in readings)
        return sorts.PLAIN if plain else sorts.UNKNOWN

    def _latin_sort(self, word: str) -> Sort:
        if word.isdigit():
            return sorts.LISTED
        if word in self.latin:
            return sorts.GIVEN
        return sorts.LISTED if word in self.plain_latin else sorts.UNKNOWN

    def _is_listed(self, readings: Iterable[Reading]) -> bool:
        phrases = self.knowledge.lexicon.phrases
        people = people_words().forms
        return any(
            any(entry.kind not in NO_WORD for entry in phrases.get(stem, ())) or stem in people
            for _, stem in readings
        )

    def _is_like_glued(self, word: str) -> bool:
        house = pieces()["house"]
        # ``باعوضة``, ``بافقيه``; not ``بالنار``
        if word.startswith(house):
            return not word.startswith(tuple(p + ARTICLE[1:] for p in house))
        return word.startswith(WAW) and not word.endswith(pieces()["possessive"])

    def _is_glued(self, word: str, readings: Iterable[Reading]) -> bool:
        # Two letters are too few to tell a word after a preposition from a name: ``كنو``.
        has = self.dictionary.has
        return not has(word) and any(
            prefix and len(stem.removeprefix(ARTICLE)) > SHORTEST and has(stem)
            for prefix, stem in readings
        )
