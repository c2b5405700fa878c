"""Decides whether two mentions stand at one spot of a copied passage.

A roundup that is copied whole holds many incidents, so it is not enough that both mentions lie
in the shared passage: they must lie at the same distance from its start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rasd.model import Reuse, ReusedSpan

Stretch = tuple[int, int]
"""Start and end of words in a text."""
Passages = Mapping[tuple[str, str], tuple[ReusedSpan, ...]]
"""Shared passages by (copying document, origin)."""

_DRIFT, _DRIFT_PART = 60, 0.1
"""Letters by which places in copy and original may drift apart: fixed, and by depth."""


def index_passages(reuse: Mapping[str, tuple[Reuse, ...]]) -> Passages:
    """The shared passages of each pair of documents."""
    found: dict[tuple[str, str], list[ReusedSpan]] = defaultdict(list)
    for doc_id, copies in reuse.items():
        for copy in copies:
            found[doc_id, copy.of].extend(copy.spans)
    return {pair: tuple(sorted(spans, key=lambda s: s.start)) for pair, spans in found.items()}


def same_passage(
    doc_a: str,
    passages_a: Sequence[Stretch],
    doc_b: str,
    passages_b: Sequence[Stretch],
    passages: Passages,
) -> bool:
    """Whether a stretch of each document is the same words of one shared passage."""
    if (doc_b, doc_a) in passages:
        doc_a, passages_a, doc_b, passages_b = doc_b, passages_b, doc_a, passages_a
    spans = passages.get((doc_a, doc_b))
    if not spans:
        return False
    for span in spans:
        copied = [each for each in passages_a if overlaps(*each, span.start, span.end)]
        if not copied:
            continue
        given = [each for each in passages_b if overlaps(*each, span.of_start, span.of_end)]
        if any(_corresponds(span, one, other) for one in copied for other in given):
            return True
    return False


def _corresponds(span: ReusedSpan, copy: Stretch, original: Stretch) -> bool:
    """Whether stretches of the passage lie at one distance from its start."""
    depth, of_depth = copy[0] - span.start, original[0] - span.of_start
    return abs(depth - of_depth) <= _DRIFT + _DRIFT_PART * abs(max(depth, of_depth))


def overlaps(start: int, end: int, low: int, high: int) -> bool:
    """Whether at least half of `start:end` lies in `low:high`."""
    return 2 * (min(end, high) - max(start, low)) >= end - start > 0
