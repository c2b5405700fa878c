"""Decides what answers a request for an event: its page, or what stands in `main` of one."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from rasd.model import Event
from rasd.review.event.ground import read_ground
from rasd.review.event.steps import steps_of
from rasd.review.event.view import event_view
from rasd.review.request import Ask
from rasd.review.saying import Saying


def shown(ask: Ask, event: Event, *, whole: str | None = None) -> HTMLResponse:
    """An event as its page, or where a part is asked for as what stands in `main`."""
    view = event_view(read_ground(ask.store, event), Saying(ask.words), whole=whole)
    steps = steps_of(ask.store, event.id, ask.request.query_params)
    template = "_event.html.jinja" if ask.partial else "event.html.jinja"
    return ask.page(template, view=view, steps=steps)
