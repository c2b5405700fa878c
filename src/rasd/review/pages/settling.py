"""Settling what coders of a closed round do not agree on, one difference after another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi import Form as Field
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rasd.evaluate import Difference, differences
from rasd.evaluate.rounds import INCIDENT
from rasd.model import CodingRound, RoundItem
from rasd.review.actions.answers import who
from rasd.review.request import Ask, Editing, RefusedError
from rasd.review.rounds.item import articles_of, event_of
from rasd.review.rounds.seeing import answers_of, item_at, names_of, round_of
from rasd.review.rounds.settling import judgement_of, reason_of, sides_of
from rasd.review.saying import Saying
from rasd.run.judge import record
from rasd.run.judging import told_by

router = APIRouter(prefix="/coding/{round_id}/settle")
_SEE_OTHER = 303


@router.get("/{number}", response_class=HTMLResponse)
def difference_page(ask: Editing, round_id: str, number: int, done: bool = False) -> HTMLResponse:
    """One difference: both sides, the articles, what the event says now."""
    saying = Saying(ask.words)
    with ask.store.snapshot():
        held, found, item, total = _at(ask, round_id, number)
        event = event_of(ask.store, item)
        return ask.page(
            "round_settle.html.jinja",
            round=held,
            number=number,
            total=total,
            field=ask.t("coding.incident")
            if found.field == INCIDENT
            else ask.words.label("field", found.field),
            sides=sides_of(found, event, names_of(ask.store), saying),
            articles=articles_of(ask.store, item, saying),
            event=event,
            done=done,
        )


@router.post("/{number}")
def take(ask: Editing, round_id: str, number: int, coder: Annotated[str, Field()]) -> Response:
    """Takes a coder's side: a judgement of the editor's."""
    saying = Saying(ask.words)
    held, found, item, total = _at(ask, round_id, number)
    event = event_of(ask.store, item)
    if event is None:
        raise RefusedError("coding.no_event", 409)
    if coder not in found.said:
        raise RefusedError("coding.no_coder", 422)
    sides = sides_of(found, event, names_of(ask.store), saying)
    said = judgement_of(
        found,
        coder,
        event,
        told_by(ask.store, event),
        who=who(ask, reason_of(held, sides, saying)),
    )
    record(ask.store, said)
    following = number + 1 if number < total else number
    return RedirectResponse(f"/coding/{held.id}/settle/{following}?done=1", _SEE_OTHER)


def _at(ask: Ask, round_id: str, number: int) -> tuple[CodingRound, Difference, RoundItem, int]:
    """The difference of a number, from 1, with its round and item, and how many there are."""
    held = round_of(ask, round_id)
    found = differences(answers_of(ask.store, held), held.fields)
    if not 1 <= number <= len(found):
        raise RefusedError("base.not_found", 404)
    wanted = found[number - 1]
    return held, wanted, item_at(ask.store, held, wanted.position), len(found)
