"""The lists of choices that appear while a person types, and the place that they point at."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.model import Place, PlacePrecision
from rasd.review.actions import choices
from rasd.review.actions.choices import Choice
from rasd.review.request import Ask, Coding
from rasd.run import lookup

router = APIRouter(prefix="/pick")
_LONGEST = 100


@router.get("/types", response_class=HTMLResponse)
def types(ask: Coding, box: str, q: str = "") -> HTMLResponse:
    """Types of events."""
    return _listed(ask, box, choices.types(q[:_LONGEST], ask.words))


@router.get("/parties", response_class=HTMLResponse)
def parties(
    ask: Coding,
    box: str,
    q: str = "",
    country: str | None = None,
    day: date | None = None,
    free: bool = True,
) -> HTMLResponse:
    """Parties; with `free`, the words themselves as the name of one that the table lacks."""
    query = q.strip()[:_LONGEST]
    found = choices.parties(query, ask.words, country=country or None, day=day)
    if free and query:
        own = Choice(
            value=choices.item({"id": None, "text": query, "category": "unknown"}),
            shown=query,
            note=ask.t("edit.own_name"),
        )
        found = (*found, own)
    return _listed(ask, box, found)


@router.get("/places", response_class=HTMLResponse)
def places(
    ask: Coding,
    box: str,
    q: str = "",
    country: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
) -> HTMLResponse:
    """Places of the gazetteer, with how far they lie from the point."""
    near = Place(text="", country=country or None, lat=lat, lon=lon)
    return _listed(ask, box, choices.places(q[:_LONGEST], ask.words, near=near))


@router.get("/weapons", response_class=HTMLResponse)
def weapons(ask: Coding, box: str, q: str = "") -> HTMLResponse:
    """Weapons."""
    return _listed(ask, box, choices.weapons(q[:_LONGEST], ask.words))


@router.get("/place", response_class=HTMLResponse)
def place(
    ask: Coding, place_id: str | None = None, lat: float | None = None, lon: float | None = None
) -> HTMLResponse:
    """What the form says of a chosen place, or of a point on the map."""
    found = lookup.place_found(place_id) if place_id else None
    chosen = found.place if found else None
    if chosen is None and lat is not None and lon is not None:
        chosen = _pointed(ask, lat, lon)
    return ask.page("pickers/_chosen_place.html.jinja", chosen=chosen, picked=chosen is not None)


def _pointed(ask: Ask, lat: float, lon: float) -> Place:
    """A point on the map: near the settlement that lies nearest, in what this lies in."""
    near = lookup.nearest_place(lat, lon)
    name = ask.t("edit.point")
    if near is None:
        return Place(text=name, lat=lat, lon=lon, precision=PlacePrecision.NEAR)
    return Place(
        text=near.place.text,
        name_ar=near.place.name_ar,
        name_en=near.place.name_en,
        country=near.place.country,
        admin1=near.place.admin1,
        lat=round(lat, 4),
        lon=round(lon, 4),
        precision=PlacePrecision.NEAR,
    )


def _listed(ask: Ask, list_id: str, found: tuple[Choice, ...]) -> HTMLResponse:
    return ask.page(
        "pickers/_options.html.jinja", list_id=list_id, groups=choices.grouped(found), n=len(found)
    )
