"""Decides how the events on screen become a file: the same filter, the formats of `rasd export`.

A file is written as it is read, so that a large one takes no memory; its name says of which events
it is, and of which day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from rasd.export import EXPORTERS, Chosen
from rasd.model import Event, Order
from rasd.review.filters import pairs_of
from rasd.review.lists import Listing, View, listing_of
from rasd.review.pieces import pieces_of
from rasd.review.request import Reading

router = APIRouter()
_LONGEST = 80
_NO_NAME = re.compile(r"[^\w.-]+")


@router.get("/export/{name}")
def export(ask: Reading, name: Literal["csv", "jsonl", "geojson"]) -> StreamingResponse:
    """The events that a filter wants, in the order of the list."""
    listing = listing_of(ask, View.TABLE)
    exporter = EXPORTERS[name]
    file = file_name(listing, name, ask.context.settings.clock()[: len("2031-06-01")])
    return StreamingResponse(
        _parts(listing, name),
        media_type=exporter.media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file)}"},
    )


def file_name(listing: Listing, name: str, day: str) -> str:
    """`rasd-SY-explosion-2031-06-01.csv`: what is in the file, and of which day it is."""
    said = [value for key, value in pairs_of(listing.filter) if key not in ("box", "id")]
    kept = [clean for value in said if (clean := _NO_NAME.sub("_", value).strip("._-"))]
    of = "-".join(["rasd", *kept])[:_LONGEST].rstrip("-_.")
    return f"{of}-{day}.{name}"


def _parts(listing: Listing, name: str) -> Iterator[bytes]:
    """The file piece by piece, read by a store of its own: the request's goes back before."""
    with listing.ask.context.stores.lent() as store:

        def wanted() -> Iterator[Event]:
            return store.listed_events(
                listing.filter, analyser=listing.analyser, order=listing.order or Order.DATE_DESC
            )

        yield from pieces_of(EXPORTERS[name].main.parts(Chosen(source=store, wanted=wanted)))
