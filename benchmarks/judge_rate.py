"""Measures what a judgement costs in a large store: `python benchmarks/judge_rate.py 1000 10000`.

A corpus of `invented_corpus` is coded and merged once; larger stores hold copies of it, with
documents, reports, events and bonds renamed, as a merge of that many documents would leave them.
(A merge of the copies themselves would find each other's words, so none is made.) Each line is
one kind of judgement: the median and the longest of the seconds on the clock from the id of an
event to the outcome written. `--db` keeps the store, or names an empty place in PostgreSQL.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.invented_corpus import make_corpus

from rasd import judge
from rasd.judge import Who
from rasd.model import (
    Bonds,
    CodedDocument,
    Event,
    Evidence,
    Judgement,
    Reuse,
    from_json,
    replace,
    stable_id,
    to_json,
)
from rasd.pipeline import merge_recipe
from rasd.run import judge as say
from rasd.run import merge_store
from rasd.store import Store, open_store

BASE = 1_000
"""Documents that are merged, and copied."""
A_BATCH = 200
ROUNDS = 15
OUTLET = "outlet 7"
WHO = Who(by="Salma", at="2031-06-01T08:00:00Z", reason="measured")
_IDS = re.compile(r"\b(report|mention|event)-(?=[0-9a-f])")


@dataclass(frozen=True)
class Merged:
    """A corpus that was merged."""

    coded: tuple[CodedDocument, ...]
    events: tuple[Event, ...]
    bonds: tuple[Bonds, ...]


def main() -> None:
    """Prints the lines of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--db", help="file or address of the store (one size)")
    options = parser.parse_args()
    base = merged_corpus(BASE)
    print(f"{'documents':>9} {'events':>7}  {'judgement':<32} {'median s':>8} {'longest s':>9}")
    for size in options.sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            open_store(options.db or Path(folder, "rasd.sqlite")) as store,
        ):
            if not store.revision():
                fill(store, base, copies=max(1, size // BASE))
            measure(store)


def merged_corpus(size: int) -> Merged:
    """A corpus as a merge leaves it."""
    corpus = make_corpus(size)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "rasd.sqlite")) as store:
        for start in range(0, size, A_BATCH):
            store.write_coded(corpus.coded[start : start + A_BATCH], "r")
        merge_store(store)
        mentions = [mention.id for mention in store.mentions()]
        return Merged(tuple(store.coded()), tuple(store.events()), store.bonds_of(mentions))


def fill(store: Store, base: Merged, *, copies: int) -> None:
    """Writes the corpus so many times."""
    reuse: dict[str, tuple[Reuse, ...]] = {}
    store.write_events([])
    for number in range(copies):
        coded = [_copy(CodedDocument, each, number) for each in base.coded]
        for start in range(0, len(coded), A_BATCH):
            store.write_coded(coded[start : start + A_BATCH], "r")
        reuse |= {each.document.id: each.document.reuse for each in coded}
        store.write_part([_event(each, number) for each in base.events], [])
    with store.transaction():
        store.write_reuse(reuse)
        bonds = (_copy(Bonds, e, number) for number in range(copies) for e in base.bonds)
        store.write_bonds(bonds, merge_recipe())
    assert store.parts_current(merge_recipe())


def measure(store: Store) -> None:
    """Prints a line for each kind of judgement, and one for taking it back."""
    chance = random.Random(7)
    reports = {event.id: event.mention_ids for event in store.events()}
    events = [event_id for event_id, held in reports.items() if len(held) > 1]
    some = iter(chance.sample(events, 6 * ROUNDS))
    others = iter(chance.sample(sorted(reports.keys() - set(events)), ROUNDS))
    graded = len(store.events_telling(store.ids_of_outlet(OUTLET)))

    def split() -> Judgement:
        event_id = next(some)
        return say.split(store, event_id, reports[event_id][1:], WHO)

    def add() -> Judgement:
        """A report at the place of one event, on the day of another."""
        here, then = (store.event(chance.choice(events)) for _ in range(2))
        assert here is not None
        assert then is not None
        [document] = store.documents_of(here.doc_ids[:1])
        line = document.text.partition("\n")[0]
        telling = Evidence(field="event", start=0, end=len(line), quote=line)
        values = {"sub_event_type": here.sub_event_type.value, "place": to_json(here.place)}
        values |= {"date": to_json(then.date), "campaign": str(chance.random())}
        return judge.add(document, values, [telling], who=WHO)

    kinds: dict[str, Callable[[], Judgement]] = {
        "accept": lambda: say.accept(store, next(some), WHO),
        "edit killed": lambda: say.edit(store, next(some), WHO, field="killed", value="3-4"),
        "reject event": lambda: say.reject(store, next(some), WHO),
        "reject report": lambda: say.reject(store, reports[next(some)][0], WHO),
        "join": lambda: say.join(store, [next(some), next(others)], WHO),
        "split": split,
        "add": add,
    }
    for name, make in kinds.items():
        _measure(store, name, ROUNDS, make)
    name = f"outlet of {graded} events"
    _measure(store, name, 1, lambda: say.grade_outlet(OUTLET, "B", WHO))


def _measure(store: Store, name: str, rounds: int, make: Callable[[], Judgement]) -> None:
    made: list[Judgement] = []

    def say_it() -> Judgement:
        made.append(make())
        return made[-1]

    def undo() -> Judgement:
        return say.withdraw(store, made.pop(0).id, WHO)

    for what, each in ((name, say_it), (f"{name}, withdrawn", undo)):
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            judgement = each()
            before = store.log_head().seq
            say.record(store, judgement)
            taken.append(time.perf_counter() - began)
            assert store.log_head().seq == before + 2  # the judgement, and the events
        counts = store.counts()
        print(
            f"{counts['documents']:>9} {counts['events']:>7}  {what:<32} {median(taken):>8.3f}"
            f" {max(taken):>9.3f}",
            flush=True,
        )


def _copy(kind: Any, record: Any, number: int) -> Any:
    return from_json(kind, _renamed(to_json(record), number))


def _renamed(value: Any, number: int) -> Any:
    match value:
        case str():
            return _IDS.sub(rf"\1-{number:04x}", value)
        case list():
            return [_renamed(each, number) for each in value]
        case dict():
            return {key: _renamed(each, number) for key, each in value.items()}
        case _:
            return value


def _event(event: Event, number: int) -> Event:
    found: Event = _copy(Event, event, number)
    return replace(found, id=stable_id("event", found.mention_ids[0]))


if __name__ == "__main__":
    main()
