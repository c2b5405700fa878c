"""Decides which mentions may lie at a place and days, from the columns beside their records."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from rasd.model import EXACT_PLACES, Mention, Surroundings
from rasd.store.damage import Damage
from rasd.store.tables import ADDED_MENTION, MENTION

_PRECISE = sorted(precision.value for precision in EXACT_PLACES)


def mentions_near(connection: Connection, where: Surroundings, damage: Damage) -> Iterator[Mention]:
    """Those that lie in the surroundings: what was found by id, then what was added."""
    for table in (MENTION, ADDED_MENTION):
        rows = select(table.c.doc_id, table.c.id, table.c.record).where(
            _at_time(table, where), _at_place(table, where)
        )
        for doc_id, key, record in connection.execute(rows.order_by(table.c.id)).all():
            if item := damage.read(Mention, record, table, key, doc_id=doc_id):
                yield item


def _at_time(table: Table, where: Surroundings) -> ColumnElement[bool]:
    # The first day is bounded from below too, so that the index leads to a few rows.
    earliest = where.first_day - where.longest
    return and_(
        table.c.date_start.between(earliest.isoformat(), where.last_day.isoformat()),
        table.c.date_end >= where.first_day.isoformat(),
    )


def _at_place(table: Table, where: Surroundings) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = []
    if where.country is not None:
        found.append(or_(table.c.country.is_(None), table.c.country == where.country))
    if where.box is not None:
        south, west, north, east = where.box
        inside = and_(table.c.lat.between(south, north), table.c.lon.between(west, east))
        found.append(or_(inside, table.c.lat.is_(None), table.c.place_precision.notin_(_PRECISE)))
    return and_(*found) if found else or_(table.c.id.is_not(None))
