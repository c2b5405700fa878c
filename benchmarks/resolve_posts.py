"""The pipeline's reading of one named place, for `evaluate_dev.py`: annotate, survey, choose."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rasd.evaluate.toponyms import Point, Resolver

if TYPE_CHECKING:
    from rasd.resolve.namesakes import Surroundings


def covered_countries() -> frozenset[str]:
    """Countries whose towns the gazetteer holds: those with at least 20 places."""
    from collections import Counter

    from rasd.knowledge import load_knowledge

    counts = Counter(row.country for row in load_knowledge().gazetteer.entries)
    return frozenset(country for country, n in counts.items() if n >= 20)


def resolver() -> Resolver:
    """Resolves a given mention within its whole post.

    The place that annotation finds at the mention's words is taken; where it sees no place
    there (hashtags, words that need a place word), the words are looked up as they are given.
    """

    @lru_cache(maxsize=1)
    def read(post: str) -> tuple[list[tuple[int, int, Point]], Surroundings]:
        return _points(post)

    def resolve(post: str, start: int, end: int) -> Point | None:
        points, surroundings = read(post)
        touching = [
            (min(end, e) - max(start, s), point) for s, e, point in points if s < end and e > start
        ]
        return max(touching)[1] if touching else _look_up(post[start:end], surroundings)

    return resolve


def _look_up(words: str, surroundings: Surroundings) -> Point | None:
    from rasd.annotate.places import PlaceSpan, Relation
    from rasd.knowledge import load_knowledge
    from rasd.resolve.namesakes import choose
    from rasd.text import fold_plain, proclitic_readings

    knowledge = load_knowledge()
    name = fold_plain(words.replace("#", " ").replace("_", " ")).split()
    for first in range(min(2, len(name))):
        rest = name[first + 1 :]
        for word in (name[first], *(stem for _, stem in proclitic_readings(name[first]))):
            candidates = knowledge.gazetteer.keys.get(" ".join([word, *rest]), ())
            if candidates:
                span = PlaceSpan(
                    0, 0, 0, 0, tuple(candidates), frozenset(), Relation.AT, True, False
                )
                row = choose(span, surroundings, (), knowledge)
                return None if row is None else (row.lat, row.lon)
    return None


def _points(post: str) -> tuple[list[tuple[int, int, Point]], Surroundings]:
    from rasd.annotate import annotate
    from rasd.engines.setting import settle, survey_document
    from rasd.knowledge import load_knowledge
    from rasd.model import Document, sha256_text
    from rasd.text import fold

    knowledge = load_knowledge()
    text = fold(post)
    annotated = annotate(None, text, knowledge)
    document = Document(id="post", text=post, sha256=sha256_text(post))
    surroundings = survey_document(document, annotated, knowledge).surroundings
    found: list[tuple[int, int, Point]] = []
    for item in annotated:
        for span, row in settle(item.places, surroundings, (), knowledge):
            if row is not None:
                where = text.original_span(item.sentence.span_of(span.start, span.end))
                found.append((where.start, where.end, (row.lat, row.lon)))
    return found, surroundings
