"""A store gives back what was put in, whatever it was, in whatever order, however often."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from tests import strategies as records

from rasd.model import CodedDocument, Event
from rasd.store import Store, open_store
from rasd.store.tables import METADATA

few = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
events_of_different_ids = st.lists(records.events(), max_size=4, unique_by=lambda e: e.id)


NewStore = Callable[[], AbstractContextManager[Store]]
_NUMBERS = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest) -> NewStore:
    """Opens a store that is new each time."""

    @contextmanager
    def in_file() -> Iterator[Store]:
        with (
            tempfile.TemporaryDirectory() as folder,
            open_store(Path(folder, "rasd.sqlite")) as store,
        ):
            yield store

    @contextmanager
    def on_server() -> Iterator[Store]:
        server = request.getfixturevalue("postgresql")
        with server.schema(f"property_{next(_NUMBERS)}") as address, open_store(address) as store:
            yield store

    return in_file if request.param == "sqlite" else on_server


def content(store: Store) -> dict[str, list[str]]:
    """Every row of every table."""
    connection: Connection = store._connection  # type: ignore[attr-defined]
    return {
        table.name: sorted(str(row) for row in connection.execute(select(table)))
        for table in METADATA.sorted_tables
    }


@few
@given(records.corpora())
def test_what_is_written_is_read_back(new_store: NewStore, corpus: list[CodedDocument]) -> None:
    with new_store() as store:
        store.write_coded(corpus, "r")
        expected = sorted(corpus, key=lambda coded: coded.document.id)
        assert list(store.coded()) == expected
        assert list(store.documents()) == [coded.document for coded in expected]
        assert list(store.mentions()) == [m for coded in expected for m in coded.mentions]
        assert list(store.figures()) == [f for coded in expected for f in coded.figures]
        assert list(store.needs_coding((coded.document for coded in corpus), "r")) == []


@few
@given(records.corpora(), events_of_different_ids)
def test_writing_twice_is_writing_once(
    new_store: NewStore, corpus: list[CodedDocument], events: list[Event]
) -> None:
    with new_store() as store:
        store.write_coded(corpus, "r")
        store.write_events(events)
        once = content(store)
        assert not store.write_coded(corpus, "r")
        assert not store.write_events(reversed(events))
        assert content(store) == once


@few
@given(records.corpora(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_order_of_arrival_does_not_matter(
    new_store: NewStore, corpus: list[CodedDocument], random: object, size: int
) -> None:
    shuffled = list(corpus)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types it as object
    with new_store() as store, new_store() as other:
        store.write_coded(corpus, "r")
        for start in range(0, len(shuffled), size):
            other.write_coded(shuffled[start : start + size], "r")
        assert list(store.coded()) == list(other.coded())


@few
@given(records.documents(doc_id="a"), records.coded_documents(doc_id="a"))
def test_only_the_newest_state_of_a_document_is_read(
    new_store: NewStore, old: object, new: CodedDocument
) -> None:
    with new_store() as store:
        store.write_coded([CodedDocument(document=old, mentions=(), figures=())], "r")  # type: ignore[arg-type]
        store.write_coded([new], "r")
        assert list(store.coded()) == [new]


@few
@given(events_of_different_ids, events_of_different_ids)
def test_events_are_those_written_last(
    new_store: NewStore, first: list[Event], second: list[Event]
) -> None:
    with new_store() as store:
        store.write_events(first)
        change = store.write_events(second)
        assert sorted(store.events(), key=lambda e: e.id) == sorted(second, key=lambda e: e.id)
        assert change.added + change.updated + change.unchanged == len(second)
        assert change.removed == len({e.id for e in first} - {e.id for e in second})
