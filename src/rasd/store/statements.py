"""Decides how rows are put in, found and taken out, in the words of either database.

Rows go straight to the driver: SQLAlchemy would look at each value of each anew, which took as long
as SQLite takes to write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Literal, TypeVar

from sqlalchemy import Column, Connection, Delete, Dialect, Insert, Table, bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.sql.compiler import SQLCompiler

from rasd.store.written import Written, written

T = TypeVar("T")
Row = Mapping[str, object]
Cells = tuple[Any, ...]
"""The values of a row, in the order in which its columns are named elsewhere."""
OnHeld = Literal["fail", "keep", "replace"]

A_CALL = 500
"""Keys in one question; databases bound their number."""


def put(
    connection: Connection, table: Table, rows: Sequence[Row], *, on_held: OnHeld = "fail"
) -> None:
    """Inserts rows; `on_held` says what becomes of one whose key is already there."""
    if rows:
        names = tuple(column.name for column in table.c if column.name in rows[0])
        cells = [tuple([row[name] for name in names]) for row in rows]
        put_cells(connection, table, names, cells, on_held=on_held)


def put_cells(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    rows: Sequence[Cells],
    *,
    on_held: OnHeld = "fail",
) -> None:
    """Inserts rows that hold the columns of these names, which are in the order of the table."""
    if rows:
        way = _way_in(connection.dialect.name, table, names, on_held)
        connection.exec_driver_sql(way.statement, way.written(rows))


def drop(connection: Connection, column: Column[str], keys: Iterable[str]) -> None:
    """Deletes the rows whose column holds one of the keys."""
    for some in chunks(keys, A_CALL):
        connection.execute(_delete(column), {"keys": some})


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part


@dataclass(frozen=True, slots=True)
class _WayIn:
    """How rows get into a table: the statement, and which values are not written as they are."""

    statement: str
    texts: tuple[int, ...]

    def written(self, rows: Sequence[Cells]) -> list[Any]:
        """The rows as the driver takes them."""
        if not self.texts:
            return list(rows)
        found = []
        for row in rows:
            cells = list(row)
            for at in self.texts:
                cells[at] = written(cells[at])
            found.append(tuple(cells))
        return found


@cache
def _way_in(dialect: str, table: Table, names: tuple[str, ...], on_held: OnHeld) -> _WayIn:
    speaks: Dialect = pysqlite.dialect()
    if dialect == "postgresql":
        speaks = psycopg.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
    types = [table.c[name].type.dialect_impl(speaks) for name in names]
    made = _insert(dialect, table, on_held).compile(dialect=speaks, column_keys=list(names))
    assert isinstance(made, SQLCompiler)
    assert made.positiontup == list(names)
    texts = tuple(at for at, kind in enumerate(types) if isinstance(kind, Written))
    return _WayIn(str(made), texts)


@cache
def _insert(dialect: str, table: Table, on_held: OnHeld) -> Insert:
    if on_held == "fail":
        return insert(table)
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    key = [column.name for column in table.primary_key]
    rest: dict[str, Any] = {c.name: made.excluded[c.name] for c in table.c if c.name not in key}
    if on_held == "keep" or not rest:
        return made.on_conflict_do_nothing()
    return made.on_conflict_do_update(index_elements=key, set_=rest)


@cache
def _delete(column: Column[str]) -> Delete:
    return delete(column.table).where(column.in_(bindparam("keys", expanding=True)))
