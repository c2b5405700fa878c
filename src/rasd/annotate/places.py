"""Finds place names: gazetteer names, names after a place word, group provinces, capitals.

``في قرية "النوفل" شمال المقدادية بديالى`` gives three spans: one without a gazetteer entry
(known to be a village by its cue), one that the first lies near, one governorate. Which of
several same-named places is meant is decided later, with the whole document in view.
"""

from __future__ import annotations

from rasd.annotate.place_cues import OPENING, Cues, cues_before
from rasd.annotate.place_relations import joined_by_and, relate
from rasd.annotate.place_span import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.forms import person_particles, place_heads
from rasd.text import Sentence, TokenKind, proclitic_readings

_LONGEST_NAME = 5
_SHORT_KEY = 3


def find_places(
    sentence: Sentence, matches: tuple[Match, ...], knowledge: Knowledge
) -> tuple[PlaceSpan, ...]:
    """The place names of a sentence in order; of overlapping readings the longest is kept."""
    cues = {m.start: m for m in matches if m.entry.kind is Kind.PLACE_CUE}
    cue_ends: dict[int, list[Match]] = {}
    for match in matches:
        if match.entry.kind is Kind.PLACE_CUE and match.entry.trait != "back":
            cue_ends.setdefault(match.end, []).append(match)
    blocked = _blocked(matches)
    ordinary = _ordinary(matches)
    spans: list[PlaceSpan] = [
        span for m in matches if (span := _by_match(m, sentence, cue_ends)) is not None
    ]
    taken = {i for span in spans for i in range(span.start, span.end)}
    i = 0
    tokens = sentence.tokens
    last: PlaceSpan | None = None
    while i < len(tokens):
        found = None
        if i not in taken and i not in blocked and tokens[i].kind is not TokenKind.PUNCTUATION:
            company = last if last is not None and joined_by_and(sentence, last.end, i) else None
            found = _by_gazetteer(sentence, i, cue_ends, ordinary, company, knowledge)
        if found is None and i in cues and cues[i].entry.id == "capital":
            found = _bare_capital(sentence, cues[i])
        if found is None and i not in taken and i not in cues:
            found = _by_cue(sentence, i, cue_ends, matches, knowledge)
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
    {
        Kind.OBJECT,
        Kind.TRIGGER,
        Kind.CONNECTIVE,
        Kind.CUE,
        Kind.SPEECH,
        Kind.ROLE_CUE,
        Kind.LIGHT_VERB,
        Kind.SPEAKER,
        Kind.CHANNEL,
        Kind.WEAPON,
        Kind.NISBA,
        Kind.PLACE_CUE,
        Kind.DAMAGE,
        Kind.FIGURE_CUE,
        Kind.SUBJECT,
        Kind.FORCE_NOUN,
    }
)


def _ordinary(matches: tuple[Match, ...]) -> frozenset[int]:
    """Tokens that other lists know as ordinary words: a place only after a word that says so."""
    return frozenset(i for m in matches if m.entry.kind in _ORDINARY for i in range(m.start, m.end))


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


def _by_gazetteer(
    sentence: Sentence,
    i: int,
    cue_ends: dict[int, list[Match]],
    ordinary: frozenset[int],
    company: PlaceSpan | None,
    knowledge: Knowledge,
) -> PlaceSpan | None:
    keys = knowledge.gazetteer.keys
    words = _words(sentence, i)
    for n in range(len(words), 0, -1):
        tail = "".join([" " + word for word, _ in words[1:n]])
        end = words[n - 1][1]
        for prefix, stem in proclitic_readings(words[0][0]):
            if _LIKE in prefix:
                continue
            key = stem + tail
            candidates = keys.get(key)
            if candidates is None:
                continue
            if n == 1 and i in ordinary and not _cued_by_kind(sentence, i, cue_ends):
                continue
            span = _accept(sentence, i, end, prefix, key, candidates, cue_ends, company, knowledge)
            if span is not None:
                return span
    return None


def _words(sentence: Sentence, i: int) -> list[tuple[str, int]]:
    """The words from a token on that may make one name; ``تل_أبيض`` counts as two."""
    found: list[tuple[str, int]] = []
    tokens = sentence.tokens
    while i < len(tokens) and len(found) < _LONGEST_NAME:
        token = tokens[i]
        if token.kind is TokenKind.PUNCTUATION:
            break
        if token.text != "_":
            found.append((token.text, i + 1))
        i += 1
    return found


def _cued_by_kind(sentence: Sentence, start: int, cue_ends: dict[int, list[Match]]) -> bool:
    """Whether a word that calls for a name stands before it (``مدينة القائم``)."""
    kinds = cues_before(sentence, start, cue_ends).kinds
    return bool(kinds - {"any"}) and "neighbourhood" not in kinds


def _accept(
    sentence: Sentence,
    start: int,
    end: int,
    prefix: str,
    key: str,
    candidates: tuple[int, ...],
    cue_ends: dict[int, list[Match]],
    company: PlaceSpan | None,
    knowledge: Knowledge,
) -> PlaceSpan | None:
    cues = cues_before(sentence, start, cue_ends)
    if key in knowledge.place_stopwords:
        if not (cues.cued and cues.kinds) or _more_name(sentence, end, cue_ends):
            return None
    if cues.kinds and key in knowledge.place_words:
        return None
    if _splits_quotation(sentence, start, end) or (not cues.cued and _person(sentence, start, end)):
        return None
    if end - start == 1 and _half_of_name(sentence, start, end, key, cues, cue_ends, knowledge):
        return None
    gazetteer = knowledge.gazetteer
    common = key in gazetteer.needs_trigger or (
        key in gazetteer.respelt and len(key.removeprefix(_ARTICLE)) <= _SHORT_KEY
    )
    located = bool(prefix) and prefix[-1] in _LOCATIVE
    listed = company is not None and company.relation is not Relation.BETWEEN
    trusted = cues.cued or listed or not common
    weak = cues.weak and not prefix
    if not trusted and not weak and not (located and len(key) > _SHORT_KEY):
        return None
    if not cues.cued and len(key) < _SHORT_KEY:
        return None
    capital_of = ""
    if "seat" in cues.ids[:1]:
        rows = (gazetteer.entries[c] for c in candidates)
        capital_of = next((row.country for row in rows if row.kind == "country"), "")
    kinds, relation = cues.kinds, cues.relation
    if not kinds & _UNITS and all(gazetteer.entries[c].kind == "country" for c in candidates):
        kinds = frozenset()
    if company is not None and not cues.ids:
        kinds, relation = company.kinds, company.relation
    return PlaceSpan(
        sentence.index,
        start,
        end,
        cues.start,
        candidates,
        kinds,
        relation,
        trusted,
        cues.level,
        capital_of=capital_of,
        bare=not (cues.ids or located or company is not None),
    )


def _half_of_name(
    sentence: Sentence,
    start: int,
    end: int,
    key: str,
    cues: Cues,
    cue_ends: dict[int, list[Match]],
    knowledge: Knowledge,
) -> bool:
    """Whether a word is only part of a longer name: ``معرة النعسان``, ``خالد العبيدي``."""
    tokens = sentence.tokens
    if key in place_heads():
        if cues.kinds:
            return _more_name(sentence, end, cue_ends)
        return end < len(tokens) and tokens[end].text.startswith(_ARTICLE)
    return (
        not cues.cued
        and start > 0
        and tokens[start].text.startswith(_ARTICLE)
        and tokens[start].text.endswith(_NISBA)
        and tokens[start - 1].text in knowledge.place_stopwords
    )


def _more_name(sentence: Sentence, end: int, cue_ends: dict[int, list[Match]]) -> bool:
    """Whether a plain word goes on after a person's name: ``قرية خالد كلو``."""
    tokens = sentence.tokens
    if end >= len(tokens) or tokens[end].kind is not TokenKind.WORD:
        return False
    cue_here = any(m.start == end for found in cue_ends.values() for m in found)
    return not cue_here and tokens[end].text[0] not in _JOINING


def _splits_quotation(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name would end in the middle of a short quoted one: ``قرية "جديدة خابور"``."""
    tokens = sentence.tokens
    if start == 0 or tokens[start - 1].text != '"' or end >= len(tokens):
        return False
    closing = [i for i in range(end, min(end + 3, len(tokens))) if tokens[i].text == '"']
    return bool(closing) and closing[0] > end


def _person(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the word belongs to a person's name: Abu X, Ibn X, Abd X, X Abd."""
    after = sentence.tokens[end : end + 1]
    if after and after[0].text in person_particles():
        return True
    return any(
        sentence.tokens[i].text in person_particles() for i in range(max(0, start - 2), start)
    )


_JOINING = "\u0648\u0628\u0644\u0641"
_LIKE = "\u0643"
_NISBA = "\u064a"
# bi- before a name means in; a folded letter, see text.tokens
_LOCATIVE = "\u0628"


_UNITS = frozenset({"country", "admin1"})
_VAGUE = frozenset({"region_cue", "landmark"})
_CLOSING = frozenset("\"')")
_NAMING = frozenset(
    {"city", "village", "neighbourhood", "district", "region_cue", "camp", "landmark"}
)


def _by_cue(
    sentence: Sentence,
    i: int,
    cue_ends: dict[int, list[Match]],
    matches: tuple[Match, ...],
    knowledge: Knowledge,
) -> PlaceSpan | None:
    """A name that no list holds, right after a word that calls for one."""
    tokens = sentence.tokens
    start = i
    quoted = start > 0 and tokens[start - 1].text in OPENING
    cue_at = start - 1 if quoted else start
    found = cue_ends.get(cue_at)
    if not found or tokens[start].kind in (TokenKind.PUNCTUATION,):
        return None
    cue = max(found, key=lambda m: m.end - m.start)
    if cue.entry.id not in _NAMING:
        return None
    if quoted:
        end = start
        while (
            end < len(tokens) and tokens[end].text not in _CLOSING and end - start < _LONGEST_NAME
        ):
            end += 1
        if end >= len(tokens) or tokens[end].text not in _CLOSING:
            return None
    else:
        taken = {m.start for m in matches if m.entry.kind not in (Kind.PLACE_CUE, Kind.OBJECT)}
        end = _name_end(sentence, start, cue_ends, taken, knowledge)
        word = tokens[start].text
        if start in taken or tokens[start].kind is not TokenKind.WORD or len(word) < 3:
            return None
        plain = any(stem in knowledge.place_stopwords for _, stem in proclitic_readings(word))
        if plain and not _more_name(sentence, start + 1, cue_ends):
            return None
        if cue.entry.id in _VAGUE and end == start + 1 and not word.startswith(_ARTICLE):
            return None
    cues = cues_before(sentence, start, cue_ends)
    kinds = frozenset(cue.entry.what.split("|"))
    return PlaceSpan(sentence.index, start, end, cues.start, (), kinds, cues.relation, True, False)


def _name_end(
    sentence: Sentence,
    start: int,
    cue_ends: dict[int, list[Match]],
    taken: set[int],
    knowledge: Knowledge,
) -> int:
    """Where an unlisted name ends: one word, or a head such as ``تل`` or ``معارة`` with its article noun."""
    tokens = sentence.tokens
    end = start + 1
    while end + 1 < len(tokens) and tokens[end].text == "_":
        end += 2
    if end > start + 1:
        return end
    if end < len(tokens) and tokens[end].kind is TokenKind.WORD:
        first, following = tokens[start].text, tokens[end].text
        cue_here = any(m.start == end for found in cue_ends.values() for m in found)
        ends = cue_here or end in taken or following in knowledge.place_stopwords
        if not ends and (
            first in place_heads()
            or (following.startswith(_ARTICLE) and not first.startswith(_ARTICLE))
            or (first in knowledge.place_stopwords and _more_name(sentence, end, cue_ends))
        ):
            end += 1
            while (
                tokens[end - 1].text in place_heads()
                and end < len(tokens)
                and tokens[end].kind is TokenKind.WORD
                and end - start < _LONGEST_NAME
            ):
                end += 1
    return end


_ARTICLE = "\u0627\u0644"

__all__ = ["MAIN_COUNTRY", "PlaceSpan", "Relation", "find_places"]
