"""Decides what the store asks of a database beside SQL: to open it, to lock it, to explain it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rasd.model import StoreError
from rasd.store.migrate import HEAD

WAIT_SECONDS = 60
"""How long one process waits for another that is writing."""


class Database(Protocol):
    """One kind of database, at one address."""

    @property
    def name(self) -> str:
        """The address as it may be shown: without a password."""

    @property
    def begin_write(self) -> tuple[str, ...]:
        """Begins a transaction that sees all that was written and keeps other writers out."""

    @property
    def begin_read(self) -> tuple[str, ...]:
        """Begins a transaction that sees one state until it ends."""

    @property
    def unwaiting(self) -> tuple[str, str]:
        """Makes writes give up at once where another writes, and makes them wait again."""

    def open(self, *, create: bool, version: str = HEAD) -> Connection:
        """A connection outside a transaction, to a store of the present version.

        The store is made where there is none, in the given version, or brought up to the present
        one. Raises
        `StoreError` for one of another kind or a newer version, and without `create` for none.
        """

    def in_transaction(self, connection: Connection) -> bool:
        """False also where the database has undone the transaction by itself."""

    def explained(self, said: str, code: str) -> tuple[str, str]:
        """What went wrong, free of secrets, and what to do about it."""


@contextmanager
def reported(database: Database) -> Iterator[None]:
    """Turns the database's errors inside into a `StoreError` that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        what, remedy = database.explained(*_said(error))
        raise StoreError(f"{database.name}: {what}. {remedy}") from error


def _said(error: SQLAlchemyError) -> tuple[str, str]:
    """The database's own words and error code; what SQLAlchemy adds would quote records."""
    original = error.orig if isinstance(error, DBAPIError) else None
    if original is None:
        return str(error).partition("\n")[0], ""
    lines = str(original).strip().splitlines()
    return (lines[0] if lines else type(original).__name__), getattr(original, "sqlstate", "") or ""


def run(connection: Connection, *statements: str) -> None:
    """Executes statements of transaction control as they are written."""
    for statement in statements:
        connection.exec_driver_sql(statement)


@contextmanager
def writing(database: Database, connection: Connection) -> Iterator[None]:
    """A transaction that is undone where the block raises."""
    try:
        run(connection, *database.begin_write)
        yield
        run(connection, "COMMIT")
    except BaseException:
        # After a full disk SQLite has rolled back by itself; Ctrl-C may come after the commit.
        if database.in_transaction(connection):
            run(connection, "ROLLBACK")
        raise
