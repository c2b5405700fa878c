"""Decides how events are counted by what people choose by: from one look at their shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from rasd.model import Attention, Facets
from rasd.store.listing.rows import bit
from rasd.store.listing.where import Limits, unindexed
from rasd.store.tables import EVENT_OUTLET, EVENT_ROW, EVENT_SHAPE

Counts = tuple[tuple[str, int], ...]
_ROW, _SHAPE = EVENT_ROW.c, EVENT_SHAPE.c
_FACETS = ("country", "type", "status", "attention", "review")


def facets(connection: Connection, limits: Limits) -> Facets:
    """Counts under all limits but the facet's own."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
    for row in _shapes(connection, limits):
        failed = [name for name in limits.shape if not getattr(row, f"fits_{name}")]
        # A shape that fails one limit counts for that facet alone, one that fails two for none.
        for name in _FACETS if not failed else failed if len(failed) == 1 else ():
            for value in _values(row, name):
                counted[name][value] += row.count
    outlets = _by_number(_outlets(connection, limits))
    return Facets(outlet=outlets, **{name: _by_number(each) for name, each in counted.items()})


def unpinned(connection: Connection, limits: Limits) -> Counts:
    """How many events of each country are no point on the map."""
    counted: Counter[str] = Counter()
    for row in _shapes(connection, limits):
        if not row.pinned and all(getattr(row, f"fits_{name}") for name in limits.shape):
            counted[row.country] += row.count
    return _by_number(counted)


def _shapes(connection: Connection, limits: Limits) -> Iterator[Any]:
    """Each shape with the number of its rows and which of the limits on shapes it fits."""
    beside = limits.beside_shapes()
    shape = unindexed(_ROW.shape) if beside else _ROW.shape
    counted = (
        select(shape.label("shape"), func.count().label("count"))
        .where(*beside)
        .group_by(shape)
        .subquery()
    )
    fits = (limit.label(f"fits_{name}") for name, limit in limits.shape.items())
    asked = select(EVENT_SHAPE, counted.c.count, *fits).join(
        counted, counted.c.shape == _SHAPE.number
    )
    yield from connection.execute(asked)


def _values(row: Any, name: str) -> tuple[str, ...]:
    match name:
        case "type":
            return (row.event_type, row.sub_event_type)
        case "attention":
            return tuple(why.value for why in Attention if row.attention & bit(why))
    return (getattr(row, name),)


def _outlets(connection: Connection, limits: Limits) -> Mapping[str, int]:
    """Under all limits but that on outlets."""
    asked = select(EVENT_OUTLET.c.outlet, func.count()).where(
        *limits.on_column(unindexed(EVENT_OUTLET.c.shape)), *limits.text(EVENT_OUTLET.c.number)
    )
    if limits.row:
        asked = asked.where(EVENT_OUTLET.c.number.in_(select(_ROW.number).where(*limits.row)))
    asked = asked.group_by(EVENT_OUTLET.c.outlet)
    return dict(connection.execute(asked).all())


def _by_number(counts: Mapping[str, int]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
