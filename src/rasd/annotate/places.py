"""Finds place names: gazetteer names, names after a place word, group provinces, capitals.

``في قرية "النوفل" شمال المقدادية بديالى`` gives three spans: one without a gazetteer entry
(known to be a village by its cue), one that the first lies near, one governorate. Which of
several same-named places is meant is decided later, with the whole document in view.
"""

from __future__ import annotations

from rasd.annotate.place_cues import OPENING
from rasd.annotate.place_listed import by_gazetteer
from rasd.annotate.place_relations import joined_by_and, relate
from rasd.annotate.place_scene import open_scene
from rasd.annotate.place_span import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.annotate.place_unlisted import by_cue
from rasd.knowledge import Kind, Knowledge, Match
from rasd.text import Sentence, TokenKind

__all__ = ["MAIN_COUNTRY", "PlaceSpan", "Relation", "find_places"]


def find_places(
    sentence: Sentence, matches: tuple[Match, ...], knowledge: Knowledge
) -> tuple[PlaceSpan, ...]:
    """The place names of a sentence in order; of overlapping readings the longest is kept."""
    scene = open_scene(sentence, matches, knowledge)
    blocked, outlets = _blocked(matches)
    spans: list[PlaceSpan] = [span for m in matches if (span := _by_match(m, sentence)) is not None]
    taken = {i for span in spans for i in range(span.start, span.end)}
    i = 0
    tokens = sentence.tokens
    last: PlaceSpan | None = None
    while i < len(tokens):
        found = None
        if i not in taken and i not in blocked and tokens[i].kind is not TokenKind.PUNCTUATION:
            company = last if last is not None and joined_by_and(sentence, last.end, i) else None
            found = by_gazetteer(scene, i, company)
            if i in outlets and found is not None and not _more_than_outlet(found):
                found = None
        if found is None and i in scene.cues and scene.cues[i].entry.id == "capital":
            found = _bare_capital(sentence, scene.cues[i])
        if found is None and i not in taken and (i not in scene.cues or scene.opens_name(i)):
            found = by_cue(scene, i)
        if found is None:
            i += 1
            continue
        spans.append(found)
        last = found
        i = found.end
    spans = [s for s in spans if not _is_person(s, sentence, matches)]
    return relate(tuple(sorted(spans, key=lambda s: s.start)), sentence, matches, knowledge)


def _is_person(span: PlaceSpan, sentence: Sentence, matches: tuple[Match, ...]) -> bool:
    """Whether the name follows a title without a word between: ``الشاب نجران``."""
    if span.cue_start != span.start or span.capital_of or span.province:
        return False
    before = span.start
    while before > 0 and sentence.tokens[before - 1].text in OPENING - {"#"}:
        before -= 1
    return any(
        m.end == before and m.entry.kind is Kind.SUBJECT and m.entry.id in _TITLES for m in matches
    )


_TITLES = frozenset({"commander", "civil"})


def _blocked(matches: tuple[Match, ...]) -> tuple[frozenset[int], frozenset[int]]:
    """Tokens inside names of actors and outlets, which are no places; then outlets of one word."""
    covered: set[int] = set()
    outlets: set[int] = set()
    for match in matches:
        if match.entry.kind in (Kind.ACTOR, Kind.OUTLET) and match.end - match.start > 1:
            covered.update(range(match.start, match.end))
        elif match.entry.kind is Kind.OUTLET:
            outlets.add(match.start)
    return frozenset(covered), frozenset(outlets)


def _more_than_outlet(span: PlaceSpan) -> bool:
    """Whether the outlet's name is half of a place's (``جسر الشغور``) or follows a place word."""
    return span.end - span.start > 1 or bool(span.kinds)


def _by_match(match: Match, sentence: Sentence) -> PlaceSpan | None:
    kind = match.entry.kind
    if kind not in (Kind.PROVINCE, Kind.CAPITAL):
        return None
    return PlaceSpan(
        sentence.index,
        match.start,
        match.end,
        match.start,
        (),
        frozenset(),
        Relation.AT,
        True,
        kind is Kind.PROVINCE,
        province=match.entry.id if kind is Kind.PROVINCE else "",
        capital_of=match.entry.id if kind is Kind.CAPITAL else "",
    )


def _bare_capital(sentence: Sentence, cue: Match) -> PlaceSpan | None:
    """The capital without a name after it: the capital of the document's country."""
    return PlaceSpan(
        sentence.index,
        cue.start,
        cue.end,
        cue.start,
        (),
        frozenset(),
        Relation.AT,
        True,
        False,
        capital_of=MAIN_COUNTRY,
    )
