"""Saying that an event is right or is none, and taking back what one said."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from rasd import judge
from rasd.judge import Told
from rasd.model import Event, Judgement
from rasd.review.actions.adding import document_added_to, document_again
from rasd.review.actions.answers import (
    Form,
    done,
    fault,
    gone_on,
    looked_at_again,
    overtaken,
    query_of,
    who,
)
from rasd.review.actions.reports import reports_of
from rasd.review.people import Role
from rasd.review.reasons import OTHER, kept_reason, reasons
from rasd.review.request import Coding, RefusedError
from rasd.run.judging import (
    OvertakenError,
    event_now,
    is_by,
    judge_seen,
    judgements_named,
    last_of,
    seen_of,
    take_back,
    told_by,
)

router = APIRouter()


@router.post("/events/{event_id}/accept", response_class=HTMLResponse)
def accept(ask: Coding, event_id: str, form: Form) -> Response:
    """Accepts the event as shown, or one field of it; with `next`, goes on to the next one."""
    field = str(form.get("field") or "") or None

    def say(event: Event, told: Sequence[Told]) -> tuple[Judgement, ...]:
        return (judge.accept(event, told, field=field, who=who(ask)),)

    on = gone_on(ask, event_id) if form.get("next") else None
    try:
        said = judge_seen(ask.store, event_id, say, seen=str(form.get("seen") or ""))
    except OvertakenError as error:
        return looked_at_again(ask, error)
    if field is not None:
        what = ask.t("edit.accepted_field", field=ask.words.label("field", field))
        return done(ask, event_now(ask.store, event_id), what, said)
    if on is not None:
        return done(ask, on, ask.t("edit.accepted"), said, of=event_id, moved=True)
    what = ask.t("edit.accepted_last" if form.get("next") else "edit.accepted")
    return done(ask, event_now(ask.store, event_id), what, said)


@router.get("/events/{event_id}/reject", response_class=HTMLResponse)
def reject_form(ask: Coding, event_id: str) -> HTMLResponse:
    """Asks for the reason, and of several reports which are meant."""
    event = event_now(ask.store, event_id)
    return ask.page(
        "_reject.html.jinja",
        event=event,
        seen=seen_of(event),
        reports=reports_of(told_by(ask.store, event), ask.words),
        reasons=reasons(ask.words),
        query=query_of(ask),
    )


@router.post("/events/{event_id}/reject", response_class=HTMLResponse)
def reject(ask: Coding, event_id: str, form: Form) -> Response:
    """Rejects the reports that are ticked; with all of them the event is gone."""
    chosen = [str(each) for each in form.getlist("report")]
    code, added = str(form.get("code") or ""), str(form.get("added") or "").strip()
    if code == OTHER and not added:
        return fault(ask, "edit.fault_reason")
    if not chosen:
        return fault(ask, "edit.fault_report")
    try:
        reason = kept_reason(code, added)
    except KeyError:
        return fault(ask, "edit.fault_form")

    def say(_: Event, told: Sequence[Told]) -> tuple[Judgement, ...]:
        return (judge.reject([e for e in told if e[0].id in chosen], who=who(ask, reason)),)

    on = gone_on(ask, event_id)
    try:
        said = judge_seen(ask.store, event_id, say, seen=str(form.get("seen") or ""))
    except OvertakenError as error:
        return overtaken(ask, error)
    what = ask.t("edit.rejected")
    left = ask.store.event(event_id) or next(iter(ask.store.resolve_event(event_id)), None)
    if left is not None:
        return done(ask, left, what, said, of=event_id, moved=left.id != event_id)
    return done(ask, on, what, said, of=event_id, moved=True)


@router.post("/events/{event_id}/undo", response_class=HTMLResponse)
def undo(ask: Coding, event_id: str, form: Form) -> Response:
    """Takes back the judgements named, or else the person's last one on the event."""
    named = [each for each in str(form.get("judgement") or "").split(",") if each]
    event = ask.store.event(event_id)
    if not named and event is not None:
        own = last_of(ask.store, event, ask.person.name)
        named = [own] if own else []
    if not named:
        raise RefusedError("edit.undo_nothing", 409)
    with ask.store.transaction():
        meant = judgements_named(ask.store, named)
        if ask.person.role < Role.EDITOR and not all(
            is_by(ask.store, each, ask.person.name) for each in meant
        ):
            raise RefusedError("edit.undo_others")
        take_back(ask.store, meant, who(ask))
    event = ask.store.event(event_id) or next(iter(ask.store.resolve_event(event_id)), None)
    if event is None and (document := document_added_to(ask, meant)):
        return document_again(ask, document, ask.t("edit.undone"))
    return done(ask, event, ask.t("edit.undone"), moved=True)
