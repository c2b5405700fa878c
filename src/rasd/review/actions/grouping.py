"""Joining events that are one incident, and parting reports that tell of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from rasd import judge
from rasd.judge import Told
from rasd.model import Box, Event, EventFilter, EventRow, Judgement, Order
from rasd.review.actions.answers import Form, done, fault, overtaken, query_of, who
from rasd.review.actions.reports import reports_of, telling
from rasd.review.event import event_view, read_ground
from rasd.review.request import Ask, Coding
from rasd.review.saying import Saying
from rasd.run.judging import OvertakenError, event_now, judge_seen, seen_of, told_by
from rasd.search import arabic_analyser

router = APIRouter()

OFFERED = 9
"""Events that a list of candidates holds: as many as there are digits to choose by."""
_DAYS = 4
_DEGREES = 0.4
"""About 40 km: reports of one incident rarely place it further apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event that may be the same incident."""

    id: str
    title: str
    about: str
    event_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field of two events."""

    label: str
    own: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.own and self.other) and self.own != self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a report with who published them."""

    name: str
    words: str


@router.get("/events/{event_id}/join", response_class=HTMLResponse)
def join_form(ask: Coding, event_id: str) -> HTMLResponse:
    """Offers the events near in place and time."""
    event = event_now(ask.store, event_id)
    return ask.page(
        "_join.html.jinja",
        event=event,
        seen=seen_of(event),
        candidates=_near(ask, event),
        searched=False,
        query=query_of(ask),
    )


@router.get("/events/{event_id}/join/candidates", response_class=HTMLResponse)
def join_candidates(ask: Coding, event_id: str, q: str = "") -> HTMLResponse:
    """Events by words of their articles, by names or by id; without any, those that are near."""
    event = event_now(ask.store, event_id)
    found = _searched(ask, event, q.strip()) if q.strip() else _near(ask, event)
    return ask.page(
        "_join_candidates.html.jinja", event=event, candidates=found, searched=bool(q.strip())
    )


@router.get("/events/{event_id}/join/compare", response_class=HTMLResponse)
def join_compare(ask: Coding, event_id: str, other: str) -> HTMLResponse:
    """Two events side by side."""
    saying = Saying(ask.words)
    own, chosen = (
        event_view(read_ground(ask.store, event_now(ask.store, each)), saying)
        for each in (event_id, other)
    )
    rows = []
    for field, beside in zip(own.fields, chosen.fields, strict=True):
        said, told = (saying.joined(line.words for line in each.lines) for each in (field, beside))
        if said or told:
            rows.append(Compared(label=field.label, own=said, other=told))
    return ask.page(
        "_join_compare.html.jinja",
        rows=rows,
        own_quotes=_words(ask, own.event, saying),
        other_quotes=_words(ask, chosen.event, saying),
    )


@router.post("/events/{event_id}/join", response_class=HTMLResponse)
def join(ask: Coding, event_id: str, form: Form) -> Response:
    """Joins the event with those that are named."""
    others = [str(each) for each in dict.fromkeys(form.getlist("other")) if each != event_id]
    if not others:
        return fault(ask, "edit.fault_join")

    def say(_: Event, told: Sequence[Told]) -> tuple[Judgement, ...]:
        beside = [told_by(ask.store, event_now(ask.store, each)) for each in others]
        return (judge.join([told, *beside], who=who(ask, str(form.get("reason") or ""))),)

    try:
        said = judge_seen(ask.store, event_id, say, seen=str(form.get("seen") or "") or None)
    except OvertakenError as error:
        return overtaken(ask, error)
    [event, *_] = ask.store.resolve_event(event_id)
    return done(ask, event, ask.t("edit.joined"), said, moved=event.id != event_id)


@router.get("/events/{event_id}/split", response_class=HTMLResponse)
def split_form(ask: Coding, event_id: str) -> HTMLResponse:
    """Asks which reports tell of another incident."""
    event = event_now(ask.store, event_id)
    return ask.page(
        "_split.html.jinja",
        event=event,
        seen=seen_of(event),
        reports=reports_of(told_by(ask.store, event), ask.words),
        query=query_of(ask),
    )


@router.post("/events/{event_id}/split", response_class=HTMLResponse)
def split(ask: Coding, event_id: str, form: Form) -> Response:
    """Parts the ticked reports from the others."""
    away = {str(each) for each in form.getlist("report")}
    if not away:
        return fault(ask, "edit.fault_report")

    def say(event: Event, told: Sequence[Told]) -> tuple[Judgement, ...]:
        sides = [[e for e in told if (e[0].id in away) is side] for side in (False, True)]
        return (judge.split(sides, who=who(ask, str(form.get("reason") or ""))),)

    event = event_now(ask.store, event_id)
    if away >= set(event.mention_ids):
        return fault(ask, "edit.fault_split_all")
    try:
        said = judge_seen(ask.store, event_id, say, seen=str(form.get("seen") or ""))
    except OvertakenError as error:
        return overtaken(ask, error)
    [left, *_] = ask.store.resolve_event(event_id)
    return done(ask, left, ask.t("edit.parted"), said, moved=left.id != event_id)


def _near(ask: Ask, event: Event) -> list[Candidate]:
    """Events of the same days and surroundings, or of the same country where no point is known."""
    wanted = EventFilter()
    day, place = event.date, event.place
    if day is not None and day.start is not None and day.end is not None:
        around = timedelta(days=_DAYS)
        wanted = replace(wanted, since=day.start - around, until=day.end + around)
    if place is not None and place.lat is not None and place.lon is not None:
        box = Box(
            south=place.lat - _DEGREES,
            west=place.lon - _DEGREES,
            north=place.lat + _DEGREES,
            east=place.lon + _DEGREES,
        )
        wanted = replace(wanted, box=box)
    elif place is not None and place.country:
        wanted = replace(wanted, countries=(place.country,))
    if wanted == EventFilter():
        return []
    rows = ask.store.rows(wanted, order=Order.DATE, limit=4 * OFFERED).rows
    near = [row for row in rows if row.id != event.id]
    near.sort(key=lambda row: _unlike(row, event))
    return [_candidate(ask, row) for row in near[:OFFERED]]


def _unlike(row: EventRow, event: Event) -> tuple[bool, int, bool]:
    """What is of another kind, or of days further off, comes later."""
    start = event.date.start if event.date else None
    days = abs((row.date_start - start).days) if row.date_start and start else _DAYS
    return (row.event_type != event.event_type, days, row.sub_event_type != event.sub_event_type)


def _searched(ask: Ask, event: Event, text: str) -> list[Candidate]:
    rows = ask.store.rows(
        EventFilter(text=text), analyser=arabic_analyser(), limit=OFFERED + 1
    ).rows
    return [_candidate(ask, row) for row in rows if row.id != event.id][:OFFERED]


def _candidate(ask: Ask, row: EventRow) -> Candidate:
    words, saying = ask.words, Saying(ask.words)
    what = words.label("sub_event_type", row.sub_event_type.value)
    name = row.name_ar if words.language == "ar" else row.name_en
    where = name or row.name_ar or row.place_text or saying.country(row.country)
    tolls = [
        f"{words.label('field', field)}: {low}"
        for field, low in (("killed", row.killed_min), ("wounded", row.wounded_min))
        if low is not None
    ]
    outlets = [saying.outlet(each) for each in row.outlets[:3]]
    about = [words.days(row.date_start, row.date_end), *tolls, *outlets]
    title = words.t("event.title_at", what=what, place=where) if where else what
    return Candidate(
        id=row.id, title=title, about=" · ".join(about), event_type=row.event_type.value
    )


def _words(ask: Ask, event: Event, saying: Saying) -> list[Words]:
    told = told_by(ask.store, event)
    return [Words(name=saying.document(d), words=telling(m)) for m, d in told[:OFFERED]]
