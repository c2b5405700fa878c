"""Decides what stands where in a text: its words with what the lists say of each.

Nothing of it depends on what was read before. Of ``قتل الملازم أحمد`` it knows a word of deeds, a
title and a given name; what they make of each other is up to the reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rasd.redact import cues, sorts
from rasd.redact.cues import Cue
from rasd.redact.lists import load_words
from rasd.redact.sorts import NOTHING_KNOWN, Info, Sort
from rasd.redact.words import NO_WORD, Words
from rasd.text import WAW, Span, Token, TokenKind, fold, tokenize

PERHAPS = frozenset({sorts.FAMILY, sorts.EITHER, sorts.GIVEN, sorts.UNKNOWN})
"""The sorts of words that may be names."""
_WORD, _NUMERAL, _LATIN, _MARK = TokenKind
_ALEF_MAQSURA = "\u0649"
_COARSE_ENOUGH = frozenset({"country", "admin1", "region", "sea", "strait"})
_NUMBER = NOTHING_KNOWN._replace(sort=sorts.LISTED)
_INITIAL = NOTHING_KNOWN._replace(sort=sorts.UNKNOWN)


class Found(NamedTuple):
    """A phrase that says something of the words after it, and where it ends."""

    cue: Cue
    ident: str
    end: int


class Seen:
    """A text as the lists see it."""

    __slots__ = (
        "coarse",
        "cues",
        "infos",
        "listed",
        "opens",
        "places",
        "sorts",
        "spans",
        "text",
        "tokens",
    )

    def __init__(self, text: str, words: Words, *, coarse: bool) -> None:
        self.text = text
        self.coarse = coarse
        folded = fold(text)
        self.tokens = tokenize(folded.folded)
        self.spans: Sequence[Span | Token] = (
            [folded.original_span(Span(t.start, t.end)) for t in self.tokens]
            if folded.moved
            else self.tokens
        )
        """Where the tokens stand in the text as it was given."""
        self.infos = [self._info(i, token, words) for i, token in enumerate(self.tokens)]
        self.sorts = [
            self._ali(i) if info.like_on else info.sort for i, info in enumerate(self.infos)
        ]
        self.cues = [
            self._cues(i, info, words) if info.cues else () for i, info in enumerate(self.infos)
        ]
        self.listed: dict[int, int] = {}
        """Where phrases of several words of the lexicon begin, and where they end."""
        self.places: dict[int, tuple[int, bool]] = {}
        """Where places begin: where they end, and whether they are finer than a governorate."""
        self._look_up(words)
        self.opens = [
            bool(found) or i in self.listed or i in self.places or self.joins(i)
            for i, found in enumerate(self.cues)
        ]
        """Whether a phrase begins at each word."""

    def is_word(self, i: int) -> bool:
        """Whether a word stands there."""
        return i < len(self.tokens) and self.tokens[i].kind is _WORD

    def joins(self, i: int) -> bool:
        """Whether a word is the first half of a compound name: ``عبد الله``, ``نور الدين``."""
        info, sort = self.infos[i], self.sorts[i]
        if not info.servant and sort is not sorts.GIVEN and sort is not sorts.EITHER:
            return False
        if not self.is_word(i) or not self.is_word(i + 1) or i in self.listed:
            return False
        second = self.infos[i + 1]
        return second.second_half or (info.servant and second.definite)

    def goes_on(self, i: int) -> bool:
        """Whether a name goes on here: ``الشيخ عبد`` is no place before ``العزيز``."""
        if not self.is_word(i):
            return False
        if self.has_cue(i, cues.KUNYA, cues.NASAB):
            return True
        info = self.infos[i]
        return (
            info.origin
            or info.second_half
            or (self.sorts[i] in (sorts.GIVEN, sorts.UNKNOWN) and not info.joined)
            or (self.infos[i - 1].servant and info.definite)
        )

    def begins_name(self, i: int) -> bool:
        """Whether what follows "each of" are persons rather than places or things."""
        return (
            self.is_word(i)
            and not self.infos[i].definite
            and (
                self.sorts[i] in (sorts.GIVEN, sorts.EITHER)
                or (self.sorts[i] in PERHAPS and i not in self.places)
            )
        )

    def before_origin(self, i: int) -> bool:
        """Whether an unlisted surname follows a word that may be part of a name."""
        return (
            not self.infos[i].apart
            and self.is_word(i + 1)
            and self.sorts[i + 1] is sorts.UNKNOWN
            and self.infos[i + 1].origin
        )

    def has_cue(self, i: int, *wanted: Cue) -> bool:
        """Whether one of these phrases begins there."""
        return any(found.cue in wanted for found in self.cues[i])

    def cues_person(self, i: int) -> bool:
        """Whether a phrase begins there after which a person is named."""
        return self.has_cue(i, cues.TITLE, cues.KIN, cues.NAMED)

    def cued_place(self, i: int) -> bool:
        """Whether a word for a kind of place stands before."""
        return i > 0 and self.infos[i - 1].place_cue

    def _info(self, i: int, token: Token, words: Words) -> Info:
        text, kind = token.text, token.kind
        if kind is _MARK:
            return NOTHING_KNOWN
        if kind is _NUMERAL:
            return _NUMBER
        if kind is _LATIN and set(text) == {"_"}:
            return NOTHING_KNOWN
        if len(text) == 1 and text != WAW and not self._after_number(i):
            return _INITIAL
        return words.info(text)

    def _after_number(self, i: int) -> bool:
        """Whether a letter may be a measure: 500 m."""
        return i > 0 and self.tokens[i - 1].kind is _NUMERAL

    def _ali(self, i: int) -> Sort:
        """The preposition, or the name that some write alike: its last letter tells."""
        last = self.text[self.spans[i].end - 1 : self.spans[i].end]
        return sorts.FUNCTION if last == _ALEF_MAQSURA else sorts.GIVEN

    def _cues(self, i: int, info: Info, words: Words) -> tuple[Found, ...]:
        found: list[Found] = []
        for _, stem, longest in info.cues:
            for key, end in self._keys(i, stem, longest, words):
                found.extend(Found(cue, ident, end) for cue, ident in words.phrases.get(key, ()))
        return tuple(found)

    def _keys(
        self, i: int, stem: str, longest: int, words: Words, fewest: int = 1
    ) -> Iterator[tuple[str, int]]:
        """The words from a reading on as phrases of one word and more, with where they end."""
        if fewest == 1:
            yield stem, i + 1
        last = min(i + longest, len(self.tokens))
        if last < i + 2:
            return
        key = f"{stem} {self.tokens[i + 1].text}"
        if key not in words.beginnings:
            return
        yield key, i + 2
        for end in range(i + 3, last + 1):
            key = f"{key} {self.tokens[end - 1].text}"
            yield key, end

    def _look_up(self, words: Words) -> None:
        phrases, known = words.knowledge.lexicon.phrases, words.knowledge.gazetteer.keys
        for i, info in enumerate(self.infos):
            for stem, longest in info.listed:
                for key, end in self._keys(i, stem, longest, words, fewest=2):
                    entries = phrases.get(key)
                    if entries and any(e.kind not in NO_WORD for e in entries):
                        self.listed[i] = max(self.listed.get(i, 0), end)
            for stem, longest in info.places:
                for key, end in self._keys(i, stem, longest, words):
                    if key in known and self.places.get(i, (0, False))[0] <= end:
                        self.places[i] = (end, self.coarse and _is_fine(key))


@lru_cache(maxsize=50_000)
def _is_fine(key: str) -> bool:
    """Whether all places of a name are finer than a governorate."""
    rows = load_words().knowledge.gazetteer.find(key)
    return all(row.kind not in _COARSE_ENOUGH for row in rows)
