"""Decides which events a map shows together: those in one cell of it, places apart from areas."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, case, func, select

from rasd.model import FEW, Box, Cluster, PlacePrecision
from rasd.store.listing.rows import FINEST, GRADES, TYPES
from rasd.store.listing.where import Condition, inside
from rasd.store.tables import EVENT_ROW

_ROW = EVENT_ROW.c
_CELLS_A_TILE = 2
"""A tile of the map, 256 pixels, is 2 to this many cells wide."""
_NEAR = GRADES.index(PlacePrecision.NEAR)
_KINDS = 16
"""More than there are types."""


def clusters(
    connection: Connection, wanted: Sequence[Condition], box: Box, zoom: int
) -> tuple[Cluster, ...]:
    """The events in a box, one cluster for each cell of the map at this zoom."""
    wide = 2 ** max(0, FINEST - max(0, zoom) - _CELLS_A_TILE)
    within = (*wanted, inside(box))
    # One number for cell, kind of precision and type: SQLite sorts by it, and by one the quickest.
    area = case((_ROW.grade <= _NEAR, 0), else_=_ROW.grade)
    cell = ((_ROW.x // wide) * 2**FINEST + _ROW.y // wide) * len(GRADES) + area
    heap = cell * _KINDS + _ROW.kind
    asked = (
        select(
            heap.label("heap"),
            func.count().label("count"),
            func.sum(_ROW.lat).label("lat"),
            func.sum(_ROW.lon).label("lon"),
            func.min(_ROW.lat).label("south"),
            func.min(_ROW.lon).label("west"),
            func.max(_ROW.lat).label("north"),
            func.max(_ROW.lon).label("east"),
            func.max(_ROW.grade).label("grade"),
        )
        .where(*within)
        .group_by("heap")
    )
    found: dict[int, _Heap] = defaultdict(_Heap)
    for row in connection.execute(asked):
        at, kind = divmod(row.heap, _KINDS)
        found[at].add(row, kind)
    few = {at for at, each in found.items() if each.count <= FEW}
    ids = _ids(connection, within, cell, few) if few else {}
    return tuple(found[at].cluster(ids.get(at, ())) for at in sorted(found))


@dataclass(slots=True)
class _Heap:
    """What is known of a cluster while its types are added up."""

    count: int = 0
    lat: float = 0.0
    lon: float = 0.0
    south: float = 90.0
    west: float = 180.0
    north: float = -90.0
    east: float = -180.0
    grade: int = 0
    kinds: Counter[int] = field(default_factory=Counter)

    def add(self, row: Any, kind: int) -> None:
        self.count += row.count
        self.lat += row.lat
        self.lon += row.lon
        self.south, self.west = min(self.south, row.south), min(self.west, row.west)
        self.north, self.east = max(self.north, row.north), max(self.east, row.east)
        self.grade = max(self.grade, row.grade)
        self.kinds[kind] += row.count

    def cluster(self, ids: tuple[str, ...]) -> Cluster:
        return Cluster(
            lat=self.lat / self.count,
            lon=self.lon / self.count,
            count=self.count,
            by_type=tuple((TYPES[kind], self.kinds[kind]) for kind in sorted(self.kinds)),
            ids=ids,
            box=Box(south=self.south, west=self.west, north=self.north, east=self.east),
            precision=GRADES[self.grade],
        )


def _ids(
    connection: Connection, within: Sequence[Condition], cell: Any, few: set[int]
) -> dict[int, tuple[str, ...]]:
    """The events of the cells in `few`."""
    found: dict[int, list[str]] = defaultdict(list)
    for at, event_id in connection.execute(select(cell, _ROW.event_id).where(*within)):
        if at in few:
            found[at].append(event_id)
    return {at: tuple(sorted(ids)) for at, ids in found.items()}
