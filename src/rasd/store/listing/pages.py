"""Decides how a long list is read: a page at a time, from where the last one ended.

A cursor holds the sort keys of a row and not its place, so that the page behind it takes as long
at the end of a list as at its beginning, and nothing is shown twice when events come or go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, select, tuple_

from rasd.model import (
    EventRow,
    Neighbours,
    Order,
    Page,
    SettingsError,
    read_cursor,
    write_cursor,
)
from rasd.store.damage import read_one
from rasd.store.listing.where import Condition, Limits, unindexed
from rasd.store.tables import EVENT_ROW, EVENT_SHOWN

_ROW = EVENT_ROW.c
KEYS: dict[Order, tuple[Column[Any], ...]] = {
    Order.ATTENTION: (_ROW.urgency, _ROW.confidence, _ROW.event_id),
    Order.DATE: (_ROW.first_day, _ROW.event_id),
    Order.DATE_DESC: (_ROW.less_day, _ROW.event_id),
    Order.CONFIDENCE: (_ROW.confidence, _ROW.event_id),
    Order.TOLL: (_ROW.less_toll, _ROW.event_id),
    Order.SOURCES: (_ROW.less_sources, _ROW.event_id),
}
"""Each with an index of its own."""
_SCATTERED = 20
"""Of so many rows less than one is listed, and the index of an order is no way to find them."""


@dataclass(frozen=True, slots=True)
class _Cursor:
    """The keys of a row, and whether the page lies behind it."""

    order: Order
    keys: tuple[Any, ...]
    behind: bool

    def __str__(self) -> str:
        return write_cursor([self.order.value, self.behind, *self.keys])


def page(
    connection: Connection,
    limits: Limits,
    *,
    order: Order,
    limit: int,
    cursor: str | None,
    offset: int,
) -> Page:
    """A page of the rows within the limits; `cursor` goes before `offset`."""
    start = _read_cursor(cursor, order) if cursor is not None else None
    forward = start is None or start.behind
    listed = _list_of(connection, limits, order)
    found = _numbers(connection, listed, start, limit=limit + 1, offset=0 if start else offset)
    more = len(found) > limit
    found = found[:limit] if forward else found[:limit][::-1]
    comes_before = (start is not None or offset > 0) if forward else more
    comes_behind = more if forward else True
    return Page(
        rows=_rows(connection, [row[0] for row in found]),
        total=listed.total,
        next=str(_Cursor(order, found[-1][1:], behind=True)) if found and comes_behind else None,
        previous=str(_Cursor(order, found[0][1:], behind=False))
        if found and comes_before
        else None,
    )


def neighbours(connection: Connection, event_id: str, limits: Limits, order: Order) -> Neighbours:
    """Those before and behind an event; the first of the list behind one that there is not."""
    here = connection.execute(select(*KEYS[order]).where(_ROW.event_id == event_id)).one_or_none()
    listed = _list_of(connection, limits, order)
    if here is None:
        first = _numbers(connection, listed, None, limit=1, offset=0)
        return Neighbours(None, first[0][-1] if first else None, None, listed.total)
    ends = [
        _numbers(connection, listed, _Cursor(order, tuple(here), behind), limit=1, offset=0)
        for behind in (False, True)
    ]
    before, behind = (found[0][-1] if found else None for found in ends)
    is_in = select(_ROW.number).where(_ROW.event_id == event_id, *listed.wanted)
    position = None
    if connection.execute(is_in).scalar() is not None:
        leading, *rest = KEYS[order]
        ahead = tuple_(unindexed(leading) if listed.wanted else leading, *rest) < tuple(here)
        position = 1 + _count(connection, [*listed.wanted, ahead])
    return Neighbours(before, behind, position, listed.total)


@dataclass(frozen=True, slots=True)
class _List:
    """The rows that are listed, by what they are sorted, and how many they are.

    The index of the order is followed where most of what it leads to is listed; where it would
    lead past rows without end, all are looked at and those listed are sorted.
    """

    wanted: tuple[Condition, ...]
    keys: tuple[ColumnElement[Any], ...]
    total: int


def _list_of(connection: Connection, limits: Limits, order: Order) -> _List:
    wanted = limits.on_rows()
    keys: tuple[ColumnElement[Any], ...] = KEYS[order]
    if not wanted:
        return _List(wanted, keys, _count(connection, ()))
    if limits.beside_shapes():
        total = _count(connection, wanted)
    else:
        total = _count(connection, limits.on_column(_ROW.shape))
    if total * _SCATTERED < _count(connection, ()):
        keys = (unindexed(keys[0]), *keys[1:])
    return _List(wanted, keys, total)


def _count(connection: Connection, wanted: Sequence[Condition]) -> int:
    asked = select(func.count()).select_from(EVENT_ROW).where(*wanted)
    return connection.execute(asked).scalar_one()


def _numbers(
    connection: Connection, listed: _List, start: _Cursor | None, *, limit: int, offset: int
) -> list[tuple[Any, ...]]:
    """Number and keys of each row, from `start` onwards, away from it."""
    keys = listed.keys
    asked = select(_ROW.number, *keys).where(*listed.wanted).limit(limit).offset(offset)
    if start is None or start.behind:
        asked = asked.order_by(*keys)
    else:
        asked = asked.order_by(*(key.desc() for key in keys))
    if start is not None:
        here = tuple_(*keys)
        asked = asked.where(here > start.keys if start.behind else here < start.keys)
    return [tuple(row) for row in connection.execute(asked).all()]


def _rows(connection: Connection, numbers: Sequence[int]) -> tuple[EventRow, ...]:
    asked = select(EVENT_SHOWN.c.number, EVENT_SHOWN.c.row).where(EVENT_SHOWN.c.number.in_(numbers))
    lines = dict(connection.execute(asked).all())
    return tuple(read_one(EventRow, lines[n], EVENT_SHOWN, str(n)) for n in numbers)


def _read_cursor(cursor: str, order: Order) -> _Cursor:
    try:
        name, behind, *keys = read_cursor(cursor)
        kinds = [column.type.python_type for column in KEYS[order]]
        if name == order.value and isinstance(behind, bool) and len(keys) == len(kinds):
            return _Cursor(order, tuple(k(v) for k, v in zip(kinds, keys, strict=True)), behind)
    except (ValueError, TypeError):
        pass
    raise SettingsError(
        f"{cursor!r} is no place in a list that is sorted by {order.value!r}; "
        "begin with the first page"
    )
