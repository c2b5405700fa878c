"""Decides which number stands for a document where many are put together: one for good.

A number takes a third of the bytes of an id and a third of the time to look up. It says nothing;
in another store the same document may have another.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from rasd.store.statements import A_CALL, chunks, put
from rasd.store.tables import DOCUMENT_NUMBER


def numbers_of(connection: Connection, doc_ids: Iterable[str]) -> dict[str, int]:
    """The numbers of documents; one that has none gets the next."""
    wanted = sorted(set(doc_ids))
    found: dict[str, int] = {}
    for some in chunks(wanted, A_CALL):
        found |= dict(connection.execute(_HELD, {"ids": some}).all())
    new = [doc_id for doc_id in wanted if doc_id not in found]
    if new:
        first = (connection.execute(_LAST).scalar() or 0) + 1
        given = {doc_id: number for number, doc_id in enumerate(new, first)}
        put(connection, DOCUMENT_NUMBER, [{"doc_id": d, "number": n} for d, n in given.items()])
        found |= given
    return found


_HELD = select(DOCUMENT_NUMBER.c.doc_id, DOCUMENT_NUMBER.c.number).where(
    DOCUMENT_NUMBER.c.doc_id.in_(bindparam("ids", expanding=True))
)
_LAST = select(func.max(DOCUMENT_NUMBER.c.number))
