"""What a store keeps so that a few events can be derived without the others, in each database."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from tests.judged import WHO, because, coded, corpus

from rasd.judge import accept, edit, grade_outlet, reject, withdraw
from rasd.model import Bonds, Event, EventFilter, Judgement, LogKind, canonical, replace, row_of
from rasd.pipeline import merge_recipe
from rasd.run import judge as judging
from rasd.run import merge_store
from rasd.run.deriving import derive_ahead
from rasd.run.judge import record as judge_record
from rasd.store import Change, Store, log, open_store
from rasd.store.digests import events_digest

CORPUS = corpus(
    coded("a", 0, 1, outlet="Sahel24"), coded("b", 0, day=1), coded("c", 2, outlet="Sahel24")
)
ACCEPTED = accept(CORPUS.event_of("a0"), CORPUS.told("a0", "b0"), who=WHO)
REJECTED = reject(CORPUS.told("c2"), who=because("a drill"))
GRADED = grade_outlet("Sahel24", "B", who=WHO)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        opened.write_coded(CORPUS.coded, "rules/1")
        merge_store(opened)
        yield opened


def connection_of(store: Store) -> Connection:
    return store._connection  # type: ignore[attr-defined,no-any-return]


def bond(mention_id: str, part: str, *others: str) -> Bonds:
    return Bonds(mention_id=mention_id, doc_id=mention_id[0], part=part, others=others)


def last_merge(store: Store) -> dict[str, object]:
    return [entry.payload for entry in store.log() if entry.kind is LogKind.MERGE][-1]


def said_later(store: Store) -> Event:
    """An event as it would be written after somebody accepted it."""
    event = store.event(CORPUS.event_of("a0").id)
    assert event is not None
    return replace(event, confidence=0.5)


def test_a_merge_leaves_the_bonds_of_every_report(store: Store) -> None:
    assert (bond("a0", "a0", "b0"), bond("b0", "a0", "a0")) == store.bonds_of(["b0"])
    assert (bond("a1", "a1"), bond("c2", "c2")) == store.bonds_of(["c2", "a1", "x"])


def test_bonds_are_replaced_by_the_next_ones(store: Store) -> None:
    new = [bond("a0", "a0"), bond("b0", "b0", "c2"), bond("c2", "b0", "b0")]
    assert Change(updated=3, removed=1) == store.write_bonds(new, "r")
    assert Change(unchanged=3) == store.write_bonds(new, "r")
    assert (new[1], new[2]) == store.bonds_of(["c2"])
    assert store.bonds_of(["a1"]) == ()


def test_judgements_are_found_by_what_they_speak_of(store: Store) -> None:
    undone = withdraw(ACCEPTED, who=WHO)
    redone = withdraw(undone, who=WHO)
    said = [ACCEPTED, REJECTED, GRADED, undone, redone]
    store.write_judgements(said)
    assert (ACCEPTED, undone, redone) == store.judgements_on(["b"])
    assert store.judgements_on(["c"], outlets=["Sahel24", "Manara"]) == (REJECTED, GRADED)
    assert store.judgements_on(["x"]) == ()
    assert undone == store.judgement(undone.id)
    assert store.judgement("j-") is None
    assert sorted(each.id for each in said) == list(store.judgement_ids_beginning("j-"))
    assert (GRADED.id,) == store.judgement_ids_beginning(GRADED.id[:-2])


def test_a_judgement_that_is_damaged_is_found_as_the_log_has_it(store: Store) -> None:
    store.write_judgements([ACCEPTED])
    connection = connection_of(store)
    for rule in ("judgement_no_update", "judgement_keep ON judgement"):
        if (connection.dialect.name == "postgresql") is (" ON " in rule):
            connection.execute(text(f"DROP TRIGGER {rule}"))
    connection.execute(text("UPDATE judgement SET record = '{'"))
    assert store.judgements_on(["a"]) == (ACCEPTED,)


def test_parts_are_current_after_a_merge_under_its_recipe_alone(store: Store) -> None:
    assert store.parts_current(merge_recipe())
    assert not store.parts_current("another")
    store.write_judgements([ACCEPTED])
    assert not store.parts_current(merge_recipe())
    merge_store(store)
    assert store.parts_current(merge_recipe())
    store.write_coded([coded("d", 0)], "rules/1")
    store.write_events([])
    assert store.events_current()
    assert not store.parts_current(merge_recipe())


def test_a_part_is_written_and_all_else_stays(store: Store) -> None:
    before = {event.id: event for event in store.events()}
    event = said_later(store)
    store.write_judgements([ACCEPTED])
    assert Change(updated=1) == store.write_part([event], ["a0", "b0"])
    assert before | {event.id: event} == {each.id: each for each in store.events()}
    assert store.parts_current(merge_recipe())
    assert list(store.faults()) == []
    assert last_merge(store)["events"] == 3
    assert Change(removed=1) == store.write_part([], ["c2"])
    assert last_merge(store)["events"] == 2
    assert list(store.faults()) == []


def test_the_log_has_the_same_of_the_same_events_whatever_way_led_to_them(store: Store) -> None:
    first = last_merge(store)
    before = store.event(said_later(store).id)
    assert before is not None
    store.write_part([said_later(store)], ["a0"])
    assert last_merge(store) != first
    store.write_part([before], ["b0"])
    assert last_merge(store) == first


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET record = replace(record, 'Qasr', 'Bir')",
        "DELETE FROM event WHERE record LIKE '%c2%'",
    ],
)
def test_a_part_written_after_somebody_changed_an_event_does_not_cover_it_up(
    store: Store, change: str
) -> None:
    connection_of(store).execute(text(change))
    store.write_part([said_later(store)], ["a0"])
    assert [fault.place for fault in store.faults()] == ["events"]


def test_parts_are_not_current_where_somebody_changed_the_sum_of_all_events(store: Store) -> None:
    change = "UPDATE meta SET value = '3 1' WHERE name = 'events_sum'"
    connection_of(store).execute(text(change))
    assert not store.parts_current(merge_recipe())


def test_a_log_that_notes_events_as_earlier_versions_did_is_held_against_them(
    store: Store,
) -> None:
    rows = [(event.id, _line(store, event.id)) for event in store.events()]
    count, digest = events_digest(sorted(rows))
    _note(store, {"revision": store.revision(), "events": count, "digest": digest})
    assert list(store.faults()) == []
    assert not store.parts_current(merge_recipe())
    connection_of(store).execute(text("DELETE FROM event WHERE id = :i"), {"i": rows[0][0]})
    assert [fault.place for fault in store.faults()] == ["events"]


def _line(store: Store, event_id: str) -> str:
    find = text("SELECT record FROM event WHERE id = :i")
    return str(connection_of(store).execute(find, {"i": event_id}).scalar())


def _note(store: Store, payload: dict[str, object]) -> None:
    log.append(connection_of(store), at=WHO.at, by="rasd", kind=LogKind.MERGE, payload=payload)
    assert canonical(last_merge(store)) == canonical(payload)


def test_what_judgements_are_found_by_is_held_against_them(store: Store) -> None:
    store.write_judgements([ACCEPTED, edit_of_toll()])
    merge_store(store)
    connection = connection_of(store)
    connection.execute(text("DELETE FROM judgement_on WHERE subject = 'a' AND seq = 1"))
    connection.execute(text("INSERT INTO judgement_on VALUES ('document', 'c', 7)"))
    found = {fault.place: fault.what for fault in store.faults()}
    assert found == {
        f"judgement {ACCEPTED.id}": "is not found by what it speaks of",
        "judgement_on 7": "belongs to no judgement",
    }


def edit_of_toll() -> Judgement:
    event, told = CORPUS.event_of("a0"), CORPUS.told("a0", "b0")
    return edit(event, told, field="killed", value={"min": 3, "max": 3}, who=WHO)


def rows_of(store: Store, event_id: str) -> dict[str, list[tuple[object, ...]]]:
    """What hangs on an event in other tables."""
    connection = connection_of(store)
    found = connection.execute(
        text("SELECT number FROM event_row WHERE event_id = :id"), {"id": event_id}
    )
    [number] = found.scalars()
    held = {}
    for table in ("event_row", "event_shown", "event_names", "event_source", "event_outlet"):
        rows = connection.execute(
            text(f"SELECT * FROM {table} WHERE number = :n"),
            {"n": number},
        )
        held[table] = sorted(tuple(row) for row in rows)
    return held


def test_an_event_of_which_only_the_record_changed_keeps_its_place_in_lists(store: Store) -> None:
    before = store.event(CORPUS.event_of("a0").id)
    assert before is not None
    rows = rows_of(store, before.id)
    judge_record(store, GRADED)
    graded = store.event(before.id)
    assert graded is not None
    assert before != graded
    kept = rows_of(store, before.id)
    assert rows.pop("event_shown") != kept.pop("event_shown")
    assert rows == kept
    for said in (None, ACCEPTED):
        if said is not None:
            judge_record(store, said)
        now = store.event(before.id)
        assert now is not None
        [row] = store.rows(EventFilter(ids=(before.id,))).rows
        assert row == row_of(now)
    assert list(store.faults()) == []


def test_an_event_whose_rows_are_lost_gets_them_anew_though_only_the_record_changed(
    store: Store,
) -> None:
    event = CORPUS.event_of("a0")
    connection = connection_of(store)
    connection.execute(text("DELETE FROM event_row WHERE event_id = :id"), {"id": event.id})
    judge_record(store, GRADED)
    assert [event.id] == [row.id for row in store.rows(EventFilter(ids=(event.id,))).rows]


def test_a_grade_comes_to_what_a_merge_comes_to_whoever_wrote_meanwhile(
    store: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(held: Store, judgement: Judgement) -> object:
        found = derive_ahead(held, judgement)
        with open_store(place) as other:
            judge_record(other, ACCEPTED)
        return found

    monkeypatch.setattr(judging, "derive_ahead", overtaken)
    judge_record(store, GRADED)
    monkeypatch.undo()
    expected = {event.id: event for event in CORPUS.events([ACCEPTED, GRADED])}
    assert expected == {event.id: event for event in store.events()}
    undone = withdraw(GRADED, who=dataclasses.replace(WHO, at="2031-06-09T00:00:00Z"))
    judge_record(store, undone)
    judge_record(store, undone)
    expected = {event.id: event for event in CORPUS.events([ACCEPTED, GRADED, undone])}
    assert expected == {event.id: event for event in store.events()}
    assert store.parts_current(merge_recipe())
