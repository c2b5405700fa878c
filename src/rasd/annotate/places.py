"""Finds place names: gazetteer names, names after a place word, group provinces, capitals.

``في قرية "النوفل" شمال المقدادية بديالى`` gives three spans: one without a gazetteer entry
(known to be a village by its cue), one that the first lies near, one governorate. Which of
several same-named places is meant is decided later, with the whole document in view.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.forms import person_particles, place_heads
from rasd.text import Sentence, TokenKind, proclitic_readings

MAIN_COUNTRY = "*"
"""In `PlaceSpan.capital_of`: whatever country the document is about."""

_LONGEST_NAME = 5
_SHORT_KEY = 3


class Relation(StrEnum):
    """How the event stands to the place named."""

    AT = "at"
    NEAR = "near"
    AROUND = "around"
    TOWARDS = "towards"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place name at tokens `start` to `end`; `cue_start` takes in the word before it.

    `candidates` are gazetteer rows, empty for a name that only a place word reveals; `kinds`
    are the kinds that the word allows; `trusted` is false for a name that is also a common
    word and stands without a place word.
    """

    sentence: int
    start: int
    end: int
    cue_start: int
    candidates: tuple[int, ...]
    kinds: frozenset[str]
    relation: Relation
    trusted: bool
    level: bool
    province: str = ""
    capital_of: str = ""


def find_places(
    sentence: Sentence, matches: tuple[Match, ...], knowledge: Knowledge
) -> tuple[PlaceSpan, ...]:
    """The place names of a sentence in order; of overlapping readings the longest is kept."""
    cues = {m.start: m for m in matches if m.entry.kind is Kind.PLACE_CUE}
    cue_ends: dict[int, list[Match]] = {}
    for match in matches:
        if match.entry.kind is Kind.PLACE_CUE:
            cue_ends.setdefault(match.end, []).append(match)
    blocked = _blocked(matches)
    ordinary = _ordinary(matches)
    spans: list[PlaceSpan] = [
        span for m in matches if (span := _by_match(m, sentence, cue_ends)) is not None
    ]
    taken = {i for span in spans for i in range(span.start, span.end)}
    i = 0
    tokens = sentence.tokens
    while i < len(tokens):
        found = None
        if i not in taken and i not in blocked and tokens[i].kind is not TokenKind.PUNCTUATION:
            found = _by_gazetteer(sentence, i, cue_ends, ordinary, knowledge)
        if found is None and i in cues and cues[i].entry.id == "capital":
            found = _bare_capital(sentence, cues[i])
        if found is None and i not in taken and i not in cues:
            found = _by_cue(sentence, i, cue_ends, matches)
        if found is None:
            i += 1
            continue
        spans.append(found)
        i = found.end
    return tuple(sorted(spans, key=lambda s: s.start))


def _blocked(matches: tuple[Match, ...]) -> frozenset[int]:
    """Tokens inside names of actors and outlets, which are not places of their own."""
    covered: set[int] = set()
    for match in matches:
        if match.entry.kind in (Kind.ACTOR, Kind.OUTLET) and match.end - match.start > 1:
            covered.update(range(match.start, match.end))
        elif match.entry.kind is Kind.OUTLET:
            covered.add(match.start)
    return frozenset(covered)


_ORDINARY = frozenset(
    {Kind.OBJECT, Kind.TRIGGER, Kind.CONNECTIVE, Kind.CUE, Kind.SPEECH, Kind.ROLE_CUE,
     Kind.LIGHT_VERB, Kind.SPEAKER, Kind.CHANNEL, Kind.WEAPON, Kind.NISBA, Kind.PLACE_CUE,
     Kind.DAMAGE, Kind.FIGURE_CUE, Kind.SUBJECT, Kind.FORCE_NOUN}
)


def _ordinary(matches: tuple[Match, ...]) -> frozenset[int]:
    """Tokens that other lists know as ordinary words: a place only after a word that says so."""
    return frozenset(
        i for m in matches if m.entry.kind in _ORDINARY for i in range(m.start, m.end)
    )


def _named(span: PlaceSpan) -> bool:
    """Whether a word that calls for a name stands before it (``مدينة القائم``)."""
    return bool(span.kinds - {"any"}) and "neighbourhood" not in span.kinds


def _by_match(
    match: Match, sentence: Sentence, cue_ends: dict[int, list[Match]]
) -> PlaceSpan | None:
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
        sentence.index, cue.start, cue.end, cue.start, (), frozenset(), Relation.AT, True, False,
        capital_of=MAIN_COUNTRY,
    )


def _by_gazetteer(
    sentence: Sentence,
    i: int,
    cue_ends: dict[int, list[Match]],
    ordinary: frozenset[int],
    knowledge: Knowledge,
) -> PlaceSpan | None:
    keys = knowledge.gazetteer.keys
    tokens = sentence.tokens
    for n in range(min(_LONGEST_NAME, len(tokens) - i), 0, -1):
        last = tokens[i + n - 1]
        if last.kind is TokenKind.PUNCTUATION:
            continue
        tail = [token.text for token in tokens[i + 1 : i + n]]
        for prefix, stem in proclitic_readings(tokens[i].text):
            key = " ".join([stem, *tail])
            candidates = keys.get(key)
            if candidates is None:
                continue
            span = _accept(sentence, i, i + n, prefix, key, candidates, cue_ends, knowledge)
            if span is not None and n == 1 and i in ordinary and not _named(span):
                span = None
            if span is not None:
                return span
    return None


def _accept(
    sentence: Sentence,
    start: int,
    end: int,
    prefix: str,
    key: str,
    candidates: tuple[int, ...],
    cue_ends: dict[int, list[Match]],
    knowledge: Knowledge,
) -> PlaceSpan | None:
    cue_start, kinds, relation, level, cued, weak = _cues_before(sentence, start, cue_ends)
    if end - start == 1 and key in knowledge.place_stopwords and not (cued and kinds):
        return None
    if kinds and key in knowledge.place_words:
        return None
    if _splits_quotation(sentence, start, end) or (not cued and _person(sentence, start)):
        return None
    common = key in knowledge.gazetteer.needs_trigger
    located = bool(prefix) and prefix[-1] in _LOCATIVE
    trusted = cued or not common
    if common and not (cued or (weak and not prefix) or (located and len(key) > _SHORT_KEY)):
        return None
    if not cued and len(key) < _SHORT_KEY:
        return None
    return PlaceSpan(
        sentence.index, start, end, cue_start, candidates, kinds, relation, trusted, level
    )


def _splits_quotation(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name would end in the middle of a short quoted one: ``قرية "جديدة خابور"``."""
    tokens = sentence.tokens
    if start == 0 or tokens[start - 1].text != '"' or end >= len(tokens):
        return False
    closing = [i for i in range(end, min(end + 3, len(tokens))) if tokens[i].text == '"']
    return bool(closing) and closing[0] > end


def _person(sentence: Sentence, start: int) -> bool:
    """Whether the word belongs to a person's name: Abu X, Ibn X, Abd X."""
    return any(
        sentence.tokens[i].text in person_particles() for i in range(max(0, start - 2), start)
    )


# bi- before a name means in; a folded letter, see text.tokens
_LOCATIVE = "\u0628"


def _cues_before(
    sentence: Sentence, start: int, cue_ends: dict[int, list[Match]]
) -> tuple[int, frozenset[str], Relation, bool, bool, bool]:
    """The chain of place words that ends where a name starts, nearest first."""
    kinds: frozenset[str] = frozenset()
    relation = Relation.AT
    level = cued = weak = False
    at = start
    while True:
        while at > 0 and sentence.tokens[at - 1].text in _OPENING:
            at -= 1
        found = cue_ends.get(at)
        if not found:
            return (min(at, start), kinds, relation, level, cued, weak)
        cue = max(found, key=lambda m: m.end - m.start)
        effect = cue.entry.trait
        if effect in _PREPOSITIONS:
            weak = True
            if relation is Relation.AT:
                relation = _PREPOSITIONS[effect]
            return (at, kinds, relation, level, cued, weak)
        cued = True
        if not kinds and cue.entry.what != "any":
            kinds = frozenset(cue.entry.what.split("|"))
        level = level or (effect == "level" and at >= start - 1)
        if effect in ("near", "direction") and relation is Relation.AT:
            relation = Relation.NEAR
        elif effect == "around":
            relation = Relation.AROUND
        at = cue.start


_PREPOSITIONS = {"weak": Relation.AT, "towards": Relation.TOWARDS, "from": Relation.FROM}
_OPENING = frozenset('"\'(#')
_CLOSING = frozenset('"\')')
_NAMING = frozenset({"city", "neighbourhood", "district", "region_cue", "camp", "landmark"})


def _by_cue(
    sentence: Sentence,
    i: int,
    cue_ends: dict[int, list[Match]],
    matches: tuple[Match, ...],
) -> PlaceSpan | None:
    """A name that no list holds, right after a word that calls for one."""
    tokens = sentence.tokens
    start = i
    quoted = start > 0 and tokens[start - 1].text in _OPENING
    cue_at = start - 1 if quoted else start
    found = cue_ends.get(cue_at)
    if not found or tokens[start].kind in (TokenKind.PUNCTUATION,):
        return None
    cue = max(found, key=lambda m: m.end - m.start)
    if cue.entry.id not in _NAMING:
        return None
    if quoted:
        end = start
        while end < len(tokens) and tokens[end].text not in _CLOSING and end - start < _LONGEST_NAME:
            end += 1
        if end >= len(tokens) or tokens[end].text not in _CLOSING:
            return None
    else:
        end = _name_end(sentence, start, cue_ends)
        taken = {m.start for m in matches if m.entry.kind not in (Kind.PLACE_CUE, Kind.OBJECT)}
        if start in taken or tokens[start].kind is not TokenKind.WORD or len(tokens[start].text) < 3:
            return None
    return PlaceSpan(
        sentence.index,
        start,
        end,
        cue.start,
        (),
        frozenset(cue.entry.what.split("|")),
        Relation.AT,
        True,
        False,
    )


def _name_end(sentence: Sentence, start: int, cue_ends: dict[int, list[Match]]) -> int:
    """Where an unlisted name ends: one word, or a head such as ``تل`` or ``معارة`` with its article noun."""
    tokens = sentence.tokens
    end = start + 1
    if end < len(tokens) and tokens[end].kind is TokenKind.WORD:
        first, following = tokens[start].text, tokens[end].text
        cue_here = any(m.start == end for found in cue_ends.values() for m in found)
        if not cue_here and (
            first in place_heads()
            or (following.startswith(_ARTICLE) and not first.startswith(_ARTICLE))
        ):
            end += 1
    return end


_ARTICLE = "\u0627\u0644"
