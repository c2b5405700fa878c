"""Decides how what a merge worked out lies in the tables, so that the next one is spared it.

Nothing of it is a record: a store without it holds the same, and merges to the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from rasd.store import meta
from rasd.store.contract import Change
from rasd.store.statements import A_CALL, chunks, drop, put
from rasd.store.tables import MEMORY

_RECIPE = "memory_recipe"


def memory(connection: Connection, recipe: str) -> Iterator[tuple[str, bytes]]:
    if meta.word(connection, _RECIPE) == recipe:
        for row in connection.execute(_ALL).yield_per(A_CALL):
            yield row.key, row.value


def write_memory(connection: Connection, rows: Iterable[tuple[str, bytes]], recipe: str) -> Change:
    """A key stands for one value under one recipe, so what is held is not looked at again."""
    held = set(connection.execute(_KEYS).scalars())
    if meta.word(connection, _RECIPE) != recipe:
        drop(connection, MEMORY.c.key, held)
        held.clear()
        meta.set_word(connection, _RECIPE, recipe)
    added = unchanged = 0
    for some in chunks(rows, A_CALL):
        new = [{"key": key, "value": value} for key, value in some if key not in held]
        put(connection, MEMORY, new)
        held.difference_update(key for key, _ in some)
        added += len(new)
        unchanged += len(some) - len(new)
    drop(connection, MEMORY.c.key, sorted(held))
    return Change(added=added, removed=len(held), unchanged=unchanged)


_KEYS = select(MEMORY.c.key)
_ALL = select(MEMORY.c.key, MEMORY.c.value).order_by(MEMORY.c.key)
