"""Decides how originals lie in the tables: once each by their hash, packed, in bounded pieces.

An original that a document had stays when the document gets another one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from rasd.model import LogKind, Original, StoreError
from rasd.store import log
from rasd.store.contract import Change
from rasd.store.statements import A_CALL, chunks, put, put_cells
from rasd.store.tables import DOCUMENT, DOCUMENT_ORIGINAL, ORIGINAL, ORIGINAL_PIECE

PIECE = 1_000_000
"""Bytes of an original in one row, before they are packed."""
_LEVEL = 2
"""Packs an article to 42 % of its bytes in 64 us; the default takes 131 for 39 %."""


def write_originals(
    connection: Connection, originals: Mapping[str, Original], *, changed: Iterable[str] = ()
) -> dict[str, str]:
    """Writes what the documents were read from; gives the hashes of what was written, by document.

    A document that has one keeps it, unless it is among `changed`. Documents that the store does
    not hold are passed over.
    """
    new = set(changed)
    links = _links(connection, list(originals))
    wanted = {
        doc_id: originals[doc_id]
        for doc_id, held in links.items()
        if doc_id in new or not any(link.is_current for link in held)
    }
    _write_contents(connection, {o.sha256: o for o in wanted.values()})
    rows, written = [], []
    for doc_id, original in wanted.items():
        key = (original.sha256, original.locator or "")
        known = next((link for link in links[doc_id] if (link.sha256, link.locator) == key), None)
        if known is not None and known.is_current:
            continue
        written.append(doc_id)
        rows.append(
            {
                "doc_id": doc_id,
                "sha256": key[0],
                "locator": key[1],
                "first_seen": known.first_seen if known else len(links[doc_id]) + 1,
                "is_current": 1,
            }
        )
    for some in chunks(written, A_CALL):
        connection.execute(_NO_LONGER, {"ids": some})
    put(connection, DOCUMENT_ORIGINAL, rows, on_held="replace")
    return {doc_id: originals[doc_id].sha256 for doc_id in written}


def add_originals(connection: Connection, originals: Mapping[str, Original], *, at: str) -> Change:
    """Writes what documents without an original were read from, and logs it; counts documents."""
    written = write_originals(connection, originals)
    if written:
        payload = {"documents": [], "originals": written}
        log.append(connection, at=at, by=log.MACHINE, kind=LogKind.DOCUMENTS, payload=payload)
    return Change(added=len(written))


def lacking(connection: Connection, doc_ids: Sequence[str]) -> set[str]:
    """Those of the documents that the store holds without an original."""
    links = _links(connection, list(doc_ids))
    return {doc_id for doc_id, held in links.items() if not any(link.is_current for link in held)}


def original(connection: Connection, doc_id: str) -> Original | None:
    row = connection.execute(_ORIGINAL, {"wanted": doc_id}).one_or_none()
    return None if row is None else _held(connection, *row)


def originals(connection: Connection) -> Iterator[Original]:
    last = ""
    while rows := connection.execute(_ORIGINALS, {"last": last}).all():
        for sha256, size, media_type in rows:
            yield _held(connection, sha256, size, media_type, "")
        last = rows[-1][0]


class _Link(NamedTuple):
    sha256: str
    locator: str
    first_seen: int
    is_current: int


def _links(connection: Connection, doc_ids: list[str]) -> dict[str, list[_Link]]:
    """For each document that the store holds the originals that it had."""
    links: dict[str, list[_Link]] = defaultdict(list)
    for some in chunks(doc_ids, A_CALL):
        for doc_id in connection.execute(_HELD, {"ids": some}).scalars():
            links[doc_id] = []
        for doc_id, *rest in connection.execute(_LINKS, {"ids": some}).all():
            links[doc_id].append(_Link(*rest))
    return links


def _write_contents(connection: Connection, wanted: Mapping[str, Original]) -> None:
    known: set[str] = set()
    for some in chunks(wanted, A_CALL):
        known.update(connection.execute(_KNOWN, {"ids": some}).scalars())
    new = [found for sha256, found in wanted.items() if sha256 not in known]
    rows = [(found.sha256, found.size, found.media_type) for found in new]
    put_cells(connection, ORIGINAL, ("sha256", "size", "media_type"), rows)
    for lot in _lots(row for found in new for row in _packed(found)):
        put_cells(connection, ORIGINAL_PIECE, ("sha256", "position", "data"), lot)


def _lots(rows: Iterable[tuple[str, int, bytes]]) -> Iterator[list[tuple[str, int, bytes]]]:
    """The rows, many of small ones and few of large ones at a time."""
    waiting: list[tuple[str, int, bytes]] = []
    size = 0
    for row in rows:
        waiting.append(row)
        size += len(row[2])
        if size >= PIECE:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _packed(found: Original) -> Iterator[tuple[str, int, bytes]]:
    """The rows of an original's bytes; raises `StoreError` where they are others than it says."""
    digest = hashlib.sha256()
    for position, piece in enumerate(_pieces(found.chunks())):
        digest.update(piece)
        yield found.sha256, position, zlib.compress(piece, _LEVEL)
    if digest.hexdigest() != found.sha256:
        raise StoreError(
            f"an original of {found.size} bytes with SHA-256 {found.sha256} came with other "
            "bytes; run again"
        )


def _pieces(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size, the last one shorter."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


def _held(
    connection: Connection, sha256: str, size: int, media_type: str, locator: str
) -> Original:
    def read() -> Iterator[bytes]:
        position = 0
        while data := connection.execute(_PIECE, {"of": sha256, "at": position}).scalar():
            try:
                yield zlib.decompress(data)
            except zlib.error as error:
                raise StoreError(
                    f"table original_piece, {sha256} {position}: damaged ({error}). "
                    "Restore a backup, or run again on the input into a new store"
                ) from error
            position += 1

    return Original(
        sha256=sha256, size=size, media_type=media_type, locator=locator or None, chunks=read
    )


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_HELD = select(DOCUMENT.c.id).where(DOCUMENT.c.id.in_(_IDS))
_KNOWN = select(ORIGINAL.c.sha256).where(ORIGINAL.c.sha256.in_(_IDS))
_LINKS = select(
    DOCUMENT_ORIGINAL.c.doc_id,
    DOCUMENT_ORIGINAL.c.sha256,
    DOCUMENT_ORIGINAL.c.locator,
    DOCUMENT_ORIGINAL.c.first_seen,
    DOCUMENT_ORIGINAL.c.is_current,
).where(DOCUMENT_ORIGINAL.c.doc_id.in_(_IDS))
_NO_LONGER = (
    update(DOCUMENT_ORIGINAL).where(DOCUMENT_ORIGINAL.c.doc_id.in_(_IDS)).values(is_current=0)
)
_ORIGINAL = (
    select(ORIGINAL.c.sha256, ORIGINAL.c.size, ORIGINAL.c.media_type, DOCUMENT_ORIGINAL.c.locator)
    .join_from(DOCUMENT_ORIGINAL, ORIGINAL)
    .where(DOCUMENT_ORIGINAL.c.doc_id == bindparam("wanted"), DOCUMENT_ORIGINAL.c.is_current == 1)
)
_ORIGINALS = (
    select(ORIGINAL.c.sha256, ORIGINAL.c.size, ORIGINAL.c.media_type)
    .where(ORIGINAL.c.sha256 > bindparam("last"))
    .order_by(ORIGINAL.c.sha256)
    .limit(A_CALL)
)
_PIECE = select(ORIGINAL_PIECE.c.data).where(
    ORIGINAL_PIECE.c.sha256 == bindparam("of"), ORIGINAL_PIECE.c.position == bindparam("at")
)
