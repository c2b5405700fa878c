"""What people said is in a backup, and stands where it is restored, as verifiable as before."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError
from tests.judged import WHO, because, coded, corpus
from typer.testing import CliRunner

from rasd.cli.app import app
from rasd.judge import accept, edit, grade_outlet, reject, split, withdraw
from rasd.model import Event, Judgement, LogKind
from rasd.run import merge_store
from rasd.store import Change, Store, open_store, restore_store

CORPUS = corpus(coded("a", 0, 1), coded("b", 0, day=1), coded("c", 2, outlet="وكالة الخيال"))


def said() -> list[Judgement]:
    """One of each kind, and one that was taken back."""
    told, event = CORPUS.told("a0", "b0"), CORPUS.event_of("a0")
    toll = edit(event, told, field="killed", value={"min": 3, "max": 3}, who=WHO)
    return [
        accept(CORPUS.event_of("c2"), CORPUS.told("c2"), who=WHO, field="place"),
        toll,
        reject(CORPUS.told("a1"), who=because("a film review")),
        split([CORPUS.told("a0"), CORPUS.told("b0")], who=WHO),
        grade_outlet("وكالة الخيال", "B", who=WHO),
        withdraw(toll, who=because("misread")),
    ]


def events_of(store: Store) -> list[Event]:
    return sorted(store.events(), key=lambda event: event.id)


def backed_up(place: str, file: Path) -> Path:
    with open_store(place) as store, file.open("wb") as opened:
        store.write_backup(opened)
    return file


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Of a SQLite store that was judged."""
    seconds = count()
    place = str(tmp_path / "judged/rasd.sqlite")
    with open_store(place, clock=lambda: f"2031-06-01T08:00:{next(seconds):02}Z") as store:
        store.write_coded(CORPUS.coded, "rules/1")
        merge_store(store)
        for each in said():
            store.write_judgements([each])
        merge_store(store)
    return backed_up(place, tmp_path / "judged.zip")


def test_judgements_are_restored_as_they_were_said(archive: Path, place: str) -> None:
    assert restore_store(archive, place)["judgement"] == 6
    with open_store(place) as store:
        assert list(store.judgements()) == said()
        assert list(store.faults()) == []


def test_a_restored_log_is_the_one_that_was_backed_up(archive: Path, place: str) -> None:
    with open_store(archive.parent / "judged/rasd.sqlite") as store:
        entries, head = list(store.log()), store.log_head()
    restore_store(archive, place)
    with open_store(place) as store:
        assert list(store.log()) == entries
        assert [entry.kind for entry in entries].count(LogKind.JUDGEMENT) == 6
        assert list(store.faults(expect=head.hash)) == []


def test_a_merge_of_a_restored_store_comes_to_the_same_events(archive: Path, place: str) -> None:
    restore_store(archive, place)
    with open_store(place) as store:
        before, head = events_of(store), store.log_head()
        assert sum(event.review is not None for event in before) >= 2
        merge_store(store)
        assert (events_of(store), store.log_head()) == (before, head)
        assert list(store.faults()) == []


def test_a_restored_store_is_judged_on_and_backed_up_again(archive: Path, place: str) -> None:
    restore_store(archive, place)
    more = accept(CORPUS.event_of("c2"), CORPUS.told("c2"), who=because("seen on film"))
    with open_store(place) as store:
        assert Change(unchanged=6) == store.write_judgements(said())
        assert Change(added=1) == store.write_judgements([more])
        merge_store(store)
        events = events_of(store)
        assert list(store.faults()) == []
    again = str(archive.parent / "again/rasd.sqlite")
    restore_store(backed_up(place, archive.parent / "again.zip"), again)
    with open_store(again) as store:
        assert list(store.judgements()) == [*said(), more]
        assert events_of(store) == events
        assert list(store.faults()) == []


def test_verify_finds_nothing_wrong_with_a_restored_store(archive: Path, place: str) -> None:
    restore_store(archive, place)
    done = CliRunner().invoke(app, ["verify", "--db", place])
    assert (done.exit_code, done.stderr) == (0, "")


def test_judgements_cannot_be_changed_where_they_are_restored(archive: Path, place: str) -> None:
    restore_store(archive, place)
    with open_store(place) as store:
        connection = store._connection  # type: ignore[attr-defined]
        for statement in ("UPDATE judgement SET author = 'x'", "DELETE FROM judgement"):
            with pytest.raises(SQLAlchemyError, match="rows of judgement are never changed"):
                connection.exec_driver_sql(statement)
        assert list(store.faults()) == []
