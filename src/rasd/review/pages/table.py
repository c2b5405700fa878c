"""The whole dataset as a table that is sorted and read page by page."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.review.listed import listed_page, pages_of
from rasd.review.lists import View, listing_of
from rasd.review.request import Reading

router = APIRouter()


@router.get("/events", response_class=HTMLResponse)
def events(ask: Reading) -> HTMLResponse:
    """A page of the table."""
    listing = listing_of(ask, View.TABLE)
    pages = pages_of(listing)
    return listed_page(
        listing, "table.html.jinja", facets=listing.facets(), pages=pages, total=pages.total
    )
