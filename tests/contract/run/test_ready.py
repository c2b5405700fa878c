"""A store is indexed and merged before people work with it, in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from tests.judged import coded, corpus

from rasd.pipeline import merge_recipe
from rasd.run import make_ready, merge_store
from rasd.search import arabic_analyser
from rasd.store import Store, open_store

CORPUS = corpus(
    coded("a", 0, 1, outlet="Sahel24"), coded("b", 0, day=1), coded("c", 2, outlet="Sahel24")
)


class Heard:
    """A watch that notes what it is told."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, int | None]] = []
        self.steps: list[int] = []

    def begin(self, name: str, total: int | None) -> None:
        self.begun.append((name, total))

    def done(self, documents: int) -> None:
        self.steps.append(documents)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


def readied(store: Store) -> Heard:
    heard = Heard()
    make_ready(store, heard)
    return heard


def test_what_was_never_indexed_or_merged_is_and_then_nothing_is_lacking(store: Store) -> None:
    store.write_coded(CORPUS.coded, "rules/1")
    heard = readied(store)
    assert heard.begun == [("indexing", 3), ("merging", None)]
    assert heard.steps == [3]
    assert list(store.index(arabic_analyser())) == [0]
    assert {event.id for event in CORPUS.events()} == {event.id for event in store.events()}
    assert store.parts_current(merge_recipe())
    before = store.log_head()
    assert readied(store).begun == []
    assert before == store.log_head()


def test_what_was_merged_under_another_recipe_is_merged_anew(store: Store) -> None:
    store.write_coded(CORPUS.coded, "rules/1", analyser=arabic_analyser())
    merge_store(store)
    bonds = store.bonds_of(sorted(mention.id for mention in store.mentions()))
    store.write_bonds(bonds, "another")
    assert readied(store).begun == [("merging", None)]
    assert store.parts_current(merge_recipe())


def test_an_empty_store_lacks_nothing(store: Store) -> None:
    before = store.log_head()
    assert readied(store).begun == []
    assert before == store.log_head()


def test_what_somebody_changed_by_hand_is_left_for_the_log_to_tell(store: Store) -> None:
    store.write_coded(CORPUS.coded, "rules/1", analyser=arabic_analyser())
    merge_store(store)
    connection = store._connection  # type: ignore[attr-defined]
    connection.execute(text("UPDATE meta SET value = '3 0' WHERE name = 'events_sum'"))
    faults = list(store.faults())
    assert readied(store).begun == []
    assert faults == list(store.faults())
