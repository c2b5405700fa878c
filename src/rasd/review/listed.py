"""Decides what stands on every page of a list, and what the browser calls the address of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi.responses import HTMLResponse

from rasd.model import EVERYTHING, EventType, Facets, Order, Page, SettingsError
from rasd.review.lists import Listing, View
from rasd.review.people import Role
from rasd.review.settings import Mode

PAGE = 50
"""Events on one page of a list."""
EXPORTED = ("csv", "geojson")
"""The formats that stand in the menu; the page of exports has all."""
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A page of a list: its events, which of all they are, and where the pages beside it are."""

    page: Page
    first: int
    last: int
    previous: str | None
    next: str | None

    @property
    def total(self) -> int:
        return self.page.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: the address that sorts by it, and how it is sorted now."""

    name: str
    address: str | None = None
    sorted: str | None = None


def pages_of(listing: Listing, *, size: int = PAGE) -> Pages:
    """The page that the address names; the first one for a place that no list gave."""
    cursor, start = listing.ask.request.query_params.get("cursor"), _start(listing)
    try:
        page = _read(listing, cursor, size)
    except SettingsError:
        page, start = _read(listing, None, size), 0
    start = start if cursor else 0
    back = max(0, start - size)
    return Pages(
        page=page,
        first=start + 1,
        last=start + len(page.rows),
        previous=listing.address(
            cursor=page.previous if back else None, offset=back if back else None
        )
        if page.previous
        else None,
        next=listing.address(cursor=page.next, offset=start + size) if page.next else None,
    )


def columns_of(listing: Listing) -> tuple[Column, ...]:
    """The columns of the table of events; a second choice of the same one turns it around."""
    sorts: dict[str, tuple[Order, ...]] = {
        "date": (Order.DATE_DESC, Order.DATE),
        "toll": (Order.TOLL,),
        "sources": (Order.SOURCES,),
        "confidence": (Order.CONFIDENCE,),
        "review": (Order.ATTENTION,),
    }
    names = ("date", "event", "parties", "toll", "status", "sources", "confidence", "review")
    return tuple(_column(listing, name, sorts.get(name, ())) for name in names)


def listed_page(
    listing: Listing,
    template: str,
    *,
    facets: Facets,
    total: int,
    pages: Pages | None = None,
    reasons: bool = True,
    **given: Any,
) -> HTMLResponse:
    """A page of a list. The browser shows its address without the empty fields of a form."""
    ask = listing.ask
    kinds = dict(facets.type)
    answer = ask.page(
        template,
        listing=listing,
        views=tuple((view, listing.address(view=view)) for view in View),
        menus=listing.menus(facets),
        chips=listing.chips(),
        saved=ask.store.saved_filters(ask.person.name),
        team=ask.context.settings.mode is Mode.TEAM,
        may_join=ask.person.role >= Role.CODER,
        exported=EXPORTED,
        total=total,
        held=_held(listing, total),
        kinds=tuple((kind.value, kinds[kind]) for kind in EventType if kinds.get(kind)),
        pages=pages,
        columns=columns_of(listing),
        rows=listing.shown(pages.page.rows, reasons=reasons) if pages else (),
        **given,
    )
    if ask.request.headers.get("hx-request"):
        answer.headers["HX-Push-Url"] = _here(listing)
    return answer


def _held(listing: Listing, total: int) -> int:
    """How many events there are in all; the queue shows it nowhere unless it is empty."""
    if listing.filter == EVERYTHING or (listing.queue and total):
        return total
    return listing.ask.store.rows(EVERYTHING, limit=1).total


def _here(listing: Listing) -> str:
    params = listing.ask.request.query_params
    return listing.address(
        cursor=params.get("cursor") or None,
        offset=params.get("offset") or None,
        step=params.get("step") or None,
        at=params.get("at") or None,
    )


def _read(listing: Listing, cursor: str | None, size: int) -> Page:
    return listing.ask.store.rows(
        listing.filter,
        analyser=listing.analyser,
        order=listing.order,
        limit=size,
        cursor=cursor or None,
    )


def _start(listing: Listing) -> int:
    given = listing.ask.request.query_params.get("offset", "")
    return min(int(given), _MOST) if given.isascii() and given.isdecimal() else 0


def _column(listing: Listing, name: str, orders: tuple[Order, ...]) -> Column:
    if not orders:
        return Column(name=name)
    if listing.order not in orders:
        return Column(name=name, address=listing.address(order=orders[0]))
    ascending = listing.order in (Order.DATE, Order.CONFIDENCE, Order.ATTENTION)
    other = orders[(orders.index(listing.order) + 1) % len(orders)]
    return Column(
        name=name,
        address=listing.address(order=other) if other is not listing.order else None,
        sorted="ascending" if ascending else "descending",
    )
