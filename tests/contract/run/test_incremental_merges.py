"""Documents that come one after another leave the store that all at once would have left."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from tests.judged import because
from tests.runs import REPORTS

from rasd.judge import add, join, reject, withdraw
from rasd.model import (
    CodedDocument,
    Document,
    Event,
    Evidence,
    Judgement,
    Mention,
    Reuse,
    replace,
    to_json,
)
from rasd.pipeline import code_document, merge_corpus
from rasd.readers import read_inputs
from rasd.run import merge_store
from rasd.run.judge import record, shown_on
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


@pytest.mark.parametrize("seed", range(2))
def test_reports_that_people_add_and_take_back_are_derived_where_they_lie(
    coded: tuple[CodedDocument, ...], place: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    told = [mention for each in coded for mention in each.mentions if mention.place]
    said: list[Judgement] = []
    sizes = []
    with open_store(place) as store:
        store.write_coded(coded, "r")
        merge_store(store)
        monkeypatch.setattr("rasd.run.judge.merge_store", _no_merge)
        for _ in range(8):
            if said and chance.random() < 0.3:
                judgement = withdraw(chance.choice(said), who=because("again"))
            else:
                judgement = _added(chance.choice(coded).document, chance.choice(told))
            record(store, judgement)
            said += [judgement] if judgement.id not in {each.id for each in said} else []
            assert list(store.events()) == at_once(coded, said)[0]
            sizes += [len(event.mention_ids) for event in shown_on(store, judgement)]
        assert max(sizes) > 1
        assert list(store.faults()) == []


def _no_merge(*_: object, **__: object) -> None:
    raise AssertionError("merged anew")


def _added(document: Document, like: Mention) -> Judgement:
    """That a document tells what another one does, in the words of its first line."""
    [line, *_] = document.text.split("\n")
    values = {name: to_json(getattr(like, name)) for name in ("sub_event_type", "date", "place")}
    telling = Evidence(field="event", start=0, end=len(line), quote=line)
    return add(document, values, [telling], who=because("missed"))


def test_what_nothing_new_touches_is_neither_read_nor_written(
    coded: tuple[CodedDocument, ...], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    with open_store(place) as store:
        store.write_coded(coded[1:], "r")
        merge_store(store)
        before = dict(store.event_digests())
        store.write_coded(coded[:1], "r")
        _note_readings(monkeypatch, read)
        merge_store(store)
        assert set(read) < {each.document.id for each in coded}
        assert len(set(read)) < len(coded) / 2
        after = dict(store.event_digests())
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


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("s", "[1,2]"),
        ("s", '["attack",false,nu'),
        ("s", f'["armed_clash",false,null,null,[],[],[{2**64}],[]]'),
        ("p", '["nobody"]'),
        ("p", "[5]"),
    ],
)
def test_a_row_of_the_memory_that_cannot_be_meant_is_made_anew(
    coded: tuple[CodedDocument, ...], place: str, kind: str, value: str
) -> None:
    with open_store(place) as store:
        store.write_coded(coded[:30], "r")
        merge_store(store)
    url = place.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        spoilt = text("UPDATE memory SET value = :value WHERE key LIKE :keys")
        row = {"value": value.encode(), "keys": f"merge/{kind}/%"}
        assert connection.execute(spoilt, row).rowcount > 0
    engine.dispose()
    with open_store(place) as store:
        store.write_coded(coded[30:40], "r")
        merge_store(store)
        assert derived(store) == at_once(coded[:40])


def test_what_is_said_of_one_report_has_only_its_part_read_again(
    coded: tuple[CodedDocument, ...], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    with open_store(place) as store:
        store.write_coded(coded, "r")
        merge_store(store)
        alone = next(each for each in store.events() if len(each.mention_ids) == 1)
        one = next(each for each in coded if each.document.id == alone.doc_ids[0])
        mention = next(each for each in one.mentions if each.id in alone.mention_ids)
        store.write_judgements([reject([(mention, one.document)], who=because("drill"))])
        _note_readings(monkeypatch, read)
        merge_store(store)
        assert set(read) == {one.document.id}
        assert alone.id not in {each.id for each in store.events()}


def _note_readings(monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    """From now on adds to `read` the documents of which reports are read from a store."""
    whole = SqlStore.mentions_of

    def noted(self: SqlStore, doc_ids: Iterable[str]) -> tuple[Mention, ...]:
        wanted = list(doc_ids)
        read.extend(wanted)
        return whole(self, wanted)

    monkeypatch.setattr(SqlStore, "mentions_of", noted)


def _dated_anew(coded: CodedDocument) -> CodedDocument:
    published = coded.document.published
    assert published is not None
    return code_document(replace(coded.document, published=published + timedelta(days=2)))
