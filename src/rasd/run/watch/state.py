"""Decides how a watch remembers across restarts: each step on disk, whole, before the next.

What an answer means and how far the archive holds it are written together; so whatever lies in
the archive beyond that has not been dealt with yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from rasd.model import StoreError
from rasd.run.watch.records import (
    Address,
    FileState,
    Kind,
    Place,
    Server,
    SourceState,
    State,
)
from rasd.run.watch.robots import robots_url

VERSION = 1
T = TypeVar("T")
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS archive (file TEXT PRIMARY KEY, whole INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS address (
    kind TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, due REAL,
    at TEXT NOT NULL, hops INTEGER NOT NULL, depth INTEGER NOT NULL, failures INTEGER NOT NULL,
    reason TEXT NOT NULL, found REAL NOT NULL, published REAL, day TEXT NOT NULL,
    title TEXT NOT NULL, changed TEXT NOT NULL, text TEXT NOT NULL, etag TEXT NOT NULL,
    modified TEXT NOT NULL, checks INTEGER NOT NULL, fetched REAL, sha256 TEXT NOT NULL,
    media TEXT NOT NULL, name TEXT NOT NULL, head TEXT NOT NULL, file TEXT, "offset" INTEGER,
    PRIMARY KEY (kind, url)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_due ON address (source, due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS address_order ON address (
    source, (kind = 'page'), (coalesce(published, found)) DESC, url) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS address_state ON address (source, state);
CREATE INDEX IF NOT EXISTS address_name ON address (name) WHERE name <> '';
CREATE TABLE IF NOT EXISTS fetch (
    file TEXT NOT NULL, "offset" INTEGER NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL,
    at TEXT NOT NULL, fetched REAL NOT NULL, status INTEGER NOT NULL, sha256 TEXT NOT NULL,
    ip TEXT NOT NULL, PRIMARY KEY (file, "offset")) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fetch_url ON fetch (url);
CREATE TABLE IF NOT EXISTS server (
    name TEXT PRIMARY KEY, free REAL NOT NULL, closed REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, place TEXT NOT NULL, every REAL NOT NULL,
    due REAL NOT NULL, failures INTEGER NOT NULL, closed REAL NOT NULL, success REAL,
    error TEXT NOT NULL, error_at REAL, newest REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    source TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    mtime INTEGER NOT NULL, seen REAL NOT NULL, state TEXT NOT NULL, sha256 TEXT NOT NULL,
    taken REAL, reason TEXT NOT NULL, taken_as TEXT NOT NULL,
    PRIMARY KEY (source, path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_sha256 ON file (source, sha256);
"""
_FIELDS = tuple(f.name for f in fields(Address) if f.name != "place")


class WatchState:
    """The memory of a watch, an SQLite file of its own beside the store."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        if not create and not path.is_file():
            raise StoreError(f"there is no {path}: nothing has been watched into that folder yet")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.row_factory = sqlite3.Row
            self._base.execute("PRAGMA synchronous = FULL")
            if create:
                self._base.executescript(_TABLES)
                self.note("version", self.noted("version") or str(VERSION))
            version = self.noted("version")
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{path}: cannot be used ({error}). Restore it from a backup; without it every "
                "page would be fetched again"
            ) from error
        if version != str(VERSION):
            raise StoreError(
                f"{path}: written by another version of rasd (its format {version}, ours "
                f"{VERSION}); use that version, or another folder"
            )

    def close(self) -> None:
        self._base.close()

    @contextmanager
    def step(self) -> Iterator[None]:
        """All of a block, or nothing of it."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def noted(self, key: str) -> str | None:
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return None if row is None else str(row["value"])

    def note(self, key: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def address(self, kind: Kind, url: str) -> Address | None:
        row = self._one("SELECT * FROM address WHERE kind = ? AND url = ?", kind.value, url)
        return None if row is None else _address(row)

    def put(self, address: Address) -> None:
        values = [getattr(address, name) for name in _FIELDS]
        place = (address.place.file, address.place.offset) if address.place else (None, None)
        marks = ", ".join("?" * (len(values) + 2))
        names = ", ".join(_FIELDS)
        self._base.execute(
            f'INSERT OR REPLACE INTO address ({names}, file, "offset") VALUES ({marks})',  # noqa: S608
            (*values, *place),
        )

    def lists_of(self, source: str) -> tuple[Address, ...]:
        """The feed or the sitemaps of a source, the first one included."""
        return self._addresses("kind IN ('feed', 'sitemap') AND source = ?", source)

    def candidates(self, source: str, now: float, beyond: float, most: int) -> tuple[Address, ...]:
        """What of a source is due, lists first and newest pages before older ones.

        A time later than `beyond` cannot have been meant: the clock was set back since.
        """
        # By an index in the order asked for: sorting all that a large site has due takes 50 ms.
        return self._addresses(
            "source = ? AND due IS NOT NULL AND (due <= ? OR due > ?) ORDER BY kind = 'page', "
            "coalesce(published, found) DESC, url LIMIT ?",
            *(source, now, beyond, most),
            index="address_order",
        )

    def next_due(self, source: str, now: float) -> float | None:
        row = self._one(
            "SELECT min(due) AS due FROM address WHERE source = ? AND due > ?", source, now
        )
        return None if row is None else row["due"]

    def fetched(self, most: int) -> tuple[Address, ...]:
        """Pages that wait to be taken in, in the order in which they came."""
        return self._addresses(
            "kind = 'page' AND state = 'fetched' ORDER BY fetched, url LIMIT ?", most
        )

    def owner(self, name: str, besides: str) -> Address | None:
        """The other page, if any, whose document has this id."""
        found = self._addresses(
            "name = ? AND url <> ? AND kind = 'page' AND state <> 'same' LIMIT 1", name, besides
        )
        return found[0] if found else None

    def pages_named(self, wanted: str) -> tuple[Address, ...]:
        """Pages by address or document id."""
        return self._addresses("kind = 'page' AND (url = ?1 OR name = ?1) ORDER BY url", wanted)

    def set_back(self, seconds: float) -> None:
        """Moves all times at which something is due to earlier ones."""
        for table, column in (
            ("address", "due"), ("server", "free"), ("server", "closed"), ("source", "due"),
            ("source", "closed"), ("file", "seen"),
        ):  # fmt: skip
            self._base.execute(f"UPDATE {table} SET {column} = {column} - ?", (seconds,))  # noqa: S608

    def counted(self, source: str) -> dict[State, int]:
        """How many pages, or files, of a source are how far."""
        rows = self._base.execute(
            "SELECT state, count(*) AS n FROM address WHERE kind = 'page' AND source = ?1 "
            "GROUP BY state UNION ALL "
            "SELECT state, count(*) FROM file WHERE source = ?1 GROUP BY state",
            (source,),
        ).fetchall()
        return {State(row["state"]): int(row["n"]) for row in rows}

    def whole(self, file: str) -> int:
        """How much of a file of the archive has been dealt with."""
        row = self._one("SELECT whole FROM archive WHERE file = ?", file)
        return 0 if row is None else int(row["whole"])

    def set_whole(self, file: str, whole: int) -> None:
        self._base.execute("INSERT OR REPLACE INTO archive VALUES (?, ?)", (file, whole))

    def note_fetch(
        self, address: Address, place: Place, *, at: str, now: float, status: int, digest: str,
        ip: str,
    ) -> None:  # fmt: skip
        self._base.execute(
            "INSERT OR REPLACE INTO fetch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (place.file, place.offset, address.kind, address.url, at, now, status, digest, ip),
        )

    def fetches(self, page: Address) -> list[dict[str, Any]]:
        """Every answer about a page in the archive; the feed's where that gave its text."""
        place = page.place or Place(file="", offset=0)
        rows = self._base.execute(
            "SELECT * FROM fetch WHERE (kind = 'page' AND url = ?) OR "
            '(file = ? AND "offset" = ?) ORDER BY fetched, file, "offset"',
            (page.url, place.file, place.offset),
        )
        return [dict(row) for row in rows.fetchall()]

    def servers(self) -> dict[str, Server]:
        rows = self._base.execute("SELECT * FROM server").fetchall()
        return {row["name"]: Server(**dict(row)) for row in rows}

    def put_server(self, server: Server) -> None:
        self._put("server", server)

    def robots(self, origins: Iterable[str]) -> dict[str, Address]:
        """The robots.txt of each of these origins, where one is known."""
        found = {each: self.address(Kind.ROBOTS, robots_url(each)) for each in {*origins}}
        return {origin: known for origin, known in found.items() if known is not None}

    def robots_due(self) -> tuple[float, ...]:
        """When servers that could not say what they allow are asked for it again."""
        rows = self._base.execute(
            "SELECT due FROM address WHERE kind = 'robots' AND state = 'waiting'"
        )
        return tuple(row["due"] for row in rows.fetchall())

    def source(self, name: str) -> SourceState:
        row = self._one("SELECT * FROM source WHERE name = ?", name)
        return SourceState(name=name) if row is None else SourceState(**dict(row))

    def sources(self) -> tuple[SourceState, ...]:
        rows = self._base.execute("SELECT * FROM source ORDER BY name").fetchall()
        return tuple(SourceState(**dict(row)) for row in rows)

    def put_source(self, source: SourceState) -> None:
        self._put("source", source)

    def forget_sources(self, besides: Iterable[str]) -> None:
        """Lets go of sources that are followed no longer; what was fetched of them stays known."""
        for name in {each.name for each in self.sources()} - set(besides):
            self._base.execute("DELETE FROM source WHERE name = ?", (name,))

    def files(self, source: str) -> dict[str, FileState]:
        rows = self._base.execute("SELECT * FROM file WHERE source = ?", (source,)).fetchall()
        return {row["path"]: _file(row) for row in rows}

    def put_file(self, file: FileState) -> None:
        self._put("file", file)

    def drop_file(self, source: str, path: str) -> None:
        self._base.execute("DELETE FROM file WHERE source = ? AND path = ?", (source, path))

    def _put(self, table: str, record: Server | SourceState | FileState) -> None:
        names = [f.name for f in fields(record)]
        self._base.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * len(names))})",
            [getattr(record, name) for name in names],
        )

    def _one(self, question: str, *values: Any) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._base.execute(question, values).fetchone()
        return row

    def _addresses(self, where: str, *values: Any, index: str = "") -> tuple[Address, ...]:
        by = f"INDEXED BY {index}" if index else ""
        rows = self._base.execute(f"SELECT * FROM address {by} WHERE {where}", values)  # noqa: S608
        return tuple(_address(row) for row in rows.fetchall())


def _address(row: sqlite3.Row) -> Address:
    values = dict(row)
    file, offset = values.pop("file"), values.pop("offset")
    place = None if file is None else Place(file=file, offset=offset)
    kind, state = Kind(values.pop("kind")), State(values.pop("state"))
    return Address(kind=kind, state=state, place=place, **values)


def _file(row: sqlite3.Row) -> FileState:
    values = dict(row)
    return FileState(state=State(values.pop("state")), **values)
