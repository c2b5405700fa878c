"""Joins events that are picked in a list: reports of one incident that were kept apart."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from rasd.judge import Who
from rasd.model import SettingsError, row_of
from rasd.review.request import Coding
from rasd.review.rows import title
from rasd.run import judge

router = APIRouter()


@router.post("/join", response_class=HTMLResponse)
def join(ask: Coding, id: Annotated[list[str] | None, Form()] = None) -> HTMLResponse:  # noqa: A002
    """Records that the picked events are one, and says which event they became."""
    picked = tuple(dict.fromkeys(id or ()))
    if len(picked) < 2:
        raise SettingsError(ask.t("lists.join_two"))
    said = judge.join(ask.store, picked, Who(by=ask.person.name, at=ask.context.settings.clock()))
    judge.record(ask.store, said)
    joined = judge.shown_on(ask.store, said)
    answer = ask.page(
        "_list_joined.html.jinja",
        count=len(picked),
        events=[(event.id, title(ask.words, row_of(event))) for event in joined],
    )
    answer.headers["HX-Trigger"] = "listing-changed"
    return answer
