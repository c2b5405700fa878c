"""Decides how an event reads as one line of a list, and in which words it asks for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from rasd.model import (
    Action,
    Actor,
    Attention,
    Conflict,
    Count,
    DatePrecision,
    DateValue,
    Event,
    EventRow,
    Place,
    PlacePrecision,
    Status,
)
from rasd.review.saying import Saying
from rasd.review.words import Words

TOLD_CONFLICTS = 2
"""Disagreements that a line spells out; the page of the event shows all."""
TOLD_VALUES = 3
OUTLETS = 3
_BOUNDS = re.compile(r"\u2265(?P<least>\d+)|(?P<low>\d+)(-(?P<high>\d+))?", re.ASCII)
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an event is in the queue: the code of the reason, and what it is here."""

    code: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """An event as a list shows it, in the reader's words; empty where nothing is known."""

    id: str
    event_type: str
    title: str
    status: str
    status_name: str
    faint: bool
    date: str
    place: str
    by: str
    against: str
    toll: tuple[str, ...]
    outlets: str
    sources: int
    confidence: str
    review: str | None
    reasons: tuple[Reason, ...]


def shown_rows(
    words: Words, rows: Iterable[EventRow], records: Mapping[str, Event]
) -> tuple[ShownRow, ...]:
    """Lines for rows; `records` holds those of which the line says more than the row knows."""
    return tuple(_shown(words, row, records.get(row.id)) for row in rows)


def needs_record(row: EventRow) -> bool:
    """Whether the whole record says in what way the event asks for a person."""
    return Attention.CONFLICT in row.attention or Attention.MERGE in row.attention


def _shown(words: Words, row: EventRow, record: Event | None) -> ShownRow:
    saying = Saying(words)
    outlets = [saying.outlet(outlet) for outlet in row.outlets]
    return ShownRow(
        id=row.id,
        event_type=row.event_type.value,
        title=title(words, row),
        status=row.status.value,
        status_name=words.label("status", row.status.value),
        faint=row.status in (Status.DENIED, Status.BACKGROUND),
        date=_date(saying, row),
        place=saying.place_line(_place(row)),
        by=_parties(saying, row.perpetrators),
        against=_parties(saying, row.targets),
        toll=toll(words, row),
        outlets=_some(saying, outlets, OUTLETS),
        sources=row.independent_sources,
        confidence=words.percent(row.confidence),
        review=row.review.value if row.review else None,
        reasons=tuple(
            Reason(code=why.value, what=_reason(saying, why, row, record)) for why in row.attention
        ),
    )


def title(words: Words, row: EventRow) -> str:
    """What happened, and where."""
    what = words.label("sub_event_type", row.sub_event_type.value)
    where = Saying(words).place_line(_place(row))
    if not where:
        return what
    near = row.place_precision is PlacePrecision.NEAR
    return words.t("rows.title_near" if near else "rows.title_at", what=what, place=where)


def toll(words: Words, row: EventRow) -> tuple[str, ...]:
    """The parts of a toll that are told, each with its name."""
    saying = Saying(words)
    return tuple(
        f"{words.label('outcome', name)}: {saying.count(Count(min=low, max=high, text=''))}"
        for name, low, high in (
            ("killed", row.killed_min, row.killed_max),
            ("wounded", row.wounded_min, row.wounded_max),
            ("killed_or_wounded", row.killed_or_wounded_min, row.killed_or_wounded_max),
        )
        if low is not None
    )


def _date(saying: Saying, row: EventRow) -> str:
    if row.date_precision is None:
        return ""
    given = DateValue(
        start=row.date_start,
        end=row.date_end or row.date_start,
        precision=row.date_precision or DatePrecision.UNKNOWN,
        text="",
    )
    return saying.date(given) if row.date_start else ""


def _place(row: EventRow) -> Place | None:
    if row.place_text is None:
        return None
    return Place(
        text=row.place_text,
        name_en=row.name_en,
        name_ar=row.name_ar,
        country=row.country,
        precision=row.place_precision or PlacePrecision.UNKNOWN,
    )


def _parties(saying: Saying, actors: Iterable[Actor]) -> str:
    return saying.joined(dict.fromkeys(saying.actor(actor) for actor in actors))


def _reason(saying: Saying, why: Attention, row: EventRow, record: Event | None) -> str:
    t = saying.words.t
    match why:
        case Attention.STALE:
            return t("rows.why_stale")
        case Attention.CONFLICT:
            return _disagreement(saying, record) if record else t("rows.why_conflict")
        case Attention.MERGE:
            links = record.links if record else ()
            scores = [link.score for link in links if link.score is not None]
            if not scores:
                return t("rows.why_merge")
            return t("rows.why_merge_score", score=f"{min(scores):.1f}")
        case Attention.LOW_CONFIDENCE:
            return t("rows.why_low_confidence", share=saying.words.percent(row.confidence))
        case Attention.UNPLACED:
            return _unplaced(saying, row)
        case Attention.UNDATED:
            return t("rows.why_undated")


def _disagreement(saying: Saying, record: Event) -> str:
    settled = {
        each.field
        for each in (record.review.judgements if record.review else ())
        if each.action in (Action.ACCEPT, Action.EDIT)
    }
    still_open = [each for each in record.conflicts if each.field not in settled]
    told = [_conflict(saying, each) for each in still_open]
    return _some(saying, told, TOLD_CONFLICTS, between="rows.between")


def _conflict(saying: Saying, conflict: Conflict) -> str:
    values = [_told(saying, conflict.field, value) for value in dict.fromkeys(conflict.values)]
    return saying.words.t(
        "rows.conflict",
        field=saying.words.label("field", conflict.field),
        values=_some(saying, values, TOLD_VALUES, between="rows.or"),
    )


def _told(saying: Saying, field: str, value: str) -> str:
    """A value as `rasd.merge` writes it side by side with others, in words."""
    if bounds := _BOUNDS.fullmatch(value):
        low, high, least = bounds["low"], bounds["high"], bounds["least"]
        most = None if least else int(high or low)
        return saying.count(Count(min=int(least or low), max=most, text=""))
    if days := _DAYS.fullmatch(value):
        start, end = (date.fromisoformat(day) for day in (days[1], days[2] or days[1]))
        return saying.words.days(start, end)
    return saying.told(field, value, None)


def _some(saying: Saying, said: Sequence[str], most: int, *, between: str = "rows.comma") -> str:
    """The first few of what is said, and how many more there are."""
    t = saying.words.t
    told = reduce(lambda a, b: t(between, a=a, b=b), said[:most]) if said else ""
    more = len(said) - most
    return t("rows.and_more", told=told, n=saying.words.number(more)) if more > 0 else told


def _unplaced(saying: Saying, row: EventRow) -> str:
    t = saying.words.t
    if row.place_precision is PlacePrecision.COUNTRY and row.country:
        return t("rows.why_country_only", country=saying.country(row.country))
    if row.place_text:
        return t("rows.why_unplaced_text", text=row.place_text)
    return t("rows.why_unplaced")
