"""Measures the review application under load: `python -m benchmarks.review_load STORE`.

A server of its own answers `--readers` people who open pages one after the other without a pause,
far quicker than anybody reads, and `--writers` who accept an event and take that back. Lines give
how many requests were answered in a second, and how long they took: the median, the 95th
percentile and the longest, in milliseconds by the clock. Server and clients share the processors.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles

import httpx
from benchmarks.review_rate import COMMON, QUEUE

from rasd.model import Order
from rasd.store import open_store

PAGES = (
    "/queue",
    "/queue?country=SY&type=explosion",
    "/events",
    "/events?from=2033-02-01&to=2033-02-28",
    f"/events?q={COMMON}",
    "/map",
    "/map/clusters?view=24,36,31,46&zoom=7",
    "/timeline",
    "/documents",
)
_EVENTS = 200
_OPENED = 0.5
"""The share of pages that are those of an event."""
_CSRF = re.compile(r'<meta name="csrf" content="([0-9a-f]+)">')
_SEEN = re.compile(r'name="seen" value="([^"]*)"')
_OPEN = re.compile(r"http://[^ ]+/")


class Clients:
    """People who use the application until the time is over."""

    def __init__(self, address: str, seconds: float, events: list[str]) -> None:
        self._address = address
        self._until = time.monotonic() + seconds
        self._events = events
        self._lock = threading.Lock()
        self.took: dict[str, list[float]] = defaultdict(list)

    def read(self, number: int) -> None:
        """One person opens page after page."""
        chance = random.Random(number)
        with self._client() as http:
            while time.monotonic() < self._until:
                if chance.random() < _OPENED:
                    page, kind = f"/events/{chance.choice(self._events)}?queue=1", "an event"
                else:
                    page = chance.choice(PAGES)
                    kind = "a list, a map or a timeline"
                self._timed(kind, partial(http.get, page))

    def write(self, number: int) -> None:
        """One person accepts an event and takes that back, over and over."""
        own = self._events[-1 - number]
        with self._client() as http:
            while time.monotonic() < self._until:
                page = http.get(f"/events/{own}").text
                token = {"X-CSRF-Token": _CSRF.findall(page)[0]}
                seen = {"seen": _SEEN.findall(page)[0]}
                for kind, what, said in (("a judgement", "accept", seen), ("undone", "undo", {})):
                    self._timed(kind, partial(_say, http, f"/events/{own}/{what}", said, token))

    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self._address, timeout=120)

    def _timed(self, kind: str, ask: Callable[[], httpx.Response]) -> None:
        began = time.perf_counter()
        answer = ask()
        took = (time.perf_counter() - began) * 1000
        answer.raise_for_status()
        with self._lock:
            self.took[kind].append(took)


def _say(
    http: httpx.Client, address: str, said: dict[str, str], token: dict[str, str]
) -> httpx.Response:
    return http.post(address, data=said, headers=token)


def main() -> None:
    """Prints one line for each kind of request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30)
    given = parser.parse_args()
    with open_store(given.store, create=False) as store:
        queue = store.rows(QUEUE, order=Order.ATTENTION, limit=_EVENTS).rows
    rasd = str(Path(sys.executable).with_name("rasd"))
    serve = [rasd, "serve", "--db", given.store, "--port", "0", "--by", "Salma"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            opened = _OPEN.search(server.stdout.readline())
            if opened is None:
                sys.exit("the server did not start; what it said stands above")
            _measure(opened[0], given, [row.id for row in queue])
        finally:
            server.terminate()


def _measure(address: str, given: argparse.Namespace, events: list[str]) -> None:
    clients = Clients(address, given.seconds, events)
    people = [threading.Thread(target=clients.read, args=(n,)) for n in range(given.readers)]
    people += [threading.Thread(target=clients.write, args=(n,)) for n in range(given.writers)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    done = sum(map(len, clients.took.values()))
    print(f"{given.readers} readers, {given.writers} writers, load {os.getloadavg()[0]:.0f}")
    print(f"{done / given.seconds:.1f} requests in a second")
    print(f"{'':30} {'answered':>8} {'median':>8} {'95 %':>8} {'longest':>8}")
    for kind, took in sorted(clients.took.items()):
        cuts = quantiles([*took, took[0]], n=20)
        print(f"{kind:30} {len(took):8} {cuts[9]:8.0f} {cuts[18]:8.0f} {max(took):8.0f}")


if __name__ == "__main__":
    main()
