"""Decides how what a merge worked out lies in the tables, so that the next one is spared it.

Nothing of it is a record: a store without it holds the same, and merges to the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, delete, select

from rasd.store import meta
from rasd.store.contract import Change
from rasd.store.statements import A_CALL, chunks, put
from rasd.store.staying import Staying
from rasd.store.tables import MEMORY

_RECIPE = "memory_recipe"


def memory(connection: Connection, recipe: str) -> Iterator[tuple[str, bytes]]:
    if meta.word(connection, _RECIPE) == recipe:
        for row in connection.execute(_ALL).yield_per(A_CALL):
            yield row.key, row.value


def write_memory(connection: Connection, rows: Iterable[tuple[str, bytes]], recipe: str) -> Change:
    """A key stands for one value under one recipe, so what is held is not looked at again."""
    if meta.word(connection, _RECIPE) != recipe:
        connection.execute(delete(MEMORY))
        meta.set_word(connection, _RECIPE, recipe)
    staying = Staying(connection)
    added = unchanged = 0
    for some in chunks(rows, A_CALL):
        keys = [key for key, _ in some]
        held = set(connection.execute(_HELD, {"ids": keys}).scalars())
        new = [{"key": key, "value": value} for key, value in some if key not in held]
        put(connection, MEMORY, new)
        staying.note(keys)
        added += len(new)
        unchanged += len(some) - len(new)
    return Change(added=added, removed=staying.drop_others(MEMORY.c.key), unchanged=unchanged)


_HELD = select(MEMORY.c.key).where(MEMORY.c.key.in_(bindparam("ids", expanding=True)))
_ALL = select(MEMORY.c.key, MEMORY.c.value).order_by(MEMORY.c.key)
