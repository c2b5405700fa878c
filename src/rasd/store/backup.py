"""Decides what a backup holds: every table as JSON lines, the same from either database.

A zip archive with one member for each table, rows in the order of their keys, and `manifest.json`
last, which names each member with its SHA-256. The same store gives the same bytes. What can be
worked out again (rows of lists, indexes of the search, the memory of merges) is left out, and so
is what lets somebody in: who may read a backup may not log in as somebody else.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, bindparam, func, inspect, select, tuple_

from rasd.model import SCHEMA, StoreError
from rasd.store.migrate import held_version, number
from rasd.store.statements import chunks, put
from rasd.store.tables import DOCUMENT_TEXT, META, METADATA, ORIGINAL_PIECE, SECRETS

FORMAT = "rasd-backup/1"
MANIFEST = "manifest.json"
_LEFT_OUT = frozenset(
    {
        *("memory", "bond", "search_state", "search_part"),
        *(table.name for table in SECRETS),
        *("search_of", "document_number"),
        *("event_shape", "event_row", "event_outlet", "event_source"),
        *("event_names", "event_shown"),
    }
)
_ROWS = 200
_ROWS_OF_TEXTS = 10
_BYTES = 1 << 20
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LARGEST_MANIFEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A table in an archive, as the manifest has it."""

    name: str
    sha256: str
    size: int
    rows: int

    @property
    def table(self) -> str:
        return self.name.removeprefix("tables/").removesuffix(".jsonl")


def tables() -> list[Table]:
    """The tables that a backup holds, those that others refer to first."""
    return [table for table in METADATA.sorted_tables if table.name not in _LEFT_OUT]


def write_backup(connection: Connection, file: BinaryIO) -> dict[str, int]:
    """Writes all that the store holds, inside a snapshot; gives the number of rows by table."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        members = [_write_table(connection, archive, table) for table in tables()]
        manifest = {
            "format": FORMAT,
            "record_schema": SCHEMA,
            "store_schema": held_version(connection),
            "members": [
                {"name": m.name, "sha256": m.sha256, "size": m.size, "rows": m.rows}
                for m in members
            ],
        }
        text = json.dumps(manifest, indent=1) + "\n"
        archive.writestr(_member(MANIFEST), text)
    return {member.table: member.rows for member in members}


class Archive:
    """An archive that is whole: every member has been held against the manifest."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise StoreError(f"{path}: there is no such file") from error
        except (OSError, zipfile.BadZipFile) as error:
            raise StoreError(f"{path}: no whole archive ({error}). Use another backup") from error
        try:
            manifest = self._manifest()
            self.version = str(manifest["store_schema"])
            self.members = tuple(Member(**each) for each in manifest["members"])
            number(self.version)
        except (KeyError, TypeError, ValueError) as error:
            self._zip.close()
            raise self._damaged(MANIFEST, f"cannot be read ({error})") from error
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        self._zip.close()

    def check(self) -> None:
        """Raises `StoreError` that names the member which is not as it was written."""
        names = [info.filename for info in self._zip.infolist()]
        stated = [*(member.name for member in self.members), MANIFEST]
        for name in stated:
            if name not in names:
                raise self._damaged(name, "is missing")
        for name in names:
            if name not in stated or names.count(name) > 1:
                raise self._damaged(name, "is no part of the backup")
        for member in self.members:
            digest, size = hashlib.sha256(), 0
            for data in self._read(member):
                digest.update(data)
                size += len(data)
            if (digest.hexdigest(), size) != (member.sha256, member.size):
                raise self._damaged(member.name, "is not as it was written")

    def restore(self, connection: Connection) -> dict[str, int]:
        """Writes all rows into empty tables, inside the caller's transaction."""
        known = {table.name: table for table in METADATA.sorted_tables}
        order = list(known)
        for member in self.members:
            if member.table not in known:
                raise self._damaged(member.name, "is a table that this version does not know")
        for member in sorted(self.members, key=lambda each: order.index(each.table)):
            table = known[member.table]
            rows = (self._row(member, table, line) for line in self._lines(member))
            try:
                for some in chunks(rows, _a_page(table)):
                    put(connection, table, some, on_held="replace" if table is META else "fail")
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                raise self._damaged(member.name, f"cannot be read ({error})") from error
        return {member.table: member.rows for member in self.members}

    def _manifest(self) -> dict[str, Any]:
        try:
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > _LARGEST_MANIFEST:
                raise self._damaged(MANIFEST, "is too long")
            found: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
        except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise self._damaged(MANIFEST, f"cannot be read ({error})") from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise StoreError(f"{self._path}: no backup of a store in the format {FORMAT}")
        if found.get("record_schema") != SCHEMA:
            raise StoreError(
                f"{self._path}: a backup with records of {found.get('record_schema')!r}, expected "
                f"{SCHEMA!r}. Restore it with the version of rasd that made it"
            )
        return found

    def _read(self, member: Member) -> Iterator[bytes]:
        try:
            with self._zip.open(member.name) as stream:
                size = 0
                while data := stream.read(_BYTES):
                    size += len(data)
                    if size > member.size:
                        raise self._damaged(member.name, "is longer than it was written")
                    yield data
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise self._damaged(member.name, f"cannot be read ({error})") from error

    def _lines(self, member: Member) -> Iterator[str]:
        with (
            self._zip.open(member.name) as stream,
            io.TextIOWrapper(stream, "utf-8", newline="\n") as lines,
        ):
            yield from lines

    def _row(self, member: Member, table: Table, line: str) -> dict[str, Any]:
        row: dict[str, Any] = json.loads(line)
        if strange := row.keys() - table.c.keys():
            raise self._damaged(member.name, f"has unknown columns ({', '.join(sorted(strange))})")
        if table is ORIGINAL_PIECE:
            row["data"] = zlib.compress(base64.b64decode(row["data"]))
        return row

    def _damaged(self, name: str, what: str) -> StoreError:
        return StoreError(f"{self._path}: damaged: {name} {what}. Use another backup")


def check_empty(connection: Connection, name: str) -> None:
    """Raises where a store holds anything."""
    made = inspect(connection).get_table_names()  # fewer in a store of an earlier version
    for table in tables():
        if table is META or table.name not in made:
            continue
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise StoreError(
                f"{name}: the store is not empty (table {table.name}). Restore into a new file or "
                "an empty database"
            )


def _write_table(connection: Connection, archive: zipfile.ZipFile, table: Table) -> Member:
    name = f"tables/{table.name}.jsonl"
    digest, size, rows = hashlib.sha256(), 0, 0
    with archive.open(_member(name), "w", force_zip64=True) as stream:
        for row in _rows(connection, table):
            data = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            stream.write(data)
            digest.update(data)
            size += len(data)
            rows += 1
    return Member(name=name, sha256=digest.hexdigest(), size=size, rows=rows)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """All rows in the order of the key, page by page behind it."""
    key = list(table.primary_key.columns)
    page = select(table).order_by(*key).limit(_a_page(table))
    # In a tuple they take no type of a column, which says how PostgreSQL is given a NUL.
    bounds = (bindparam(f"after_{c.name}", type_=c.type) for c in key)
    after = page.where(tuple_(*key) > tuple_(*bounds))
    found = connection.execute(page).all()
    while found:
        for row in found:
            yield _plain(table, dict(row._mapping))
        last = {f"after_{c.name}": found[-1]._mapping[c.name] for c in key}
        found = connection.execute(after, last).all()


def _plain(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    if table is ORIGINAL_PIECE:
        # Unpacked: how well bytes are packed differs between machines, what they are does not.
        row["data"] = base64.b64encode(zlib.decompress(row["data"])).decode("ascii")
    return row


def _a_page(table: Table) -> int:
    return _ROWS_OF_TEXTS if table in (DOCUMENT_TEXT, ORIGINAL_PIECE) else _ROWS


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3  # else it says on which system it was made
    return info
