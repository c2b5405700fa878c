"""What lists, maps and timelines of events are made of: filters, orders, rows and counts.

A filter says which events, in the same words for a list, a map, a timeline and an export; what is
empty in it limits nothing. A row is what a list shows of an event without its whole record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from rasd.model.attention import Attention, attention_of
from rasd.model.codes import (
    DatePrecision,
    EventType,
    PlacePrecision,
    ReviewState,
    Status,
    SubEventType,
)
from rasd.model.records import Event
from rasd.model.values import Actor, Count

UNKNOWN = ""
"""In filters and counts: no country, no governorate or no outlet is known."""
FEW = 5
"""Up to so many events a cluster names each of its own."""


class Order(StrEnum):
    """What a list is sorted by; what is equal in that, by id."""

    ATTENTION = "attention"
    """The most urgent reason first, in it the least confidence."""
    DATE = "date"
    DATE_DESC = "-date"
    """In both, events without a date come last."""
    CONFIDENCE = "confidence"
    TOLL = "-toll"
    """Most killed first, then most wounded."""
    SOURCES = "-sources"


class Step(StrEnum):
    """The steps of a timeline; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map in degrees; where `west` is more than `east` it crosses 180 degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events: those that fit every limit given, and within one any of its values.

    `types` holds types and sub-types mixed. `UNKNOWN` among countries, governorates or outlets
    stands for events without one; `ReviewState.NONE` for events of which nobody said anything
    that sets a state. `since` and `until` let through what may have happened between them: an
    event known by its month fits any day of it. `box` holds events that are points on the map;
    `min_killed` those with at least so many dead for certain. `text` is found in the documents
    of an event, in whatever form, or as written in its names and ids.
    """

    countries: tuple[str, ...] = ()
    admin1s: tuple[str, ...] = ()
    types: tuple[EventType | SubEventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    outlets: tuple[str, ...] = ()
    attention: tuple[Attention, ...] = ()
    reviews: tuple[ReviewState, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool | None = None
    text: str = ""
    box: Box | None = None
    min_confidence: float | None = None
    max_confidence: float | None = None
    min_killed: int | None = None
    document: str | None = None
    ids: tuple[str, ...] = ()


EVERYTHING = EventFilter()


class EventRow(Struct, frozen=True, kw_only=True, gc=False):
    """What a list shows of an event; values are named as in the record contract."""

    id: str
    event_type: EventType
    sub_event_type: SubEventType
    status: Status
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision | None
    place_text: str | None
    name_en: str | None
    name_ar: str | None = None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    place_precision: PlacePrecision | None
    killed_min: int | None
    killed_max: int | None
    wounded_min: int | None
    wounded_max: int | None
    killed_or_wounded_min: int | None
    killed_or_wounded_max: int | None
    perpetrators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    confidence: float
    independent_sources: int
    documents: int
    conflicts: int
    outlets: tuple[str, ...]
    review: ReviewState | None = None
    stale: bool
    attention: tuple[Attention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a list; `next` and `previous` are cursors, `None` at the ends of the list."""

    rows: tuple[EventRow, ...]
    total: int
    next: str | None
    previous: str | None


class Neighbours(NamedTuple):
    """Where an event stands in a list; `position` counts from 1, `None` where it is not in it.

    An event that is not in the list has for neighbours those between which it would stand.
    """

    previous: str | None
    next: str | None
    position: int | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many events have each value, the most frequent first.

    Each list is counted under all limits of the filter but its own, so that it says what another
    choice would find. `type` counts types and sub-types; `attention` an event under each reason.
    """

    country: tuple[tuple[str, int], ...]
    type: tuple[tuple[str, int], ...]
    status: tuple[tuple[str, int], ...]
    outlet: tuple[tuple[str, int], ...]
    attention: tuple[tuple[str, int], ...]
    review: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Events near each other on the map, in the middle of where they are.

    `precision` is the coarsest of theirs; points, districts and governorates are never in one
    cluster. `box` is just large enough for all. `ids` names the events where they are few.
    """

    lat: float
    lon: float
    count: int
    by_type: tuple[tuple[EventType, int], ...]
    ids: tuple[str, ...]
    box: Box
    precision: PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The events of some days, from `start` to `end`, both included."""

    start: date
    end: date
    count: int
    by_type: tuple[tuple[EventType, int], ...]


def row_of(event: Event) -> EventRow:
    """The row of an event."""
    day, place, review = event.date, event.place, event.review
    outlets = dict.fromkeys(a.outlet for a in event.accounts if a.outlet)
    return EventRow(
        id=event.id,
        event_type=event.event_type,
        sub_event_type=event.sub_event_type,
        status=event.status,
        date_start=day.start if day else None,
        date_end=day.end if day else None,
        date_precision=day.precision if day else None,
        place_text=place.text if place else None,
        name_en=place.name_en if place else None,
        name_ar=place.name_ar if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        place_precision=place.precision if place else None,
        killed_min=_least(event.killed),
        killed_max=_most(event.killed),
        wounded_min=_least(event.wounded),
        wounded_max=_most(event.wounded),
        killed_or_wounded_min=_least(event.killed_or_wounded),
        killed_or_wounded_max=_most(event.killed_or_wounded),
        perpetrators=event.perpetrators,
        targets=event.targets,
        confidence=event.confidence,
        independent_sources=event.independent_sources,
        documents=len(event.doc_ids),
        conflicts=len(event.conflicts),
        outlets=tuple(outlets),
        review=review.state if review else None,
        stale=review.stale if review else False,
        attention=attention_of(event),
    )


def _least(count: Count | None) -> int | None:
    return None if count is None else count.min


def _most(count: Count | None) -> int | None:
    return None if count is None else count.max
