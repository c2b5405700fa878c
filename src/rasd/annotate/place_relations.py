"""What names say of each other and of the words beside them, once all names are found.

``بغداد - رويترز`` is where the report was written; ``أنقرة`` before ``قالت`` is a government;
``بين نوى وتسيل`` and ``طريق الحسكة - الشدادي`` have two ends; ``القائم العراقية`` is in Iraq.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rasd.annotate.place_span import DIRECTIONS, PlaceSpan, Relation
from rasd.annotate.sight import Sight
from rasd.knowledge import Kind, Knowledge
from rasd.text import Sentence, TokenKind

_AND = "\u0648"
_LINKS = frozenset({"-", "\u2013", "\u2014", "_"})
_AFTER_DATELINE = frozenset({"-", "\u2013", "\u2014", "/", ":", "(", '"', "\u060c", ",", "|"})
_DATELINE_REACH = 4
_AWAY = frozenset({Relation.FROM, Relation.TOWARDS, Relation.DATELINE, Relation.PARTY})
_VOICES = (Kind.SPEECH, Kind.SPEAKER)
_BEFORE_GOVERNMENT = (Kind.FORCE_NOUN, Kind.GROUP_NOUN, Kind.SPEECH)


def joined_by_and(sentence: Sentence, end: int, start: int) -> bool:
    """Whether the word at `start` goes on with "and" what ended at `end`: ``نوى وتسيل``."""
    tokens = sentence.tokens
    if start >= len(tokens):
        return False
    if end == start:
        return tokens[start].text[0] == _AND and len(tokens[start].text) > 2
    return start - end == 1 and tokens[end].text == _AND


def relate(
    spans: tuple[PlaceSpan, ...],
    sentence: Sentence,
    sight: Sight,
    knowledge: Knowledge,
) -> tuple[PlaceSpan, ...]:
    """The names with what stands beside them taken into account."""
    if not spans:
        return ()
    related: list[PlaceSpan] = []
    by_start = {s.start: s for s in spans}
    nationality = {m.start: m.entry.id for m in sight.of(Kind.NISBA)}
    for found in spans:
        country = nationality.get(found.end, found.country)
        span = found if country == found.country else replace(found, country=country)
        if span.relation is Relation.BETWEEN:
            related.append(_paired(span, by_start, sentence, knowledge))
        elif _dateline(span, sentence, sight):
            related.append(replace(span, relation=Relation.DATELINE))
        elif span.bare and (_governs(span, sight, knowledge) or _speaks(span, sight)):
            related.append(replace(span, relation=Relation.PARTY))
        elif span.bare and _names_body(span, sentence, sight):
            related.append(replace(span, relation=Relation.FROM))
        else:
            related.append(_described(span, related, sentence, sight))
    return tuple(related)


def _described(
    span: PlaceSpan, before: Sequence[PlaceSpan], sentence: Sentence, sight: Sight
) -> PlaceSpan:
    """A direction right after a name tells where that lies: ``من اتجاه البحر غرب بانياس``."""
    if span.cues == ("preposition",) or span.cues[:2] == ("city", "preposition"):
        return _of_landmark(span, before)
    if not DIRECTIONS.keys() & set(span.cues):
        return span
    if any(
        m.entry.id == "from_side" and 0 < span.cue_start - m.end <= _SIDE_WORDS
        for m in sight.matches
    ):
        return replace(span, relation=Relation.FROM)
    if not before:
        return span
    last = before[-1]
    gap = sentence.tokens[last.end : span.cue_start]
    if len(gap) > 1 or any(t.kind is not TokenKind.PUNCTUATION for t in gap):
        return span
    if last.relation in _AWAY:
        return replace(span, relation=last.relation)
    return replace(span, describes=last.start)


def _paired(
    span: PlaceSpan, by_start: dict[int, PlaceSpan], sentence: Sentence, knowledge: Knowledge
) -> PlaceSpan:
    """A name after "between" or on a road with its other end; of two governments, a party."""
    pair = _other_end(span, by_start, sentence)
    sides = pair < 0 or _is_government(by_start[pair], knowledge)
    if sides and "road" not in span.cues and _is_government(span, knowledge):
        return replace(span, relation=Relation.PARTY)
    return replace(span, pair=pair) if pair >= 0 else replace(span, relation=Relation.NEAR)


def _other_end(span: PlaceSpan, by_start: dict[int, PlaceSpan], sentence: Sentence) -> int:
    tokens = sentence.tokens
    for start in range(span.end, min(span.end + 4, len(tokens))):
        linked = joined_by_and(sentence, span.end, start) or (
            start == span.end + 1 and tokens[span.end].text in _LINKS
        )
        after = by_start.get(start)
        if after is not None:
            gap = tokens[span.end : after.cue_start]
            adjoining = start == span.end or (
                after.cue_start <= span.end and tokens[span.end].text[0] == _AND
            )
            return start if linked or adjoining or all(t.text in _LINKS for t in gap) else -1
    return -1


def _dateline(span: PlaceSpan, sentence: Sentence, sight: Sight) -> bool:
    """Whether the name opens the text with the outlet beside it."""
    if sentence.part != "body" or span.cue_start > _DATELINE_REACH:
        return False
    tokens = sentence.tokens
    outlets = sight.of(Kind.OUTLET)
    at = span.end
    while at < len(tokens) and tokens[at].text in _AFTER_DATELINE:
        at += 1
    if at > span.end and any(m.start == at for m in outlets):
        return True
    before = span.start
    while before > 0 and tokens[before - 1].text in _AFTER_DATELINE:
        before -= 1
    closed = span.end == len(tokens) or tokens[span.end].kind is TokenKind.PUNCTUATION
    return before < span.start and closed and any(m.end == before and m.start == 0 for m in outlets)


def _governs(span: PlaceSpan, sight: Sight, knowledge: Knowledge) -> bool:
    """Whether a country or capital speaks, or stands after a word for a force."""
    return (
        any(m.start == span.end for kind in _VOICES for m in sight.of(kind))
        or any(m.end == span.start for kind in _BEFORE_GOVERNMENT for m in sight.of(kind))
    ) and _is_government(span, knowledge)


def _speaks(span: PlaceSpan, sight: Sight) -> bool:
    """Whether a bare name right after a verb of saying is who says it: ``قالت بولدان إن``."""
    return any(m.end == span.start for m in sight.of(Kind.SPEECH))


def _of_landmark(span: PlaceSpan, before: Sequence[PlaceSpan]) -> PlaceSpan:
    """A town right after where somebody is taken: ``نقلوا إلى مستشفى الشفاء في مدينة غزة``."""
    last = before[-1] if before else None
    if last is None or span.cue_start - last.end > 1 or last.relation not in _MOVING:
        return span
    return replace(span, relation=last.relation)


_MOVING = frozenset({Relation.FROM, Relation.TOWARDS})


def _names_body(span: PlaceSpan, sentence: Sentence, sight: Sight) -> bool:
    """Whether the name ends that of a unit or an office: ``كتيبة شهداء أبو سليم``."""
    ends = [m.end for m in sight.of(Kind.PLACE_CUE) if m.entry.trait == "body"]
    return any(
        0 <= span.start - end <= _BODY_WORDS
        and all(t.kind is TokenKind.WORD for t in sentence.tokens[end : span.start])
        for end in ends
    )


_BODY_WORDS = 1
_SIDE_WORDS = 2


def _is_government(span: PlaceSpan, knowledge: Knowledge) -> bool:
    """Whether a country or capital is named, which may stand for its government."""
    gazetteer = knowledge.gazetteer
    rows = [gazetteer.entries[i] for i in span.candidates]
    return any(
        row.kind == "country"
        or (
            row.country in gazetteer.countries
            and gazetteer.countries[row.country].capital_id == row.id
        )
        for row in rows
    )
