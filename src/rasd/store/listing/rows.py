"""Decides what of an event stands in the tables of lists, and that every event is in them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, bindparam, func, select, tuple_

from rasd.model import (
    PINNED,
    UNKNOWN,
    Attention,
    Event,
    EventRow,
    EventType,
    InputError,
    Place,
    PlacePrecision,
    ReviewState,
    is_pinned,
    read_line,
    row_of,
    written,
)
from rasd.store.numbers import numbers_of
from rasd.store.statements import Row, chunks, put
from rasd.store.tables import (
    EVENT,
    EVENT_NAMES,
    EVENT_OUTLET,
    EVENT_ROW,
    EVENT_SHAPE,
    EVENT_SHOWN,
    EVENT_SOURCE,
)

UNDATED = 3_652_059
"""The day of an event without one: the last that a date can be."""
FINEST = 24
"""The world is 2 to this many cells wide and high, each less than three metres at the equator."""
TYPES = tuple(EventType)
GRADES = tuple(each for each in PlacePrecision if each in PINNED)
"""The precisions of points on the map, the finest first."""
_STEADY = 10**6
"""More wounded than any event has; a toll sorts by the killed and then by them."""
_NORTHMOST = 85.05
"""Where maps on the web end."""
_A_PAGE, _A_QUESTION = 500, 100
_SHAPE = tuple(column for column in EVENT_SHAPE.c if column.name != "number")
Shape = tuple[str | int, ...]
"""The values of an event in `event_shape`, in the order of its columns."""


def write_rows(connection: Connection, events: Sequence[Event]) -> None:
    """Adds the rows of events that have none yet; whoever takes an event out takes out its row."""
    if not events:
        return
    first = _last(connection, EVENT_ROW.c.number) + 1
    listed = [(number, event, row_of(event)) for number, event in enumerate(events, first)]
    shape_of = {number: _shape(event, row) for number, event, row in listed}
    number_of = _shapes(connection, shape_of.values())
    put(
        connection,
        EVENT_ROW,
        [_cells(event, row, n, number_of[shape_of[n]]) for n, event, row in listed],
    )
    put(
        connection,
        EVENT_SHOWN,
        [{"number": n, "row": _line(row)} for n, _, row in listed],
    )
    put(connection, EVENT_NAMES, [{"number": n, "names": _names(row)} for n, _, row in listed])
    source_of = numbers_of(connection, (doc_id for event in events for doc_id in event.doc_ids))
    put(
        connection,
        EVENT_SOURCE,
        [
            {"document": source_of[doc_id], "number": n}
            for n, event, _ in listed
            for doc_id in dict.fromkeys(event.doc_ids)
        ],
    )
    put(
        connection,
        EVENT_OUTLET,
        [
            {"outlet": outlet, "shape": number_of[shape_of[n]], "number": n}
            for n, _, row in listed
            for outlet in row.outlets or (UNKNOWN,)
        ],
    )


def write_shown(connection: Connection, events: Sequence[Event]) -> frozenset[str]:
    """Writes what is shown of those events that stand in all lists as they did; gives their ids.

    Of which documents they tell is not looked at.
    """
    of_id = {event.id: event for event in events}
    same: set[str] = set()
    lines: list[Row] = []
    for some in chunks(of_id, _A_PAGE):
        for held in connection.execute(_HELD, {"ids": some}).mappings():
            event = of_id[held[EVENT_ROW.c.event_id]]
            row, number = row_of(event), held[EVENT_ROW.c.number]
            cells = _cells(event, row, number, held[EVENT_ROW.c.shape])
            line = _line(row)
            if (
                tuple(held[column] for column in _SHAPE) == _shape(event, row)
                and all(held[EVENT_ROW.c[name]] == value for name, value in cells.items())
                and _found_alike(held[EVENT_SHOWN.c.row], line)
            ):
                same.add(event.id)
                if held[EVENT_SHOWN.c.row] != line:
                    lines.append({"number": number, "row": line})
    put(connection, EVENT_SHOWN, lines, on_held="replace")
    return frozenset(same)


def _found_alike(held: str, line: str) -> bool:
    """Whether two rows have the same names and outlets: they differ in what is said alone."""
    try:
        before, now = json.loads(held), json.loads(line)
    except ValueError:
        return False
    differ = (key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
    return set(differ) <= _SAID


def fill_rows(connection: Connection) -> None:
    """Adds the rows of all events that have none, as of a store of an earlier version."""
    last = ""
    while page := connection.execute(_WITHOUT_ROW, {"last": last}).all():
        last = page[-1].id
        write_rows(connection, [event for _, line in page if (event := _read(line)) is not None])


def bit(why: Attention) -> int:
    """The bit of a reason in the column `attention`."""
    return 1 << _URGENCY[why]


def cell_of(lat: float, lon: float) -> tuple[int, int]:
    """The finest cell of the web's usual map, counted from its north-west corner."""
    cells = 1 << FINEST
    slant = math.asinh(math.tan(math.radians(max(-_NORTHMOST, min(_NORTHMOST, lat)))))
    x = int((lon + 180) / 360 * cells)
    y = int((1 - slant / math.pi) / 2 * cells)
    return max(0, min(cells - 1, x)), max(0, min(cells - 1, y))


def _shape(event: Event, row: EventRow) -> Shape:
    given = {
        "country": row.country or UNKNOWN,
        "event_type": row.event_type.value,
        "sub_event_type": row.sub_event_type.value,
        "status": row.status.value,
        "review": (row.review or ReviewState.NONE).value,
        "attention": sum(bit(why) for why in row.attention),
        "pinned": int(is_pinned(event)),
    }
    return tuple(given[column.name] for column in _SHAPE)


def _shapes(connection: Connection, wanted: Iterable[Shape]) -> dict[Shape, int]:
    """The numbers of these shapes; those that are new are added."""
    found: dict[Shape, int] = {}
    shapes = sorted(set(wanted))
    for some in chunks(shapes, _A_QUESTION):
        held = select(EVENT_SHAPE.c.number, *_SHAPE).where(tuple_(*_SHAPE).in_(some))
        found |= {tuple(shape): number for number, *shape in connection.execute(held)}
    new = [shape for shape in shapes if shape not in found]
    if new:
        first = _last(connection, EVENT_SHAPE.c.number) + 1
        found |= {shape: number for number, shape in enumerate(new, first)}
        names = [column.name for column in _SHAPE]
        rows = [{"number": found[s], **dict(zip(names, s, strict=True))} for s in new]
        put(connection, EVENT_SHAPE, rows)
    return found


def _cells(event: Event, row: EventRow, number: int, shape: int) -> Row:
    start = row.date_start
    first = start.toordinal() if start else UNDATED
    last = row.date_end.toordinal() if row.date_end else first
    return {
        "number": number,
        "event_id": row.id,
        "shape": shape,
        "kind": TYPES.index(row.event_type),
        "admin1": row.admin1 or UNKNOWN,
        "urgency": min((_URGENCY[why] for why in row.attention), default=len(_URGENCY)),
        "first_day": first,
        "last_day": max(first, last),
        "month": start.year * 12 + start.month - 1 if start else UNDATED,
        "less_day": -first if start else 0,
        "confidence": row.confidence,
        "killed_min": row.killed_min,
        "less_toll": -_toll(row),
        "less_sources": -row.independent_sources,
        **_pin(event.place if is_pinned(event) else None),
    }


def _pin(place: Place | None) -> Row:
    if place is None or place.lat is None or place.lon is None:
        return dict.fromkeys(("grade", "lat", "lon", "x", "y"))
    x, y = cell_of(place.lat, place.lon)
    grade = GRADES.index(place.precision)
    return {"grade": grade, "lat": place.lat, "lon": place.lon, "x": x, "y": y}


def _line(row: EventRow) -> str:
    return written(row)


def _toll(row: EventRow) -> int:
    hurt = (row.wounded_min or 0) + (row.killed_or_wounded_min or 0)
    return (row.killed_min or 0) * _STEADY + min(hurt, _STEADY - 1)


def _names(row: EventRow) -> str:
    """The names and ids of a row, one on a line, in small letters."""
    found = [row.id, row.place_text, row.name_en, row.name_ar, row.admin1]
    for actor in (*row.perpetrators, *row.targets):
        found += [actor.id, actor.name_en, actor.name_ar, actor.text]
    return "\n".join(dict.fromkeys(name.lower() for name in found if name))


def _read(line: str) -> Event | None:
    """The event of a line; a damaged one is named to whoever reads the events themselves."""
    try:
        return read_line(Event, line)
    except InputError:
        return None


def _last(connection: Connection, number: Column[int]) -> int:
    return connection.execute(select(func.max(number))).scalar() or 0


_URGENCY = {why: place for place, why in enumerate(Attention)}
_SAID = frozenset({"review", "stale", "attention", "confidence", "conflicts"})
"""What of a row is neither a name nor an outlet, and changes with what people say."""
_HELD = (
    select(EVENT_ROW, EVENT_SHOWN.c.row, *_SHAPE)
    .join_from(EVENT_ROW, EVENT_SHOWN, EVENT_SHOWN.c.number == EVENT_ROW.c.number)
    .join(EVENT_SHAPE, EVENT_SHAPE.c.number == EVENT_ROW.c.shape)
    .where(EVENT_ROW.c.event_id.in_(bindparam("ids", expanding=True)))
)
_WITHOUT_ROW = (
    select(EVENT.c.id, EVENT.c.record)
    .outerjoin(EVENT_ROW, EVENT_ROW.c.event_id == EVENT.c.id)
    .where(EVENT.c.id > bindparam("last"), EVENT_ROW.c.number.is_(None))
    .order_by(EVENT.c.id)
    .limit(_A_PAGE)
)
