"""Decides what the queue, the table, the map and the timeline have in common: a filter.

All four stand on the same filter in their address, so that going from one to the other loses
nothing. Every choice says how many events it would leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from rasd.model import (
    PARENT,
    Analyser,
    Attention,
    EventFilter,
    EventRow,
    EventType,
    Facets,
    Order,
    ReviewState,
    Status,
    SubEventType,
)
from rasd.review.filters import Ignored, asked_in, order_of, pairs_of, query_of, without
from rasd.review.request import Ask
from rasd.review.rows import ShownRow, needs_record, shown_rows
from rasd.review.saying import Saying
from rasd.search import arabic_analyser

MOST_CHOICES = 60
"""Choices of one menu; rarer ones are found by searching."""
KILLED = (1, 5, 10, 25, 50, 100)
CONFIDENCES = ("-0.5", "-0.75", "-0.9", "0.9-")


class View(StrEnum):
    """The ways to look at events; the value is the address."""

    QUEUE = "/queue"
    TABLE = "/events"
    MAP = "/map"
    TIMELINE = "/timeline"

    @property
    def code(self) -> str:
        """The view as the catalogue has it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a menu: what choosing it sends, how it is called, what it would leave."""

    value: str
    name: str
    count: int | None = None
    chosen: bool = False
    event_type: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The choices for one limit."""

    name: str
    choices: tuple[Choice, ...]
    left_out: int = 0

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """What is chosen."""
        return tuple(choice for choice in self.choices if choice.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One limit of the filter, and the address of the list without it."""

    name: str
    what: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one of the four pages was asked for; made by `listing_of`."""

    ask: Ask
    view: View
    filter: EventFilter
    order: Order
    ignored: tuple[Ignored, ...]
    analyser: Analyser | None

    @property
    def queue(self) -> bool:
        return self.view is View.QUEUE

    @property
    def query(self) -> str:
        """The filter alone, as an address has it."""
        return query_of(self.filter)

    @property
    def carried(self) -> str:
        """Filter and order as the page of an event needs them, to know what comes next."""
        return query_of(self.filter, self.order, queue=self.queue)

    @property
    def own(self) -> EventFilter:
        """The filter without what the page would add by itself."""
        everything = self.queue and self.filter.attention == tuple(Attention)
        return replace(self.filter, attention=()) if everything else self.filter

    def address(
        self,
        *,
        view: View | None = None,
        wanted: EventFilter | None = None,
        order: Order | None = None,
        **beside: object,
    ) -> str:
        """The address of this list with something else: a filter, an order, another view."""
        there = view or self.view
        return address_of(
            there,
            self.own if wanted is None else wanted,
            order or (self.order if there is self.view else None),
            **beside,
        )

    def facets(self) -> Facets:
        """Counts for the menus."""
        return self.ask.store.facets(self.filter, analyser=self.analyser)

    def count(self, wanted: EventFilter) -> int:
        """How many events another filter wants."""
        return self.ask.store.rows(wanted, analyser=self.analyser, limit=1).total

    def shown(self, rows: Iterable[EventRow], *, reasons: bool = False) -> tuple[ShownRow, ...]:
        """Rows in the reader's words; with `reasons` each says in what way it asks for a person."""
        rows = tuple(rows)
        needed = tuple(row.id for row in rows if reasons and needs_record(row))
        found = self.ask.store.listed_events(EventFilter(ids=needed)) if needed else ()
        return shown_rows(self.ask.words, rows, {event.id: event for event in found})

    def chips(self) -> tuple[Chip, ...]:
        """Each limit of the filter with its way out."""
        return tuple(
            Chip(
                name=self.ask.t(f"lists.{name}"),
                what=self.named(name, value),
                address=self.address(wanted=without(self.own, name, value)),
            )
            for name, value in pairs_of(self.own)
            if not (self.queue and name == "attention")
        )

    def kept(self) -> tuple[tuple[str, str], ...]:
        """Limits that no field of the filter bar shows; a form carries them on."""
        shown = {"country", "type", "status", "outlet", "review", "q", "from", "to"}
        shown |= {"undated", "confidence", "killed", "attention"}
        pairs = [pair for pair in pairs_of(self.own) if pair[0] not in shown]
        if self.order is not _usual(self.view):
            pairs.append(("order", self.order.value))
        return tuple(pairs)

    def menus(self, facets: Facets) -> tuple[Menu, ...]:
        """The menus of the filter bar; the queue shows its reasons as tabs instead."""
        names = ["type", "country", "status", "outlet", "review"]
        if not self.queue:
            names.append("attention")
        return tuple(self._menu(name, dict(getattr(facets, name))) for name in names)

    def named(self, name: str, value: str) -> str:
        """What a value of a limit is called."""
        words, t = self.ask.words, self.ask.t
        if value == "-" and name in ("country", "admin1", "outlet"):
            return t(f"lists.no_{name}")
        match name:
            case "country":
                return words.label("country", value)
            case "type":
                known = value in list(EventType)
                return words.label("event_type" if known else "sub_event_type", value)
            case "status":
                return words.label("status", value)
            case "review":
                return t(f"lists.review_{value}")
            case "attention":
                return t(f"lists.attention_{value}")
            case "outlet":
                return Saying(words).outlet(value)
            case "from" | "to":
                return words.day(value)
            case "undated":
                return t(f"lists.undated_{value}")
            case "confidence":
                return self._bounds(value)
            case "killed":
                return t("lists.at_least", n=value)
            case "box":
                return t("lists.box_part")
            case _:
                return value

    def confidences(self) -> tuple[Choice, ...]:
        """Ranges of confidence to choose from, with the one that the address names."""
        given = dict(pairs_of(self.filter)).get("confidence")
        offered = CONFIDENCES if given is None or given in CONFIDENCES else (*CONFIDENCES, given)
        return tuple(
            Choice(value=each, name=self._bounds(each), chosen=each == given) for each in offered
        )

    def tolls(self) -> tuple[Choice, ...]:
        """Least numbers of dead to choose from, with the one that the address names."""
        given = self.filter.min_killed
        offered = sorted({*KILLED, *(() if given is None else (given,))})
        return tuple(
            Choice(value=str(n), name=self.named("killed", str(n)), chosen=n == given)
            for n in offered
        )

    def _bounds(self, value: str) -> str:
        low, high = (float(edge) if edge else None for edge in value.split("-"))
        percent, t = self.ask.words.percent, self.ask.t
        if high is None:
            return t("lists.confidence_from", low=percent(low or 0))
        if low is None:
            return t("lists.confidence_to", high=percent(high))
        return t("lists.confidence_between", low=percent(low), high=percent(high))

    def _menu(self, name: str, counts: dict[str, int]) -> Menu:
        field = {"country": "countries", "type": "types", "status": "statuses", "review": "reviews"}
        chosen = [str(each) for each in getattr(self.own, field.get(name, f"{name}s"), ())]
        if name == "attention":
            chosen = [each.value for each in self.own.attention]
        for each in chosen:
            counts.setdefault(each, 0)
        if name == "type":
            return Menu(name=name, choices=tuple(self._types(counts, chosen)))
        order: list[str] = {
            "status": [each.value for each in Status],
            "review": [each.value for each in ReviewState],
            "attention": [each.value for each in Attention],
        }.get(name, [])
        values = [each for each in order if each in counts] or self._sorted(name, counts)
        offered = [v for n, v in enumerate(values) if n < MOST_CHOICES or v in chosen]
        return Menu(
            name=name,
            choices=tuple(
                Choice(
                    value=value or "-",
                    name=self.named(name, value or "-"),
                    count=counts[value],
                    chosen=value in chosen,
                )
                for value in offered
            ),
            left_out=len(values) - len(offered),
        )

    def _sorted(self, name: str, counts: dict[str, int]) -> list[str]:
        return sorted(counts, key=lambda v: (v == "", -counts[v], self.named(name, v or "-")))

    def _types(self, counts: dict[str, int], chosen: list[str]) -> Iterable[Choice]:
        """Each type followed by its sub-types."""
        for kind in EventType:
            parts = [sub for sub in SubEventType if PARENT[sub] is kind and sub in counts]
            if kind not in counts and not parts:
                continue
            for each in (kind, *sorted(parts, key=lambda sub: -counts[sub])):
                yield Choice(
                    value=each.value,
                    name=self.named("type", each.value),
                    count=counts.get(each.value, 0),
                    chosen=each.value in chosen,
                    event_type=kind.value,
                    part=each is not kind,
                )


def address_of(
    view: View, wanted: EventFilter, order: Order | None = None, **beside: object
) -> str:
    """The address of a view of some events; `beside` are other names and values that it has."""
    pairs = [*pairs_of(wanted)]
    if order is not None and order is not _usual(view):
        pairs.append(("order", order.value))
    pairs += [(name, str(value)) for name, value in beside.items() if value is not None]
    return f"{view.value}?{urlencode(pairs)}" if pairs else view.value


def _usual(view: View) -> Order:
    return Order.ATTENTION if view is View.QUEUE else Order.DATE_DESC


def listing_of(ask: Ask, view: View) -> Listing:
    """What the address of the request asks for."""
    params = ask.request.query_params
    queue = view is View.QUEUE
    asked = asked_in(params, queue=queue)
    wanted, ignored, analyser = asked.filter, asked.ignored, None
    if wanted.text:
        analyser = arabic_analyser()
        if not any(True for _ in analyser.words(wanted.text)):
            ignored = (*ignored, Ignored("q", wanted.text))
            wanted, analyser = replace(wanted, text=""), None
    return Listing(
        ask=ask,
        view=view,
        filter=wanted,
        order=order_of(params, queue=queue),
        ignored=ignored,
        analyser=analyser,
    )
