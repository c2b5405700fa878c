"""A store gives back what was put in, whatever it was, in whatever order, however often."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies as records

from rasd.model import CodedDocument, Event
from rasd.store import Store, open_store

few = settings(max_examples=40, deadline=None)
events_of_different_ids = st.lists(records.events(), max_size=4, unique_by=lambda e: e.id)


@contextmanager
def new_store() -> Iterator[tuple[Store, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rasd.sqlite")
        with open_store(path) as store:
            yield store, path


def content(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


@few
@given(records.corpora())
def test_what_is_written_is_read_back(corpus: list[CodedDocument]) -> None:
    with new_store() as (store, _):
        store.write_coded(corpus, "r")
        expected = sorted(corpus, key=lambda coded: coded.document.id)
        assert list(store.coded()) == expected
        assert list(store.documents()) == [coded.document for coded in expected]
        assert list(store.mentions()) == [m for coded in expected for m in coded.mentions]
        assert list(store.figures()) == [f for coded in expected for f in coded.figures]
        assert list(store.needs_coding((coded.document for coded in corpus), "r")) == []


@few
@given(records.corpora(), events_of_different_ids)
def test_writing_twice_is_writing_once(corpus: list[CodedDocument], events: list[Event]) -> None:
    with new_store() as (store, path):
        store.write_coded(corpus, "r")
        store.write_events(events)
        once = content(path)
        assert not store.write_coded(corpus, "r")
        assert not store.write_events(reversed(events))
        assert content(path) == once


@few
@given(records.corpora(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_order_of_arrival_does_not_matter(
    corpus: list[CodedDocument], random: object, size: int
) -> None:
    shuffled = list(corpus)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types it as object
    with new_store() as (store, _), new_store() as (other, _):
        store.write_coded(corpus, "r")
        for start in range(0, len(shuffled), size):
            other.write_coded(shuffled[start : start + size], "r")
        assert list(store.coded()) == list(other.coded())


@few
@given(records.documents(doc_id="a"), records.coded_documents(doc_id="a"))
def test_only_the_newest_state_of_a_document_is_read(old: object, new: CodedDocument) -> None:
    with new_store() as (store, _):
        store.write_coded([CodedDocument(document=old, mentions=(), figures=())], "r")  # type: ignore[arg-type]
        store.write_coded([new], "r")
        assert list(store.coded()) == [new]


@few
@given(events_of_different_ids, events_of_different_ids)
def test_events_are_those_written_last(first: list[Event], second: list[Event]) -> None:
    with new_store() as (store, _):
        store.write_events(first)
        change = store.write_events(second)
        assert sorted(store.events(), key=lambda e: e.id) == sorted(second, key=lambda e: e.id)
        assert change.added + change.updated + change.unchanged == len(second)
        assert change.removed == len({e.id for e in first} - {e.id for e in second})
