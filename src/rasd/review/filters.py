"""Decides how a filter stands in an address, so that every list can be kept, shared and come back.

`country=SY&country=IQ&from=2031-05-01&q=...` is the same filter for the queue, the table, the map,
the timeline, an export and the page of an event that was opened from one of them. What nobody can
use (`status=maybe`) limits nothing and is named on the page; an empty value is a field of a form
that was left empty. `-` stands for what is not known: `outlet=-` finds events without an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from rasd.model import (
    UNKNOWN,
    Attention,
    Box,
    EventFilter,
    EventType,
    Order,
    ReviewState,
    Status,
    SubEventType,
)

QUEUE = "queue"
"""`queue=1`: as the queue has it; events that need a person, the most urgent first."""
BESIDE = frozenset(
    {"order", "cursor", "offset", "step", "at", "view", "zoom", "mark", "lang", QUEUE}
)
"""What may stand beside a filter in an address."""
_TEXT = 200
MOST = 150
"""Limits that one address may set: each is shown with its way out, and every way names all."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,20})?", re.ASCII)
_SHARES = re.compile(r"(?P<low>\d(\.\d{1,20})?)?-(?P<high>\d(\.\d{1,20})?)?", re.ASCII)
_COUNT = re.compile(r"\d{1,6}", re.ASCII)
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A name and a value of an address that limit nothing, for nobody can say what they mean."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the filter, and what in it was passed over."""

    filter: EventFilter
    ignored: tuple[Ignored, ...] = ()


class _UnusableError(Exception):
    """A value that its name cannot have."""


def filter_of(params: QueryParams, *, queue: bool = False) -> EventFilter:
    """The filter of an address; what cannot be used limits nothing."""
    return asked_in(params, queue=queue).filter


def asked_in(params: QueryParams, *, queue: bool = False) -> Asked:
    """The filter of an address, and what of it cannot be used.

    In the queue, and where the address says `queue=1`, the filter lets through only what needs a
    person, whatever for unless the address says.
    """
    many: dict[str, list[Any]] = {}
    one: dict[str, Any] = {}
    ignored: list[Ignored] = []
    given = [pair for pair in params.multi_items() if pair[0] not in BESIDE and pair[1]]
    for n, (name, value) in enumerate(dict.fromkeys(given)):
        if n == MOST:
            ignored.append(Ignored(name, value))
            break
        try:
            if name in _MANY:
                field, read = _MANY[name]
                many.setdefault(field, []).append(read(value))
            elif name in _ONE:
                one |= _ONE[name](value)
            else:
                raise _UnusableError
        except _UnusableError:
            ignored.append(Ignored(name, value))
    found: dict[str, Any] = {field: tuple(dict.fromkeys(all_)) for field, all_ in many.items()}
    wanted = EventFilter(**found, **one)
    if (queue or params.get(QUEUE) == "1") and not wanted.attention:
        wanted = replace(wanted, attention=tuple(Attention))
    return Asked(wanted, tuple(ignored))


def order_of(params: QueryParams, *, queue: bool = False) -> Order:
    """The order that an address names, else the one that the list has of itself."""
    given = params.get("order")
    if given in list(Order):
        return Order(given)
    return Order.ATTENTION if queue or params.get(QUEUE) == "1" else Order.DATE_DESC


def query_of(wanted: EventFilter, order: Order | None = None, *, queue: bool = False) -> str:
    """The filter as the query of an address, without `?`; the same filter gives the same text.

    With `queue` the reader of the address is told that it comes from the queue.
    """
    pairs = list(pairs_of(wanted, queue=queue))
    if order is not None and order is not (Order.ATTENTION if queue else Order.DATE_DESC):
        pairs.append(("order", order.value))
    return urlencode(pairs)


def pairs_of(wanted: EventFilter, *, queue: bool = False) -> Iterator[tuple[str, str]]:
    """The filter as names and values, as a form would send them."""
    if queue:
        yield QUEUE, "1"
        if wanted.attention == tuple(Attention):
            wanted = replace(wanted, attention=())
    for name, (field, read) in _MANY.items():
        for value in getattr(wanted, field):
            yield name, _written(value) if read in (_country, _name) else str(value)
    for name, value in _ones(wanted):
        if value:
            yield name, value


def without(wanted: EventFilter, name: str, value: str) -> EventFilter:
    """The filter without one of its limits, as `pairs_of` names them."""
    pairs = [pair for pair in pairs_of(wanted) if pair != (name, value)]
    return filter_of(QueryParams(pairs))


def _ones(wanted: EventFilter) -> Iterable[tuple[str, str]]:
    box, low, high = wanted.box, wanted.min_confidence, wanted.max_confidence
    edges = (box.south, box.west, box.north, box.east) if box else ()
    bounded = low is not None or high is not None
    return (
        ("from", wanted.since.isoformat() if wanted.since else ""),
        ("to", wanted.until.isoformat() if wanted.until else ""),
        ("undated", "" if wanted.undated is None else str(int(wanted.undated))),
        ("q", wanted.text),
        ("box", ",".join(_plain(edge) for edge in edges)),
        ("confidence", f"{_plain(low)}-{_plain(high)}" if bounded else ""),
        ("killed", "" if wanted.min_killed is None else str(wanted.min_killed)),
        ("document", wanted.document or ""),
    )


def _plain(number: float | None) -> str:
    """A number without an exponent, which a reader might take for a bound."""
    return "" if number is None else format(Decimal(repr(number)), "f")


def _written(value: str) -> str:
    """What is not known is `-`; an outlet of which the name is dashes gets one more."""
    if value == UNKNOWN:
        return "-"
    return f"-{value}" if not value.strip("-") else value


def _name(value: str) -> str:
    clean = _clean(value)
    return clean[1:] if clean and not clean.strip("-") else clean


def _clean(value: str) -> str:
    clean = _CONTROL.sub(" ", value).strip()[:_TEXT].strip()
    if not clean:
        raise _UnusableError
    return clean


def _country(value: str) -> str:
    if value == "-":
        return UNKNOWN
    if not _COUNTRY.fullmatch(value):
        raise _UnusableError
    return value.upper()


def _type(value: str) -> StrEnum:
    try:
        return EventType(value)
    except ValueError:
        return _one_of(SubEventType)(value)


def _one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(value: str) -> StrEnum:
        try:
            return kind(value)
        except ValueError:
            raise _UnusableError from None

    return read


def _day(value: str) -> date:
    if not _DAY.fullmatch(value):
        raise _UnusableError
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _UnusableError from None


def _undated(value: str) -> dict[str, Any]:
    if value not in ("0", "1"):
        raise _UnusableError
    return {"undated": value == "1"}


def _box(value: str) -> dict[str, Any]:
    edges = value.split(",")
    if len(edges) != 4 or not all(_NUMBER.fullmatch(edge) for edge in edges):
        raise _UnusableError
    south, west, north, east = map(float, edges)
    if not (-90 <= south <= north <= 90 and abs(west) <= 180 and abs(east) <= 180):
        raise _UnusableError
    return {"box": Box(south=south, west=west, north=north, east=east)}


def _confidence(value: str) -> dict[str, Any]:
    bounds = _SHARES.fullmatch(value)
    if bounds is None or value == "-":
        raise _UnusableError
    low, high = (float(bounds[side]) if bounds[side] else None for side in ("low", "high"))
    if max(low or 0, high or 0) > 1 or (low or 0) > (1 if high is None else high):
        raise _UnusableError
    return {"min_confidence": low, "max_confidence": high}


def _killed(value: str) -> dict[str, Any]:
    if not _COUNT.fullmatch(value):
        raise _UnusableError
    return {"min_killed": int(value)}


_MANY: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "country": ("countries", _country),
    "admin1": ("admin1s", _name),
    "type": ("types", _type),
    "status": ("statuses", _one_of(Status)),
    "outlet": ("outlets", _name),
    "attention": ("attention", _one_of(Attention)),
    "review": ("reviews", _one_of(ReviewState)),
    "id": ("ids", _clean),
}
"""Names that may stand several times: their field, and how one value is read."""
_ONE: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "from": lambda value: {"since": _day(value)},
    "to": lambda value: {"until": _day(value)},
    "undated": _undated,
    "q": lambda value: {"text": _clean(value)},
    "box": _box,
    "confidence": _confidence,
    "killed": _killed,
    "document": lambda value: {"document": _clean(value)},
}
"""Names of which the last one counts, and what each limits."""
