"""Decides how a SQLite file becomes a store: made new, recognised, or refused with a remedy.

Write-ahead logging lets others read while one writes; a second writer waits for the first. A
process that dies in a transaction leaves nothing of it behind.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from rasd.model import StoreError
from rasd.store.database import WAIT_SECONDS, reported, run, writing
from rasd.store.migrate import (
    FIRST,
    HEAD,
    VERSION_TABLE,
    check_records,
    is_current,
    migrate,
    number,
)

_APPLICATION_ID = 0x72617364  # "rasd"
_PAGES_IN_LOG = 8000
"""Pages, of 4 kB, that wait in the write-ahead log before they are put in their places.

After a thousand, as is usual, many are put there that the next batch writes anew: storing 1,424
articles takes a tenth longer.
"""
_State = Literal["current", "older", "first", "empty"]
"""A store of the first version does not name it in a table, as all later ones do."""


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """The database in the file at `path`."""

    path: Path
    begin_write: tuple[str, ...] = ("BEGIN IMMEDIATE",)
    # The state is fixed by the first read, not by BEGIN.
    begin_read: tuple[str, ...] = ("BEGIN", "SELECT count(*) FROM meta")
    unwaiting: tuple[str, str] = (
        "PRAGMA busy_timeout = 0",
        f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
    )

    @property
    def name(self) -> str:
        return str(self.path)

    def open(self, *, create: bool, version: str = HEAD) -> Connection:
        path = self.path
        if not create and not path.is_file():
            raise StoreError(
                f"{path}: there is no store. Make one with: rasd run INPUT --out FOLDER"
            )
        if path.is_dir():
            raise StoreError(f"{path}: is a folder, expected the file rasd.sqlite inside it")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{path.parent}: {error}. Choose a folder that you may write to"
            ) from error
        with reported(self):
            engine = create_engine(
                "sqlite://",
                # A server hands a store from one thread to another, never to two at once.
                creator=lambda: sqlite3.connect(
                    path, timeout=WAIT_SECONDS, check_same_thread=False
                ),
                poolclass=NullPool,
                isolation_level="AUTOCOMMIT",  # transactions are begun by hand, as they are meant
            )
            connection = engine.connect()
            try:
                self._prepare(connection, version)
            except BaseException:
                connection.close()
                raise
        return connection

    def in_transaction(self, connection: Connection) -> bool:
        driver = None if connection.invalidated else connection.connection.driver_connection
        return isinstance(driver, sqlite3.Connection) and driver.in_transaction

    def explained(self, said: str, code: str) -> tuple[str, str]:
        if "Could not decode" in said:  # goes on to quote the record
            said = "a text in it is no UTF-8"
        if "not a database" in said or "no UTF-8" in said or "malformed" in said:
            return said, (
                "The file is no store or is damaged: restore a backup, or move it away and run "
                "again on the reports to rebuild it"
            )
        if "locked" in said or "busy" in said:
            return said, (
                "Another program is writing to it: wait until it has finished, then run again"
            )
        if "full" in said or "I/O" in said:  # the second also where a file may not grow
            return said, (
                "What was finished is kept: free some space on the disk (or look whether it "
                "fails), then run the same command again"
            )
        if "readonly" in said or "unable to open" in said:
            return said, "Choose a folder that you may write to"
        return said, "What was finished before is kept; run again"

    def _prepare(self, connection: Connection, version: str) -> None:
        # One read transaction, or the tables of another process could appear between questions.
        run(connection, "BEGIN")
        state = self._recognised(connection)
        run(connection, "COMMIT")
        if state != "current":
            with writing(self, connection):
                # Another process may have made the tables while this one waited.
                if (state := self._recognised(connection)) != "current":
                    known_as = FIRST if state == "first" else None
                    to = version if state == "empty" else HEAD
                    migrate(connection, self.name, known_as=known_as, to=to)
                    run(connection, f"PRAGMA application_id = {_APPLICATION_ID}")
                    # For versions of rasd that knew nothing but this number.
                    run(connection, f"PRAGMA user_version = {number(to)}")
        self._use_write_ahead_log(connection)
        run(
            connection,
            f"PRAGMA wal_autocheckpoint = {_PAGES_IN_LOG}",
            "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = ON",
        )

    def _recognised(self, connection: Connection) -> _State:
        """Raises for a file of another program or a newer version."""
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        if application == _APPLICATION_ID and VERSION_TABLE in tables:
            return "current" if is_current(connection, self.name) else "older"
        if (application, version) == (_APPLICATION_ID, 1):
            check_records(connection, self.name)
            return "first"
        if tables or application or version:
            raise StoreError(
                f"{self.path}: a SQLite file of another program, no store of rasd. Name another"
            )
        return "empty"

    def _use_write_ahead_log(self, connection: Connection) -> None:
        # Two processes that switch a new file at once: SQLite refuses one without waiting.
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                run(connection, "PRAGMA journal_mode = WAL")
                return
            except OperationalError as error:
                # A full disk would not get better by waiting.
                if "locked" not in str(error.orig) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
