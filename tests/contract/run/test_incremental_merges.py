"""Documents that come one after another leave the store that all at once would have left."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from tests.judged import because
from tests.runs import REPORTS

from rasd.judge import join, reject
from rasd.model import CodedDocument, Document, Event, Judgement, Mention, Reuse
from rasd.pipeline import code_document, merge_corpus
from rasd.readers import read_inputs
from rasd.run import merge_store
from rasd.store import Store, open_store
from rasd.store.sql import SqlStore


@pytest.fixture(scope="module")
def coded() -> tuple[CodedDocument, ...]:
    read = read_inputs([REPORTS])
    return tuple(code_document(item) for item in read if isinstance(item, Document))


def derived(store: Store) -> tuple[list[Event], dict[str, tuple[Reuse, ...]]]:
    return list(store.events()), {d.id: d.reuse for d in store.documents()}


def at_once(
    coded: Sequence[CodedDocument], judgements: Sequence[Judgement] = ()
) -> tuple[list[Event], dict[str, tuple[Reuse, ...]]]:
    documents, events = merge_corpus(coded, judgements)
    return list(events), {d.id: d.reuse for d in sorted(documents, key=lambda d: d.id)}


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_and_batches(coded: tuple[CodedDocument, ...], place: str, seed: int) -> None:
    chance = random.Random(seed)
    waiting = chance.sample(coded, len(coded))
    with open_store(place) as store:
        while waiting:
            size = chance.choice((1, 2, 5, 20))
            store.write_coded(waiting[:size], "r")
            waiting = waiting[size:]
            if chance.random() < 0.6 or not waiting:
                merge_store(store)
        assert derived(store) == at_once(coded)


def test_documents_that_change_are_read_anew_or_are_judged(
    coded: tuple[CodedDocument, ...], place: str
) -> None:
    with open_store(place) as store:
        store.write_coded(coded, "r")
        merge_store(store)
        shared = next(event for event in store.events() if len(event.mention_ids) > 2)
        moved = [
            _dated_anew(each) if each.document.id in shared.doc_ids[:1] else each for each in coded
        ]
        found = [replace(each, mentions=each.mentions[:-1]) for each in moved]
        for now in (moved, found, coded):
            store.write_coded(now, "r")
            merge_store(store)
            assert derived(store) == at_once(now)
        said: list[Judgement] = []
        told = {m.id: (m, each.document) for each in coded for m in each.mentions}
        alone = next(event for event in store.events() if event.id != shared.id)
        ids = (shared.mention_ids, alone.mention_ids)
        for judgement in (
            join([[told[i] for i in group] for group in ids], who=because("one wave")),
            reject([told[shared.mention_ids[1]]], who=because("a drill")),
        ):
            said.append(judgement)
            store.write_judgements([judgement])
            merge_store(store)
            assert derived(store) == at_once(coded, said)
        store.write_coded(moved, "r")
        merge_store(store)
        assert derived(store) == at_once(moved, said)


def test_what_nothing_new_touches_is_neither_read_nor_written(
    coded: tuple[CodedDocument, ...], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    with open_store(place) as store:
        store.write_coded(coded[1:], "r")
        merge_store(store)
        before = store.event_digests()
        store.write_coded(coded[:1], "r")
        whole = SqlStore.mentions_of

        def noted(self: SqlStore, doc_ids: Iterable[str]) -> tuple[Mention, ...]:
            wanted = list(doc_ids)
            read.extend(wanted)
            return whole(self, wanted)

        monkeypatch.setattr(SqlStore, "mentions_of", noted)
        merge_store(store)
        assert set(read) < {each.document.id for each in coded}
        assert len(set(read)) < len(coded) / 2
        after = store.event_digests()
        touched = {each for each in after if before.get(each) != after[each]}
        assert touched
        assert len(touched) < len(after) / 2
        read.clear()
        merge_store(store)
        assert read == []


@pytest.mark.parametrize("table", ["event", "memory"])
def test_what_was_lost_or_spoilt_between_merges_is_made_anew(
    coded: tuple[CodedDocument, ...], place: str, table: str
) -> None:
    with open_store(place) as store:
        store.write_coded(coded, "r")
        merge_store(store)
        before = derived(store)
    url = place.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        if table == "event":
            spoilt = "UPDATE event SET record = replace(record, '2', '3')"
        else:
            spoilt = "UPDATE memory SET value = '\x01\x02'"
        connection.execute(text(spoilt))
    engine.dispose()
    with open_store(place) as store:
        merge_store(store)
        assert derived(store) == before


def _dated_anew(coded: CodedDocument) -> CodedDocument:
    published = coded.document.published
    assert published is not None
    return code_document(replace(coded.document, published=published + timedelta(days=2)))
