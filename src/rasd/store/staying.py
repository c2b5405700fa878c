"""Decides how a store notes which rows stay, while all others of a table are taken out.

Keys of all events, bonds or notes of a large corpus are too many for memory, and a table of the
connection would ask a right of its user and fill the disk of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, select

from rasd.model.scratch import Scratch
from rasd.store.statements import A_CALL, drop

_TABLES = "CREATE TABLE row(key TEXT, stays INTEGER);"


class Staying:
    """Keys that were noted since this was made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._scratch = Scratch(_TABLES)

    def note(self, keys: Iterable[str]) -> None:
        self._scratch.put("INSERT INTO row VALUES (?, 1)", ((key,) for key in keys))

    def noted_twice(self) -> str | None:
        """One of the keys that were noted more than once."""
        found = self._scratch.one("SELECT key FROM row GROUP BY key HAVING count(*) > 1")
        return None if found is None else found[0]

    def drop_others(self, column: Column[Any]) -> int:
        """Deletes the rows whose column holds none of the keys; how many these were."""
        held = self._connection.execute(select(column)).yield_per(A_CALL)
        self._scratch.put("INSERT INTO row VALUES (?, 0)", ((row[0],) for row in held))
        gone = 0

        def others() -> Iterator[str]:
            nonlocal gone
            of = "SELECT key FROM row GROUP BY key HAVING max(stays) = 0"
            for gone, (key,) in enumerate(self._scratch.each(of), 1):  # noqa: B007
                yield key

        drop(self._connection, column, others())
        return gone
