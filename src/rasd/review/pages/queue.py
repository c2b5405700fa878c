"""The queue: what needs a person, the most urgent first, and why."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from rasd.model import Attention
from rasd.review.listed import listed_page, pages_of
from rasd.review.lists import Choice, Listing, View, listing_of
from rasd.review.request import Reading

router = APIRouter()


@router.get("/")
def start(ask: Reading) -> RedirectResponse:
    """The first address leads to where work waits."""
    del ask
    return RedirectResponse(View.QUEUE.value, 303)


@router.get("/queue", response_class=HTMLResponse)
def queue(ask: Reading) -> HTMLResponse:
    """A page of the queue."""
    listing = listing_of(ask, View.QUEUE)
    facets = listing.facets()
    pages = pages_of(listing)
    today = ask.context.settings.clock()[: len("2031-06-01")]
    return listed_page(
        listing,
        "queue.html.jinja",
        facets=facets,
        pages=pages,
        total=pages.total,
        tabs=_tabs(listing, dict(facets.attention), pages.total),
        of_all=listing.count(replace(listing.filter, attention=())),
        mine=ask.store.judged_since(today, ask.person.name),
        everybody=ask.store.judged_since(today),
    )


def _tabs(listing: Listing, counts: dict[str, int], shown: int) -> tuple[tuple[Choice, str], ...]:
    """A tab for each reason and one for all of them, each with its address."""
    chosen = listing.own.attention
    all_reasons = replace(listing.filter, attention=tuple(Attention))
    every = replace(listing.own, attention=())
    tabs = [
        (
            Choice(
                value="all",
                name=listing.ask.t("queue.all"),
                count=listing.count(all_reasons) if chosen else shown,
                chosen=not chosen,
            ),
            listing.address(wanted=every),
        )
    ]
    for why in Attention:
        tab = Choice(
            value=why.value,
            name=listing.named("attention", why.value),
            count=counts.get(why.value, 0),
            chosen=why in chosen,
        )
        tabs.append((tab, listing.address(wanted=replace(every, attention=(why,)))))
    return tuple(tabs)
