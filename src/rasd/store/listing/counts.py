"""Decides how events are counted by what they have in common: for facets, maps and timelines."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, literal, select

from rasd.model import (
    FEW,
    UNKNOWN,
    Attention,
    Box,
    Cluster,
    EventType,
    Facets,
    PlacePrecision,
    Span,
    Step,
)
from rasd.store.listing.rows import FINEST, TYPES, UNDATED, bit
from rasd.store.listing.where import Condition, inside
from rasd.store.tables import EVENT_OUTLET, EVENT_ROW

Counts = tuple[tuple[str, int], ...]
_ROW = EVENT_ROW.c
_GROUPED = {
    "country": (_ROW.country,),
    "type": (_ROW.event_type, _ROW.sub_event_type),
    "status": (_ROW.status,),
    "attention": (_ROW.attention,),
    "review": (_ROW.review,),
}
"""The columns behind each facet; that of outlets has a table of its own."""
_DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.YEAR: 366}
_CELLS_A_TILE = 2
"""A tile of the map, 256 pixels, is 2 to this many cells wide."""
_COARSEST = (
    PlacePrecision.EXACT,
    PlacePrecision.NEAR,
    PlacePrecision.ADMIN2,
    PlacePrecision.ADMIN1,
)


def facets(connection: Connection, wanted: Mapping[str, Condition]) -> Facets:
    """Counts under all conditions but the facet's own; those without one share a scan."""
    counted: dict[str, Counter[str]] = {}
    free = [name for name in _GROUPED if name not in wanted]
    if free:
        counted |= _count(connection, free, wanted.values())
    for name in _GROUPED.keys() - set(free):
        others = [limit for of, limit in wanted.items() if of != name]
        counted |= _count(connection, [name], others)
    counted["outlet"] = _outlets(
        connection, [limit for of, limit in wanted.items() if of != "outlet"]
    )
    return Facets(**{name: _by_number(counts) for name, counts in counted.items()})


def unpinned(connection: Connection, wanted: Iterable[Condition]) -> Counts:
    """How many events of each country are no point on the map."""
    found = _count(connection, ["country"], [*wanted, _ROW.x.is_(None)])
    return _by_number(found["country"])


def clusters(
    connection: Connection, wanted: Sequence[Condition], box: Box, zoom: int
) -> tuple[Cluster, ...]:
    """The events in a box, one cluster for each cell of the map at this zoom."""
    wide = 2 ** max(0, FINEST - max(0, zoom) - _CELLS_A_TILE)
    cell = [
        (_ROW.x // wide).label("cell_x"),
        (_ROW.y // wide).label("cell_y"),
        case((_ROW.precision == "near", "exact"), else_=_ROW.precision).label("grade"),
    ]
    asked = (
        select(
            *cell,
            _ROW.event_type,
            func.count().label("count"),
            func.sum(_ROW.lat).label("lat"),
            func.sum(_ROW.lon).label("lon"),
            func.min(_ROW.lat).label("south"),
            func.min(_ROW.lon).label("west"),
            func.max(_ROW.lat).label("north"),
            func.max(_ROW.lon).label("east"),
            func.max(_ROW.precision).label("precision"),
        )
        .where(*wanted, inside(box))
        .group_by("cell_x", "cell_y", "grade", _ROW.event_type)
    )
    found: dict[tuple[Any, ...], _Heap] = defaultdict(_Heap)
    for row in connection.execute(asked):
        found[row.cell_x, row.cell_y, row.grade].add(row)
    few = {key for key, heap in found.items() if heap.count <= FEW}
    ids = _ids(connection, [*wanted, inside(box)], cell, few)
    return tuple(found[key].cluster(ids.get(key, ())) for key in sorted(found))


def timeline(connection: Connection, wanted: Sequence[Condition], step: Step) -> tuple[Span, ...]:
    """How many events began in each step; one that may have taken longer counts in a longer one.

    So an event of which only the month is known is no event of the first of that month: where
    days are asked for it stands in a span of its month. Events without a date are in none.
    """
    steps = list(Step)[list(Step).index(step) :]
    length = _ROW.last_day - _ROW.first_day + 1
    fits = [length <= _DAYS[each] for each in steps[:-1]]
    last = len(steps) - 1
    size: Any = literal(last)
    start = _start(steps[last])
    if fits:
        size = case(*((fit, n) for n, fit in enumerate(fits)), else_=size)
        starts = ((fit, _start(each)) for fit, each in zip(fits, steps, strict=False))
        start = case(*starts, else_=start)
    asked = (
        select(size.label("size"), start.label("start"), _ROW.event_type, func.count())
        .where(*wanted, _ROW.first_day < UNDATED)
        .group_by("size", "start", _ROW.event_type)
    )
    found: dict[tuple[date, date], Counter[str]] = defaultdict(Counter)
    for at, begins, kind, count in connection.execute(asked):
        found[_span(steps[at], begins)][kind] += count
    return tuple(
        Span(start=first, end=last, count=kinds.total(), by_type=_by_type(kinds))
        for (first, last), kinds in sorted(found.items())
    )


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
    precision: PlacePrecision = PlacePrecision.EXACT
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, row: Any) -> None:
        self.count += row.count
        self.lat += row.lat
        self.lon += row.lon
        self.south, self.west = min(self.south, row.south), min(self.west, row.west)
        self.north, self.east = max(self.north, row.north), max(self.east, row.east)
        found = PlacePrecision(row.precision)
        self.precision = max(self.precision, found, key=_COARSEST.index)
        self.kinds[row.event_type] += row.count

    def cluster(self, ids: tuple[str, ...]) -> Cluster:
        return Cluster(
            lat=self.lat / self.count,
            lon=self.lon / self.count,
            count=self.count,
            by_type=_by_type(self.kinds),
            ids=ids,
            box=Box(south=self.south, west=self.west, north=self.north, east=self.east),
            precision=self.precision,
        )


def _ids(
    connection: Connection, wanted: Sequence[Condition], cell: Sequence[Any], few: set[Any]
) -> dict[Any, tuple[str, ...]]:
    """The events of the cells in `few`."""
    if not few:
        return {}
    found: dict[Any, list[str]] = defaultdict(list)
    for *key, event_id in connection.execute(select(*cell, _ROW.event_id).where(*wanted)):
        if tuple(key) in few:
            found[tuple(key)].append(event_id)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def _count(
    connection: Connection, names: Sequence[str], wanted: Iterable[Condition]
) -> dict[str, Counter[str]]:
    columns = [column for name in names for column in _GROUPED[name]]
    asked = select(func.count().label("count"), *columns).where(*wanted).group_by(*columns)
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in connection.execute(asked).mappings():
        for name in names:
            for value in _values(name, [row[column] for column in _GROUPED[name]]):
                found[name][value] += row["count"]
    return found


def _values(name: str, cells: Sequence[Any]) -> Sequence[str]:
    if name != "attention":
        return cells
    mask = int(cells[0])
    return [why.value for why in Attention if mask & bit(why)]


def _outlets(connection: Connection, wanted: Sequence[Condition]) -> Counter[str]:
    asked = (
        select(func.coalesce(EVENT_OUTLET.c.outlet, UNKNOWN), func.count())
        .select_from(EVENT_ROW)
        .outerjoin(EVENT_OUTLET, EVENT_OUTLET.c.number == _ROW.number)
        .where(*wanted)
        .group_by(EVENT_OUTLET.c.outlet)
    )
    return Counter(dict(connection.execute(asked).all()))


def _by_number(counts: Mapping[str, int]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _by_type(kinds: Mapping[str, int]) -> tuple[tuple[EventType, int], ...]:
    return tuple((kind, kinds[kind]) for kind in TYPES if kinds.get(kind))


def _start(step: Step) -> Any:
    """What tells the steps of one size apart."""
    match step:
        case Step.DAY:
            return _ROW.first_day
        case Step.WEEK:
            return _ROW.first_day - (_ROW.first_day - 1) % 7
        case Step.MONTH:
            return _ROW.month
        case Step.YEAR:
            return _ROW.month // 12


def _span(step: Step, start: int) -> tuple[date, date]:
    match step:
        case Step.DAY:
            return date.fromordinal(start), date.fromordinal(start)
        case Step.WEEK:
            return date.fromordinal(start), date.fromordinal(min(start + 6, UNDATED))
        case Step.MONTH:
            year, month = start // 12, start % 12 + 1
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case Step.YEAR:
            return date(start, 1, 1), date(start, 12, 31)
