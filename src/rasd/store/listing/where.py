"""Decides which rows a filter wants: one condition for each limit that it sets."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, union

from rasd.model import Analyser, Attention, Box, EventFilter, EventType, SettingsError, SubEventType
from rasd.store.listing.rows import UNDATED, bit
from rasd.store.search import having_all, terms_of
from rasd.store.tables import EVENT_DOCUMENT, EVENT_OUTLET, EVENT_ROW, EVENT_SHOWN

Condition = ColumnElement[bool]
_ROW = EVENT_ROW.c


def conditions(
    connection: Connection, wanted: EventFilter, analyser: Analyser | None
) -> dict[str, Condition]:
    """What a row has to fulfil, by the name of the limit.

    Raises `SettingsError` for a text without an analyser or without a word.
    """
    found: dict[str, Condition] = {}
    if wanted.countries:
        found["country"] = _ROW.country.in_(wanted.countries)
    if wanted.admin1s:
        found["admin1"] = _ROW.admin1.in_(wanted.admin1s)
    if wanted.types:
        found["type"] = _of_types(wanted.types)
    if wanted.statuses:
        found["status"] = _ROW.status.in_([status.value for status in wanted.statuses])
    if wanted.outlets:
        found["outlet"] = _of_outlets(wanted.outlets)
    if wanted.attention:
        found["attention"] = _needs(wanted.attention)
    if wanted.reviews:
        found["review"] = _ROW.review.in_([state.value for state in wanted.reviews])
    if days := _days(wanted):
        found["date"] = and_(*days)
    if wanted.text:
        found["text"] = _telling(connection, wanted.text, analyser)
    if wanted.box is not None:
        found["box"] = inside(wanted.box)
    if wanted.min_confidence is not None:
        found["min_confidence"] = _ROW.confidence >= wanted.min_confidence
    if wanted.max_confidence is not None:
        found["max_confidence"] = _ROW.confidence <= wanted.max_confidence
    if wanted.min_killed is not None:
        found["min_killed"] = _ROW.killed_min >= wanted.min_killed
    if wanted.document is not None:
        of_document = select(EVENT_DOCUMENT.c.event_id).where(
            EVENT_DOCUMENT.c.doc_id == wanted.document
        )
        found["document"] = _ROW.event_id.in_(of_document)
    if wanted.ids:
        found["ids"] = _ROW.event_id.in_(wanted.ids)
    return found


def inside(box: Box) -> Condition:
    """Rows with a point on the map in the box."""
    lon = _ROW.lon
    west, east = lon >= box.west, lon <= box.east
    across = and_(west, east) if box.west <= box.east else or_(west, east)
    return and_(_ROW.lat.between(box.south, box.north), across)


def _of_types(types: tuple[EventType | SubEventType, ...]) -> Condition:
    whole = [each.value for each in types if isinstance(each, EventType)]
    parts = [each.value for each in types if isinstance(each, SubEventType)]
    return or_(_ROW.event_type.in_(whole), _ROW.sub_event_type.in_(parts))


def _of_outlets(outlets: tuple[str, ...]) -> Condition:
    named = [outlet for outlet in outlets if outlet]
    told = _ROW.number.in_(select(EVENT_OUTLET.c.number).where(EVENT_OUTLET.c.outlet.in_(named)))
    if len(named) == len(outlets):
        return told
    return or_(told, _ROW.number.not_in(select(EVENT_OUTLET.c.number)))


def _needs(reasons: tuple[Attention, ...]) -> Condition:
    if set(reasons) == set(Attention):
        # The same, but an index answers it.
        return _ROW.urgency < len(Attention)
    mask = sum(bit(why) for why in set(reasons))
    return _ROW.attention.op("&")(mask) != 0


def _days(wanted: EventFilter) -> list[Condition]:
    """An event is let through where it may have happened in the time asked for."""
    found: list[Condition] = []
    if wanted.until is not None:
        found.append(_ROW.first_day <= wanted.until.toordinal())
    if wanted.since is not None:
        found.append(_ROW.last_day >= wanted.since.toordinal())
    if found or wanted.undated is False:
        found.append(_ROW.first_day < UNDATED)
    if wanted.undated is True:
        found.append(_ROW.first_day == UNDATED)
    return found


def _telling(connection: Connection, text: str, analyser: Analyser | None) -> Condition:
    """Rows whose documents have every word, or whose names and ids do as written."""
    if analyser is None:
        raise SettingsError(f"a filter by text ({text!r}) needs an analyser of words")
    documents = having_all(connection, terms_of(text, analyser))
    return _ROW.number.in_(
        union(
            select(EVENT_ROW.c.number)
            .join(EVENT_DOCUMENT, EVENT_DOCUMENT.c.event_id == EVENT_ROW.c.event_id)
            .where(EVENT_DOCUMENT.c.doc_id.in_(documents)),
            _named(text),
        )
    )


def _named(text: str) -> Select[tuple[int]]:
    words = text.lower().split()
    has_all = (EVENT_SHOWN.c.names.contains(word, autoescape=True) for word in words)
    return select(EVENT_SHOWN.c.number).where(*has_all)
