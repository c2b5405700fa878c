"""Finds names that no list holds, right after a word that calls for one: ``قرية النوفل``."""

from __future__ import annotations

from rasd.annotate.place_cues import NAMED, OPENING
from rasd.annotate.place_scene import LONGEST_NAME, Scene
from rasd.annotate.place_span import PlaceSpan
from rasd.knowledge import Kind
from rasd.knowledge.forms import place_heads
from rasd.text import ARTICLE, TokenKind, proclitic_readings

_VAGUE = frozenset({"region_cue", "landmark"})
# the ending of an indefinite adjective: an industrial zone is no name
_ADJECTIVE = "\u064a\u0647"
_CLOSING = frozenset("\"')")
_NAMING = frozenset(
    {"city", "village", "neighbourhood", "district", "region_cue", "camp", "landmark"}
)


def by_cue(scene: Scene, start: int) -> PlaceSpan | None:
    """A name that no list holds, right after a word that calls for one."""
    tokens, stopwords = scene.tokens, scene.knowledge.place_stopwords
    quoted = start > 0 and tokens[start - 1].text in OPENING
    cue_at = start - 1 if quoted else start
    found = scene.cue_ends.get(cue_at)
    if not found or tokens[start].kind is TokenKind.PUNCTUATION:
        return None
    cue = max(found, key=lambda m: m.end - m.start)
    if cue.entry.id == NAMED:
        before = scene.cue_ends.get(cue.start)
        cue = max(before, key=lambda m: m.end - m.start) if before else cue
    if cue.entry.id not in _NAMING:
        return None
    if quoted:
        end = start
        while end < len(tokens) and tokens[end].text not in _CLOSING and end - start < LONGEST_NAME:
            end += 1
        if end >= len(tokens) or tokens[end].text not in _CLOSING:
            return None
    else:
        taken = {
            m.start
            for m in scene.sight.matches
            if m.entry.kind not in (Kind.PLACE_CUE, Kind.OBJECT)
        }
        end = _name_end(scene, start, taken)
        word = tokens[start].text
        if start in taken or tokens[start].kind is not TokenKind.WORD:
            return None
        if len(word) < 3 and end == start + 1:
            return None
        plain = any(stem in stopwords for _, stem in proclitic_readings(word))
        if plain and not scene.goes_on(start + 1):
            return None
        if cue.entry.id in _VAGUE and end == start + 1 and not _sure_name(scene, start):
            return None
    cues = scene.cues_before(start)
    kinds = frozenset(cue.entry.what.split("|"))
    return PlaceSpan(
        scene.sentence.index,
        start,
        end,
        cues.start,
        (),
        kinds,
        cues.relation,
        True,
        False,
        cues=cues.ids,
    )


def _sure_name(scene: Scene, start: int) -> bool:
    """Whether one word after ``منطقة`` names it: ``الضباب``, or ``جعولة التابعة لمديرية تبن``."""
    word = scene.tokens[start].text
    if word.startswith(ARTICLE):
        return True
    after = scene.cues.get(start + 1)
    return after is not None and after.entry.id == "located" and not word.endswith(_ADJECTIVE)


def _name_end(scene: Scene, start: int, taken: set[int]) -> int:
    """Where an unlisted name ends: one word, or a head such as ``تل`` with its article noun."""
    tokens, stopwords = scene.tokens, scene.knowledge.place_stopwords
    end = start + 1
    while end + 1 < len(tokens) and tokens[end].text == "_":
        end += 2
    if end > start + 1:
        return end
    if end < len(tokens) and tokens[end].kind is TokenKind.WORD:
        first, following = tokens[start].text, tokens[end].text
        ends = end in scene.cues or end in taken or following in stopwords
        if not ends and (
            first in place_heads()
            or (following.startswith(ARTICLE) and not first.startswith(ARTICLE))
            or (first in stopwords and scene.goes_on(end))
        ):
            end += 1
            while (
                tokens[end - 1].text in place_heads()
                and end < len(tokens)
                and tokens[end].kind is TokenKind.WORD
                and end - start < LONGEST_NAME
            ):
                end += 1
    return end
