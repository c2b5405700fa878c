"""Decides which other events are nearly one with an event: near it in place and days, and compared.

Merging compares reports, so an event is as near to another as the best pair of their reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from rasd.merge import Comparison, explain_merge, load_lore
from rasd.model import Box, Event, EventFilter, Mention, Order, is_pinned
from rasd.store import Store

NEAR_DEGREES = 0.4
"""About 40 km: reports further apart than 60 km contradict each other."""
NEAR_DAYS = 2
LISTED = 3
_CANDIDATES = 8
_REPORTS = 4
"""How many reports of each event are compared; more of a widely told one say the same."""
_FLOOR = -2.0
"""Log odds below which nothing is near: one to seven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearly:
    """Another event, and the comparison of the two reports that are most alike."""

    event: Event
    reports: tuple[Mention, Mention]
    comparison: Comparison


def nearly_joined(store: Store, event: Event) -> tuple[Nearly, ...]:
    """The events that were nearly joined to this one, the nearest first.

    None for an event that has neither a point nor a day: everything would be near.
    """
    found = [
        best
        for other in _candidates(store, event)
        if (best := _nearest(store, event, other)) is not None
    ]
    found.sort(key=lambda n: (bool(n.comparison.contradictions), -n.comparison.score, n.event.id))
    return tuple(found[:LISTED])


def _candidates(store: Store, event: Event) -> Iterable[Event]:
    limits: dict[str, object] = {}
    place, date = event.place, event.date
    if place is not None and place.lat is not None and place.lon is not None and is_pinned(event):
        limits["box"] = Box(
            south=place.lat - NEAR_DEGREES,
            north=place.lat + NEAR_DEGREES,
            west=place.lon - NEAR_DEGREES,
            east=place.lon + NEAR_DEGREES,
        )
    if date is not None and date.start is not None and date.end is not None:
        limits["since"] = date.start - timedelta(days=NEAR_DAYS)
        limits["until"] = date.end + timedelta(days=NEAR_DAYS)
    if not limits:
        return
    if "box" not in limits:
        limits["types"] = (event.event_type,)
        limits["countries"] = (place.country,) if place is not None and place.country else ()
    wanted = EventFilter(**limits)  # type: ignore[arg-type]  # each is of its limit's type
    for row in store.rows(wanted, order=Order.SOURCES, limit=_CANDIDATES + 1).rows:
        if row.id != event.id:
            other = store.event(row.id)
            if other is not None:
                yield other


def _nearest(store: Store, event: Event, other: Event) -> Nearly | None:
    ours, theirs = (_reports(store, each) for each in (event, other))
    documents = {m.doc_id: store.document(m.doc_id) for m in (*ours, *theirs)}
    held = [each for each in documents.values() if each is not None]
    reuse = {document.id: document.reuse for document in held}
    texts = {document.id: document.text for document in held}
    parents = load_lore().parents
    compared = [
        Nearly(
            event=other,
            reports=(a, b),
            comparison=explain_merge(a, b, reuse=reuse, parents=parents, texts=texts),
        )
        for a, b in product(ours, theirs)
    ]
    if not compared:
        return None
    best = max(compared, key=lambda n: (not n.comparison.contradictions, n.comparison.score))
    return best if best.comparison.score >= _FLOOR else None


def _reports(store: Store, event: Event) -> list[Mention]:
    wanted = event.mention_ids[:_REPORTS]
    return [mention for each in wanted if (mention := store.mention(each)) is not None]
