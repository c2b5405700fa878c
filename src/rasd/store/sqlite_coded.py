"""Decides how documents, their mentions and their figures lie in SQLite.

Reads go page by page behind a key, so that a reader never holds a cursor open while the same
store is written to, and memory stays the same however large the store is.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasd.model import (
    CodedDocument,
    Document,
    Figure,
    Mention,
    StoreError,
    from_json,
    sha256_text,
    to_json,
)
from rasd.store.columns import COLUMNS, Cell, cells
from rasd.store.contract import Change

_DOCUMENTS_A_PAGE = 200
_RECORDS_A_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRows:
    """A coded document ready to be written; made before the store is locked."""

    document: Document
    text_sha256: str
    record: str
    mentions: tuple[tuple[Cell, ...], ...]
    figures: tuple[tuple[Cell, ...], ...]
    digest: str


def coded_rows(coded: CodedDocument) -> CodedRows:
    document = coded.document
    text_sha256, record = sha256_text(document.text), _document_record(document)
    mentions = [
        (mention.id, document.id, position, *cells(mention), _line(mention))
        for position, mention in enumerate(coded.mentions)
    ]
    figures = [
        (document.id, position, figure.id, figure.kind.value, figure.quantity, _line(figure))
        for position, figure in enumerate(coded.figures)
    ]
    parts = (record, text_sha256, *(row[-1] for row in mentions), "", *(r[-1] for r in figures))
    try:
        document.text.encode()
        digest = hashlib.sha256("\n".join(map(str, parts)).encode())
    except UnicodeEncodeError as error:
        raise StoreError(
            f"document {document.id!r} holds half a surrogate pair ({error.object[error.start]!r} "
            f"at {error.start}), which no database takes; readers show it as U+FFFD"
        ) from error
    return CodedRows(
        document=document,
        text_sha256=text_sha256,
        record=record,
        mentions=tuple(mentions),
        figures=tuple(figures),
        digest=digest.hexdigest(),
    )


def check_batch(batch: Sequence[CodedDocument]) -> None:
    """Refuses a batch that names a document twice, or holds what another document says."""
    seen: set[str] = set()
    for coded in batch:
        doc_id = coded.document.id
        if not doc_id:
            raise StoreError("a document without an id cannot be stored; give it one")
        if doc_id in seen:
            raise StoreError(f"document {doc_id!r} comes twice in one batch; make ids unique")
        seen.add(doc_id)
        found: tuple[Mention | Figure, ...] = (*coded.mentions, *coded.figures)
        for record in found:
            if record.doc_id != doc_id:
                raise StoreError(
                    f"{record.id!r} was found in document {doc_id!r} but names document "
                    f"{record.doc_id!r}"
                )


def write_coded(connection: sqlite3.Connection, batch: list[CodedRows], recipe: str) -> Change:
    """Writes what differs from what is held; counts documents."""
    held = _codings(connection, [rows.document.id for rows in batch])
    changed: list[CodedRows] = []
    change = Change()
    for rows in batch:
        old = held.get(rows.document.id)
        if old is None:
            change += Change(added=1)
        elif old.digest != rows.digest:
            change += Change(updated=1)
        else:
            change += Change(unchanged=1)
            if old.recipe != recipe:
                connection.execute(_SET_RECIPE, (recipe, rows.document.id))
            continue
        changed.append(rows)
    for rows in changed:
        old = held.get(rows.document.id)
        if old and old.text_sha256 != rows.text_sha256:
            # Offsets into the old text mean nothing in the new one.
            connection.execute(
                "DELETE FROM reuse WHERE doc_id = ?1 OR of_id = ?1", (rows.document.id,)
            )
        connection.execute("DELETE FROM mention WHERE doc_id = ?", (rows.document.id,))
        connection.execute("DELETE FROM figure WHERE doc_id = ?", (rows.document.id,))
    for rows in changed:
        _write_document(connection, rows, recipe)
        connection.executemany(_PUT_FIGURE, rows.figures)
        for row in rows.mentions:
            _write_mention(connection, row)
    if (
        any((old := held.get(r.document.id)) is None or old.recipe != recipe for r in batch)
        or changed
    ):
        connection.execute(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'revision'"
        )
    return change


def needs_coding(
    connection: sqlite3.Connection, documents: Iterable[Document], recipe: str
) -> Iterator[Document]:
    waiting = iter(documents)
    while page := list(islice(waiting, _DOCUMENTS_A_PAGE)):
        held = _codings(connection, [document.id for document in page])
        for document in page:
            old = held.get(document.id)
            finished = (
                old is not None
                and old.recipe == recipe
                and old.record == _document_record(document)
                and old.text_sha256 == sha256_text(document.text)
            )
            if not finished:
                yield document


def documents(connection: sqlite3.Connection) -> Iterator[Document]:
    last = ""
    while rows := connection.execute(_DOCUMENTS, (last, _DOCUMENTS_A_PAGE)).fetchall():
        yield from _with_reuse(connection, rows)
        last = rows[-1][0]


def document(connection: sqlite3.Connection, doc_id: str) -> Document | None:
    rows = connection.execute(_DOCUMENT, (doc_id,)).fetchall()
    return next(_with_reuse(connection, rows), None)


def versions(connection: sqlite3.Connection, doc_id: str) -> tuple[str, ...]:
    return tuple(text for (text,) in connection.execute(_VERSIONS, (doc_id,)).fetchall())


def mentions(connection: sqlite3.Connection) -> Iterator[Mention]:
    for record in _walk(connection, _MENTIONS):
        yield from_json(Mention, json.loads(record))


def mention(connection: sqlite3.Connection, mention_id: str) -> Mention | None:
    row = connection.execute("SELECT record FROM mention WHERE id = ?", (mention_id,)).fetchone()
    return from_json(Mention, json.loads(row[0])) if row else None


def figures(connection: sqlite3.Connection) -> Iterator[Figure]:
    for record in _walk(connection, _FIGURES):
        yield from_json(Figure, json.loads(record))


def coded(connection: sqlite3.Connection) -> Iterator[CodedDocument]:
    last = ""
    while rows := connection.execute(_DOCUMENTS, (last, _DOCUMENTS_A_PAGE)).fetchall():
        first, last = rows[0][0], rows[-1][0]
        found: dict[str, list[Mention]] = defaultdict(list)
        for doc_id, record in connection.execute(_MENTIONS_OF, (first, last)).fetchall():
            found[doc_id].append(from_json(Mention, json.loads(record)))
        counted: dict[str, list[Figure]] = defaultdict(list)
        for doc_id, record in connection.execute(_FIGURES_OF, (first, last)).fetchall():
            counted[doc_id].append(from_json(Figure, json.loads(record)))
        for item in _with_reuse(connection, rows):
            yield CodedDocument(
                document=item,
                mentions=tuple(found.get(item.id, ())),
                figures=tuple(counted.get(item.id, ())),
            )


@dataclass(frozen=True, slots=True)
class _Coding:
    recipe: str
    digest: str
    record: str
    text_sha256: str


def _codings(connection: sqlite3.Connection, ids: list[str]) -> dict[str, _Coding]:
    rows = connection.execute(_CODINGS, (json.dumps(ids),)).fetchall()
    return {doc_id: _Coding(*rest) for doc_id, *rest in rows}


def _document_record(document: Document) -> str:
    # The text is kept in a table of its own; reuse is no property of one document.
    record = {k: v for k, v in to_json(document).items() if k not in ("text", "reuse")}
    return json.dumps(record, ensure_ascii=False)


def _line(record: Mention | Figure) -> str:
    return json.dumps(to_json(record), ensure_ascii=False)


def _write_document(connection: sqlite3.Connection, rows: CodedRows, recipe: str) -> None:
    document, text = rows.document, rows.text_sha256
    connection.execute(_PUT_TEXT, (text, document.text))
    connection.execute(
        _PUT_DOCUMENT,
        (
            document.id,
            document.sha256,
            text,
            document.published.isoformat() if document.published else None,
            document.outlet,
            document.language,
            rows.record,
        ),
    )
    connection.execute(_PUT_VERSION, (document.id, text))
    connection.execute(_PUT_CODING, (document.id, recipe, rows.digest))


def _write_mention(connection: sqlite3.Connection, row: tuple[Cell, ...]) -> None:
    try:
        connection.execute(_PUT_MENTION, row)
    except sqlite3.IntegrityError as error:
        held = connection.execute("SELECT doc_id FROM mention WHERE id = ?", row[:1]).fetchone()
        raise StoreError(
            f"mention id {row[0]!r} of document {row[1]!r} is already that of another mention "
            f"(in document {held and held[0]!r}); mention ids must be unique"
        ) from error


def _with_reuse(connection: sqlite3.Connection, rows: list[Any]) -> Iterator[Document]:
    if not rows:
        return
    reuse: dict[str, list[Any]] = defaultdict(list)
    for doc_id, record in connection.execute(_REUSE_OF, (rows[0][0], rows[-1][0])).fetchall():
        reuse[doc_id].append(json.loads(record))
    for doc_id, record, text in rows:
        yield from_json(
            Document, {**json.loads(record), "text": text, "reuse": reuse.get(doc_id, [])}
        )


def _walk(connection: sqlite3.Connection, select: str) -> Iterator[str]:
    doc_id, position = "", -1
    while rows := connection.execute(select, (doc_id, position, _RECORDS_A_PAGE)).fetchall():
        for doc_id, position, record in rows:  # noqa: B007 - the key of the next page
            yield record


_DOCUMENTS = """
    SELECT d.id, d.record, t.text FROM document d JOIN document_text t USING (text_sha256)
    WHERE d.id > ? ORDER BY d.id LIMIT ?"""
_DOCUMENT = """
    SELECT d.id, d.record, t.text FROM document d JOIN document_text t USING (text_sha256)
    WHERE d.id = ?"""
_VERSIONS = """
    SELECT t.text FROM document_version v JOIN document_text t USING (text_sha256)
    WHERE v.doc_id = ? ORDER BY v.first_seen"""
_CODINGS = """
    SELECT d.id, c.recipe, c.digest, d.record, d.text_sha256
    FROM document d JOIN coding c ON c.doc_id = d.id
    WHERE d.id IN (SELECT value FROM json_each(?))"""
_MENTIONS = """
    SELECT doc_id, position, record FROM mention
    WHERE (doc_id, position) > (?, ?) ORDER BY doc_id, position LIMIT ?"""
_MENTIONS_OF = """
    SELECT doc_id, record FROM mention WHERE doc_id BETWEEN ? AND ? ORDER BY doc_id, position"""
_FIGURES = """
    SELECT doc_id, position, record FROM figure
    WHERE (doc_id, position) > (?, ?) ORDER BY doc_id, position LIMIT ?"""
_FIGURES_OF = """
    SELECT doc_id, record FROM figure WHERE doc_id BETWEEN ? AND ? ORDER BY doc_id, position"""
_REUSE_OF = """
    SELECT doc_id, record FROM reuse WHERE doc_id BETWEEN ? AND ? ORDER BY doc_id, position"""
_PUT_TEXT = "INSERT INTO document_text (text_sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING"
_PUT_DOCUMENT = """
    INSERT INTO document (id, sha256, text_sha256, published, outlet, language, record)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256, text_sha256 = excluded.text_sha256,
        published = excluded.published, outlet = excluded.outlet, language = excluded.language,
        record = excluded.record"""
_PUT_VERSION = """
    INSERT INTO document_version (doc_id, text_sha256, first_seen)
    VALUES (?1, ?2, (SELECT count(*) + 1 FROM document_version WHERE doc_id = ?1))
    ON CONFLICT DO NOTHING"""
_PUT_CODING = """
    INSERT INTO coding (doc_id, recipe, digest) VALUES (?, ?, ?)
    ON CONFLICT (doc_id) DO UPDATE SET recipe = excluded.recipe, digest = excluded.digest"""
_SET_RECIPE = "UPDATE coding SET recipe = ? WHERE doc_id = ?"
_PUT_MENTION = (
    f"INSERT INTO mention (id, doc_id, position, {', '.join(COLUMNS)}, record) "  # noqa: S608 - our names
    f"VALUES ({', '.join('?' * (len(COLUMNS) + 4))})"
)
_PUT_FIGURE = """
    INSERT INTO figure (doc_id, position, id, kind, quantity, record) VALUES (?, ?, ?, ?, ?, ?)"""
