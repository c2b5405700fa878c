"""Decides where a store notes which rows stay, while all others of a table are taken out.

In a table of the connection: keys of all events, bonds or notes of a large corpus are too many for
memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, bindparam, delete, exists, select
from sqlalchemy.schema import CreateTable

from rasd.store.statements import A_CALL, chunks, drop, put
from rasd.store.tables import Word


class Staying:
    """Keys that were noted since this was made; a connection has one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.execute(CreateTable(_STAYING, if_not_exists=True))
        connection.execute(_NONE)

    def note(self, keys: Iterable[str]) -> None:
        for some in chunks(keys, A_CALL):
            put(self._connection, _STAYING, [{"key": key} for key in some], on_held="keep")

    def noted(self, keys: Sequence[str]) -> list[str]:
        """Those that were noted before."""
        return list(self._connection.execute(_NOTED, {"ids": keys}).scalars())

    def drop_others(self, column: Column[Any]) -> int:
        """Deletes the rows whose column holds none of the keys; how many these were."""
        other = select(column).where(~exists().where(_STAYING.c.key == column))
        gone = self._connection.execute(other).scalars().all()
        drop(self._connection, column, gone)
        self._connection.execute(_NONE)
        return len(gone)


_STAYING = Table(
    "staying", MetaData(), Column("key", Word, primary_key=True), prefixes=["TEMPORARY"]
)
_NONE = delete(_STAYING)
_NOTED = select(_STAYING.c.key).where(_STAYING.c.key.in_(bindparam("ids", expanding=True)))
