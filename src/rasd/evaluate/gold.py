"""Annotated articles: what the gold files may hold, and how they are read.

Two dialects are read: the development articles (`same_mentions`, `same_spans`, `weapons`,
`km`) and the seeds (`same_incident_mentions`, `weapon`, `claim_channel`, no `km`). A further
passage given as text alone is looked up in the article, where `<doc>` or an `articles.jsonl`
with the gold file's stem lies beside it; otherwise it only counts for the reader.
A field that is missing says that the text is silent; `date: null` says so too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rasd.model import (
    INCIDENT_TYPES,
    PARENT,
    TOLLS,
    EventType,
    InputError,
    Json,
    Status,
    SubEventType,
)

DEFAULT_KM = 30.0
"""Tolerance around a gold place that states none."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """One annotated event. `spans[0]` is its main evidence, the others tell it again."""

    id: str
    event_type: EventType
    sub_event_type: SubEventType
    status: Status
    evidence: str
    spans: tuple[Span, ...]
    date: tuple[date, date] | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    km: float = DEFAULT_KM
    perpetrator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    killed: tuple[int, int | None] | None = None
    wounded: tuple[int, int | None] | None = None
    killed_or_wounded: tuple[int, int | None] | None = None
    abducted: tuple[int, int | None] | None = None
    detained: tuple[int, int | None] | None = None
    claimed_by: str | None = None
    optional: bool = False
    incident: str | None = None

    @property
    def is_core(self) -> bool:
        """An incident that a coder has to find."""
        return (
            self.event_type in INCIDENT_TYPES
            and self.status in (Status.REPORTED, Status.CLAIMED)
            and not self.optional
        )

    @property
    def is_neutral(self) -> bool:
        """An event that may be found or left: finding it is neither right nor wrong."""
        return self.optional or self.status is Status.BACKGROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """One annotated quantitative statement."""

    quantity: str
    subject: str | None
    value: tuple[float, float | None]
    evidence: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One annotated article; `must_not` is prose for the reader of a report."""

    doc: str
    published: date | None
    events: tuple[GoldEvent, ...]
    figures: tuple[GoldFigure, ...] = ()
    must_not: tuple[str, ...] = ()


def read_gold(path: Path) -> tuple[GoldArticle, ...]:
    """The articles of a gold file: a JSON list, or JSONL with one article a line.

    Raises `InputError` that names the file, the article and the field at fault.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the gold file cannot be read: {error}") from error
    articles = tuple(
        gold_article(value, where, texts=_texts_beside(path))
        for where, value in _values(path, content)
    )
    seen: set[str] = set()
    for article in articles:
        if article.doc in seen:
            raise InputError(f"{path}: the article {article.doc!r} stands there twice; keep one")
        seen.add(article.doc)
    if not articles:
        raise InputError(f"{path}: holds no annotated article; expected a list of objects")
    return articles


def _values(path: Path, content: str) -> list[tuple[str, Json]]:
    if content.lstrip().startswith("["):
        try:
            return [(f"{path}[{n}]", item) for n, item in enumerate(json.loads(content))]
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
    found: list[tuple[str, Json]] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append((f"{path}:{number}", json.loads(line)))
        except json.JSONDecodeError as error:
            raise InputError(
                f"{path}:{number}: not JSON: {error.msg}; "
                "expected a JSON list, or one article object a line"
            ) from error
    return found


def _texts_beside(path: Path) -> Mapping[str, str]:
    """Article texts that lie with the gold file: `<stem>.jsonl`, or one `.txt` an article."""
    beside = path.with_suffix(".jsonl")
    texts = {
        file.name: file.read_text(encoding="utf-8", errors="replace")
        for file in path.parent.glob("*.txt")
    }
    if beside != path and beside.is_file():
        for line in beside.read_text(encoding="utf-8").splitlines():
            value = json.loads(line) if line.strip() else {}
            if isinstance(value, dict) and "id" in value and "text" in value:
                texts[value["id"]] = value["text"]
    return texts


def gold_article(value: Json, where: str, *, texts: Mapping[str, str]) -> GoldArticle:
    """One article from its JSON object; `where` opens every message about it."""
    if not isinstance(value, dict):
        raise InputError(f"{where}: expected an article object, found {type(value).__name__}")
    doc = value.get("doc")
    if not isinstance(doc, str):
        raise InputError(f"{where}: 'doc' is missing; expected the id of the document")
    if not isinstance(value.get("events"), list):
        raise InputError(f"{where} ({doc}): 'events' is missing; expected a list")
    text = texts.get(doc, "")
    return GoldArticle(
        doc=doc,
        published=_day(value.get("published"), f"{where} ({doc}) published"),
        events=tuple(
            _event(item, f"{where} ({doc}) event {n + 1}", text)
            for n, item in enumerate(value["events"])
        ),
        figures=tuple(
            _figure(item, f"{where} ({doc}) figure {n + 1}")
            for n, item in enumerate(value.get("figures") or [])
        ),
        must_not=tuple(value.get("must_not") or ()),
    )


def _event(value: Json, where: str, text: str) -> GoldEvent:
    if not isinstance(value, dict):
        raise InputError(f"{where}: expected an event object, found {type(value).__name__}")
    try:
        event_type = EventType(value.get("event_type", ""))
        sub_event_type = SubEventType(value.get("sub_event_type", ""))
        status = Status(value.get("status", ""))
    except ValueError as error:
        raise InputError(f"{where}: {error}; the contract lists the allowed codes") from error
    if PARENT[sub_event_type] is not event_type:
        raise InputError(
            f"{where}: {sub_event_type.value!r} belongs to {PARENT[sub_event_type].value!r}, "
            f"not to {event_type.value!r}"
        )
    counts = {name: _pair(value.get(name), f"{where} {name}") for name in TOLLS}
    interval = value.get("date")
    if interval is not None and (not isinstance(interval, list) or len(interval) != 2):
        raise InputError(f"{where} date: expected [start, end] or null, found {interval!r}")
    first = _day(interval[0], f"{where} date") if interval else None
    last = _day(interval[1], f"{where} date") if interval else None
    return GoldEvent(
        id=str(value.get("id", where)),
        event_type=event_type,
        sub_event_type=sub_event_type,
        status=status,
        evidence=str(value.get("evidence", "")),
        spans=_spans(value, where, text),
        date=(first, last) if first and last else None,
        place=value.get("place"),
        country=value.get("country"),
        admin1=value.get("admin1"),
        lat=value.get("lat"),
        lon=value.get("lon"),
        km=float(value.get("km") or DEFAULT_KM),
        perpetrator=_names(value.get("perpetrator"), f"{where} perpetrator"),
        target=_names(value.get("target"), f"{where} target"),
        **counts,
        claimed_by=value.get("claimed_by"),
        optional=bool(value.get("optional", False)),
        incident=value.get("incident"),
    )


def _spans(value: Mapping[str, Json], where: str, text: str) -> tuple[Span, ...]:
    main = _span(value.get("span"), f"{where} span")
    if "same_spans" in value:
        others = [_span(item, f"{where} same_spans") for item in value["same_spans"] or []]
        return (main, *others)
    quotes: Sequence[str] = value.get("same_incident_mentions") or value.get("same_mentions") or ()
    starts = [(text.find(quote), len(quote)) for quote in quotes]
    return (main, *((start, start + size) for start, size in starts if start >= 0 and size))


def _figure(value: Json, where: str) -> GoldFigure:
    if not isinstance(value, dict) or not isinstance(value.get("value"), list):
        raise InputError(f"{where}: expected a figure with 'value': [min, max]")
    low, high = value["value"]
    return GoldFigure(
        quantity=str(value.get("quantity", "")),
        subject=value.get("subject"),
        value=(low, high),
        evidence=str(value.get("evidence", "")),
        span=_span(value.get("span"), f"{where} span"),
    )


def _names(value: Json, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise InputError(f"{where}: expected a list of actor ids, found {value!r}")


def _pair(value: Json, where: str) -> tuple[int, int | None] | None:
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        return (value[0], value[1])
    raise InputError(f"{where}: expected [min, max], found {value!r}")


def _span(value: Json, where: str) -> Span:
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(end, int) for end in value)
        and 0 <= value[0] < value[1]
    ):
        return (value[0], value[1])
    raise InputError(f"{where}: expected [start, end] with start < end, found {value!r}")


def _day(value: Json, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{where}: expected a date as YYYY-MM-DD, found {value!r}") from error
