"""Setting a field of an event: the form in its place among the values, and what is saved of it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from rasd import judge
from rasd.judge import EDITABLE, TOLLS, Told, Who, check_field
from rasd.model import Action, Event, Json, Judgement
from rasd.review.actions.answers import Form, done, fault, fault_of, overtaken, query_of, who
from rasd.review.actions.choices import item
from rasd.review.actions.picker import picker_of
from rasd.review.actions.values import FormError, evidence_of, item_of, value_of
from rasd.review.request import Coding, Editing
from rasd.review.saying import Saying
from rasd.run.judge import record
from rasd.run.judging import OvertakenError, event_now, is_shown, judge_seen, seen_of, told_by

router = APIRouter()

PICKERS = {
    "sub_event_type": "type",
    "perpetrators": "parties",
    "targets": "parties",
    **dict.fromkeys(TOLLS, "tolls"),
}
"""The template of a field's form; the others have one of their own name."""
_LISTS = frozenset(
    {"perpetrators", "targets", "weapons", "harm", "materiel", "claimed_by", "attribution"}
)
_CLEARABLE = frozenset({"date", "place", "campaign", *_LISTS})


@router.get("/events/{event_id}/edit", response_class=HTMLResponse)
def edit_form(ask: Coding, event_id: str, field: str, evidence: str | None = None) -> HTMLResponse:
    """The form of a field; `evidence` are words that were marked for it."""
    check_field(field)
    event = event_now(ask.store, event_id)
    documents = [document for _, document in told_by(ask.store, event)]
    fields = TOLLS if field in TOLLS else (field,)
    try:
        marked = _marked(evidence)
    except FormError as error:
        return fault_of(ask, error)
    name = ask.t("edit.tolls") if field in TOLLS else ask.words.label("field", field)
    return ask.page(
        "_edit.html.jinja",
        event=event,
        field=field,
        fields=fields,
        title=ask.t("edit.edit_field", field=name),
        seen={each: seen_of(event, each) for each in fields},
        value=getattr(event, field),
        tolls=[(each, getattr(event, each)) for each in TOLLS],
        picker=PICKERS.get(field, field),
        pick=picker_of(event, documents, ask.words),
        evidence=marked,
        clearable=field in _CLEARABLE,
        first=True,
        query=query_of(ask),
    )


@router.post("/events/{event_id}/edit", response_class=HTMLResponse)
def edit(ask: Coding, event_id: str, form: Form) -> HTMLResponse:
    """Saves what the form says: an edit of each field that is another now.

    Where nothing is another and no new words stand behind it, the value is accepted.
    """
    fields = [str(each) for each in form.getlist("field")]
    if not fields or any(each not in EDITABLE for each in fields):
        return fault(ask, "edit.fault_form")

    def say(event: Event, told: Sequence[Told]) -> tuple[Judgement, ...]:
        return _said(event, told, fields, form, who(ask, str(form.get("reason") or "")))

    seen = {each: str(form.get(f"seen.{each}") or "") for each in fields}
    try:
        said = judge_seen(ask.store, event_id, say, seen=seen)
    except FormError as error:
        return fault_of(ask, error)
    except OvertakenError as error:
        return overtaken(ask, error)
    shown = Saying(ask.words).joined(ask.words.label("field", each.field) for each in said)
    what = "edited" if any(each.action is Action.EDIT for each in said) else "accepted_field"
    return done(ask, event_now(ask.store, event_id), ask.t(f"edit.{what}", field=shown), said)


@router.get("/outlets/grade", response_class=HTMLResponse)
def grade_form(ask: Editing, graded: str, event: str) -> HTMLResponse:
    """Asks how reliable an outlet is."""
    shown = event_now(ask.store, event)
    present = (a.reliability.value for a in shown.accounts if a.outlet == graded)
    return ask.page(
        "_grade.html.jinja",
        event=shown,
        outlet=graded,
        name=Saying(ask.words).outlet(graded),
        present=next(present, "F"),
        query=query_of(ask),
    )


@router.post("/outlets/grade", response_class=HTMLResponse)
def grade(ask: Editing, form: Form) -> HTMLResponse:
    """Grades the reliability of an outlet in every event that it tells of."""
    outlet, event_id = str(form.get("outlet") or ""), str(form.get("event") or "")
    judgement = judge.grade_outlet(outlet, str(form.get("grade") or ""), who=who(ask))
    record(ask.store, judgement)
    given = {"outlet": ask.words.label("source", outlet), "grade": str(form.get("grade"))}
    return done(ask, event_now(ask.store, event_id), ask.t("edit.graded", **given), [judgement])


def _said(
    event: Event, told: Sequence[Told], fields: Sequence[str], form: FormData, by: Who
) -> tuple[Judgement, ...]:
    values = {field: _value(field, form) for field in fields}
    others = [field for field in fields if not is_shown(event, field, values[field])]
    if not others and form.getlist("evidence"):
        # Words that speak for the value as it is.
        others = [str(form.get("for") or fields[0])]
    if others:
        return tuple(
            _edited(event, told, field, values[field], form, by)
            for field in others
            if field in values
        )
    held = [each for each in fields if getattr(event, each)] or [fields[0]]
    return tuple(judge.accept(event, told, field=each, who=by) for each in held)


def _edited(
    event: Event, told: Sequence[Told], field: str, value: Json, form: FormData, by: Who
) -> Judgement:
    evidence = evidence_of(field, form) if value not in (None, []) else ()
    return judge.edit(event, told, field=field, value=value, evidence=evidence, who=by)


def _value(field: str, form: FormData) -> Json:
    if form.get("none"):
        return [] if field in _LISTS else None
    return value_of(field, form)


def _marked(evidence: str | None) -> list[dict[str, str]]:
    """Marked words as the form carries and shows them."""
    if not evidence:
        return []
    found = item_of(evidence)
    return [{"value": item(dict(found)), "quote": str(found.get("quote") or "")}]
