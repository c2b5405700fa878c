"""What happened to the dataset, who did it and when: the log, the newest first.

Readers see what happened to the data; what was done to accounts is for those who manage them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from rasd.model import (
    AccountDeed,
    Action,
    Event,
    InputError,
    Judgement,
    LogEntry,
    LogKind,
    RasdError,
    Role,
    ShareDeed,
    StoreError,
    from_json,
)
from rasd.review.request import Ask, Editing, Reading
from rasd.review.saying import Saying
from rasd.run.lots import list_judgements
from rasd.store import Fault, LogWanted

router = APIRouter()
_ON_A_PAGE = 50
_CHECKED_FOR = 20
"""Seconds that a check may take here; the command line sets no limit."""
_MOST_FAULTS = 50
_KEY_SHOWN = 16
_DAY = len("2031-06-01")
_MINUTE = len("2031-06-01T08:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in words: what somebody did, on which events, and why."""

    number: int
    at: str
    day: str
    time: str
    by: str
    is_machine: bool
    kind: str
    what: str
    reason: str | None = None
    events: tuple[tuple[str, str], ...] = ()


@router.get("/log", response_class=HTMLResponse)
def log(ask: Reading) -> HTMLResponse:
    """A page of the log."""
    return _page(ask)


@router.post("/log/verify", response_class=HTMLResponse)
def verify(ask: Editing, expect: Annotated[str, Form()] = "") -> HTMLResponse:
    """Holds the whole store against its log."""
    faults: list[Fault] = []
    stopped = False
    try:
        with ask.store.snapshot():
            for fault in ask.store.faults(expect=expect.strip() or None, seconds=_CHECKED_FOR):
                faults.append(fault)
                if len(faults) == _MOST_FAULTS:
                    break
    except StoreError:
        stopped = True
    return _page(ask, checked={"faults": faults, "stopped": stopped, "most": _MOST_FAULTS})


def _page(ask: Ask, *, checked: dict[str, Any] | None = None) -> HTMLResponse:
    params = ask.request.query_params
    kinds = [kind for kind in LogKind if _may_see(ask, kind)]
    chosen = next((kind for kind in kinds if kind.value == params.get("kind")), None)
    event_id = params.get("event", "").strip()
    unknown, judgements = False, None
    if event_id:
        try:
            judgements = _said_of(ask, event_id)
        except RasdError:
            unknown, judgements = True, {}
    wanted = LogWanted(
        by=params.get("by") or None,
        kinds=(chosen,) if chosen else tuple(kinds),
        since=_day(params.get("from")),
        until=_day(params.get("to")),
        judgements=judgements,
    )
    before = params.get("before", "")
    page = ask.store.log_page(
        wanted,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
        limit=_ON_A_PAGE,
    )
    lines = _lines(ask, page.entries)
    kept = [pair for pair in params.multi_items() if pair[0] not in ("before", "lang")]
    return ask.page(
        "log.html.jinja",
        days=_by_day(lines),
        kinds=kinds,
        chosen=chosen,
        authors=ask.store.log_authors(),
        given=params,
        unknown=unknown,
        older=f"/log?{urlencode([*kept, ('before', page.next)])}" if page.next else None,
        newest=f"/log?{urlencode(kept)}" if before else None,
        head=ask.store.log_head(),
        checked=checked,
        may_check=ask.person.role >= Role.EDITOR,
    )


def _may_see(ask: Ask, kind: LogKind) -> bool:
    return kind is not LogKind.ACCOUNT or ask.person.role >= Role.ADMIN


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _said_of(ask: Ask, event_id: str) -> dict[str, str]:
    """The times of the judgements on an event by their ids, withdrawals too."""
    said = {each.judgement.id: each.judgement for each in list_judgements(ask.store, on=event_id)}
    named = sorted({anchor.doc_id for each in said.values() for anchor in each.anchors})
    beside = [each for each in ask.store.judgements_on(named) if each.withdraws in said]
    return {each.id: each.at for each in (*said.values(), *beside)}


def _lines(ask: Ask, entries: tuple[LogEntry | Fault, ...]) -> list[Line | Fault]:
    said = {
        entry.seq: judgement
        for entry in entries
        if isinstance(entry, LogEntry) and (judgement := _judgement(ask, entry))
    }
    about = {seq: _undone(ask, each) for seq, each in said.items()}
    named = {a.mention_id for each in about.values() for a in each.anchors}
    holding: dict[str, Event] = {}
    for event in ask.store.events_holding(sorted(named)):
        holding |= dict.fromkeys(event.mention_ids, event)
    saying = Saying(ask.words)
    lines: list[Line | Fault] = []
    for entry in entries:
        if isinstance(entry, Fault):
            lines.append(entry)
            continue
        judgement = said.get(entry.seq)
        found = about[entry.seq].anchors if judgement else ()
        events = {e.id: e for a in found if (e := holding.get(a.mention_id))}
        lines.append(
            Line(
                number=entry.seq,
                at=entry.at,
                day=entry.at[:_DAY],
                time=entry.at[_DAY + 1 : _MINUTE],
                by=entry.by,
                is_machine=entry.by == "rasd",
                kind=entry.kind.value,
                what=_what(ask, entry, judgement),
                reason=judgement.reason if judgement else None,
                events=tuple((each.id, saying.title(each)) for each in events.values()),
            )
        )
    return lines


def _judgement(ask: Ask, entry: LogEntry) -> Judgement | None:
    if entry.kind is not LogKind.JUDGEMENT:
        return None
    try:
        return from_json(Judgement, entry.payload)
    except InputError:
        return None


def _undone(ask: Ask, judgement: Judgement) -> Judgement:
    """What a withdrawal takes back; else the judgement itself."""
    if judgement.withdraws is None:
        return judgement
    return ask.store.judgement(judgement.withdraws) or judgement


def _what(ask: Ask, entry: LogEntry, judgement: Judgement | None) -> str:
    w, payload = ask.words, entry.payload if isinstance(entry.payload, dict) else {}
    match entry.kind:
        case LogKind.JUDGEMENT if judgement is not None:
            return _said(ask, judgement)
        case LogKind.SHARE if payload.get("deed") in set(ShareDeed):
            key = str(payload.get("key", ""))
            return ask.t(
                f"log.share_{payload.get('deed')}",
                organisation=payload.get("organisation") or key[:_KEY_SHOWN],
            )
        case LogKind.DOCUMENTS:
            return w.plural("log.documents", len(payload.get("documents", ())))
        case LogKind.MERGE:
            return w.plural("log.merge", int(payload.get("events", 0)))
        case LogKind.ACCOUNT if payload.get("deed") in set(AccountDeed):
            name, role = payload.get("account", ""), payload.get("role")
            if payload.get("deed") == "failed":
                return ask.t("log.deed_failed", name=name, n=w.number(payload.get("failures", 0)))
            called = ask.t(f"people.role_{role}") if role else ""
            return ask.t(
                f"log.deed_{payload.get('deed')}",
                name=name,
                role=called,
                shown=payload.get("shown", ""),
            )
        case _:
            return ask.t("log.unreadable")


def _said(ask: Ask, judgement: Judgement) -> str:
    field = ask.words.label("field", judgement.field) if judgement.field else ""
    match judgement.action:
        case Action.EDIT if judgement.about is not None:
            grade = str(judgement.value)
            return ask.t(
                "log.graded", outlet=Saying(ask.words).outlet(judgement.about), grade=grade
            )
        case Action.ACCEPT if judgement.field:
            return ask.t("log.accepted_field", field=field)
        case Action.WITHDRAW:
            undone = _undone(ask, judgement)
            by, own = undone.signed, undone.by == judgement.by
            return ask.t("log.withdrew_own") if own else ask.t("log.withdrew", by=by)
        case action:
            return ask.t(f"log.did_{action.value}", field=field)


def _by_day(lines: list[Line | Fault]) -> list[tuple[str, list[Line | Fault]]]:
    days: list[tuple[str, list[Line | Fault]]] = []
    for line in lines:
        day = line.day if isinstance(line, Line) else days[-1][0] if days else ""
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(line)
    return days
