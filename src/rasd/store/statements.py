"""Decides how rows are put in, found and taken out, in the words of either database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Literal, TypeVar

from sqlalchemy import Column, Connection, Executable, Table, bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Row = Mapping[str, object]
OnHeld = Literal["fail", "keep", "replace"]

A_CALL = 500
"""Keys in one question; databases bound their number."""


def put(
    connection: Connection, table: Table, rows: Sequence[Row], *, on_held: OnHeld = "fail"
) -> None:
    """Inserts rows; `on_held` says what becomes of one whose key is already there."""
    if rows:
        connection.execute(_insert(connection.dialect.name, table, on_held), rows)


def drop(connection: Connection, column: Column[str], keys: Iterable[str]) -> None:
    """Deletes the rows whose column holds one of the keys."""
    for some in chunks(keys, A_CALL):
        connection.execute(_delete(column), {"keys": some})


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part


@cache
def _insert(dialect: str, table: Table, on_held: OnHeld) -> Executable:
    if on_held == "fail":
        return insert(table)
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    key = [column.name for column in table.primary_key]
    rest: dict[str, Any] = {c.name: made.excluded[c.name] for c in table.c if c.name not in key}
    if on_held == "keep" or not rest:
        return made.on_conflict_do_nothing()
    return made.on_conflict_do_update(index_elements=key, set_=rest)


@cache
def _delete(column: Column[str]) -> Executable:
    return delete(column.table).where(column.in_(bindparam("keys", expanding=True)))
