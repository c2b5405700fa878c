"""Decides how long lists are read page by page: from where the last page ended, whatever came."""

from __future__ import annotations

from sqlalchemy import BindParameter, Connection, bindparam, select, tuple_

from rasd.model import Figure, Judgement, Mention
from rasd.store.attribution import attributed
from rasd.store.damage import read_one
from rasd.store.tables import DOCUMENT, FIGURE, JUDGEMENT, MENTION

Place = tuple[str, int]
"""A document, and the position of a record in it."""
START: Place = ("", -1)


def document_ids_after(connection: Connection, after: str, limit: int) -> tuple[str, ...]:
    found = connection.execute(_DOCUMENTS, {"after": after, "most": limit}).scalars().all()
    return tuple(found)


def mentions_after(
    connection: Connection, after: Place, limit: int
) -> tuple[tuple[Place, Mention], ...]:
    rows = connection.execute(_MENTIONS, {"doc": after[0], "at": after[1], "most": limit}).all()
    return tuple(((r[0], r[1]), read_one(Mention, r[2], MENTION, r[3])) for r in rows)


def figures_after(
    connection: Connection, after: Place, limit: int
) -> tuple[tuple[Place, Figure], ...]:
    rows = connection.execute(_FIGURES, {"doc": after[0], "at": after[1], "most": limit}).all()
    return tuple(((r[0], r[1]), read_one(Figure, r[2], FIGURE, r[3])) for r in rows)


def judgements_after(
    connection: Connection, after: int, limit: int
) -> tuple[tuple[int, Judgement], ...]:
    rows = connection.execute(_JUDGEMENTS, {"after": after, "most": limit}).all()
    found = attributed(connection, (read_one(Judgement, row[1], JUDGEMENT, row[2]) for row in rows))
    return tuple(zip((row[0] for row in rows), found, strict=True))


_MOST: BindParameter[int] = bindparam("most")
_DOCUMENTS = (
    select(DOCUMENT.c.id)
    .where(DOCUMENT.c.id > bindparam("after"))
    .order_by(DOCUMENT.c.id)
    .limit(_MOST)
)
# In a tuple it takes no type of the column, which says how PostgreSQL is given a NUL.
_DOC = bindparam("doc", type_=MENTION.c.doc_id.type)
_MENTIONS, _FIGURES = (
    select(table.c.doc_id, table.c.position, table.c.record, table.c.id)
    .where(tuple_(table.c.doc_id, table.c.position) > tuple_(_DOC, bindparam("at")))
    .order_by(table.c.doc_id, table.c.position)
    .limit(_MOST)
    for table in (MENTION, FIGURE)
)
_JUDGEMENTS = (
    select(JUDGEMENT.c.seq, JUDGEMENT.c.record, JUDGEMENT.c.id)
    .where(JUDGEMENT.c.seq > bindparam("after"))
    .order_by(JUDGEMENT.c.seq)
    .limit(_MOST)
)
