"""Decides which values of a record stand in columns of their own, for searching.

>>> COLUMNS[:3]
('event_type', 'sub_event_type', 'status')
"""

from __future__ import annotations

from rasd.model import Event, Figure, Record, Reuse, written

Cell = str | int | float | None

COLUMNS = (
    "event_type",
    "sub_event_type",
    "status",
    "date_start",
    "date_end",
    "date_precision",
    "country",
    "admin1",
    "geonameid",
    "lat",
    "lon",
    "place_precision",
    "killed_min",
    "killed_max",
    "wounded_min",
    "wounded_max",
    "confidence",
)
"""The columns that mentions and events share, in the order of `cells`."""

UNDATED = "9999-12-31"
"""The key of an event without a date: it reads last."""


def cells(record: Record) -> tuple[Cell, ...]:
    """The values of a mention or event for `COLUMNS`."""
    date, place, killed, wounded = record.date, record.place, record.killed, record.wounded
    return (
        record.event_type.value,
        record.sub_event_type.value,
        record.status.value,
        date.start.isoformat() if date and date.start else None,
        date.end.isoformat() if date and date.end else None,
        date.precision.value if date else None,
        place.country if place else None,
        place.admin1 if place else None,
        place.geonameid if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.precision.value if place else None,
        killed.min if killed else None,
        killed.max if killed else None,
        wounded.min if wounded else None,
        wounded.max if wounded else None,
        record.confidence,
    )


def date_key(event: Event) -> str:
    """What events are sorted by before their id."""
    return event.date.start.isoformat() if event.date and event.date.start else UNDATED


def record_line(record: Record | Figure | Reuse) -> str:
    """The whole record as the column `record` holds it."""
    return written(record)
