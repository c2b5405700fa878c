"""Decides which rows a filter wants: one condition for each limit that it sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, and_, or_, select

from rasd.model import Box, EventFilter, EventType, SubEventType
from rasd.store.listing.rows import UNDATED, bit
from rasd.store.tables import EVENT_DOCUMENT, EVENT_OUTLET, EVENT_ROW, EVENT_SHAPE

N = TypeVar("N", int, float)
Condition = ColumnElement[bool]
_ROW, _SHAPE = EVENT_ROW.c, EVENT_SHAPE.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The conditions of a filter: on the shapes of events by facet, on outlets, on rows.

    `told` makes a condition on a column with numbers of events: those that the text finds.
    """

    shape: Mapping[str, Condition] = field(default_factory=dict)
    outlet: tuple[Condition, ...] = ()
    row: tuple[Condition, ...] = ()
    told: Callable[[Column[int]], Condition] | None = None

    def on_rows(self) -> tuple[Condition, ...]:
        """All of them, as conditions on a row."""
        return (*self.row, *self.on_column(unindexed(_ROW.shape)), *self.outlet, *self.text())

    def beside_shapes(self) -> tuple[Condition, ...]:
        """All but those on shapes, as conditions on a row."""
        return (*self.row, *self.outlet, *self.text())

    def text(self, number: Column[int] = _ROW.number) -> tuple[Condition, ...]:
        """That of the text, as a condition on a column with numbers of events."""
        return () if self.told is None else (self.told(number),)

    def on_column(self, shape: ColumnElement[int]) -> tuple[Condition, ...]:
        """Those on shapes, as a condition on a column that holds the number of one."""
        if not self.shape:
            return ()
        return (shape.in_(select(_SHAPE.number).where(*self.shape.values())),)


def unindexed(column: ColumnElement[N]) -> ColumnElement[N]:
    """A number of a row that is looked at in every row, one after the other.

    Rows are so small that a look at all of 100,000 takes SQLite a tenth of the time of finding the
    half of them through an index, which is what it would choose.
    """
    return column + 0


def limits_of(wanted: EventFilter, told: Callable[[Column[int]], Condition] | None) -> Limits:
    """What a filter asks for; `told` are the events that its text finds."""
    return Limits(
        shape=_on_shapes(wanted),
        outlet=(_of_outlets(wanted.outlets),) if wanted.outlets else (),
        row=tuple(_on_rows(wanted)),
        told=told,
    )


def inside(box: Box) -> Condition:
    """Rows with a point on the map in the box."""
    west, east = _ROW.lon >= box.west, _ROW.lon <= box.east
    across = and_(west, east) if box.west <= box.east else or_(west, east)
    return and_(_ROW.lat.between(box.south, box.north), across)


def _on_shapes(wanted: EventFilter) -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    if wanted.countries:
        found["country"] = _SHAPE.country.in_(wanted.countries)
    if wanted.types:
        found["type"] = _of_types(wanted.types)
    if wanted.statuses:
        found["status"] = _SHAPE.status.in_([status.value for status in wanted.statuses])
    if wanted.attention:
        mask = sum(bit(why) for why in set(wanted.attention))
        found["attention"] = _SHAPE.attention.op("&")(mask) != 0
    if wanted.reviews:
        found["review"] = _SHAPE.review.in_([state.value for state in wanted.reviews])
    return found


def _of_types(types: tuple[EventType | SubEventType, ...]) -> Condition:
    whole = [each.value for each in types if isinstance(each, EventType)]
    parts = [each.value for each in types if isinstance(each, SubEventType)]
    return or_(_SHAPE.event_type.in_(whole), _SHAPE.sub_event_type.in_(parts))


def _of_outlets(outlets: tuple[str, ...]) -> Condition:
    return _ROW.number.in_(select(EVENT_OUTLET.c.number).where(EVENT_OUTLET.c.outlet.in_(outlets)))


def _on_rows(wanted: EventFilter) -> list[Condition]:
    found = _days(wanted)
    if wanted.admin1s:
        found.append(_ROW.admin1.in_(wanted.admin1s))
    if wanted.box is not None:
        found.append(inside(wanted.box))
    if wanted.min_confidence is not None:
        found.append(unindexed(_ROW.confidence) >= wanted.min_confidence)
    if wanted.max_confidence is not None:
        found.append(unindexed(_ROW.confidence) <= wanted.max_confidence)
    if wanted.min_killed is not None:
        found.append(_ROW.killed_min >= wanted.min_killed)
    if wanted.document is not None:
        of_document = EVENT_DOCUMENT.c.doc_id == wanted.document
        found.append(_ROW.event_id.in_(select(EVENT_DOCUMENT.c.event_id).where(of_document)))
    if wanted.ids:
        found.append(_ROW.event_id.in_(wanted.ids))
    return found


def _days(wanted: EventFilter) -> list[Condition]:
    """An event is let through where it may have happened in the time asked for."""
    first, found = unindexed(_ROW.first_day), list[Condition]()
    if wanted.until is not None:
        found.append(first <= wanted.until.toordinal())
    if wanted.since is not None:
        found.append(_ROW.last_day >= wanted.since.toordinal())
    if found or wanted.undated is False:
        found.append(first < UNDATED)
    if wanted.undated is True:
        found.append(first == UNDATED)
    return found
