"""What people said is kept for good, and whatever was changed behind rasd's back is found."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from tests.builders import make_figure
from tests.judged import SENTENCES, WHO, Corpus, because, coded, corpus, read_anew

from rasd.judge import accept, edit, join, reject, withdraw
from rasd.model import EMPTY_LOG, LogKind, Original, RedirectKind, StoreError, faults_of, replace
from rasd.run import merge_store
from rasd.store import Change, Store, open_store

RECIPE = "rules/1"
TWO = corpus(coded("a", 0, 1), coded("b", 0, day=1))
VERSION_1 = Path(__file__).with_name("version_1.sql")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A store with two documents, their events and two judgements."""
    seconds = count()
    with open_store(place, clock=lambda: f"2031-06-01T08:00:{next(seconds):02}Z") as opened:
        a, b = TWO.coded
        a = replace(a, figures=(_figure(a.document.text),))
        bytes_of = {item.document.id: _original(item.document.text) for item in (a, b)}
        opened.write_coded([a, b], RECIPE, originals=bytes_of)
        merge_store(opened)
        event = TWO.event_of("a0")
        told = TWO.told("a0", "b0")
        toll = {"min": 3, "max": 3}
        opened.write_judgements([accept(event, told, who=WHO)])
        opened.write_judgements([edit(event, told, field="killed", value=toll, who=WHO)])
        merge_store(opened)
        yield opened


def _figure(body: str) -> object:
    figure = make_figure("a")
    [evidence] = figure.evidence
    start = body.index(SENTENCES[0])
    told = replace(evidence, start=start, end=start + len(SENTENCES[0]), quote=SENTENCES[0])
    return replace(figure, evidence=(told,))


def _original(body: str) -> Original:
    data = body.encode()
    return Original(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        chunks=lambda: iter([data]),
    )


def connection_of(store: Store) -> Connection:
    return store._connection  # type: ignore[attr-defined,no-any-return]


def test_judgements_are_read_back_in_the_order_of_their_writing(store: Store) -> None:
    said = list(store.judgements())
    assert [each.action for each in said] == ["accept", "edit"]
    assert Change(unchanged=2) == store.write_judgements(said)
    undo = withdraw(said[0], who=WHO)
    assert Change(added=1) == store.write_judgements([undo])
    assert [*said, undo] == list(store.judgements())


def test_a_judgement_makes_the_events_late_until_the_next_merge(store: Store) -> None:
    before = store.revision()
    [said, _] = store.judgements()
    store.write_judgements([withdraw(said, who=WHO)])
    assert store.revision() > before
    assert not store.events_current()
    merge_store(store)
    assert store.events_current()


def test_a_judgement_that_the_store_does_not_hold_cannot_be_withdrawn(store: Store) -> None:
    said = accept(TWO.event_of("a1"), TWO.told("a1"), who=WHO)
    head = store.log_head()
    with pytest.raises(StoreError, match=f"no judgement {said.id!r} to withdraw"):
        store.write_judgements([withdraw(said, who=WHO)])
    assert store.log_head() == head


def test_the_log_tells_what_was_written_and_when(store: Store) -> None:
    entries = list(store.log())
    assert [(e.seq, e.kind, e.by, e.at[-3:]) for e in entries] == [
        (1, LogKind.DOCUMENTS, "rasd", "00Z"),
        (2, LogKind.MERGE, "rasd", "01Z"),
        (3, LogKind.JUDGEMENT, "Salma", "00Z"),
        (4, LogKind.JUDGEMENT, "Salma", "00Z"),
        (5, LogKind.MERGE, "rasd", "02Z"),
    ]
    assert [each["id"] for each in entries[0].payload["documents"]] == ["a", "b"]
    assert entries[0].payload["documents"][0]["sha256"] == TWO.documents["a"].sha256
    assert entries[1].payload["events"] == 2
    assert entries[-1].head == store.log_head()


def test_what_changes_nothing_is_not_logged(store: Store) -> None:
    head = store.log_head()
    store.write_coded(store.coded(), RECIPE)
    merge_store(store)
    store.write_judgements(list(store.judgements()))
    assert store.log_head() == head


def test_a_write_that_fails_leaves_no_entry(store: Store) -> None:
    head = store.log_head()
    with pytest.raises(KeyboardInterrupt), store.transaction():
        store.write_coded([coded("c", 0)], RECIPE)
        raise KeyboardInterrupt
    assert store.log_head() == head
    assert list(store.faults()) == []


@pytest.mark.parametrize("table", ["judgement", "log"])
@pytest.mark.parametrize("change", ["UPDATE {} SET author = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_said(
    store: Store, table: str, change: str
) -> None:
    with pytest.raises(SQLAlchemyError, match=f"rows of {table} are never changed"):
        connection_of(store).execute(text(change.format(table)))
    assert list(store.faults()) == []


def test_writers_at_once_make_one_chain(place: str) -> None:
    event, told = TWO.event_of("a0"), TWO.told("a0", "b0")
    with open_store(place) as store:
        store.write_coded(TWO.coded, RECIPE)

    def say(name: str) -> None:
        with open_store(place) as store:
            for number in range(8):
                who = dataclasses.replace(because(f"{number}"), by=name)
                store.write_judgements([accept(event, told, who=who)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(say, ["Salma", "Nadim", "Huda", "Karim"]))
    with open_store(place) as store:
        entries = list(store.log())
        before = [EMPTY_LOG, *(entry.head for entry in entries)]
        assert [faults_of(e, b) for e, b in zip(entries, before, strict=False)] == [[]] * 33
        assert store.log_head() == entries[-1].head
        assert len(list(store.judgements())) == 32
        assert list(store.faults()) == []


# Tampering


def tamper(store: Store, *statements: str) -> None:
    """Does what somebody may do who has the database, without the rules that rasd put in it."""
    connection = connection_of(store)
    if connection.dialect.name == "sqlite":
        names = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in connection.execute(names).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        for table in ("judgement", "log"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for statement in statements:
        connection.execute(text(statement.replace(":", "\\:")))


TAMPERINGS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "an entry's author": (
        ("UPDATE log SET author = 'x' WHERE seq = 3",),
        "log entry 3",
        "was changed",
    ),
    "an entry's content": (
        ("UPDATE log SET payload = '{}' WHERE seq = 1",),
        "log entry 1",
        "was changed",
    ),
    "an entry made unreadable": (
        ("UPDATE log SET payload = '{' WHERE seq = 1",),
        "log entry 1",
        "cannot be read",
    ),
    "an entry of an unknown kind": (
        ("UPDATE log SET kind = 'x' WHERE seq = 2",),
        "log entry 2",
        "cannot be read",
    ),
    "the last entry cut off": (
        ("DELETE FROM log WHERE seq = 5",),
        "log",
        "1 of 5 entries are missing at its end",
    ),
    "an entry cut out": (
        ("DELETE FROM log WHERE seq = 2",),
        "log entry 3",
        "has the number 3, expected 2",
    ),
    "two entries swapped": (
        (
            "UPDATE log SET seq = 99 WHERE seq = 3",
            "UPDATE log SET seq = 3 WHERE seq = 4",
            "UPDATE log SET seq = 4 WHERE seq = 99",
        ),
        "log entry 3",
        "does not follow from the entry before it",
    ),
    "a judgement's record": (
        ("UPDATE judgement SET record = replace(record, 'Salma', 'Nadim') WHERE seq = 1",),
        "judgement j-",
        "not as the log has it",
    ),
    "a judgement's column": (
        ("UPDATE judgement SET author = 'Nadim' WHERE seq = 1",),
        "judgement j-",
        "not as the log has it",
    ),
    "a judgement taken away": (
        ("DELETE FROM judgement WHERE seq = 2",),
        "judgement j-",
        "was taken away",
    ),
    "a judgement slipped in": (
        (
            "INSERT INTO judgement (seq, id, action, author, at, record) "
            "SELECT 9, 'j-x', action, author, at, record FROM judgement WHERE seq = 1",
        ),
        "judgement j-x",
        "is not in the log",
    ),
    "judgements swapped": (
        (
            "UPDATE judgement SET seq = 99 WHERE seq = 1",
            "UPDATE judgement SET seq = 1 WHERE seq = 2",
            "UPDATE judgement SET seq = 2 WHERE seq = 99",
        ),
        "judgements",
        "order in which they were made",
    ),
    "a text": (
        ("UPDATE document_text SET text = replace(text, 'تل وردة', 'تل ورده')",),
        "document a",
        "no longer has its SHA-256",
    ),
    "a text exchanged for another document's": (
        (
            "UPDATE document SET text_sha256 = "
            "(SELECT text_sha256 FROM document WHERE id = 'b') WHERE id = 'a'",
        ),
        "document a",
        "another than the one that was written",
    ),
    "a publication date": (
        ("UPDATE document SET published = '2030-01-01' WHERE id = 'a'",),
        "document a",
        "columns are not those of its record",
    ),
    "a document taken away": (
        ("DELETE FROM document WHERE id = 'b'",),
        "document b",
        "was taken away",
    ),
    "a mention": (
        ("UPDATE mention SET record = replace(record, '2031-05-06', '2031-05-07')",),
        "document a",
        "record, mentions or figures were changed",
    ),
    "a mention's column": (
        ("UPDATE mention SET country = 'IQ' WHERE id = 'a0'",),
        "mention a0",
        "columns are not those of its record",
    ),
    "a mention made unreadable": (
        ("UPDATE mention SET record = '{' WHERE id = 'a0'",),
        "mention a0",
        "record is damaged",
    ),
    "a quote": (
        ("UPDATE mention SET record = replace(record, 'انفجرت', 'انفجر') WHERE id = 'a0'",),
        "a0 in a",
        "the quote of event does not stand at text",
    ),
    "a figure": (
        ("UPDATE figure SET record = replace(record, '300', '301')",),
        "document a",
        "figures were changed",
    ),
    "the bytes of an original": (
        (
            "UPDATE original_piece SET data = (SELECT data FROM original_piece AS other "
            "WHERE other.sha256 <> original_piece.sha256)",
        ),
        "original ",
        "has another SHA-256",
    ),
    "the bytes of an original made unreadable": (
        ("UPDATE original_piece SET data = substr(data, 1, 9)",),
        "original ",
        "cannot be unpacked",
    ),
    "the bytes of an original taken away": (
        ("DELETE FROM original_piece",),
        "original ",
        "has another SHA-256",
    ),
    "an original taken away": (
        ("DELETE FROM document_original WHERE doc_id = 'a'",),
        "original of a",
        "was taken away",
    ),
    "an original exchanged": (
        (
            "UPDATE document_original SET sha256 = (SELECT sha256 FROM document_original AS other "
            "WHERE other.doc_id = 'b') WHERE doc_id = 'a'",
        ),
        "original of a",
        "is another than the one that was written",
    ),
    "an event": (
        ("UPDATE event SET record = replace(record, 'Tall Warda', 'Qasr')",),
        "events",
        "not those that the last merge wrote",
    ),
    "an event's column": (
        ("UPDATE event SET killed_min = 99",),
        "event event-",
        "columns are not those of its record",
    ),
    "an event taken away": (
        ("DELETE FROM event WHERE killed_min = 3",),
        "events",
        "not those that the last merge wrote",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(store: Store, name: str) -> None:
    statements, place, what = TAMPERINGS[name]
    assert list(store.faults()) == []
    tamper(store, *statements)
    found = list(store.faults())
    assert any(f.place.startswith(place) and what in f.what for f in found), found


def test_a_damaged_judgement_is_read_from_the_log(store: Store) -> None:
    said = list(store.judgements())
    tamper(store, "UPDATE judgement SET record = '{' WHERE seq = 1")
    assert said == list(store.judgements())
    tamper(store, "UPDATE log SET payload = '{' WHERE seq = 3")
    with pytest.raises(StoreError, match=f"judgement.*{said[0].id}"):
        list(store.judgements())


def test_entries_that_were_cut_off_leave_a_gap_that_stays(store: Store) -> None:
    tamper(store, "DELETE FROM log WHERE seq = 5")
    store.write_coded([coded("c", 2)], RECIPE)
    merge_store(store)
    [fault] = [f for f in store.faults() if f.place == "log entry 6"][:1]
    assert "expected 5" in fault.what


def test_a_log_written_anew_is_found_by_a_hash_noted_before(store: Store) -> None:
    noted = store.log_head().hash
    store.write_coded([coded("c", 2)], RECIPE)
    assert list(store.faults(expect=noted)) == []
    tamper(
        store,
        "DELETE FROM log WHERE seq > 4",
        "UPDATE meta SET value = '4' WHERE name = 'log_seq'",
        "UPDATE meta SET value = (SELECT hash FROM log WHERE seq = 4) WHERE name = 'log_hash'",
    )
    assert not [f for f in store.faults() if f.place.startswith("log")]
    assert [f.place for f in store.faults(expect=noted) if noted in f.what] == ["log"]


def test_a_store_of_version_1_has_all_it_held_in_its_log(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "rasd.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1.read_text("utf-8"))
    connection.close()
    with open_store(path) as store:
        # Its texts are shorter than the quotes that stand for them, so quotes alone are at fault.
        assert [f for f in store.faults() if "quote" not in f.what] == []
        assert [e.kind for e in store.log()] == [LogKind.DOCUMENTS, LogKind.MERGE]
        first, _ = store.events()
        assert store.resolve_event(first.id) == (first,)


# Where ids lead


def write(store: Store, what: Corpus) -> None:
    store.write_coded(what.coded, RECIPE)
    merge_store(store)


def leads(store: Store, event_id: str) -> list[tuple[str, ...]]:
    return [event.mention_ids for event in store.resolve_event(event_id)]


def redirects_of(store: Store) -> set[tuple[str, str | None, RedirectKind]]:
    return {(r.old_id, r.new_id, r.kind) for r in store.redirects()}


@pytest.fixture
def opened(place: str) -> Iterator[Store]:
    with open_store(place) as store:
        yield store


def one(store: Store, mention_id: str) -> str:
    [event] = store.events_holding([mention_id])
    return event.id


def test_an_earlier_report_renames_its_event(opened: Store) -> None:
    write(opened, corpus(coded("b", 0, day=1)))
    old = one(opened, "b0")
    write(opened, corpus(coded("a", 0)))
    assert opened.event(old) is None
    assert leads(opened, old) == [("a0", "b0")]
    assert redirects_of(opened) == {(old, one(opened, "a0"), RedirectKind.RENAMED)}


def test_a_join_a_split_and_a_rejection_leave_a_way(opened: Store) -> None:
    write(opened, TWO)
    kept, other = one(opened, "a0"), one(opened, "a1")
    said = join([TWO.told("a0", "b0"), TWO.told("a1")], who=WHO)
    opened.write_judgements([said])
    merge_store(opened)
    assert leads(opened, other) == [("a0", "a1", "b0")]
    assert redirects_of(opened) == {(other, kept, RedirectKind.JOINED)}
    opened.write_judgements([withdraw(said, who=WHO)])
    merge_store(opened)
    assert leads(opened, other) == [("a1",)]
    assert leads(opened, kept) == [("a0", "b0"), ("a1",)]
    assert redirects_of(opened) == {(kept, other, RedirectKind.SPLIT)}
    opened.write_judgements([reject(TWO.told("a1"), who=because("a drill"))])
    merge_store(opened)
    assert leads(opened, other) == []
    assert leads(opened, kept) == [("a0", "b0")]
    assert redirects_of(opened) == {(other, None, RedirectKind.GONE)}


def test_reports_that_are_read_anew_keep_their_way(opened: Store) -> None:
    write(opened, TWO)
    old = one(opened, "a0")
    write(opened, read_anew(TWO.coded))
    assert opened.event(old) is None
    assert leads(opened, old) == [("xa0", "xb0")]
    write(opened, read_anew(TWO.coded, prefix="y"))
    assert leads(opened, old) == [("ya0", "yb0")]
    assert (old, one(opened, "ya0"), RedirectKind.RENAMED) in redirects_of(opened)


def test_ids_are_found_by_their_beginnings(opened: Store) -> None:
    write(opened, TWO)
    assert opened.ids_beginning("a") == ("a0", "a1")
    assert opened.ids_beginning("b0") == ("b0",)
    assert len(opened.ids_beginning("event-")) == 2
    assert opened.ids_beginning("c") == ()
    assert len(opened.ids_beginning("")) == 5


def test_an_id_that_never_was_leads_nowhere(opened: Store) -> None:
    write(opened, TWO)
    assert leads(opened, "event-000000000000") == []
    assert redirects_of(opened) == set()
