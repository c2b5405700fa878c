"""Decides how documents, their mentions and their figures are read from the tables.

What people added to a document comes behind what was found in it.

Reads go page by page behind a key, so that a reader never holds a cursor open while the same
store is written to, and memory stays the same however large the store is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    select,
    tuple_,
)

from rasd.model import (
    Citation,
    CodedDocument,
    Document,
    Figure,
    Mention,
    Reuse,
    StoreError,
    cited,
    replace,
    sha256_text,
)
from rasd.store import added
from rasd.store.damage import Damage, read_one
from rasd.store.statements import A_CALL, chunks
from rasd.store.tables import (
    CODING,
    DOCUMENT,
    DOCUMENT_TEXT,
    DOCUMENT_VERSION,
    FIGURE,
    MENTION,
    REUSE,
)

_DOCUMENTS_A_PAGE = 200
_RECORDS_A_PAGE = 1000


def documents(connection: Connection, damage: Damage) -> Iterator[Document]:
    last = ""
    while rows := connection.execute(_DOCUMENTS, {"last": last}).all():
        yield from _with_reuse(connection, rows, damage)
        last = rows[-1][0]


def held(connection: Connection, doc_ids: Iterable[str]) -> frozenset[str]:
    """Those of the ids that documents of the store bear."""
    found: set[str] = set()
    for some in chunks(doc_ids, A_CALL):
        found.update(connection.execute(_HELD, {"ids": some}).scalars())
    return frozenset(found)


def recipes(connection: Connection) -> dict[str, int]:
    """How many documents were coded under each recipe."""
    return {row[0]: row[1] for row in connection.execute(_RECIPES)}


def citations(connection: Connection, damage: Damage) -> Iterator[Citation]:
    last = ""
    while rows := connection.execute(_CITED, {"last": last}).all():
        for doc_id, record in rows:
            # A document without its text is read as one whose text is empty.
            document = damage.read(
                Document, record, DOCUMENT, doc_id, doc_id=doc_id, beside={"text": ""}
            )
            if document is not None:
                yield cited(document)
        last = rows[-1][0]


def documents_of(
    connection: Connection, doc_ids: Iterable[str], damage: Damage
) -> Iterator[Document]:
    for some in chunks(doc_ids, A_CALL):
        rows = connection.execute(_DOCUMENTS_IN, {"ids": some}).all()
        yield from _with_reuse(connection, rows, damage)


def ids_of_outlet(connection: Connection, outlet: str) -> tuple[str, ...]:
    return tuple(connection.execute(_OF_OUTLET, {"wanted": outlet}).scalars())


def document(connection: Connection, doc_id: str) -> Document | None:
    damage = Damage()
    found = readable_document(connection, doc_id, damage)
    for row in damage.taken():
        if row.table == DOCUMENT.name:
            raise StoreError(row.message())
    return found


def readable_document(connection: Connection, doc_id: str, damage: Damage) -> Document | None:
    """The document, unless it is missing or its row cannot be read, which `damage` notes."""
    rows = connection.execute(_DOCUMENT, {"wanted": doc_id}).all()
    return next(_with_reuse(connection, rows, damage), None)


def versions(connection: Connection, doc_id: str) -> tuple[str, ...]:
    return tuple(connection.execute(_VERSIONS, {"wanted": doc_id}).scalars())


def mentions(connection: Connection, damage: Damage) -> Iterator[Mention]:
    found = _found(connection, damage)
    return merge(found, added.mentions(connection, damage), key=_document_of)


def _found(connection: Connection, damage: Damage) -> Iterator[Mention]:
    for doc_id, key, record in _walk(connection, _MENTIONS):
        if item := damage.read(Mention, record, MENTION, key, doc_id=doc_id):
            yield item


def mention(connection: Connection, mention_id: str) -> Mention | None:
    record = connection.execute(_MENTION, {"wanted": mention_id}).scalar()
    if record is None:
        return added.mention(connection, mention_id)
    return read_one(Mention, record, MENTION, mention_id)


def mention_digests(connection: Connection) -> Iterator[tuple[str, str, str]]:
    for lines in (_walk(connection, _MENTIONS), added.lines(connection)):
        for doc_id, key, record in lines:
            yield key, doc_id, sha256_text(record)


def mentions_of(
    connection: Connection, doc_ids: Iterable[str], damage: Damage
) -> Iterator[Mention]:
    ids = sorted(set(doc_ids))
    found = found_in(connection, ids, damage)
    return merge(found, added.mentions_of(connection, ids, damage), key=_document_of)


def found_in(connection: Connection, doc_ids: Iterable[str], damage: Damage) -> Iterator[Mention]:
    """The mentions of these documents without those that people added."""
    for some in chunks(doc_ids, A_CALL):
        for doc_id, key, record in connection.execute(_MENTIONS_IN, {"ids": some}).all():
            if item := damage.read(Mention, record, MENTION, key, doc_id=doc_id):
                yield item


def figures(connection: Connection, damage: Damage) -> Iterator[Figure]:
    for doc_id, key, record in _walk(connection, _FIGURES):
        if item := damage.read(Figure, record, FIGURE, key, doc_id=doc_id):
            yield item


def figures_of(connection: Connection, doc_id: str, damage: Damage) -> Iterator[Figure]:
    for _, key, record in connection.execute(_FIGURES_OF, {"first": doc_id, "last": doc_id}).all():
        if item := damage.read(Figure, record, FIGURE, key, doc_id=doc_id):
            yield item


def coded(connection: Connection, damage: Damage) -> Iterator[CodedDocument]:
    last = ""
    while rows := connection.execute(_DOCUMENTS, {"last": last}).all():
        first, last = rows[0][0], rows[-1][0]
        bounds = {"first": first, "last": last}
        found: dict[str, list[Mention]] = defaultdict(list)
        for doc_id, key, record in connection.execute(_MENTIONS_OF, bounds).all():
            if mention := damage.read(Mention, record, MENTION, key, doc_id=doc_id):
                found[doc_id].append(mention)
        counted: dict[str, list[Figure]] = defaultdict(list)
        for doc_id, key, record in connection.execute(_FIGURES_OF, bounds).all():
            if figure := damage.read(Figure, record, FIGURE, key, doc_id=doc_id):
                counted[doc_id].append(figure)
        for item in _with_reuse(connection, rows, damage):
            yield CodedDocument(
                document=item,
                mentions=tuple(found.get(item.id, ())),
                figures=tuple(counted.get(item.id, ())),
            )


def _document_of(mention: Mention) -> str:
    return mention.doc_id


def _with_reuse(connection: Connection, rows: Sequence[Any], damage: Damage) -> Iterator[Document]:
    if not rows:
        return
    reuse: dict[str, list[Reuse]] = defaultdict(list)
    for doc_id, of, record in connection.execute(
        _REUSE_OF, {"ids": [row[0] for row in rows]}
    ).all():
        if item := damage.read(Reuse, record, REUSE, f"{doc_id} of {of}", doc_id=doc_id):
            reuse[doc_id].append(item)
    for doc_id, record, text in rows:
        document = damage.read(
            Document, record, DOCUMENT, doc_id, doc_id=doc_id, beside={"text": text}
        )
        if document is not None:
            copied = reuse.get(doc_id)
            yield replace(document, reuse=tuple(copied)) if copied else document


def _walk(connection: Connection, page: Select[Any]) -> Iterator[tuple[str, str, str]]:
    """Document, id and record of each row."""
    doc_id, position = "", -1
    while rows := connection.execute(page, {"after": doc_id, "at": position}).all():
        for doc_id, position, key, record in rows:  # noqa: B007 - the key of the next page
            yield doc_id, key, record


def _page(table: Table) -> Select[Any]:
    """The next records behind a document id and position."""
    key = tuple_(table.c.doc_id, table.c.position)
    # In a tuple it takes no type of the column, which says how PostgreSQL is given a NUL.
    after = bindparam("after", type_=table.c.doc_id.type)
    return (
        select(table.c.doc_id, table.c.position, table.c.id, table.c.record)
        .where(key > tuple_(after, bindparam("at")))
        .order_by(table.c.doc_id, table.c.position)
        .limit(_RECORDS_A_PAGE)
    )


def _between(table: Table, key: Column[str]) -> Select[Any]:
    """Document, key and record of the rows of the documents from a first to a last."""
    return (
        select(table.c.doc_id, key, table.c.record)
        .where(table.c.doc_id.between(bindparam("first"), bindparam("last")))
        .order_by(table.c.doc_id, table.c.position)
    )


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_DOCUMENT_WITH_TEXT = select(DOCUMENT.c.id, DOCUMENT.c.record, DOCUMENT_TEXT.c.text).join_from(
    DOCUMENT, DOCUMENT_TEXT
)
_DOCUMENTS = (
    _DOCUMENT_WITH_TEXT.where(DOCUMENT.c.id > bindparam("last"))
    .order_by(DOCUMENT.c.id)
    .limit(_DOCUMENTS_A_PAGE)
)
_HELD = select(DOCUMENT.c.id).where(DOCUMENT.c.id.in_(_IDS))
_RECIPES = select(CODING.c.recipe, func.count()).group_by(CODING.c.recipe).order_by(CODING.c.recipe)
_CITED = (
    select(DOCUMENT.c.id, DOCUMENT.c.record)
    .where(DOCUMENT.c.id > bindparam("last"))
    .order_by(DOCUMENT.c.id)
    .limit(_RECORDS_A_PAGE)
)
_DOCUMENT = _DOCUMENT_WITH_TEXT.where(DOCUMENT.c.id == bindparam("wanted"))
_DOCUMENTS_IN = _DOCUMENT_WITH_TEXT.where(DOCUMENT.c.id.in_(_IDS)).order_by(DOCUMENT.c.id)
_OF_OUTLET = (
    select(DOCUMENT.c.id).where(DOCUMENT.c.outlet == bindparam("wanted")).order_by(DOCUMENT.c.id)
)
_VERSIONS = (
    select(DOCUMENT_TEXT.c.text)
    .join_from(DOCUMENT_VERSION, DOCUMENT_TEXT)
    .where(DOCUMENT_VERSION.c.doc_id == bindparam("wanted"))
    .order_by(DOCUMENT_VERSION.c.first_seen)
)
_MENTION = select(MENTION.c.record).where(MENTION.c.id == bindparam("wanted"))
_MENTIONS_IN = (
    select(MENTION.c.doc_id, MENTION.c.id, MENTION.c.record)
    .where(MENTION.c.doc_id.in_(_IDS))
    .order_by(MENTION.c.doc_id, MENTION.c.position)
)
_MENTIONS, _FIGURES = _page(MENTION), _page(FIGURE)
_MENTIONS_OF, _FIGURES_OF = _between(MENTION, MENTION.c.id), _between(FIGURE, FIGURE.c.id)
_REUSE_OF = (
    select(REUSE.c.doc_id, REUSE.c.of_id, REUSE.c.record)
    .where(REUSE.c.doc_id.in_(_IDS))
    .order_by(REUSE.c.doc_id, REUSE.c.position)
)
