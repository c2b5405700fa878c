"""A store of version 5, indexed, merged and judged, becomes what this version makes of its records.

That version derived no event from its neighbours, listed none and counted no document.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, create_engine, insert, select, text
from tests.builders import make_document

from rasd.model import (
    EVERYTHING,
    CodedDocument,
    DocumentFilter,
    EventFilter,
    PlacedWord,
    Step,
    Word,
)
from rasd.run import merge_store
from rasd.store import Store, open_store
from rasd.store.database import writing
from rasd.store.migrate import VERSION_TABLE
from rasd.store.opening import _database
from rasd.store.tables import (
    DOCUMENT_NUMBER,
    EVENT_NAMES,
    EVENT_OUTLET,
    EVENT_ROW,
    EVENT_SHAPE,
    EVENT_SHOWN,
    EVENT_SOURCE,
    JUDGEMENT_ON,
    SEARCH_OF,
    SEARCH_PART,
    SEARCH_STATE,
)

DUMP = Path(__file__).parents[2] / "contract/store/version_5.sql"
VERSION = "0005_search"
DERIVED = (JUDGEMENT_ON, DOCUMENT_NUMBER, SEARCH_STATE, SEARCH_PART, SEARCH_OF, EVENT_SHAPE)
OF_EVENTS = (EVENT_ROW, EVENT_OUTLET, EVENT_SOURCE, EVENT_NAMES, EVENT_SHOWN)


class Spaces:
    """The words between spaces and full stops: what the store of version 5 was indexed with."""

    version = "plain"

    def words(self, text: str) -> Iterable[Word]:
        return [Word(each.form, each.lemma) for each in self.placed_words(text)]

    def placed_words(self, text: str) -> Iterable[PlacedWord]:
        for found in re.finditer(r"[^\s.]+", text):
            form = found.group()
            yield PlacedWord(form=form, lemma=form, start=found.start(), end=found.end())


def connection_of(store: Store) -> Connection:
    return store._connection  # type: ignore[attr-defined,no-any-return]


def copied(file: Path, place: str) -> None:
    """Writes the rows of a SQLite file into tables of version 5 elsewhere."""
    source = create_engine(f"sqlite:///{file}")
    held = MetaData()
    held.reflect(source, only=lambda name, _: not name.startswith(("search_index", VERSION_TABLE)))
    database = _database(place)
    target = database.open(create=True, version=VERSION)
    with source.connect() as reading, writing(database, target):
        target.execute(text("DELETE FROM meta"))
        for table in held.sorted_tables:
            if rows := [dict(row._mapping) for row in reading.execute(select(table))]:
                target.execute(insert(table), rows)
        last = "SELECT setval(pg_get_serial_sequence('search_part', 'id'), max(id))"
        target.execute(text(f"{last} FROM search_part"))
    target.close()


@pytest.fixture
def old(place: str, tmp_path: Path) -> Iterator[Store]:
    """The store of version 5, opened by this one."""
    file = tmp_path / "rasd.sqlite"
    connection = sqlite3.connect(file)
    connection.executescript(DUMP.read_text("utf-8"))
    connection.close()
    if place != str(file):
        copied(file, place)
    with open_store(place, create=False) as store:
        yield store


@pytest.fixture
def new(old: Store, tmp_path: Path) -> Iterator[Store]:
    """A store of this version that was given the same records."""
    with open_store(tmp_path / "new.sqlite") as store:
        store.write_coded(old.coded(), "rules/1", analyser=Spaces())
        store.write_judgements(old.judgements())
        store.write_events(old.events())
        yield store


def derived(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that are made of records, by table; an event by its id, for its number is chance."""
    connection = connection_of(store)
    find = select(EVENT_ROW.c.number, EVENT_ROW.c.event_id)
    id_of: dict[int, str] = dict(connection.execute(find).all())
    found = {table.name: connection.execute(select(table)).all() for table in DERIVED}
    rows: dict[str, list[tuple[Any, ...]]] = {name: [*map(tuple, of)] for name, of in found.items()}
    for table in OF_EVENTS:
        others = [column for column in table.c if column.name != "number"]
        of_event = connection.execute(select(table.c.number, *others)).all()
        rows[table.name] = [(id_of[number], *values) for number, *values in of_event]
    return {name: sorted(of, key=repr) for name, of in rows.items()}


def test_what_is_derived_from_its_records_is_what_a_new_store_derives(
    old: Store, new: Store
) -> None:
    made = derived(new)
    assert all(made.values())
    assert made == derived(old)


def test_it_is_whole_and_its_events_are_still_current(old: Store) -> None:
    assert list(old.faults()) == []
    assert old.events_current()
    assert len(list(old.judgements())) == 6


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(EVERYTHING, id="all"),
        pytest.param(EventFilter(text="السوق"), id="a word of the documents"),
        pytest.param(EventFilter(outlets=("وكالة الخيال",)), id="an outlet"),
    ],
)
def test_it_lists_what_a_new_store_lists(old: Store, new: Store, wanted: EventFilter) -> None:
    assert old.rows(wanted, analyser=Spaces()).rows
    assert old.rows(wanted, analyser=Spaces()) == new.rows(wanted, analyser=Spaces())
    assert old.facets(wanted, analyser=Spaces()) == new.facets(wanted, analyser=Spaces())
    days = [store.timeline(wanted, Step.DAY, analyser=Spaces()) for store in (old, new)]
    assert days[0] == days[1]


def test_its_documents_are_found_without_being_indexed_anew(old: Store, new: Store) -> None:
    found = list(old.search("السوق", Spaces()))
    assert [each.doc_id for each in found] == ["a", "b", "c"]
    assert found == list(new.search("السوق", Spaces()))
    assert old.document_page(DocumentFilter()) == new.document_page(DocumentFilter())


def test_another_document_is_indexed_beside_those_that_it_held(old: Store) -> None:
    added = CodedDocument(document=make_document("d", "خبر عن السوق"), mentions=(), figures=())
    old.write_coded([added], "rules/1", analyser=Spaces())
    assert sorted(each.doc_id for each in old.search("السوق", Spaces())) == ["a", "b", "c", "d"]


def test_a_merge_comes_to_what_a_merge_of_a_new_store_comes_to(old: Store, new: Store) -> None:
    for store in (old, new):
        merge_store(store)
    assert sorted(old.events(), key=lambda event: event.id) == sorted(
        new.events(), key=lambda event: event.id
    )
    ids = [mention.id for mention in old.mentions()]
    assert {*old.bonds_of(ids)} == {*new.bonds_of(ids)}
    assert derived(old) == derived(new)
    assert list(old.faults()) == []
