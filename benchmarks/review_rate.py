"""Measures what the review application asks of a store: `python -m benchmarks.review_rate STORE`.

The store is one of `benchmarks.invented_store`, a file or the address of a database. Each question
is asked five times; a line gives the median and the longest in milliseconds, by the clock and,
for SQLite, which works in this process, by the processor.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median

from rasd.model import (
    EVERYTHING,
    Attention,
    Box,
    EventFilter,
    EventType,
    Order,
    Status,
    Step,
    SubEventType,
)
from rasd.search import ArabicAnalyser
from rasd.store import Store, open_store

TIMES = 5
WORLD = Box(south=-60, west=-180, north=75, east=180)
REGION = Box(south=24, west=36, north=31, east=46)
TOWN = Box(south=29.4, west=39.9, north=30.4, east=41.3)
QUEUE = EventFilter(attention=tuple(Attention))
COMMON, RARE = "انفجار", "سيارة مفخخة"
FILTERS = {
    "everything": EVERYTHING,
    "queue": QUEUE,
    "queue of conflicts": EventFilter(attention=(Attention.CONFLICT,)),
    "queue of one country": EventFilter(attention=tuple(Attention), countries=("SY",)),
    "a small country": EventFilter(countries=("TN",)),
    "two types and a status": EventFilter(
        types=(EventType.BATTLE, SubEventType.SHELLING), statuses=(Status.REPORTED,)
    ),
    "a month": EventFilter(since=date(2033, 2, 1), until=date(2033, 2, 28)),
    "an outlet": EventFilter(outlets=("outlet 7",)),
    "most dead": EventFilter(min_killed=10, max_confidence=0.95),
    "a common word": EventFilter(text=COMMON),
    "two words in the queue": EventFilter(text=RARE, attention=tuple(Attention)),
    "a name in English": EventFilter(text="town 1000"),
    "a box": EventFilter(box=REGION),
    "all at once": EventFilter(
        countries=("SY", "IQ"),
        types=(EventType.EXPLOSION,),
        statuses=(Status.REPORTED,),
        outlets=tuple(f"outlet {n}" for n in range(10)),
        attention=tuple(Attention),
        since=date(2031, 6, 1),
        text=COMMON,
    ),
}


def questions(store: Store, analyser: ArabicAnalyser) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked, and how."""
    for name, wanted in FILTERS.items():
        order = Order.ATTENTION if wanted.attention else Order.DATE_DESC
        yield f"rows: {name}", lambda w=wanted, o=order: store.rows(w, analyser=analyser, order=o)
        yield f"facets: {name}", lambda w=wanted: store.facets(w, analyser=analyser)
        yield (
            f"timeline by month: {name}",
            lambda w=wanted: store.timeline(w, Step.MONTH, analyser=analyser),
        )
        yield f"unpinned: {name}", lambda w=wanted: store.unpinned(w, analyser=analyser)
        for zoom, box in ((3, WORLD), (7, REGION), (10, TOWN)):
            yield (
                f"clusters at zoom {zoom}: {name}",
                lambda w=wanted, b=box, z=zoom: store.clusters(w, b, z, analyser=analyser),
            )
        found = store.rows(wanted, analyser=analyser, order=order, limit=1, offset=500).rows
        if found:
            here = found[0].id
            yield (
                f"neighbours: {name}",
                lambda w=wanted, o=order, h=here: store.neighbours(h, w, o, analyser=analyser),
            )
    for order in Order:
        cursor = store.rows(EVERYTHING, order=order, offset=60_000).next
        yield (
            f"rows by {order.value}, far behind",
            lambda o=order, c=cursor: store.rows(EVERYTHING, order=o, cursor=c),
        )
    yield (
        "rows, page 1,800 by its number",
        lambda: store.rows(EVERYTHING, order=Order.DATE, offset=90_000),
    )
    yield "timeline by day", lambda: store.timeline(EVERYTHING, Step.DAY)


def main() -> None:
    """Prints one line for each question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--only", default="", help="part of the names of questions")
    options = parser.parse_args()
    analyser = ArabicAnalyser()
    with open_store(options.store, create=False) as store:
        print(store.counts())
        print(f"{'':50} {'median':>7} {'longest':>8} {'processor':>9}")
        for name, ask in questions(store, analyser):
            if options.only in name:
                measure(name, ask)


def measure(name: str, ask: Callable[[], object]) -> None:
    """Prints the line of one question."""
    took, busy = [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    print(f"{name:50} {median(took):7.0f} {max(took):8.0f} {median(busy):9.0f}", flush=True)


if __name__ == "__main__":
    main()
