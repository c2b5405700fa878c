"""However documents and judgements arrive, the events are those of one full rebuild."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_count
from tests.judged import WHO, Corpus, addition, because, coded, corpus, read_anew

from rasd.judge import accept, edit, join, reject, split
from rasd.model import CodedDocument, Event, Judgement
from rasd.run import merge_store
from rasd.store import Store, open_store

CODED = (
    coded("a", 0, 1),
    coded("b", 0, 2, day=1, killed=make_count(2)),
    coded("c", 1, 2, day=2),
    coded("d", 0, day=0, killed=make_count(5)),
)
CORPUS = corpus(*CODED)


@contextmanager
def new_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "x.sqlite") as store:
        yield store


def said() -> list[Judgement]:
    """One judgement of each kind, made on the whole corpus."""
    toll = {"min": 4, "max": 4}
    first = CORPUS.event_of("a0")
    told = CORPUS.told(*first.mention_ids)
    return [
        edit(first, told, field="killed", value=toll, who=WHO),
        split([CORPUS.told("a0", "d0"), CORPUS.told("b0")], who=WHO),
        accept(CORPUS.event_of("b2"), CORPUS.told("b2", "c2"), who=WHO),
        join([CORPUS.told("a1", "c1"), CORPUS.told("b2", "c2")], who=WHO),
        reject(CORPUS.told("c1"), who=because("a drill")),
        addition(CORPUS.documents["d"], 2),
        addition(CORPUS.documents["a"], 2, killed=toll),
    ]


SAID = said()
Step = CodedDocument | Judgement


@st.composite
def histories(draw: st.DrawFn) -> list[list[Step]]:
    """Documents, some of them twice, and judgements in their order, cut into merges."""
    random = Random(draw(st.integers(0, 10_000)))
    judgements = SAID[: draw(st.integers(0, len(SAID)))]
    steps: list[Step] = [*CODED, *random.sample(CODED, draw(st.integers(0, 2)))]
    random.shuffle(steps)
    for judgement in reversed(judgements):
        steps.insert(draw(st.integers(0, len(steps))), judgement)
    order = iter(judgements)
    steps = [next(order) if isinstance(step, Judgement) else step for step in steps]
    cuts = sorted(draw(st.sets(st.integers(1, len(steps) - 1), max_size=4)))
    bounds = zip([0, *cuts], [*cuts, len(steps)], strict=True)
    return [steps[start:end] for start, end in bounds]


def take(store: Store, steps: list[Step]) -> None:
    for step in steps:
        if isinstance(step, Judgement):
            store.write_judgements([step])
        else:
            store.write_coded([step], "rules/1")
    merge_store(store)


@settings(max_examples=40, deadline=None)
@given(histories())
def test_any_order_and_batching_gives_the_events_of_a_full_rebuild(
    history: list[list[Step]],
) -> None:
    judgements = [s for batch in history for s in batch if isinstance(s, Judgement)]
    with new_store() as store:
        for batch in history:
            take(store, batch)
        assert list(store.events()) == list(CORPUS.events(judgements))
        assert list(store.faults()) == []


@settings(max_examples=40, deadline=None)
@given(histories(), st.booleans())
def test_every_id_that_ever_was_leads_to_the_events_that_hold_its_reports(
    history: list[list[Step]], anew: bool
) -> None:
    held: dict[str, set[str]] = defaultdict(set)
    with new_store() as store:
        for batch in history:
            take(store, batch)
            _note(store.events(), held)
        if anew:
            take(store, list(read_anew(CODED).coded))
            _note(store.events(), held)
        now = {i.removeprefix("x"): e.id for e in store.events() for i in e.mention_ids}
        for event_id, reports in held.items():
            expected = {now[report] for report in reports if report in now}
            assert {event.id for event in store.resolve_event(event_id)} == expected
        targets: dict[str, set[str | None]] = defaultdict(set)
        for each in store.redirects():
            targets[each.old_id].add(each.new_id)
        alive = set(now.values())
        for event_id, reports in held.items():
            expected = {now[report] for report in reports if report in now} - {event_id}
            gone = set() if event_id in alive or expected else {None}
            assert targets.get(event_id, set()) == expected | gone


def _note(events: Iterator[Event], held: dict[str, set[str]]) -> None:
    for event in events:
        held[event.id] |= {i.removeprefix("x") for i in event.mention_ids}


def test_the_judgements_of_this_page_do_something() -> None:
    before, after = Corpus(coded=CORPUS.coded).events(), CORPUS.events(SAID)
    assert {e.mention_ids for e in before} != {e.mention_ids for e in after}
    assert any(event.review and event.review.judgements for event in after)
