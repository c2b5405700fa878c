"""What was said of an event is found, and its last word undone, wherever its reports are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from threading import Barrier
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, text
from tests import histories
from tests.builders import make_count
from tests.judged import WHO, Corpus, because, coded, corpus, read_anew

from rasd.judge import Who
from rasd.model import Action, Judgement, SettingsError
from rasd.pipeline import merge_corpus
from rasd.run import judge, merge_store
from rasd.run.lots import Lot, list_judgements, said_of
from rasd.store import Store, open_store

CORPUS = corpus(
    coded("a", 0, 1, outlet="Sahel24"),
    coded("b", 0, day=1, killed=make_count(2)),
    coded("c", 2, outlet="Sahel24"),
)
NADIM = replace(WHO, by="Nadim", at="2031-06-02T08:00:00Z")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        opened.write_coded(CORPUS.coded, "rules/1")
        merge_store(opened)
        yield opened


def id_of(mention_id: str) -> str:
    return CORPUS.event_of(mention_id).id


def said(store: Store, make: Callable[..., Judgement], *arguments: object) -> Judgement:
    judgement = make(store, *arguments)
    judge.record(store, judgement)
    return judgement


def merged_again(store: Store) -> bool:
    """Whether the events are those of a whole merge, and the log tells of no other hand."""
    expected = merge_corpus(CORPUS.coded, list(store.judgements()))[1]
    return list(store.events()) == list(expected) and not list(store.faults())


def test_what_a_person_said_last_is_undone_first(store: Store) -> None:
    event_id = id_of("a0")
    accepted = said(store, judge.accept, event_id, WHO)
    other = said(store, judge.accept, event_id, NADIM)
    parted = said(store, judge.split, event_id, ["b0"], WHO)
    assert parted.id == said(store, judge.undo, event_id, WHO).withdraws
    assert accepted.id == said(store, judge.undo, event_id, WHO).withdraws
    with pytest.raises(SettingsError, match=r"nothing that Salma said of .* holds any more"):
        judge.undo(store, event_id, WHO)
    assert (other,) == said_of(store, event_id)
    assert merged_again(store)


def test_a_rejection_is_undone_by_the_id_that_the_event_had(store: Store) -> None:
    event_id = id_of("a0")
    before = store.event(event_id)
    gone = said(store, judge.reject, event_id, because("a drill"))
    assert store.event(event_id) is None
    assert gone.id == said(store, judge.undo, event_id, WHO).withdraws
    assert before == store.event(event_id)


def test_a_rejected_report_is_undone_on_the_event_that_it_left(store: Store) -> None:
    gone = said(store, judge.reject, "b0", because("a drill"))
    assert (gone,) == said_of(store, id_of("a0"))
    assert (gone,) == said_of(store, "b0")


def test_what_was_said_of_reports_that_went_elsewhere_is_not_undone(store: Store) -> None:
    first, other = id_of("a0"), id_of("c2")
    joined = said(store, judge.join, [first, other], WHO)
    said(store, judge.withdraw, joined.id, WHO)
    on_other = said(store, judge.accept, other, WHO)
    assert said_of(store, first) == ()
    assert (on_other,) == said_of(store, other)


def test_a_grade_of_an_outlet_is_said_of_the_events_that_it_tells_of(store: Store) -> None:
    graded = judge.grade_outlet("Sahel24", "B", WHO)
    judge.record(store, graded)
    assert (graded,) == said_of(store, id_of("c2"))
    judge.record(store, judge.undo(store, id_of("c2"), WHO))
    assert merged_again(store)
    assert said_of(store, id_of("c2")) == ()


def test_all_that_was_ever_said_of_an_event_is_listed_with_what_became_of_it(store: Store) -> None:
    event_id = id_of("a0")
    toll = said(store, lambda s: judge.edit(s, event_id, WHO, field="killed", value="3"))
    again = said(store, lambda s: judge.edit(s, event_id, NADIM, field="killed", value="4"))
    said(store, judge.accept, id_of("c2"), WHO)
    undone = said(store, judge.withdraw, again.id, NADIM)
    found = {each.judgement.id: each.lot for each in list_judgements(store, on=event_id)}
    assert found == {toll.id: Lot.HOLDS, again.id: Lot.WITHDRAWN, undone.id: Lot.HOLDS}
    whole = {each.judgement.id: each for each in list_judgements(store)}
    assert [whole[each.judgement.id] for each in list_judgements(store, on=event_id)] == list(
        list_judgements(store, on=event_id)
    )
    assert len(whole) == 4


def test_a_judgement_is_withdrawn_by_the_start_of_its_id(store: Store) -> None:
    accepted = said(store, judge.accept, id_of("a0"), WHO)
    other = said(store, judge.accept, id_of("c2"), WHO)
    assert accepted.id == judge.withdraw(store, accepted.id[:-1], WHO).withdraws
    with pytest.raises(SettingsError, match=rf"several judgements begin with 'j-': .*{other.id}"):
        judge.withdraw(store, "j-", WHO)
    with pytest.raises(SettingsError, match="no judgement has an id that begins with 'x'"):
        judge.withdraw(store, "x", WHO)


def test_a_judgement_on_late_events_merges_what_has_changed(store: Store) -> None:
    late = read_anew([CORPUS.coded[0]]).coded
    store.write_coded(late, "rules/2")
    judgement = judge.grade_outlet("Sahel24", "B", WHO)
    with patch("rasd.run.judge.merge_store", side_effect=merge_store) as merged:
        judge.record(store, judgement)
    assert merged.call_count == 1
    where = Corpus(coded=(*late, *CORPUS.coded[1:]))
    assert list(store.events()) == list(merge_corpus(where.coded, [judgement])[1])


def test_a_judgement_for_later_leaves_the_events_to_the_next(store: Store) -> None:
    first = judge.accept(store, id_of("a0"), WHO)
    judge.record(store, first, derive=False)
    assert not store.events_current()
    judge.record(store, judge.grade_outlet("Sahel24", "B", WHO))
    assert merged_again(store)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM bond WHERE mention_id = 'c2'",
        "UPDATE document SET record = '{' WHERE id = 'b'",
        "UPDATE mention SET record = '{' WHERE id = 'b0'",
    ],
)
def test_what_is_needed_and_cannot_be_read_is_left_to_a_merge(store: Store, change: str) -> None:
    judgement = judge.join(store, [id_of("a0"), id_of("c2")], WHO)
    connection: Connection = store._connection  # type: ignore[attr-defined]
    connection.execute(text(change))
    with patch("rasd.run.judge.merge_store", side_effect=merge_store) as merged:
        judge.record(store, judgement)
    assert merged.call_count == 1
    assert judgement in store.judgements()


def test_the_same_judgement_twice_is_one(store: Store) -> None:
    judgement = judge.accept(store, id_of("a0"), WHO)
    judge.record(store, judgement)
    head = store.log_head()
    judge.record(store, judgement)
    assert store.log_head() == head


def test_two_people_who_judge_at_once_both_hold(place: str, store: Store) -> None:
    people, rounds = 4, 6
    together = Barrier(people)

    def judges(number: int) -> None:
        with open_store(place) as own:
            together.wait()
            for turn in range(rounds):
                at = f"2031-06-03T0{number}:00:{turn:02}Z"
                who = Who(by=f"person {number}", at=at, reason="so it is")
                event = next(iter(own.events_holding(["a0" if turn % 2 else "b0"])))
                match (number + turn) % 4:
                    case 0:
                        said = judge.accept(own, event.id, who)
                    case 1:
                        said = judge.edit(own, event.id, who, field="killed", value=str(turn))
                    case 2:
                        said = judge.reject(own, "c2", who)
                    case _:
                        said = judge.grade_outlet("Sahel24", "BCDE"[number], who)
                judge.record(own, said)

    with ThreadPoolExecutor(people) as pool:
        for each in [pool.submit(judges, number) for number in range(people)]:
            each.result()
    written = list(store.judgements())
    assert len(written) == people * rounds
    assert {each.action for each in written} == {Action.ACCEPT, Action.EDIT, Action.REJECT}
    assert merged_again(store)


@pytest.mark.parametrize("seed", [3, 14, 159])
def test_chance_judgements_come_to_the_events_of_a_whole_merge(place: str, seed: int) -> None:
    random, made = Random(seed), list[Judgement]()
    with open_store(place) as store:
        store.write_coded(histories.CORPUS.coded, "rules/1")
        merge_store(store)
        for _ in range(8):
            events = list(store.events())
            judgement = histories.next_judgement(random, histories.CORPUS, events, made)
            judge.record(store, judgement)
            made = list(store.judgements())
            expected = merge_corpus(histories.CORPUS.coded, made)[1]
            assert list(store.events()) == list(expected)
        assert not list(store.faults())
