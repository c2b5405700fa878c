"""Decides which place a quote proves: the finest name in its words, settled by the gazetteer.

The model points at words; which of several same-named places they mean is settled as for the
rules, by the whole document. Words that no gazetteer knows keep their text without coordinates;
words that tell an event, a time or a number are no name of a place.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.annotate import annotate
from rasd.annotate.place_span import PlaceSpan
from rasd.annotate.places import MAIN_COUNTRY, Relation
from rasd.engines.llm.grounds import Grounds, matches_at
from rasd.engines.llm.locate import Found
from rasd.engines.setting import settle
from rasd.join.draft import Words
from rasd.knowledge import Kind
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import Place, replace
from rasd.resolve.namesakes import main_country
from rasd.resolve.places import place_of, rank, unlocated
from rasd.text import fold

_LONGEST_NAME = 6
_ELSEWHERE = frozenset({Relation.DATELINE, Relation.PARTY})


@dataclass(frozen=True, slots=True)
class ProvedPlace:
    """A place with its gazetteer row, `None` for a name that none has."""

    place: Place
    row: PlaceRow | None


def prove_place(found: Found, grounds: Grounds) -> ProvedPlace | None:
    """The place that the words name, `None` where they name none."""
    settled = [pair for words in found.pieces for pair in _settled(words, grounds)]
    if all(row is None for _, row in settled):
        # a name that its sentence hides from the rules: مستشفى بعشيقة
        settled += _alone(found, grounds)
    known = [(span, row) for span, row in settled if row is not None]
    best = max(known, key=lambda pair: _order(*pair), default=None)
    unlisted = next((s for s, row in settled if row is None and s.kinds and not s.level), None)
    if unlisted is not None and (best is None or best[0].start > unlisted.start):
        parent = place_of(found.quote, best[1], best[0]) if best is not None else None
        return ProvedPlace(unlocated(found.quote, parent), None)
    if best is not None:
        return ProvedPlace(place_of(found.quote, best[1], best[0]), best[1])
    return ProvedPlace(unlocated(found.quote, None), None) if _may_name(found) else None


def _settled(words: Words, grounds: Grounds) -> list[tuple[PlaceSpan, PlaceRow | None]]:
    setting = grounds.reading.setting
    annotated = words.annotated
    country = main_country(setting.surroundings) or ""
    spans = [
        replace(span, capital_of=country) if span.capital_of == MAIN_COUNTRY and country else span
        for span in annotated.places
        if not span.province or (setting.main_group or "").startswith("is_")
    ]
    context = setting.heading_places.get(setting.heading_of[annotated.sentence.index], ())
    return [
        (span, row)
        for span, row in settle(spans, setting.surroundings, context, grounds.knowledge)
        if words.start <= span.start < words.end
    ]


def _alone(found: Found, grounds: Grounds) -> list[tuple[PlaceSpan, PlaceRow | None]]:
    """The names in the words by themselves, settled by the document all the same."""
    return [
        pair
        for annotated in annotate(None, fold(found.quote), grounds.knowledge)
        for pair in settle(
            annotated.places, grounds.reading.setting.surroundings, (), grounds.knowledge
        )
        if pair[1] is not None
    ]


def _order(span: PlaceSpan, row: PlaceRow) -> tuple[bool, int, int]:
    return (span.relation not in _ELSEWHERE, rank(row), -span.start)


def _may_name(found: Found) -> bool:
    """Whether words that no list knows may name a place: few, and nothing else by themselves."""
    if sum(words.end - words.start for words in found.pieces) > _LONGEST_NAME:
        return False
    return not any(
        any(matches_at(words, Kind.TRIGGER))
        or any(_meets(words, n.start, n.end) for n in words.annotated.numbers)
        or any(_meets(words, t.start, t.end) for t in words.annotated.times)
        for words in found.pieces
    )


def _meets(words: Words, start: int, end: int) -> bool:
    return start < words.end and words.start < end
