"""Decides how the mentions that people added are read beside those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import BindParameter, Connection, bindparam, select

from rasd.model import Mention
from rasd.store.columns import COLUMNS, cells, record_line
from rasd.store.damage import Damage, read_one
from rasd.store.statements import A_CALL, Row, chunks
from rasd.store.tables import ADDED_MENTION


def mentions(connection: Connection, damage: Damage) -> Iterator[Mention]:
    """All of them, by document and then in the order of their words."""
    for doc_id, key, record in connection.execute(_ALL).all():
        if item := damage.read(Mention, record, ADDED_MENTION, key, doc_id=doc_id):
            yield item


def lines(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Document, id and record of each."""
    yield from (tuple(row) for row in connection.execute(_ALL).all())


def mentions_of(
    connection: Connection, doc_ids: Iterable[str], damage: Damage
) -> Iterator[Mention]:
    for some in chunks(doc_ids, A_CALL):
        for doc_id, key, record in connection.execute(_OF, {"ids": some}).all():
            if item := damage.read(Mention, record, ADDED_MENTION, key, doc_id=doc_id):
                yield item


def mention(connection: Connection, mention_id: str) -> Mention | None:
    record = connection.execute(_MENTION, {"wanted": mention_id}).scalar()
    return None if record is None else read_one(Mention, record, ADDED_MENTION, mention_id)


def lines_of(connection: Connection, doc_ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Id and record of those of these documents."""
    for some in chunks(doc_ids, A_CALL):
        for _, key, record in connection.execute(_OF, {"ids": some}).all():
            yield key, record


def row_of(mention: Mention) -> Row:
    """The row of an added mention."""
    return {
        "id": mention.id,
        "doc_id": mention.doc_id,
        "position": position_of(mention),
        **dict(zip(COLUMNS, cells(mention), strict=True)),
        "record": record_line(mention),
    }


def position_of(mention: Mention) -> int:
    """Where the first of its words stands."""
    return mention.evidence[0].start


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_ALL = select(ADDED_MENTION.c.doc_id, ADDED_MENTION.c.id, ADDED_MENTION.c.record).order_by(
    ADDED_MENTION.c.doc_id, ADDED_MENTION.c.position, ADDED_MENTION.c.id
)
_OF = _ALL.where(ADDED_MENTION.c.doc_id.in_(_IDS))
_MENTION = select(ADDED_MENTION.c.record).where(ADDED_MENTION.c.id == bindparam("wanted"))
