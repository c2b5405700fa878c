"""One item of a round, for one coder: its articles and a form, and then the next item."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from rasd import judge
from rasd.model import TOLLS, Answer, CodingRound, Json, RoundItem
from rasd.review.actions.adding import PARTS, is_said
from rasd.review.actions.answers import Form, fault, fault_of
from rasd.review.actions.picker import picker_of
from rasd.review.actions.values import FormError, value_of
from rasd.review.request import Ask, Coding, RefusedError
from rasd.review.rounds.drawing import order_of
from rasd.review.rounds.item import articles_of, event_of, filled
from rasd.review.rounds.seeing import Progress, check_open, item_at, progress_of, round_of
from rasd.review.saying import Saying

router = APIRouter(prefix="/coding")
_LONGEST_NOTE = 1_000


@router.get("/{round_id}/{place}", response_class=HTMLResponse)
def item_page(ask: Coding, round_id: str, place: int) -> HTMLResponse:
    """The item at a place of the coder's own order."""
    held = round_of(ask, round_id)
    check_open(held, ask.person)
    return _page(ask, held, _item(ask, held, place), place)


@router.post("/{round_id}/{place}", response_class=HTMLResponse)
def answer(ask: Coding, round_id: str, place: int, form: Form) -> Response:
    """Keeps what the coder says, and leads to the next item that is open."""
    held = round_of(ask, round_id)
    check_open(held, ask.person)
    item = _item(ask, held, place)
    incident = form.get("incident") != "no"
    try:
        values = _values(held, form) if incident else {}
    except FormError as error:
        return fault_of(ask, error)
    done = "later" not in form
    if incident and done and "sub_event_type" in held.fields and "sub_event_type" not in values:
        return fault(ask, "document.fault_type")
    said = Answer(
        position=item.position,
        coder=ask.person.name,
        at=ask.context.settings.clock(),
        incident=incident,
        values=values,
        note=str(form.get("note") or "").strip()[:_LONGEST_NOTE] or None,
        done=done,
    )
    ask.store.rounds.answer(held.id, said)
    return Response(headers={"HX-Redirect": _next(ask, held, place)})


def _next(ask: Ask, held: CodingRound, place: int) -> str:
    """The next open item, else the round."""
    following = _own_progress(ask, held).after(place)
    return f"/coding/{held.id}" if following is None else f"/coding/{held.id}/{following}"


def _own_progress(ask: Ask, held: CodingRound) -> Progress:
    return next(each for each in progress_of(ask.store, held) if each.coder == ask.person.name)


def _item(ask: Ask, held: CodingRound, place: int) -> RoundItem:
    order = order_of(held, ask.person.name)
    if not 1 <= place <= len(order):
        raise RefusedError("base.not_found", 404)
    return item_at(ask.store, held, order[place - 1])


def _values(held: CodingRound, form: FormData) -> dict[str, Json]:
    """What the form says; a picker of which nothing was said leaves its field open."""
    found: dict[str, Json] = {}
    for name in held.fields:
        if f"none.{name}" in form:
            found[name] = None if name in ("date", "place", *TOLLS) else []
        elif is_said(name, form):
            value = value_of(name, form)
            if value not in (None, [], ""):
                found[name] = judge.read_value(name, value)
    return found


def _page(ask: Ask, held: CodingRound, item: RoundItem, place: int) -> HTMLResponse:
    with ask.store.snapshot():
        articles = articles_of(ask.store, item, Saying(ask.words))
        mine = ask.store.rounds.answers(held.id, coder=ask.person.name)
        given = next((each for each in mine if each.position == item.position), None)
        values = filled(ask.store, item, given, assisted=held.assisted)
        event = event_of(ask.store, item) if held.assisted else None
        progress = _own_progress(ask, held)
    asked = [(field, picker, names) for field, picker, names in PARTS if _is_asked(held, names)]
    return ask.page(
        "round_item.html.jinja",
        round=held,
        place=place,
        articles=articles,
        given=given,
        values=values,
        parts=asked,
        tolls=[(each, values.get(each)) for each in TOLLS if each in held.fields],
        pick=picker_of(event, [each.document for each in articles], ask.words),
        progress=progress,
    )


def _is_asked(held: CodingRound, names: tuple[str, ...]) -> bool:
    return any(name in held.fields for name in names)
