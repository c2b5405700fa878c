"""Finds place names: gazetteer names, names after a place word, group provinces, capitals.

``في قرية "النوفل" شمال المقدادية بديالى`` gives three spans: one without a gazetteer entry
(known to be a village by its cue), one that the first lies near, one governorate. Which of
several same-named places is meant is decided later, with the whole document in view.
"""

from __future__ import annotations

from rasd.annotate.place_cues import OPENING
from rasd.annotate.place_listed import by_gazetteer
from rasd.annotate.place_relations import joined_by_and, relate
from rasd.annotate.place_scene import Scene
from rasd.annotate.place_span import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.annotate.place_unlisted import by_cue
from rasd.annotate.sight import Sight
from rasd.knowledge import Kind, Knowledge, Match
from rasd.text import Sentence

__all__ = ["MAIN_COUNTRY", "PlaceSpan", "Relation", "find_places"]


def find_places(sentence: Sentence, sight: Sight, knowledge: Knowledge) -> tuple[PlaceSpan, ...]:
    """The place names of a sentence in order; of overlapping readings the longest is kept."""
    spans = [_by_match(match, sentence) for match in sight.of_any(_SURE)]
    if not (spans or sight.places or Kind.PLACE_CUE in sight.by_kind):
        return ()
    scene = Scene(sentence, sight, knowledge)
    blocked, outlets = _blocked(sight)
    taken = {i for span in spans for i in range(span.start, span.end)}
    tokens = sentence.tokens
    last: PlaceSpan | None = None
    done = 0
    for i in _openings(scene):
        if i < done or i >= len(tokens):
            continue
        found = None
        readings = sight.places.get(i)
        if readings is not None and i not in taken and i not in blocked:
            company = last if last is not None and joined_by_and(sentence, last.end, i) else None
            found = by_gazetteer(scene, i, readings, company)
            if i in outlets and found is not None and not _more_than_outlet(found):
                found = None
        if found is None and i in scene.cues and scene.cues[i].entry.id == _CAPITAL:
            found = _bare_capital(sentence, scene.cues[i])
        if found is None and scene.cue_ends and i not in taken:
            found = by_cue(scene, i) if i not in scene.cues or scene.opens_name(i) else None
        if found is not None:
            spans.append(found)
            last = found
            done = found.end
    spans = [s for s in spans if not _is_person(s, sentence, sight)]
    return relate(tuple(sorted(spans, key=lambda s: s.start)), sentence, sight, knowledge)


def _openings(scene: Scene) -> list[int]:
    """The tokens at which a place's name may begin, in order: most begin none."""
    places = scene.sight.places
    if not scene.cues:
        return list(places)
    begins = {*places, *scene.cue_ends}
    begins.update(end + 1 for end in scene.cue_ends)  # after a mark of quotation
    begins.update(i for i, cue in scene.cues.items() if cue.entry.id == _CAPITAL)
    return sorted(begins)


def _is_person(span: PlaceSpan, sentence: Sentence, sight: Sight) -> bool:
    """Whether the name follows a title without a word between: ``الشاب نجران``."""
    if span.cue_start != span.start or span.capital_of or span.province:
        return False
    before = span.start
    while before > 0 and sentence.tokens[before - 1].text in OPENING - {"#"}:
        before -= 1
    return any(m.end == before and m.entry.id in _TITLES for m in sight.of(Kind.SUBJECT))


_TITLES = frozenset({"commander", "civil"})
_SURE = frozenset({Kind.PROVINCE, Kind.CAPITAL})
_CAPITAL = "capital"


def _blocked(sight: Sight) -> tuple[set[int], set[int]]:
    """Tokens inside names of actors and outlets, which are no places; then outlets of one word."""
    covered: set[int] = set()
    outlets: set[int] = set()
    for match in sight.of(Kind.ACTOR):
        if match.end - match.start > 1:
            covered.update(range(match.start, match.end))
    for match in sight.of(Kind.OUTLET):
        if match.end - match.start > 1:
            covered.update(range(match.start, match.end))
        else:
            outlets.add(match.start)
    return covered, outlets


def _more_than_outlet(span: PlaceSpan) -> bool:
    """Whether the outlet's name is half of a place's (``جسر الشغور``) or follows a place word."""
    return span.end - span.start > 1 or bool(span.kinds)


def _by_match(match: Match, sentence: Sentence) -> PlaceSpan:
    kind = match.entry.kind
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
