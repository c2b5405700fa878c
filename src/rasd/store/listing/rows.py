"""Decides what of an event stands in the tables of lists, and that every event is in them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from rasd.model import (
    Attention,
    Event,
    EventRow,
    EventType,
    InputError,
    Place,
    ReviewState,
    from_json,
    is_pinned,
    row_of,
    to_json,
)
from rasd.store.statements import Row, put
from rasd.store.tables import EVENT, EVENT_OUTLET, EVENT_ROW, EVENT_SHOWN

UNDATED = 3_652_059
"""The day of an event without one: the last that a date can be."""
FINEST = 24
"""The world is 2 to this many cells wide and high, each less than three metres at the equator."""
TYPES = tuple(EventType)
_STEADY = 10**6
"""More wounded than any event has; a toll sorts by the killed and then by them."""
_NORTHMOST = 85.05
"""Where maps on the web end."""
_A_PAGE = 500


def write_rows(connection: Connection, events: Sequence[Event]) -> None:
    """Adds the rows of events that have none yet; whoever takes an event out takes out its row."""
    first = (connection.execute(_LAST).scalar() or 0) + 1
    rows: list[Row] = []
    shown: list[Row] = []
    outlets: list[Row] = []
    for number, event in enumerate(events, first):
        row = row_of(event)
        rows.append(_cells(event, row, number))
        shown.append(
            {
                "number": number,
                "names": _names(row),
                "row": json.dumps(to_json(row), ensure_ascii=False),
            }
        )
        outlets += [{"outlet": outlet, "number": number} for outlet in row.outlets]
    put(connection, EVENT_ROW, rows)
    put(connection, EVENT_SHOWN, shown)
    put(connection, EVENT_OUTLET, outlets)


def fill_rows(connection: Connection) -> None:
    """Adds the rows of all events that have none, as of a store of an earlier version."""
    last = ""
    while page := connection.execute(_WITHOUT_ROW, {"last": last}).all():
        last = page[-1].id
        write_rows(connection, [event for _, line in page if (event := _read(line)) is not None])


def bit(why: Attention) -> int:
    """The bit of a reason in the column `attention`."""
    return 1 << _URGENCY[why]


def urgency(reasons: Sequence[Attention]) -> int:
    """The place of the first of the reasons; after all of them where there is none."""
    return min((_URGENCY[why] for why in reasons), default=len(_URGENCY))


def cell_of(lat: float, lon: float) -> tuple[int, int]:
    """The finest cell of the web's usual map, counted from its north-west corner."""
    cells = 1 << FINEST
    slant = math.asinh(math.tan(math.radians(max(-_NORTHMOST, min(_NORTHMOST, lat)))))
    x = int((lon + 180) / 360 * cells)
    y = int((1 - slant / math.pi) / 2 * cells)
    return max(0, min(cells - 1, x)), max(0, min(cells - 1, y))


def _cells(event: Event, row: EventRow, number: int) -> Row:
    first = row.date_start.toordinal() if row.date_start else UNDATED
    last = row.date_end.toordinal() if row.date_end else first
    start = row.date_start
    return {
        "number": number,
        "event_id": row.id,
        "event_type": row.event_type.value,
        "sub_event_type": row.sub_event_type.value,
        "status": row.status.value,
        "country": row.country or "",
        "admin1": row.admin1 or "",
        "review": (row.review or ReviewState.NONE).value,
        "attention": sum(bit(why) for why in row.attention),
        "urgency": urgency(row.attention),
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
        return dict.fromkeys(("precision", "lat", "lon", "x", "y"))
    x, y = cell_of(place.lat, place.lon)
    return {
        "precision": place.precision.value,
        "lat": place.lat,
        "lon": place.lon,
        "x": x,
        "y": y,
    }


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
        return from_json(Event, json.loads(line))
    except (ValueError, InputError):
        return None


_URGENCY = {why: place for place, why in enumerate(Attention)}
_LAST = select(func.max(EVENT_ROW.c.number))
_WITHOUT_ROW = (
    select(EVENT.c.id, EVENT.c.record)
    .outerjoin(EVENT_ROW, EVENT_ROW.c.event_id == EVENT.c.id)
    .where(EVENT.c.id > bindparam("last"), EVENT_ROW.c.number.is_(None))
    .order_by(EVENT.c.id)
    .limit(_A_PAGE)
)
