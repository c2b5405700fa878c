"""Looks each word of a sentence up once, for all that is sought in it.

What a word may begin (a listed phrase, a number, a time, people, a place's name) hangs on the
word alone, and nineteen words of twenty have come before. It is remembered by word, so that each
annotator visits only the few tokens at which it can find anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rasd.annotate import counts, numbers, times
from rasd.annotate.place_listed import openings
from rasd.annotate.sight import Sight
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.lexicon import UNLISTED, Listed, matches_at
from rasd.text import Reading, Sentence, Token, TokenKind

_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Word:
    """What may begin at a word."""

    listed: Listed
    places: tuple[Reading, ...]
    """Its readings that begin a name of the gazetteer."""
    number: bool
    time: bool
    people: bool
    nothing: bool
    """Whether none of them, as with most words."""


def look_at(sentence: Sentence, knowledge: Knowledge) -> Sight:
    """All that is known of the words of a sentence one by one, and the listed phrases in it."""
    known = _known(knowledge)
    lexicon = knowledge.lexicon
    tokens = sentence.tokens
    texts = [token.text for token in tokens]
    matches: list[Match] = []
    number_at: list[int] = []
    time_at: list[int] = []
    people_at: list[int] = []
    place_at: dict[int, tuple[Reading, ...]] = {}
    for i, text in enumerate(texts):
        word = known.get(text)
        if word is None:
            word = _learn(tokens[i], knowledge, known)
        if word.nothing:
            continue
        if word.number:
            number_at.append(i)
        if word.time:
            time_at.append(i)
        if word.people:
            people_at.append(i)
        if word.places:
            place_at[i] = word.places
        if word.listed.openings:
            matches += matches_at(word.listed, lexicon, texts, i)
    by_kind: dict[Kind, list[Match]] = {}
    for match in matches:
        kind = match.entry.kind
        same = by_kind.get(kind)
        if same is None:
            by_kind[kind] = [match]
        else:
            same.append(match)
    return Sight(matches, by_kind, number_at, time_at, people_at, place_at)


@cache
def _known(knowledge: Knowledge) -> dict[str, Word]:
    """The words seen so far."""
    return {}


def _learn(token: Token, knowledge: Knowledge, known: dict[str, Word]) -> Word:
    if len(known) >= _REMEMBERED:
        known.clear()
    text = token.text
    mark = token.kind is TokenKind.PUNCTUATION
    listed = UNLISTED if mark else knowledge.lexicon.listed(text)
    names = () if mark else openings(knowledge.gazetteer, text)
    number, time, people = numbers.may_begin(text), times.may_begin(text), counts.may_begin(text)
    nothing = not (listed.openings or names or number or time or people)
    word = known[text] = Word(listed, names, number, time, people, nothing)
    return word
