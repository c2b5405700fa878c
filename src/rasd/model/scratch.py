"""Decides where notes wait that are too many for memory, such as what a merge finds of each report.

SQLite holds some pages of their tables; the rest lies in a file without a name in its folder for
temporary files, which the system removes when nobody holds it any more. To put a row behind the
others or to sort it takes one or two millionths of a second, a report some thousandths. A row that
a key puts among the others takes twenty times as long once the table is more than memory holds:
where keys come in no order, an index is made when all rows are in.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rasd.model.errors import RunError, no_room

T = TypeVar("T")

_IN_MEMORY = 16 << 20
"""Bytes of pages in memory, and of rows that are sorted."""


class Scratch:
    """Tables that live as long as this does."""

    def __init__(self, tables: str, in_memory: int = _IN_MEMORY) -> None:
        # Nobody reads it after a fault: nothing is written twice, and no statement ends anything.
        settings = f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -{in_memory >> 10}; BEGIN;"
        try:
            # Workers are started from here while other threads send them work; one thread asks.
            self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._connection.executescript(settings + tables)
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def put(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Does the statement with each of the rows."""
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def do(self, statement: str) -> None:
        self.put(statement, [()])

    def each(self, question: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """What it finds, one after the other."""
        try:
            yield from self._connection.execute(question, values)
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error

    def one(self, question: str, *values: object) -> tuple[Any, ...] | None:
        """The first that it finds."""
        try:
            row: tuple[Any, ...] | None = self._connection.execute(question, values).fetchone()
        except sqlite3.OperationalError as error:
            raise _no_room(error) from error
        return row

    def close(self) -> None:
        self._connection.close()

    def __del__(self) -> None:
        if hasattr(self, "_connection"):  # it was opened
            self.close()


@dataclass(frozen=True, slots=True)
class Again(Generic[T]):
    """What can be gone through again and again, made anew each time."""

    make: Callable[[], Iterator[T]]

    def __iter__(self) -> Iterator[T]:
        return self.make()


def _no_room(error: sqlite3.OperationalError) -> RunError:
    return no_room(str(error), _folder())


def _folder() -> str:
    """Where SQLite puts its files. It looks elsewhere than Python where TMPDIR names no folder."""
    if os.name == "nt":
        return tempfile.gettempdir()
    set_ = (os.environ.get(name, "") for name in ("SQLITE_TMPDIR", "TMPDIR"))
    known = (*set_, "/var/tmp", "/usr/tmp", "/tmp")  # noqa: S108
    return next((each for each in known if each and os.access(each, os.W_OK | os.X_OK)), os.curdir)
