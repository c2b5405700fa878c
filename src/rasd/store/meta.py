"""Decides what a store knows of itself: its revision, and how much it holds."""

from __future__ import annotations

from functools import reduce
from operator import add

from sqlalchemy import Connection, bindparam, func, select

from rasd.store.statements import put
from rasd.store.tables import ADDED_MENTION, DOCUMENT, EVENT, FIGURE, ISSUE, MENTION, META


def number(connection: Connection, name: str) -> int | None:
    """The number kept under a name."""
    value = connection.execute(_VALUE, {"wanted": name}).scalar()
    return None if value is None else int(value)


def set_number(connection: Connection, name: str, value: int) -> None:
    put(connection, META, [{"name": name, "value": str(value)}], on_held="replace")


def word(connection: Connection, name: str) -> str | None:
    """The word kept under a name."""
    return connection.execute(_VALUE, {"wanted": name}).scalar()


def set_word(connection: Connection, name: str, value: str) -> None:
    put(connection, META, [{"name": name, "value": value}], on_held="replace")


def step_on(connection: Connection) -> None:
    """Notes that documents, what was found in them or judgements have changed."""
    set_number(connection, "revision", revision(connection) + 1)


def revision(connection: Connection) -> int:
    return number(connection, "revision") or 0


def counts(connection: Connection) -> dict[str, int]:
    return dict(zip(_COUNTED, connection.execute(_COUNTS).one(), strict=True))


_VALUE = select(META.c.value).where(META.c.name == bindparam("wanted"))
_COUNTED = {
    "documents": (DOCUMENT,),
    "mentions": (MENTION, ADDED_MENTION),
    "figures": (FIGURE,),
    "events": (EVENT,),
    "issues": (ISSUE,),
}
_COUNTS = select(
    *(
        reduce(add, (select(func.count()).select_from(table).scalar_subquery() for table in tables))
        for tables in _COUNTED.values()
    )
)
