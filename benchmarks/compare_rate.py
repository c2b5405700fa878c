"""Measures how well and how fast a comparison pairs: `python benchmarks/compare_rate.py DB`.

Of the events of a store, such as `python -m benchmarks.invented_store` makes, an ACLED file is
made that tells most of them differently, as another coder would: 15 % are dropped; of the rest 20 %
lie on another day (one off, seldom two or four), 30 % at another point (3 km, 12 km, or 35 km,
which lies beyond the window), 25 % have another toll, 8 % another code, every tenth
party is missing, and a range of days becomes a row a day. A tenth as many rows are added that are
none of our events, at the places, on the days and with the codes of others. It prints what share
of the pairs is right, what share of the rows that tell an event is paired with it, and the seconds
of each step.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from rasd.evaluate.compare import (
    Codebook,
    Comparison,
    Incident,
    Kind,
    compare,
    event_in_terms,
    read_theirs,
    write_comparison,
)
from rasd.store import open_store

HEADER = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1"),
    *("assoc_actor_1", "country", "location", "latitude", "longitude", "geo_precision"),
    *("source", "fatalities"),
)
DROPPED, ADDED, NAMED, OTHER_CODE, MOST_DAYS = 0.15, 0.1, 0.9, 0.08, 7
DAYS_OFF = ((0, 1, -1, 2, 4), (80, 8, 8, 3, 1))
KM_OFF = ((0, 3, 12, 35), (70, 15, 12, 3))
TOLL_OFF = ((0, 1, -1, 3, -100), (75, 10, 8, 4, 3))
OTHER_CODES = (
    Kind("Battles", "Armed clash"),
    Kind("Explosions/Remote violence", "Air/drone strike"),
    Kind("Violence against civilians", "Attack"),
    Kind("Riots", "Mob violence"),
    Kind("Strategic developments", "Arrests"),
)
_KM_A_DEGREE = 111.2

Row = tuple[object, ...]


def main() -> None:
    """Prints the figures of one store."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("db", help="the store of a run")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    with open_store(options.db, create=False) as store:
        ours = [event_in_terms(Codebook.ACLED, event) for event in store.events()]
    print(f"{len(ours):,} events of ours: {time.perf_counter() - started:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acled.csv"
        rows = list(told_otherwise(ours, random.Random(options.seed)))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        started = time.perf_counter()
        theirs = read_theirs(path)
        print(f"{len(rows):,} rows of theirs: {time.perf_counter() - started:.0f} s")
        started = time.perf_counter()
        found = compare(ours, theirs)
        print(f"compared: {time.perf_counter() - started:.0f} s")
        started = time.perf_counter()
        write_comparison(found, Path(folder) / "out")
        print(f"written: {time.perf_counter() - started:.0f} s")
    tell(found, [str(row[0]) for row in rows])
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def tell(found: Comparison, ids: Sequence[str]) -> None:
    """Prints how many pairs are right, and how many rows found their event."""
    right = sum(row.ours.id == event_of(row.theirs.id) for row in found.pairs)
    parts = [row for row in found.theirs_only if row.why.reason == "part_of_ours"]
    right_parts = sum(row.why.other == event_of(row.incident.id) for row in parts)
    told = {event for name in ids if (event := event_of(name))}
    print(f"pairs: {len(found.pairs):,}, right {right / len(found.pairs):.2%}")
    print(f"events told: {len(told):,}, paired with a row of their own {right / len(told):.2%}")
    print(f"parts: {len(parts):,}, right {right_parts / max(1, len(parts)):.2%}")


def event_of(name: str) -> str:
    """The event that a row tells; empty for one that was added."""
    return name.rpartition("/")[0]


def told_otherwise(ours: Sequence[Incident], draw: random.Random) -> Iterator[Row]:
    """The rows of theirs; an id is that of our event and a number, or a number alone."""
    counted = [event for event in ours if not event.reason and event.placed]
    told = 0
    for event in counted:
        if event.first is None or event.last is None or draw.random() < DROPPED:
            continue
        days = (event.last - event.first).days + 1 if event.spans else 1
        shift = timedelta(days=draw.choices(*DAYS_OFF)[0])
        for n in range(min(days, MOST_DAYS)):
            told += 1
            dead = _toll(event, draw) // min(days, MOST_DAYS)
            on = event.first + shift + timedelta(days=n)
            yield _row(f"{event.id}/{n}", event, on=on, where=event, dead=dead, draw=draw)
    for number in range(int(told * ADDED)):
        event, where = draw.choice(counted), draw.choice(counted)
        on = draw.choice(counted).first or date.min
        dead = _toll(event, draw)
        yield _row(f"/{number}", event, on=on, where=where, dead=dead, draw=draw)


def _toll(event: Incident, draw: random.Random) -> int:
    if event.killed is None:
        return 0
    return max(0, event.killed.best + draw.choices(*TOLL_OFF)[0])


def _row(
    name: str, event: Incident, *, on: date, where: Incident, dead: int, draw: random.Random
) -> Row:
    km, way = draw.choices(*KM_OFF)[0], draw.random() * math.tau
    lat = (where.lat or 0) + km / _KM_A_DEGREE * math.cos(way)
    lon = (where.lon or 0) + km / _KM_A_DEGREE * math.sin(way) / math.cos(math.radians(lat))
    kind = event.kinds[0]
    if draw.random() < OTHER_CODE:
        kind = draw.choice(OTHER_CODES)
    named = [sorted(names)[0] for names in event.parties if draw.random() < NAMED]
    return (
        *(name, on.isoformat(), 1, kind.type, kind.sub, "; ".join(named[:1])),
        *("; ".join(named[1:]), where.country, "", f"{lat:.4f}", f"{lon:.4f}", 1, "", dead),
    )


if __name__ == "__main__":
    main()
