"""Decides how a long list is read: a page at a time, from where the last one ended.

A cursor holds the sort keys of a row and not its place, so that the page behind it takes as long
at the end of a list as at its beginning, and nothing is shown twice when events come or go.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, func, select, tuple_

from rasd.model import EventRow, Neighbours, Order, Page, SettingsError
from rasd.store.damage import read_one
from rasd.store.listing.where import Condition
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


@dataclass(frozen=True, slots=True)
class _Cursor:
    """The keys of a row, and whether the page lies behind it."""

    order: Order
    keys: tuple[Any, ...]
    behind: bool

    def __str__(self) -> str:
        plain = json.dumps([self.order.value, self.behind, *self.keys], ensure_ascii=False)
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def page(
    connection: Connection,
    wanted: Sequence[Condition],
    *,
    order: Order,
    limit: int,
    cursor: str | None,
    offset: int,
) -> Page:
    """A page of the rows that fulfil all conditions; `cursor` goes before `offset`."""
    start = _read_cursor(cursor, order) if cursor is not None else None
    forward = start is None or start.behind
    found = _numbers(
        connection, wanted, order, start, limit=limit + 1, offset=0 if start else offset
    )
    more = len(found) > limit
    found = found[:limit] if forward else found[:limit][::-1]
    comes_before = (start is not None or offset > 0) if forward else more
    comes_behind = more if forward else True
    return Page(
        rows=_rows(connection, [row[0] for row in found]),
        total=total(connection, wanted),
        next=str(_Cursor(order, found[-1][1:], behind=True)) if found and comes_behind else None,
        previous=str(_Cursor(order, found[0][1:], behind=False))
        if found and comes_before
        else None,
    )


def total(connection: Connection, wanted: Sequence[Condition]) -> int:
    return connection.execute(
        select(func.count()).select_from(EVENT_ROW).where(*wanted)
    ).scalar_one()


def neighbours(
    connection: Connection, event_id: str, wanted: Sequence[Condition], order: Order
) -> Neighbours:
    """Those before and behind an event; the first of the list behind one that there is not."""
    here = connection.execute(select(*KEYS[order]).where(_ROW.event_id == event_id)).one_or_none()
    count = total(connection, wanted)
    if here is None:
        first = _numbers(connection, wanted, order, None, limit=1, offset=0)
        return Neighbours(None, first[0][-1] if first else None, None, count)
    ends = [
        _numbers(connection, wanted, order, _Cursor(order, tuple(here), behind), limit=1, offset=0)
        for behind in (False, True)
    ]
    before, behind = (found[0][-1] if found else None for found in ends)
    is_in = select(_ROW.number).where(_ROW.event_id == event_id, *wanted)
    position = None
    if connection.execute(is_in).scalar() is not None:
        position = 1 + total(connection, [*wanted, tuple_(*KEYS[order]) < tuple(here)])
    return Neighbours(before, behind, position, count)


def _numbers(
    connection: Connection,
    wanted: Sequence[Condition],
    order: Order,
    start: _Cursor | None,
    *,
    limit: int,
    offset: int,
) -> list[tuple[Any, ...]]:
    """Number and keys of each row, from `start` onwards, away from it."""
    keys = KEYS[order]
    asked = select(_ROW.number, *keys).where(*wanted).limit(limit).offset(offset)
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
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        name, behind, *keys = plain
        kinds = [column.type.python_type for column in KEYS[order]]
        if name == order.value and isinstance(behind, bool) and len(keys) == len(kinds):
            return _Cursor(order, tuple(k(v) for k, v in zip(kinds, keys, strict=True)), behind)
    except (ValueError, TypeError):
        pass
    raise SettingsError(
        f"{cursor!r} is no place in a list that is sorted by {order.value!r}; "
        "begin with the first page"
    )
