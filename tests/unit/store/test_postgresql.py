"""A database on a server becomes a store, is recognised as one, or is refused with a way out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from tests.builders import make_document, make_event, make_mention
from tests.postgresql import PASSWORD, Server

from rasd.model import CodedDocument, StoreError
from rasd.store import open_store
from rasd.store import postgresql as store_postgresql

CODED = CodedDocument(document=make_document("a", "خبر"), mentions=(make_mention("a"),), figures=())


def schema_of(address: str) -> str:
    return address.rpartition("%3D")[2]


def test_a_reader_makes_no_store(schema: str) -> None:
    with pytest.raises(StoreError, match=r"there is no store.*rasd run"):
        open_store(schema, create=False)


@pytest.fixture
def bare_user(schema: str, postgresql: Server) -> Iterator[str]:
    """The address of a store whose user may make tables in its schema, and nothing else."""
    name = schema_of(schema)
    with postgresql.connect() as connection:
        for statement in (
            "CREATE ROLE bare LOGIN PASSWORD 'bare'",
            f"GRANT USAGE, CREATE ON SCHEMA {name} TO bare",
            "REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC",
        ):
            connection.execute(statement.encode())
        try:
            yield f"postgresql://bare:bare@{schema.partition('@')[2]}"
        finally:
            connection.execute("GRANT TEMPORARY ON DATABASE postgres TO PUBLIC")
            connection.execute("DROP OWNED BY bare")
            connection.execute("DROP ROLE bare")


def test_a_user_who_may_make_tables_needs_no_other_right(bare_user: str) -> None:
    event = make_event(CODED.mentions[0])
    with open_store(bare_user) as store:
        store.write_coded([CODED], "r")
        store.write_events([event])
        store.write_memory([("a", b"1"), ("b", b"2")], "r")
        store.write_memory([("b", b"2")], "r")
        assert list(store.memory("r")) == [("b", b"2")]
        store.write_events([])
        assert list(store.events()) == []


def test_tables_of_another_program_are_left_alone(schema: str, postgresql: Server) -> None:
    with postgresql.connect() as connection:
        connection.execute(f"CREATE TABLE {schema_of(schema)}.event (name TEXT)".encode())
    with pytest.raises(StoreError, match=r"another program are there \(event\)"):
        open_store(schema)


def test_a_newer_store_is_refused(schema: str, postgresql: Server) -> None:
    open_store(schema).close()
    with postgresql.connect() as connection:
        table = f"{schema_of(schema)}.store_version"
        connection.execute(f"UPDATE {table} SET version_num = '9000_later'".encode())
    with pytest.raises(StoreError, match=r"newer version of rasd .*9000.*upgrade"):
        open_store(schema)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("@127", "x@127", "password authentication failed", id="wrong password"),
        pytest.param("/postgres?", "/nowhere?", "createdb NAME", id="no such database"),
        pytest.param("search_path%3D", "search_path%3Dx", "CREATE SCHEMA", id="no such schema"),
        pytest.param("127.0.0.1:", "127.0.0.2:", "that the server runs", id="no server"),
    ],
)
def test_what_cannot_be_reached_is_explained_without_the_password(
    schema: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(StoreError, match=message) as refused:
        open_store(schema.replace(old, new, 1))
    assert PASSWORD not in str(refused.value)
    assert "p%40ss" not in str(refused.value)


def test_a_database_in_another_encoding_is_refused(postgresql: Server) -> None:
    with postgresql.connect() as connection:
        connection.execute(
            b"CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 "
            b"LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc"
        )
    address = postgresql.address("public").replace("/postgres?", "/latin?")
    with pytest.raises(StoreError, match=r"LATIN1.*createdb --encoding UTF8"):
        open_store(address)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'rasd\[postgres\]'"):
        open_store("postgresql://u@h/db")


def test_a_lost_connection_is_explained_and_what_was_finished_is_kept(
    schema: str, postgresql: Server
) -> None:
    with open_store(schema) as store:
        store.write_coded([CODED], "r")
        with postgresql.connect() as connection:
            connection.execute(
                b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                b"WHERE application_name = 'rasd'"
            )
        with pytest.raises(StoreError, match="run again"), store.transaction():
            store.write_issues([])
    with open_store(schema) as store:
        assert store.counts()["documents"] == 1


def test_a_writer_waits_for_the_one_before(schema: str) -> None:
    with open_store(schema) as one:
        begun, order = threading.Event(), []

        def write_after() -> None:
            with open_store(schema) as two:
                begun.set()
                two.write_coded([CODED], "r")
                order.append("second")

        with one.transaction():
            thread = threading.Thread(target=write_after)
            thread.start()
            begun.wait(30)
            thread.join(0.2)
            order.append("first")
        thread.join(30)
        assert order == ["first", "second"]


def test_a_writer_that_waits_too_long_says_so(schema: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_postgresql, "WAIT_SECONDS", 1)
    with open_store(schema) as one, open_store(schema) as two, one.transaction():
        with pytest.raises(StoreError, match=r"lock timeout.*Another program is writing"):
            two.write_coded([CODED], "r")
        one.write_coded([CODED], "r")
    with open_store(schema) as store:
        assert store.counts()["documents"] == 1
