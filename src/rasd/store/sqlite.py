"""The store in one SQLite file: who may read and write when, and what happens together.

Write-ahead logging lets others read while one writes; a second writer waits for the first. A
process that dies in a transaction leaves nothing of it behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from rasd.model import CodedDocument, Document, Event, Figure, Issue, Mention, Reuse, StoreError
from rasd.store import sqlite_coded as rows_coded
from rasd.store import sqlite_derived as rows_derived
from rasd.store.connect import connect, reported
from rasd.store.contract import Change

T = TypeVar("T")


class SqliteStore:
    """What `Store` promises, in the file at `path`; `open_store` opens it."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._path = path
        self._connection = connect(path, create=create)
        self._depth = 0
        self._reading = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._reading:
            raise StoreError(f"{self._path}: a snapshot is for reading; write after it has ended")
        outermost = self._depth == 0
        begin, commit, undo = (
            ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
            if outermost
            else ("SAVEPOINT inner", "RELEASE inner", ("ROLLBACK TO inner", "RELEASE inner"))
        )
        with reported(self._path):
            self._connection.execute(begin)
        self._depth += 1
        try:
            yield
            with reported(self._path):
                self._connection.execute(commit)
        except BaseException:
            # After a full disk SQLite has rolled back by itself.
            if self._connection.in_transaction:
                for statement in undo:
                    self._connection.execute(statement)
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._depth or self._reading:
            yield
            return
        with reported(self._path):
            self._connection.execute("BEGIN")
            # The state is fixed by the first read, not by BEGIN.
            self._connection.execute("SELECT count(*) FROM meta").fetchone()
        self._reading = True
        try:
            yield
        finally:
            self._reading = False
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with reported(self._path), self.transaction():
            yield self._connection

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with reported(self._path):
            yield self._connection

    def _each(self, found: Iterator[T]) -> Iterator[T]:
        with reported(self._path):
            yield from found

    def needs_coding(self, documents: Iterable[Document], recipe: str) -> Iterator[Document]:
        return self._each(rows_coded.needs_coding(self._connection, documents, recipe))

    def write_coded(self, batch: Iterable[CodedDocument], recipe: str) -> Change:
        # All rows are made before the lock is taken: the batch may be slow to come.
        found = list(batch)
        rows_coded.check_batch(found)
        rows = [rows_coded.coded_rows(coded) for coded in found]
        if not rows:
            return Change()
        with self._write() as connection:
            return rows_coded.write_coded(connection, rows, recipe)

    def documents(self) -> Iterator[Document]:
        return self._each(rows_coded.documents(self._connection))

    def mentions(self) -> Iterator[Mention]:
        return self._each(rows_coded.mentions(self._connection))

    def figures(self) -> Iterator[Figure]:
        return self._each(rows_coded.figures(self._connection))

    def coded(self) -> Iterator[CodedDocument]:
        return self._each(rows_coded.coded(self._connection))

    def document(self, doc_id: str) -> Document | None:
        with self._read() as connection:
            return rows_coded.document(connection, doc_id)

    def versions(self, doc_id: str) -> tuple[str, ...]:
        with self._read() as connection:
            return rows_coded.versions(connection, doc_id)

    def mention(self, mention_id: str) -> Mention | None:
        with self._read() as connection:
            return rows_coded.mention(connection, mention_id)

    def revision(self) -> int:
        with self._read() as connection:
            return rows_derived.revision(connection)

    def events_current(self) -> bool:
        with self._read() as connection:
            return rows_derived.events_current(connection)

    def write_reuse(self, reuse: Mapping[str, Sequence[Reuse]]) -> Change:
        with self._write() as connection:
            return rows_derived.write_reuse(connection, reuse)

    def write_events(self, events: Iterable[Event], *, of_revision: int | None = None) -> Change:
        ready = list(events)
        with self._write() as connection:
            return rows_derived.write_events(connection, ready, of_revision)

    def events(self) -> Iterator[Event]:
        return self._each(rows_derived.events(self._connection))

    def event(self, event_id: str) -> Event | None:
        with self._read() as connection:
            return rows_derived.event(connection, event_id)

    def write_issues(self, issues: Iterable[Issue], *, read: Iterable[str] = ()) -> Change:
        ready, tried = list(issues), list(read)
        with self._write() as connection:
            return rows_derived.write_issues(connection, ready, tried)

    def issues(self) -> Iterator[Issue]:
        return self._each(rows_derived.list_issues(self._connection))

    def counts(self) -> dict[str, int]:
        with self._read() as connection:
            return rows_derived.counts(connection)
