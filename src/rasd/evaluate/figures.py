"""Figures against annotated figures: one to one by shared characters and equal value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd.evaluate.assign import best_pairs
from rasd.evaluate.gold import GoldArticle, GoldFigure
from rasd.evaluate.tally import RESAMPLES, Detection, detection
from rasd.model import Figure


def score_figures(
    gold: Sequence[GoldArticle],
    predicted: Iterable[Figure],
    *,
    resamples: int = RESAMPLES,
) -> Detection:
    """A figure is found where a prediction in its words has the same bounds."""
    by_doc: dict[str, list[Figure]] = {}
    for figure in predicted:
        by_doc.setdefault(figure.doc_id, []).append(figure)
    units: list[tuple[int, int, int]] = []
    for article in gold:
        given = by_doc.get(article.doc, [])
        pairs = best_pairs([[_weight(want, got) for got in given] for want in article.figures])
        found = len(pairs)
        units.append((found, len(article.figures) - found, len(given) - found))
    return detection(units, resamples=resamples)


def _weight(want: GoldFigure, got: Figure) -> float:
    if want.value != (got.value.min, got.value.max):
        return 0.0
    shared = sum(
        max(0, min(want.span[1], item.end) - max(want.span[0], item.start))
        for item in got.evidence
        if item.part is None
    )
    return float(shared)
