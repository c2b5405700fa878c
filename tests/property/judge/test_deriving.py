"""A judgement changes the events that a whole merge would change, and no merge is made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.histories import CORPUS, next_judgement
from tests.judged import WHO, Corpus, addition, because, coded, corpus, read_anew

from rasd.judge import reject, withdraw
from rasd.model import Bonds, Judgement
from rasd.pipeline import merge_corpus
from rasd.run import merge_store
from rasd.run.judge import record
from rasd.store import Store, open_store

LATER = (
    coded("h", 0, 2, day=1, outlet="Sahel24"),
    coded("b", 2, day=1, outlet="Manara"),
    coded("d", 0, 1, 2, day=2),
)


@contextmanager
def merged(where: Corpus) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "x.sqlite") as store:
        store.write_coded(where.coded, "rules/1")
        merge_store(store)
        yield store


def say(store: Store, random: Random, where: Corpus, said: list[Judgement]) -> None:
    """One more judgement, derived without a merge."""
    judgement = next_judgement(random, where, list(store.events()), said)
    with patch("rasd.run.judge.merge_store", side_effect=AssertionError("merged anew")):
        record(store, judgement)
    if judgement.id not in [each.id for each in said]:
        said.append(judgement)


def bonds(store: Store) -> list[Bonds]:
    """Of all reports, as they lie in the table."""
    return sorted(store.bonds_of(m.id for m in store.mentions()), key=lambda each: each.mention_id)


@settings(max_examples=70, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9))
def test_each_judgement_comes_to_the_events_of_a_whole_merge(seed: int, count: int) -> None:
    random, said = Random(seed), list[Judgement]()
    with merged(CORPUS) as store:
        for _ in range(count):
            say(store, random, CORPUS, said)
            assert list(store.events()) == list(merge_corpus(CORPUS.coded, said)[1])
        assert list(store.faults()) == []
        head, bound = store.log_head(), bonds(store)
        merge_store(store)
        assert store.log_head() == head
        assert bonds(store) == bound
        assert list(store.events()) == list(merge_corpus(CORPUS.coded, said)[1])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 5))
def test_so_it_is_after_documents_came_and_were_read_anew(
    seed: int, before: int, after: int
) -> None:
    random, said = Random(seed), list[Judgement]()
    with merged(CORPUS) as store:
        for _ in range(before):
            say(store, random, CORPUS, said)
        held = {item.document.id: item for item in (*CORPUS.coded, *LATER)}
        anew = read_anew(corpus(*held.values()).coded)
        store.write_coded(anew.coded, "rules/2")
        merge_store(store)
        assert list(store.events()) == list(merge_corpus(anew.coded, said)[1])
        for _ in range(after):
            say(store, random, anew, said)
            assert list(store.events()) == list(merge_corpus(anew.coded, said)[1])
        assert list(store.faults()) == []


def test_a_rejection_withdrawn_after_a_person_read_the_same_leaves_the_reading_aside() -> None:
    where = corpus(coded("a", 0), coded("z", 1))
    gone = reject(where.told("z1"), who=because("a drill"))
    own = addition(where.documents["z"], 1)
    with merged(where) as store:
        for number, each in enumerate(said := [gone, own, withdraw(gone, who=WHO)], start=1):
            record(store, each)
            assert list(store.events()) == list(merge_corpus(where.coded, said[:number])[1])
