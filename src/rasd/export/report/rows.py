"""Decides what a reader without scripts sees: one plain row for each event."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.export.report.labels import label
from rasd.export.report.parts import clean
from rasd.export.report.records import AtHand
from rasd.model import Count, Event

MOST = 300
"""Rows without scripts; beyond, the reader is sent to `events.csv`, which is the lighter file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRow:
    """An event as words in a table; type and status in Arabic and English."""

    date: str
    kind: tuple[str, str]
    place: str
    status: tuple[str, str]
    killed: str
    wounded: str
    sources: str
    quote: str


def plain_row(event: Event, at_hand: AtHand) -> PlainRow:
    """The row of an event whose documents are at hand."""
    place = event.place
    names = [place.name_ar or place.text, place.country or ""] if place else []
    quotes = [item.quote for item in event.evidence if item.field == "event"]
    documents = ((doc_id, at_hand.document(doc_id)) for doc_id in event.doc_ids)
    sources = dict.fromkeys((d and d.outlet) or doc_id for doc_id, d in documents)
    return PlainRow(
        date=clean(_date(event)),
        kind=label("sub_event_type", event.sub_event_type.value),
        place=clean(" · ".join(name for name in names if name)),
        status=label("status", event.status.value),
        killed=_count(event.killed),
        wounded=_count(event.wounded),
        sources=clean(" · ".join(sources)),
        quote=clean(quotes[0] if quotes else ""),
    )


def _date(event: Event) -> str:
    if event.date is None:
        return ""
    start, end = event.date.start, event.date.end
    if start is None:
        return event.date.text
    return start.isoformat() if end in (None, start) else f"{start} – {end}"


def _count(count: Count | None) -> str:
    if count is None:
        return ""
    if count.max == count.min:
        return str(count.min)
    return f"{count.min}+" if count.max is None else f"{count.min}–{count.max}"
