"""Filters that people keep under a name: for themselves, or for everybody."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from starlette.datastructures import QueryParams

from rasd.model import SavedFilter, SettingsError
from rasd.review.filters import filter_of, order_of
from rasd.review.lists import View, address_of
from rasd.review.request import Ask, Reading

router = APIRouter()
_LONGEST = 80
_LONGEST_QUERY = 8_000
MOST = 100
"""Filters of one person: everybody's lists show those that are shared."""


@router.post("/saved")
def keep(
    ask: Reading,
    name: Annotated[str, Form()],
    address: Annotated[str, Form()],
    shared: Annotated[str, Form()] = "",
) -> Response:
    """Keeps the filter of one of our addresses; a filter of the same name is replaced."""
    called = " ".join(name.split())[:_LONGEST]
    if not called:
        raise SettingsError(ask.t("lists.saved_no_name"))
    view, query = _ours(address)
    if len(query) > _LONGEST_QUERY:
        raise SettingsError(ask.t("lists.saved_too_long"))
    own = [
        each for each in ask.store.saved_filters(ask.person.name) if each.owner == ask.person.name
    ]
    if len(own) >= MOST and called not in {each.name for each in own}:
        raise SettingsError(ask.t("lists.saved_too_many", most=ask.words.number(MOST)))
    saved = SavedFilter(
        owner=ask.person.name,
        name=called,
        view=view.value,
        query=query,
        shared=bool(shared),
        at=ask.context.settings.clock(),
    )
    ask.store.write_saved_filter(saved)
    return _changed(ask, f"{view.value}?{query}")


@router.post("/saved/forget")
def forget(ask: Reading, name: Annotated[str, Form()]) -> Response:
    """Forgets one of the person's own filters."""
    ask.store.drop_saved_filter(ask.person.name, name)
    return _changed(ask, View.QUEUE.value)


def _ours(address: str) -> tuple[View, str]:
    """The view and the filter of an address, without anything else that stood in it."""
    path, _, query = address.partition("?")
    if path not in list(View):
        raise SettingsError(f"{path!r} is no list of events; keep a filter from one of them")
    view, params = View(path), QueryParams(query)
    order = order_of(params, queue=view is View.QUEUE)
    return view, address_of(view, filter_of(params), order).partition("?")[2]


def _changed(ask: Ask, address: str) -> Response:
    if ask.request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Trigger": "listing-changed"})
    return Response(status_code=303, headers={"Location": address})
