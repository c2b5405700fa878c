"""Stores of earlier versions become stores of this one, with all that they hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from tests.builders import make_document, make_event, make_figure, make_mention, make_reuse

import rasd.store
from rasd.model import EVERYTHING, CodedDocument, Issue, IssueKind, row_of
from rasd.store import Store, open_store
from rasd.store.migrate import HEAD, VERSION_TABLE, number
from rasd.store.tables import METADATA

FULL_TEXT = ("search_index", "search_part_lemmas")
"""What each database makes of `search_part` in its own way."""
STEPS = Path(rasd.store.__file__).with_name("migrations")
VERSION_1 = Path(__file__).parents[2] / "contract/store/version_1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the first version of rasd made it."""
    path = tmp_path / "rasd.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1.read_text("utf-8"))
    connection.close()
    return path


def connection_of(store: Store) -> Connection:
    return store._connection  # type: ignore[attr-defined,no-any-return]


def test_the_steps_make_one_line_that_ends_at_the_stated_version() -> None:
    steps = ScriptDirectory(str(STEPS))
    revisions = [step.revision for step in steps.walk_revisions()][::-1]
    assert revisions[-1] == HEAD
    assert [number(revision) for revision in revisions] == [*range(1, len(revisions) + 1)]


def test_the_tables_that_the_steps_make_are_those_that_the_store_names(place: str) -> None:
    with open_store(place) as store:
        context = MigrationContext.configure(
            connection_of(store),
            opts={
                "version_table": VERSION_TABLE,
                "compare_type": True,
                "include_name": lambda name, *_: not str(name).startswith(FULL_TEXT),
            },
        )
        assert compare_metadata(context, METADATA) == []


def test_a_store_of_version_1_keeps_all_that_it_held(old: Path) -> None:
    first, second = (
        CodedDocument(
            document=make_document(name, text),
            mentions=(make_mention(name, 0), make_mention(name, 1)),
            figures=(make_figure(name),),
        )
        for name, text in (("a", "خبر أول معدل"), ("b", "خبر ثان"))
    )
    undated = make_event(make_mention("b", 1), id="event-undated", date=None)
    with open_store(old) as store:
        [a, b] = store.coded()
        assert (first.mentions, first.figures) == (a.mentions, a.figures)
        assert second == b
        assert a.document.reuse == (make_reuse("b", share=0.5),)
        assert store.versions("a") == ("خبر أول", "خبر أول معدل")
        assert [make_event(make_mention("a", 0)), undated] == list(store.events())
        cut_off = Issue(source="c.pdf", kind=IssueKind.TRUNCATED, message="cut off", fatal=False)
        assert [cut_off] == list(store.issues())
        assert (store.revision(), store.events_current()) == (2, True)
        assert list(store.needs_coding([first.document, second.document], "rules/1")) == []


def test_a_store_of_version_1_gets_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    def columns(path: Path) -> dict[str, set[str]]:
        with open_store(path) as store:
            found = inspect(connection_of(store))
            return {
                table: {column["name"] for column in found.get_columns(table)}
                for table in found.get_table_names()
            }

    assert columns(old) == columns(tmp_path / "new.sqlite")


def test_a_store_of_version_1_lists_the_events_that_it_held(old: Path) -> None:
    with open_store(old) as store:
        expected = {row_of(event) for event in store.events()}
        assert len(expected) == 2
        assert expected == set(store.rows(EVERYTHING).rows)


def test_a_store_is_migrated_once(old: Path) -> None:
    open_store(old).close()
    before = old.read_bytes()
    open_store(old).close()
    assert old.read_bytes() == before


def test_a_step_that_fails_leaves_the_store_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = old.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(ScriptDirectory, "_upgrade_revs", fail)
        with pytest.raises(KeyboardInterrupt):
            open_store(old)
    assert old.read_bytes() == before
    with open_store(old) as store:
        assert store.counts()["documents"] == 2
