"""Rounds of coding: the list, making one, how far it is, what came of it."""

from __future__ import annotations

import csv
import io
import secrets
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from rasd.evaluate import agreement_by_field, differences
from rasd.model import CodingRound, Order, Role, to_json
from rasd.review.actions.answers import Form
from rasd.review.filters import asked_in, query_of
from rasd.review.request import Ask, Coding, Editing
from rasd.review.rounds.drawing import FEWEST_CODERS, FIELDS, MOST_ITEMS, Wish, make_round
from rasd.review.rounds.seeing import answers_of, may_know, names_of, progress_of, round_of
from rasd.search import arabic_analyser

router = APIRouter(prefix="/coding")
_SEE_OTHER = 303
_UNUSABLE = 422
_LONGEST_NAME = 120
_USUAL_SIZE = 50


@router.get("", response_class=HTMLResponse)
def rounds(ask: Coding) -> HTMLResponse:
    """The rounds that a person has a part in; editors see all."""
    with ask.store.snapshot():
        known = [each for each in ask.store.rounds.rounds() if may_know(ask.person, each)]
        progress = {each.id: progress_of(ask.store, each) for each in known}
    return ask.page(
        "rounds.html.jinja",
        rounds=known,
        progress=progress,
        is_team=ask.context.settings.is_team,
        names=names_of(ask.store),
    )


@router.get("/new", response_class=HTMLResponse)
def new(ask: Editing) -> HTMLResponse:
    """The form of a new round over the events of a filter."""
    return _new(ask)


@router.post("/new", response_class=HTMLResponse)
def make(ask: Editing, form: Form) -> Response:
    """Draws the items and keeps the round."""
    coders = tuple(str(each) for each in form.getlist("coder"))
    fields = tuple(each for each in FIELDS if each in form.getlist("field"))
    size, name = str(form.get("size") or ""), str(form.get("name") or "").strip()
    known = {each.name for each in ask.store.people.accounts()}
    if not name:
        return _new(ask, what=ask.t("coding.fault_name"))
    if not size.isdecimal() or not 1 <= int(size) <= MOST_ITEMS:
        return _new(ask, what=ask.t("coding.fault_size", n=ask.words.number(MOST_ITEMS)))
    if not fields:
        return _new(ask, what=ask.t("coding.fault_fields"))
    if len(coders) < FEWEST_CODERS or not known.issuperset(coders):
        return _new(ask, what=ask.t("coding.fault_coders"))
    wanted = asked_in(ask.request.query_params).filter
    if ask.store.rows(wanted, analyser=arabic_analyser(), order=Order.DATE, limit=1).total == 0:
        return _new(ask, what=ask.t("coding.fault_none"))
    wish = Wish(
        name=name[:_LONGEST_NAME],
        size=int(size),
        fields=fields,
        coders=coders,
        assisted="assisted" in form,
        seed=secrets.randbelow(1_000_000),
    )
    at = ask.context.settings.clock()
    made = make_round(
        ask.store, wish, wanted, by=ask.person.name, at=at, analyser=arabic_analyser()
    )
    return RedirectResponse(f"/coding/{made.id}", _SEE_OTHER)


@router.get("/{round_id}", response_class=HTMLResponse)
def round_page(ask: Coding, round_id: str) -> HTMLResponse:
    """How far a round is; once it is closed, how far its coders agree."""
    with ask.store.snapshot():
        held = round_of(ask, round_id)
        progress = progress_of(ask.store, held)
        answers = answers_of(ask.store, held) if held.closed else ()
    return ask.page(
        "round.html.jinja",
        round=held,
        progress=progress,
        mine=next((each for each in progress if each.coder == ask.person.name), None),
        figures=agreement_by_field(answers, held.fields, held.coders) if answers else (),
        apart=len({each.position for each in differences(answers, held.fields)}),
        names=names_of(ask.store),
        may_close=held.closed is None and ask.person.role >= Role.EDITOR,
    )


@router.post("/{round_id}/close")
def close(ask: Editing, round_id: str) -> Response:
    """Ends the answering, for good."""
    held = round_of(ask, round_id)
    ask.store.rounds.close(held.id, by=ask.person.name)
    return RedirectResponse(f"/coding/{held.id}", _SEE_OTHER)


@router.get("/{round_id}/agreement.{kind}")
def export(ask: Coding, round_id: str, kind: Literal["csv", "json"]) -> Response:
    """The figures of a closed round, to be published."""
    with ask.store.snapshot():
        held = round_of(ask, round_id)
        answers = answers_of(ask.store, held)
    rows = _figures(held, answers)
    name = f'attachment; filename="agreement-{held.id}.{kind}"'
    if kind == "json":
        told = {"round": to_json(held), "agreement": rows}
        return JSONResponse(told, headers={"Content-Disposition": name})
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    text = file.getvalue().encode("utf-8")
    return Response(text, media_type="text/csv", headers={"Content-Disposition": name})


def _figures(held: CodingRound, answers: Any) -> list[dict[str, Any]]:
    rows = []
    for each in agreement_by_field(answers, held.fields, held.coders):
        row: dict[str, Any] = {"field": each.field, "metric": each.metric.value}
        row["items"] = each.equal.items
        for name, figure in (("equal", each.equal), ("kappa", each.kappa), ("alpha", each.alpha)):
            row[name] = figure.value if figure else None
            row[f"{name}_low"] = figure.low if figure else None
            row[f"{name}_high"] = figure.high if figure else None
        rows.append(row)
    return rows


def _new(ask: Ask, *, what: str | None = None) -> HTMLResponse:
    asked = asked_in(ask.request.query_params)
    total = ask.store.rows(
        asked.filter, analyser=arabic_analyser(), order=Order.DATE, limit=1
    ).total
    coders = [
        each
        for each in ask.store.people.accounts()
        if not each.disabled and each.role >= Role.CODER
    ]
    return ask.page(
        "round_new.html.jinja",
        status=_UNUSABLE if what else 200,
        what=what,
        total=total,
        query=query_of(asked.filter),
        coders=coders,
        fields=FIELDS,
        size=min(total, _USUAL_SIZE),
        most=MOST_ITEMS,
    )
