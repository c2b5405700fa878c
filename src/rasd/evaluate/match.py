"""Which predicted mention tells which annotated event of the same article.

A pair needs shared characters between the gold passages and the prediction's evidence in the
body (evidence in a title has offsets of its own and takes no part). Its weight is

    share of the `event` evidence inside the gold passages         0 … 1
  + share of the evidence of other fields inside them × 0.25       0 … 0.25
  + share of the `event` evidence inside the main passage × 0.1    0 … 0.1
  + 0.5 same event type, or 0.25 both of an incident type
  + 0.25 both core incidents
  + share of fields that agree × 0.2

and the pairs with the greatest total weight stand, one to one. So a compatible type with more
overlap wins, and two events of one sentence are told apart by what was said of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd.evaluate.assign import best_pairs
from rasd.evaluate.fields import judge
from rasd.evaluate.gold import GoldEvent, Span
from rasd.model import INCIDENT_TYPES, Evidence, Record, Status

_NO_ANCHOR = frozenset({"date", "attribution"})
"""Fields whose words often stand far from the event (datelines, sources)."""


def is_core(record: Record) -> bool:
    """A predicted incident that is held against the prediction where it is wrong."""
    return record.event_type in INCIDENT_TYPES and record.status in (
        Status.REPORTED,
        Status.CLAIMED,
    )


def match(
    gold: Sequence[GoldEvent],
    predicted: Sequence[Record],
    *,
    doc: str | None = None,
) -> list[tuple[int, int]]:
    """Pairs (gold index, predicted index) of one article; `doc` picks an event's evidence."""
    if not gold or not predicted:
        return []
    return best_pairs([[weight(event, record, doc=doc) for record in predicted] for event in gold])


def weight(event: GoldEvent, record: Record, *, doc: str | None = None) -> float:
    """How much a prediction looks like an annotated event; 0 without shared characters."""
    told = _cells(event.spans)
    trigger = _cells(_spans(record.evidence, doc, trigger=True))
    others = _cells(_spans(record.evidence, doc, trigger=False))
    overlap = _share(trigger, told) + 0.25 * _share(others, told)
    if overlap == 0:
        return 0.0
    overlap += 0.1 * _share(trigger, _cells(event.spans[:1]))
    if event.event_type is record.event_type:
        overlap += 0.5
    elif event.event_type in INCIDENT_TYPES and record.event_type in INCIDENT_TYPES:
        overlap += 0.25
    if event.is_core and is_core(record):
        overlap += 0.25
    judgements = judge(event, record)
    return overlap + 0.2 * sum(j.right for j in judgements) / len(judgements)


def overlaps(event: GoldEvent, record: Record) -> bool:
    """Whether a prediction's `event` evidence shares a character with the gold passages."""
    return bool(_cells(_spans(record.evidence, None, trigger=True)) & _cells(event.spans))


def _spans(evidence: Iterable[Evidence], doc: str | None, *, trigger: bool) -> list[Span]:
    return [
        (item.start, item.end)
        for item in evidence
        if item.part is None
        and (item.field == "event") is trigger
        and item.field not in _NO_ANCHOR
        and (doc is None or item.doc_id in (None, doc))
    ]


def _cells(spans: Iterable[Span]) -> set[int]:
    return {cell for start, end in spans for cell in range(start, end)}


def _share(part: set[int], whole: set[int]) -> float:
    return len(part & whole) / len(part) if part else 0.0
