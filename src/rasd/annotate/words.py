"""Looks each word of a sentence up once, for all that is sought in it.

What a word may begin (a listed phrase, a number, a time, people, a place's name) hangs on the
word alone, and nineteen words of twenty have come before. It is remembered by word, so that each
annotator visits only the few tokens at which it can find anything.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from rasd.annotate import counts, numbers, times
from rasd.annotate.place_listed import opening
from rasd.annotate.sight import PlaceOpening, Sight
from rasd.knowledge import Entry, Kind, Knowledge, Match
from rasd.knowledge.lexicon import UNLISTED, Opening
from rasd.model.frozen import Frozen
from rasd.text import Sentence, Token, TokenKind, proclitic_readings

_REMEMBERED = 100_000


class Word(Frozen, frozen=True):
    """What may begin at a word."""

    follow: frozenset[str]
    """The words that may be the second of a listed phrase that this one begins."""
    openings: tuple[Opening, ...]
    """How it may begin such a phrase."""
    entries: tuple[tuple[Kind, str, Entry], ...]
    """What the word means where it stands alone, with the proclitics taken off."""
    place: PlaceOpening | None
    number: bool
    time: bool
    people: bool
    begins: bool
    """Whether a number, a time, people or a place's name may begin."""


def look_at(sentence: Sentence, knowledge: Knowledge) -> Sight:
    """All that is known of the words of a sentence one by one, and the listed phrases in it."""
    known = _known(knowledge)
    lexicon = knowledge.lexicon
    texts = sentence.texts
    matches: list[Match] = []
    by_kind: dict[Kind, list[Match]] = defaultdict(list)
    number_at: list[int] = []
    time_at: list[int] = []
    people_at: list[int] = []
    place_at: dict[int, PlaceOpening] = {}
    nothing = _NOTHING
    last = len(texts) - 1
    for i, met in enumerate(map(known.get, texts)):
        word = met or _learn(sentence.tokens[i], knowledge, known)
        if word is nothing:
            continue
        if word.begins:
            if word.number:
                number_at.append(i)
            if word.time:
                time_at.append(i)
            if word.people:
                people_at.append(i)
            if word.place is not None:
                place_at[i] = word.place
        if word.follow and i < last and texts[i + 1] in word.follow:
            for match in lexicon.phrases_at(texts, i, word.openings):
                matches.append(match)
                by_kind[match.entry.kind].append(match)
        else:
            for kind, prefix, entry in word.entries:
                match = Match(i, i + 1, prefix, entry)
                matches.append(match)
                by_kind[kind].append(match)
    return Sight(matches, by_kind, number_at, time_at, people_at, place_at)


@cache
def _known(knowledge: Knowledge) -> dict[str, Word]:
    """The words seen so far."""
    return {}


def _learn(token: Token, knowledge: Knowledge, known: dict[str, Word]) -> Word:
    if len(known) >= _REMEMBERED:
        known.clear()
    word = known[token.text] = _look_up(token, knowledge)
    return word


def _look_up(token: Token, knowledge: Knowledge) -> Word:
    """What may begin at a word: all lists are asked by its readings before any grammar is."""
    text = token.text
    digits = text[0].isdigit()
    stems = [stem for _, stem in proclitic_readings(text)]
    number = (digits or not numbers.beginnings().isdisjoint(stems)) and numbers.may_begin(text)
    time = (digits or not times.beginnings().isdisjoint(stems)) and times.may_begin(text)
    people = not counts.beginnings().isdisjoint(stems) and counts.may_begin(text)
    listed, place = UNLISTED, None
    if token.kind is not TokenKind.PUNCTUATION:
        lexicon, gazetteer = knowledge.lexicon, knowledge.gazetteer
        if not lexicon.longest.keys().isdisjoint(stems):
            listed = lexicon.listed(text)
        if not gazetteer.longest.keys().isdisjoint(stems):
            place = opening(gazetteer, text)
    begins = bool(number or time or people or place)
    if not (begins or listed.openings):
        return _NOTHING
    entries = tuple([(entry.kind, prefix, entry) for prefix, entry in listed.alone])
    follow, openings = listed.follow, listed.openings
    return Word(follow, openings, entries, place, number, time, people, begins)


_NOTHING = Word(frozenset(), (), (), None, number=False, time=False, people=False, begins=False)
"""Most words."""
