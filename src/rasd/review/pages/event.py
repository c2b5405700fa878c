"""The page of one event: its values, the words behind them, who says what, and why."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rasd.review.event import read_ground
from rasd.review.event.articles import hidden_part
from rasd.review.event.reasons import why_view
from rasd.review.event.showing import shown
from rasd.review.event.values import FIELDS
from rasd.review.request import Reading, RefusedError
from rasd.review.saying import Saying
from rasd.run.nearly import nearly_joined

router = APIRouter()


@router.get("/events/{event_id}", response_class=HTMLResponse)
def event_page(ask: Reading, event_id: str, whole: str | None = None) -> Response:
    """An event; an id that it had before leads on, and one that is gone says where to."""
    with ask.store.snapshot():
        event = ask.store.event(event_id)
        if event is not None:
            return shown(ask, event, whole=whole)
        now = ask.store.resolve_event(event_id)
        if len(now) == 1:
            query = ask.request.url.query
            return RedirectResponse(f"/events/{now[0].id}{'?' if query else ''}{query}", 303)
        if not now and not any(r.old_id == event_id for r in ask.store.redirects()):
            raise RefusedError("base.not_found", 404)
        saying = Saying(ask.words)
        template = "_event_gone.html.jinja" if ask.partial else "event_gone.html.jinja"
        return ask.page(template, status=410, event_id=event_id, now=now, saying=saying)


@router.get("/events/{event_id}/text", response_class=HTMLResponse)
def text_part(ask: Reading, event_id: str, doc: str, start: int, end: int) -> HTMLResponse:
    """A part of an article that the page left out."""
    with ask.store.snapshot():
        event = ask.store.event(event_id)
        if event is None or doc not in event.doc_ids:
            raise RefusedError("base.not_found", 404)
        ground = read_ground(ask.store, event)
    saying = Saying(ask.words)
    parts, names = hidden_part(ground, doc, max(0, start), end, saying)
    return ask.page("_pieces.html.jinja", parts=parts, names=names, event_id=event_id, doc_id=doc)


@router.get("/events/{event_id}/why", response_class=HTMLResponse)
def why(ask: Reading, event_id: str) -> HTMLResponse:
    """Why the event is as it is: what joined its reports, which rules gave its values."""
    with ask.store.snapshot():
        event = ask.store.event(event_id)
        if event is None:
            raise RefusedError("base.not_found", 404)
        ground, nearly = read_ground(ask.store, event), nearly_joined(ask.store, event)
    saying = Saying(ask.words)
    given = why_view(ground, nearly, FIELDS, saying)
    template = "_why_body.html.jinja" if ask.partial else "event_why.html.jinja"
    return ask.page(template, why=given, event=event, saying=saying)
