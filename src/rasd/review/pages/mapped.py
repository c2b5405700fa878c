"""The map: clusters of what is in view, what is only known more coarsely, and the same as a list.

What the map shows can be read without it: the list beside it follows the view, and what is no point
stands in a line that filters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse

from rasd.export.report.assets import mapped_countries
from rasd.model import Box, Cluster, EventFilter, EventType, SettingsError
from rasd.review.listed import listed_page
from rasd.review.lists import Listing, View, listing_of
from rasd.review.request import Reading
from rasd.review.rows import title

router = APIRouter()
BESIDE = 40
"""Events in the list beside the map."""
TITLED = 150
"""Single events of which a tooltip says what happened; of more it says the type."""
WHOLE = Box(south=-90, west=-180, north=90, east=180)
_EDGES = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?)(?:,(-?\d{1,3}(?:\.\d{1,15})?)){3}", re.ASCII)


@router.get("/map", response_class=HTMLResponse)
def map_(ask: Reading) -> HTMLResponse:
    """The page; the browser asks for what is in view."""
    listing = listing_of(ask, View.MAP)
    unpinned = ask.store.unpinned(listing.filter, analyser=listing.analyser)
    return listed_page(
        listing,
        "map.html.jinja",
        facets=listing.facets(),
        total=listing.count(listing.filter),
        unpinned=tuple(_coarse(listing, country, count) for country, count in unpinned),
        labels=_labels(listing),
        mark=False,
        **_beside(listing, WHOLE),
    )


@router.get("/map/clusters")
def clusters(ask: Reading, view: str, zoom: Annotated[int, Query(ge=0, le=20)]) -> JSONResponse:
    """What the map draws in a part of the world."""
    listing = listing_of(ask, View.MAP)
    found = ask.store.clusters(listing.filter, box_of(view), zoom, analyser=listing.analyser)
    titles = _titles(listing, found)
    return JSONResponse({"clusters": [_cluster(each, titles) for each in found]})


@router.get("/map/list", response_class=HTMLResponse)
def beside(ask: Reading, view: str, mark: bool = False) -> HTMLResponse:
    """The events in a part of the map, or of one mark on it, for the list beside it."""
    listing = listing_of(ask, View.MAP)
    given = _beside(listing, box_of(view))
    return ask.page("_list_beside.html.jinja", listing=listing, mark=mark, **given)


def box_of(edges: str) -> Box:
    """`south,west,north,east`; a view that shows more than the world is held to it."""
    if not _EDGES.fullmatch(edges):
        raise SettingsError(f"{edges!r} is no part of the map; give south,west,north,east")
    south, west, north, east = map(float, edges.split(","))
    if east - west >= 360:
        west, east = -180.0, 180.0
    return Box(
        south=max(-90.0, min(south, north)),
        west=_turned(west),
        north=min(90.0, max(south, north)),
        east=_turned(east),
    )


def _turned(degrees: float) -> float:
    """The same longitude between -180 and 180."""
    return degrees if -180 <= degrees <= 180 else (degrees + 180) % 360 - 180


def _both(first: Box | None, second: Box) -> Box | None:
    """What lies in both; `None` where nothing does. One that crosses 180 degrees wins alone."""
    if first is None or first.west > first.east or second.west > second.east:
        return first or second
    both = Box(
        south=max(first.south, second.south),
        west=max(first.west, second.west),
        north=min(first.north, second.north),
        east=min(first.east, second.east),
    )
    return both if both.south <= both.north and both.west <= both.east else None


def _beside(listing: Listing, view: Box) -> dict[str, Any]:
    inside = _both(listing.filter.box, view)
    if inside is None:
        return {"beside": (), "in_view": 0}
    page = listing.ask.store.rows(
        replace(listing.filter, box=inside),
        analyser=listing.analyser,
        order=listing.order,
        limit=BESIDE,
    )
    return {"beside": listing.shown(page.rows), "in_view": page.total}


def _coarse(listing: Listing, country: str, count: int) -> tuple[str, int, str]:
    """Events without a point: the country, how many, and the list of the country's events."""
    wanted = replace(listing.own, countries=(country,), box=None)
    name = listing.named("country", country or "-")
    return name, count, listing.address(view=View.TABLE, wanted=wanted)


def _titles(listing: Listing, found: Sequence[Cluster]) -> dict[str, str]:
    single = [each.ids[0] for each in found if each.count == 1 and each.ids]
    if not single or len(single) > TITLED:
        return {}
    page = listing.ask.store.rows(EventFilter(ids=tuple(single)), limit=TITLED)
    return {row.id: title(listing.ask.words, row) for row in page.rows}


def _cluster(each: Cluster, titles: dict[str, str]) -> dict[str, Any]:
    box = each.box
    return {
        "lat": each.lat,
        "lon": each.lon,
        "count": each.count,
        "types": [[kind.value, count] for kind, count in each.by_type],
        "ids": list(each.ids),
        "box": [box.south, box.west, box.north, box.east],
        "precision": each.precision.value,
        "title": titles.get(each.ids[0]) if each.ids else None,
    }


def _labels(listing: Listing) -> dict[str, Any]:
    """What the browser calls things: the countries on the map and the types."""
    words = listing.ask.words
    keys = ("cluster", "area", "zoom_in", "zoom_out", "zoom_all", "failed", "single")
    return {
        "language": words.language,
        "country": {code: words.label("country", code) for code in sorted(mapped_countries())},
        "type": {kind.value: words.label("event_type", kind) for kind in EventType},
        "words": {key: words.t(f"map.{key}") for key in keys},
    }
