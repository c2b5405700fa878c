"""Decides how a SQLite file becomes a store: made new, recognised, or refused with a remedy."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasd.model import SCHEMA, StoreError

STORE_SCHEMA = 1
"""Version of `schema.sql`; it goes up with each change to the tables."""

_APPLICATION_ID = 0x72617364  # "rasd"
_WAIT_SECONDS = 60
"""How long one process waits for another that is writing."""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """An open connection to the store at `path`, which is made where there is none.

    Raises `StoreError` for a file of another kind or schema, and without `create` for a
    missing one.
    """
    if not create and not path.is_file():
        raise StoreError(f"{path}: there is no store. Make one with: rasd run INPUT --out FOLDER")
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, expected the file rasd.sqlite inside it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path.parent}: {error}. Choose a folder that you may write to"
        ) from error
    with reported(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turns the database's errors inside into a `StoreError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}. {_remedy(str(error))}") from error


def _remedy(said: str) -> str:
    if "not a database" in said or "malformed" in said:
        return "The file is no store or is damaged: move it away and run again to rebuild it"
    if "locked" in said or "busy" in said:
        return "Another program is writing to it: wait until it has finished, then run again"
    if "full" in said:
        return "Free some space on the disk and run again; what was finished is kept"
    if "readonly" in said or "unable to open" in said:
        return "Choose a folder that you may write to"
    return "What was finished before is kept; run again"


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # One read transaction, or the tables of another process could appear between two questions.
    connection.execute("BEGIN")
    known = _recognised(connection, path)
    connection.execute("COMMIT")
    if not known:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have made the tables while this one waited.
            if not _recognised(connection, path):
                _make_tables(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # Ctrl-C may come right after the commit
                connection.execute("ROLLBACK")
            raise
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _recognised(connection: sqlite3.Connection, path: Path) -> bool:
    """False for an empty file; raises for a file that holds anything but this schema."""
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [version] = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) == (_APPLICATION_ID, STORE_SCHEMA):
        found = connection.execute("SELECT value FROM meta WHERE name = 'record_schema'").fetchone()
        if found == (SCHEMA,):
            return True
        raise StoreError(_other_schema(path, f"records of {found and found[0]!r}", f"{SCHEMA!r}"))
    if application == _APPLICATION_ID:
        raise StoreError(_other_schema(path, f"store schema {version}", str(STORE_SCHEMA)))
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables or application or version:
        raise StoreError(
            f"{path}: a SQLite file of another program, no store of rasd. Name another"
        )
    return False


def _other_schema(path: Path, found: str, expected: str) -> str:
    return (
        f"{path}: made by another version of rasd ({found}, expected {expected}). "
        "Open it with that version, or move it away and run again on the reports to rebuild it"
    )


def _make_tables(connection: sqlite3.Connection) -> None:
    script = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    # Not executescript(): it would end the transaction that keeps two makers apart.
    for statement in _statements(script):
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO meta (name, value) VALUES (?, ?)",
        [("record_schema", SCHEMA), ("revision", "0")],
    )
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {STORE_SCHEMA}")


def _statements(script: str) -> Iterator[str]:
    bare = "\n".join(line.partition("--")[0] for line in script.splitlines())
    return (part.strip() for part in bare.split(";") if part.strip())


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # Two processes that switch a new file at once: SQLite refuses one without waiting.
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
