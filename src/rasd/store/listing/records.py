"""Decides how the whole records behind a list are read: page by page, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select, tuple_

from rasd.model import Event, Order
from rasd.store.damage import Damage
from rasd.store.listing.pages import KEYS
from rasd.store.listing.where import Condition
from rasd.store.tables import EVENT, EVENT_ROW

_A_PAGE = 500


def listed_events(
    connection: Connection, wanted: Sequence[Condition], order: Order, damage: Damage
) -> Iterator[Event]:
    """The events that fulfil all conditions."""
    keys = KEYS[order]
    asked = (
        select(EVENT.c.id, EVENT.c.record, *keys)
        .join_from(EVENT_ROW, EVENT, EVENT.c.id == EVENT_ROW.c.event_id)
        .where(*wanted)
        .order_by(*keys)
        .limit(_A_PAGE)
    )
    rows = connection.execute(asked).all()
    while rows:
        for event_id, record, *_ in rows:
            if event := damage.read(Event, record, EVENT, event_id):
                yield event
        _, _, *last = rows[-1]
        rows = connection.execute(asked.where(tuple_(*keys) > tuple(last))).all()
