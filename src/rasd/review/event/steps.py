"""Decides what comes before and behind an event: its neighbours in the list it was opened from.

The address of the page carries the list: its filter and its order. Without one, the list is the
queue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.datastructures import QueryParams

from rasd.review.filters import BESIDE, QUEUE, asked_in, order_of, query_of
from rasd.search import arabic_analyser
from rasd.store import Store

_OWN = frozenset({"lang", "whole"})
"""What stands in the address of an event for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """`position` counts from 1, and is `None` where the event is not in the list any more.

    `query` is what the addresses of its events carry, and `back` the address of the list.
    """

    previous: str | None
    next: str | None
    position: int | None
    total: int
    queue: bool
    query: str
    back: str

    def address(self, event_id: str) -> str:
        """The page of an event of the list."""
        return f"/events/{quote(event_id, safe='')}?{self.query}"


def steps_of(store: Store, event_id: str, params: QueryParams) -> Steps:
    """Where an event stands in the list that an address carries."""
    carried = [pair for pair in params.multi_items() if pair[0] not in _OWN]
    named = [name for name, _ in carried if name not in BESIDE]
    queue = params.get(QUEUE) == "1" or not (named or "order" in params)
    given = QueryParams([*carried, (QUEUE, "1")] if queue else carried)
    wanted = asked_in(given, queue=queue).filter
    order = order_of(given, queue=queue)
    analyser = None
    if wanted.text:
        analyser = arabic_analyser()
        if not any(True for _ in analyser.words(wanted.text)):
            wanted, analyser = replace(wanted, text=""), None
    found = store.neighbours(event_id, wanted, order, analyser=analyser)
    query = query_of(wanted, order, queue=queue)
    listed = query_of(wanted, order) if not queue else _of_queue(query)
    address = "/queue" if queue else "/events"
    return Steps(
        previous=found.previous,
        next=found.next,
        position=found.position,
        total=found.total,
        queue=queue,
        query=query,
        back=f"{address}?{listed}" if listed else address,
    )


def _of_queue(query: str) -> str:
    """What the queue's own address carries: it need not say that it is the queue."""
    return "&".join(part for part in query.split("&") if part != f"{QUEUE}=1")
