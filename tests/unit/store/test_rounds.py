"""Rounds of coding in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rasd.model import Answer, CodingRound, RoundItem, StoreError
from rasd.store import Store, open_store, restore_store

ROUND = CodingRound(
    id="round-1",
    name="حزيران",
    by="Huda",
    at="2031-06-01T08:00:00Z",
    fields=("sub_event_type", "killed"),
    coders=("Salma", "Karim"),
    assisted=False,
    seed=7,
    items=2,
)
ITEMS = (
    RoundItem(position=1, event_id="event-1", mention_ids=("m-1", "m-2"), doc_ids=("a", "b")),
    RoundItem(position=2, event_id="event-2", mention_ids=("m-3",), doc_ids=("c",)),
)


def said(position: int, coder: str, killed: int, *, at: str = "2031-06-02T08:00:00Z") -> Answer:
    values = {"killed": {"min": killed, "max": killed}}
    return Answer(position=position, coder=coder, at=at, incident=True, values=values)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A store with one round of two items."""
    with open_store(place, clock=lambda: "2031-06-09T08:00:00Z") as store:
        store.rounds.add(ROUND, ITEMS)
        yield store


def test_a_round_is_kept_with_its_items(store: Store) -> None:
    assert store.rounds.rounds() == (ROUND,)
    assert store.rounds.round("round-1") == ROUND
    assert store.rounds.items("round-1") == ITEMS


def test_the_last_answer_of_a_coder_stands_and_the_others_stay(store: Store) -> None:
    first, second, other = said(1, "Salma", 2), said(1, "Salma", 3), said(1, "Karim", 2)
    for each in (first, other, second):
        store.rounds.answer("round-1", each)
    assert store.rounds.answers("round-1") == (other, second)
    assert store.rounds.answers("round-1", coder="Salma") == (second,)
    assert store.rounds.history("round-1", 1) == (first, other, second)
    assert store.rounds.history("round-1", 2) == ()


def test_no_incident_and_an_unfinished_answer_are_kept_as_such(store: Store) -> None:
    given = replace(said(2, "Karim", 0), incident=False, values={}, note="فيلم", done=False)
    store.rounds.answer("round-1", given)
    assert store.rounds.answers("round-1") == (given,)


def test_a_closed_round_takes_no_answer_and_stays_closed(store: Store) -> None:
    closed = store.rounds.close("round-1", by="Huda")
    assert (closed.closed, closed.closed_by) == ("2031-06-09T08:00:00Z", "Huda")
    assert store.rounds.close("round-1", by="Karim") == closed
    with pytest.raises(StoreError, match="closed"):
        store.rounds.answer("round-1", said(1, "Salma", 2))


@pytest.mark.parametrize(
    ("answer", "what"),
    [(said(1, "Huda", 2), "no coder"), (said(3, "Salma", 2), "items 1 to 2")],
)
def test_a_stranger_or_an_item_that_there_is_not_is_refused(
    store: Store, answer: Answer, what: str
) -> None:
    with pytest.raises(StoreError, match=what):
        store.rounds.answer("round-1", answer)


def test_what_there_is_not_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="round-9"):
        store.rounds.round("round-9")
    with pytest.raises(StoreError, match="round-1"):
        store.rounds.add(ROUND, ITEMS)


def test_a_backup_holds_rounds_and_all_answers(store: Store, tmp_path: Path) -> None:
    store.rounds.answer("round-1", said(1, "Salma", 2))
    store.rounds.answer("round-1", said(1, "Salma", 3))
    backup = tmp_path / "backup.zip"
    with backup.open("wb") as file:
        store.write_backup(file)
    restore_store(backup, tmp_path / "again.sqlite")
    with open_store(tmp_path / "again.sqlite") as again:
        assert again.rounds.rounds() == (ROUND,)
        assert again.rounds.items("round-1") == ITEMS
        assert len(again.rounds.history("round-1", 1)) == 2
