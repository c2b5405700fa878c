"""The pipeline's reading of one named place, for `evaluate_dev.py`: annotate, survey, choose."""

from __future__ import annotations

from functools import lru_cache

from rasd.evaluate.toponyms import Point, Resolver


def covered_countries() -> frozenset[str]:
    """Countries whose towns the gazetteer holds: those with at least 20 places."""
    from collections import Counter

    from rasd.knowledge import load_knowledge

    counts = Counter(row.country for row in load_knowledge().gazetteer.rows)
    return frozenset(country for country, n in counts.items() if n >= 20)


def resolver() -> Resolver:
    """Resolves the place found at a mention's words within its whole post."""

    @lru_cache(maxsize=1)
    def points(post: str) -> list[tuple[int, int, Point]]:
        return _points(post)

    def resolve(post: str, start: int, end: int) -> Point | None:
        touching = [
            (min(end, e) - max(start, s), point)
            for s, e, point in points(post)
            if s < end and e > start
        ]
        return max(touching)[1] if touching else None

    return resolve


def _points(post: str) -> list[tuple[int, int, Point]]:
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
    return found
