"""Measures the review application on a large store: `python -m benchmarks.review_rate STORE`.

The store is one of `benchmarks.invented_store`, a file or the address of a database. First come
the pages, as the application answers them in this process, then the questions that lists ask of
the store. Each is asked five times; a line gives the median and the longest in milliseconds, by the
clock and by this process's share of the processor, which with SQLite is all of it. An event is
accepted and that is taken back, so the log of the store grows.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median

from starlette.testclient import TestClient

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
from rasd.pipeline import merge_recipe
from rasd.review import Settings, create_app
from rasd.search import ArabicAnalyser, arabic_analyser
from rasd.store import Store, open_store, shown

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


QUERIES = {
    "no filter": "",
    "a country and a type": "country=SY&type=explosion",
    "a common word": f"q={COMMON}",
    "two words": f"q={RARE}",
    "a month": "from=2033-02-01&to=2033-02-28",
    "much at once": "country=SY&country=IQ&status=reported&outlet=outlet+7&confidence=0.8-0.95"
    f"&from=2031-06-01&q={COMMON}",
}
VIEWS = {"the world": "-60,-180,75,180&zoom=2", "a region": "24,36,31,46&zoom=7"}


def pages(store: Store, http: TestClient) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of the application, and its answers to a map and to a judgement."""

    def get(address: str) -> Callable[[], object]:
        def ask() -> None:
            http.get(address).raise_for_status()

        return ask

    for name, query in QUERIES.items():
        for page in ("queue", "events", "map", "timeline"):
            yield f"/{page}: {name}", get(f"/{page}?{query}")
        for view, edges in VIEWS.items():
            yield f"/map/clusters, {view}: {name}", get(f"/map/clusters?view={edges}&{query}")
            yield f"/map/list, {view}: {name}", get(f"/map/list?view={edges}&{query}")
    far = store.rows(EVERYTHING, offset=60_000)
    yield "/events, page 1,201 by its cursor", get(f"/events?cursor={far.previous}")
    yield "/documents", get("/documents")
    yield "/documents: a common word", get(f"/documents?q={COMMON}")
    yield "/documents: two words", get(f"/documents?q={RARE}")
    queue = store.rows(QUEUE, order=Order.ATTENTION, limit=TIMES + 1).rows
    most = store.rows(EVERYTHING, order=Order.SOURCES, limit=1).rows[0]
    yield "/events/…, the one with most sources", get(f"/events/{most.id}")
    yield "/events/…, from the queue", get(f"/events/{queue[0].id}?queue=1")
    yield "/events/…/join", get(f"/events/{queue[0].id}/join")
    events = iter(queue)

    def accept() -> None:
        here = f"/events/{next(events).id}"
        token = {"X-CSRF-Token": _CSRF.findall(http.get(here).text)[0]}
        seen = _SEEN.findall(http.get(here).text)
        began = time.perf_counter(), time.process_time()
        http.post(f"{here}/accept", data={"seen": seen[0]}, headers=token).raise_for_status()
        judged.append([(a - b) * 1000 for a, b in zip(_now(), began, strict=True)])
        http.post(f"{here}/undo", headers=token).raise_for_status()

    judged: list[list[float]] = []
    for _ in range(TIMES):
        accept()
    took, busy = zip(*judged, strict=True)
    print(f"{'accepting an event':50} {median(took):7.0f} {max(took):8.0f} {median(busy):9.0f}")


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


_CSRF = re.compile(r'<meta name="csrf" content="([0-9a-f]+)">')
_SEEN = re.compile(r'name="seen" value="([^"]*)"')


def main() -> None:
    """Prints one line for each page and question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--only", default="", help="part of the names of questions")
    options = parser.parse_args()
    analyser = arabic_analyser()
    with open_store(options.store, create=False) as store:
        print(f"{shown(options.store)}: {store.counts()}; load {os.getloadavg()[0]:.0f}")
        if store.merge_due(merge_recipe()):
            print("merged under other rules: a judgement would merge all; see rasd serve")
        print(f"{'':50} {'median':>7} {'longest':>8} {'processor':>9}")
        settings = Settings(store=options.store, author="Salma", hosts=("testserver",))
        with TestClient(create_app(settings)) as http:
            for name, ask in pages(store, http):
                if options.only in name:
                    measure(name, ask)
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
