"""Finds names that the gazetteer lists, and rules out words that only look like them.

``الباب`` is a town after ``مدينة`` and a door elsewhere; ``معرة`` before ``النعسان`` is
half a name;
``نجران`` after ``الشاب`` is a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.annotate.place_cues import Cues
from rasd.annotate.place_scene import LONGEST_NAME, Scene
from rasd.annotate.place_span import PlaceSpan, Relation
from rasd.annotate.sight import PlaceOpening
from rasd.knowledge.forms import person_particles, place_heads
from rasd.knowledge.gazetteer import Gazetteer
from rasd.model.frozen import Frozen
from rasd.text import ARTICLE, Sentence, Token, TokenKind, proclitic_readings

_SHORT_KEY = 3
_UNITS = frozenset({"country", "admin1"})
_LIKE = "\u0643"
_NISBA = "\u064a"
_NISBA_FEMININE = "\u064a\u0647"
_ALEF = "\u0627"
# bi- before a name means in; a folded letter, see text.tokens
_LOCATIVE = "\u0628"


def opening(gazetteer: Gazetteer, word: str) -> PlaceOpening | None:
    """What listed names a word may begin; `None` for most words."""
    readings = tuple(
        (prefix, stem)
        for prefix, stem in proclitic_readings(word)
        if stem in gazetteer.longest and _LIKE not in prefix
    )
    if not readings:
        return None
    alone = tuple(
        (prefix, stem, gazetteer.keys[stem]) for prefix, stem in readings if stem in gazetteer.keys
    )
    return PlaceOpening(readings, max(gazetteer.longest[stem] for _, stem in readings), alone)


def by_gazetteer(
    scene: Scene, i: int, opened: PlaceOpening, company: PlaceSpan | None
) -> PlaceSpan | None:
    """The longest listed name that begins at a token; `company` is a name joined to it by and."""
    if opened.longest > 1 and _goes_on(scene, i, opened):
        keys = scene.knowledge.gazetteer.keys
        words = _words(scene.tokens, i, opened.longest)
        for n in range(len(words), 1, -1):
            tail = "".join([" " + word for word, _ in words[1:n]])
            for prefix, stem in opened.readings:
                candidates = keys.get(stem + tail)
                if candidates is not None:
                    name = _Name(i, words[n - 1][1], prefix, stem + tail, candidates)
                    span = _accept(scene, name, company)
                    if span is not None:
                        return span
    for prefix, stem, candidates in opened.alone:
        if scene.is_ordinary(i) and not _no_ordinary_word(scene, i, prefix, candidates):
            continue
        span = _accept(scene, _Name(i, i + 1, prefix, stem, candidates), company)
        if span is not None:
            return span
    return None


def _goes_on(scene: Scene, i: int, opened: PlaceOpening) -> bool:
    """Whether some listed name has the next word too."""
    if i + 1 >= len(scene.tokens):
        return False
    following = scene.tokens[i + 1]
    if following.kind is not TokenKind.WORD:
        return following.kind is not TokenKind.PUNCTUATION
    gazetteer = scene.knowledge.gazetteer
    if following.text not in gazetteer.seconds:
        return False
    for _, stem in opened.readings:
        two = f"{stem} {following.text}"
        if two in gazetteer.keys or two in gazetteer.begun:
            return True
    return False


class _Name(Frozen, frozen=True):
    """A listed name at tokens `start` to `end`, its proclitics, its key and its places."""

    start: int
    end: int
    prefix: str
    key: str
    candidates: tuple[int, ...]


def _words(tokens: Sequence[Token], i: int, most: int) -> list[tuple[str, int]]:
    """The words from a token on that may make one name; ``تل_أبيض`` counts as two."""
    found: list[tuple[str, int]] = []
    most = min(most, LONGEST_NAME)
    while i < len(tokens) and len(found) < most:
        token = tokens[i]
        if token.kind is TokenKind.PUNCTUATION:
            break
        if token.text != "_":
            found.append((token.text, i + 1))
        i += 1
    return found


def _no_ordinary_word(scene: Scene, i: int, prefix: str, candidates: tuple[int, ...]) -> bool:
    """Whether a word that other lists know too is a name here.

    A word for a kind of place says so (``مدينة القائم``), and for what can only be an adjective
    or a verb a preposition (``في تدمر``, ``إلى السعودية``). ``ليبيا`` is the country wherever no
    indefinite noun stands before it that it could describe (``جنديا ليبيا``).
    """
    if _cued_by_kind(scene, i):
        return not _describes_kind(scene, i)
    if not scene.is_no_noun(i):
        return False
    if prefix:
        return prefix[-1] in _LOCATIVE
    if i in scene.cue_ends:
        return True
    entries = scene.knowledge.gazetteer.entries
    return (
        scene.tokens[i].text[-1] == _ALEF
        and any(entries[c].kind == "country" for c in candidates)
        and (i == 0 or scene.tokens[i - 1].text[-1] != _ALEF)
    )


def _describes_kind(scene: Scene, i: int) -> bool:
    """Whether an indefinite adjective says whose the unit is: ``13 محافظة تركية``."""
    word = scene.tokens[i].text
    return (
        scene.is_no_noun(i)
        and word.endswith(_NISBA_FEMININE)
        and not word.startswith(ARTICLE)
        and not scene.cues_before(i).kinds & {"country"}
    )


def _cued_by_kind(scene: Scene, start: int) -> bool:
    """Whether a word that calls for a name stands before it (``مدينة القائم``)."""
    kinds = scene.cues_before(start).kinds
    return bool(kinds - {"any"}) and "neighbourhood" not in kinds


def _accept(scene: Scene, name: _Name, company: PlaceSpan | None) -> PlaceSpan | None:
    cues = scene.cues_before(name.start)
    if _is_word(scene, name, cues):
        return None
    start, end, prefix = name.start, name.end, name.prefix
    key, candidates = name.key, name.candidates
    gazetteer = scene.knowledge.gazetteer
    common = key in gazetteer.needs_trigger or (
        key in gazetteer.respelt and len(key.removeprefix(ARTICLE)) <= _SHORT_KEY
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
    first = scene.cues.get(start)
    if (
        first is not None
        and first.entry.id == "neighbourhood"
        and all(gazetteer.entries[c].kind == "neighbourhood" for c in candidates)
    ):
        kinds = frozenset(first.entry.what.split("|"))
    return PlaceSpan(
        scene.sentence.index,
        start,
        end,
        cues.start,
        candidates,
        kinds,
        relation,
        trusted,
        cues.level,
        capital_of=capital_of,
        cues=cues.ids,
        bare=not (cues.ids or located or company is not None),
    )


def _is_word(scene: Scene, name: _Name, cues: Cues) -> bool:
    """Whether the name is an ordinary word here, a person's, or a piece of another name."""
    known = scene.knowledge
    if name.key in known.place_stopwords and (
        not (cues.cued and cues.kinds) or scene.goes_on(name.end)
    ):
        return True
    if name.prefix and name.end - name.start == 1 and not cues.kinds:
        readings = proclitic_readings(scene.tokens[name.start].text)
        if any(stem in known.place_stopwords for _, stem in readings):
            return True
    if cues.kinds and name.key in known.place_words:
        return True
    if _splits_quotation(scene.sentence, name.start, name.end):
        return True
    if not (cues.ids or name.prefix) and _adjective(scene, name):
        return True
    if not cues.cued and _person(scene.sentence, name.start, name.end):
        return True
    return name.end - name.start == 1 and _half_of_name(scene, name, cues)


def _adjective(scene: Scene, name: _Name) -> bool:
    """Whether a bare village's name is more likely an adjective: ``ظروف معيشية``."""
    entries = scene.knowledge.gazetteer.entries
    return (
        name.end - name.start == 1
        and name.key.endswith(_NISBA_FEMININE)
        and not name.key.startswith(ARTICLE)
        and all(entries[c].kind == "village" for c in name.candidates)
    )


def _half_of_name(scene: Scene, name: _Name, cues: Cues) -> bool:
    """Whether a word is only part of a longer name: ``معرة النعسان``, ``خالد العبيدي``."""
    tokens, start, end = scene.tokens, name.start, name.end
    if name.key in place_heads():
        if cues.kinds:
            return scene.goes_on(end)
        return end < len(tokens) and tokens[end].text.startswith(ARTICLE)
    return (
        not cues.cued
        and start > 0
        and tokens[start].text.startswith(ARTICLE)
        and tokens[start].text.endswith(_NISBA)
        and tokens[start - 1].text in scene.knowledge.place_stopwords
    )


def _splits_quotation(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name would end in the middle of a short quoted one: ``قرية "جديدة خابور"``."""
    tokens = sentence.tokens
    if start == 0 or tokens[start - 1].text != '"' or end >= len(tokens):
        return False
    closing = [i for i in range(end, min(end + 3, len(tokens))) if tokens[i].text == '"']
    return bool(closing) and closing[0] > end


def _person(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the word belongs to a person's name: Abu X, Ibn X, Abd X, X Abd."""
    particles, tokens = person_particles(), sentence.tokens
    beside = (*tokens[max(0, start - 2) : start], *tokens[end : end + 1])
    return not particles.isdisjoint([token.text for token in beside])
