"""Makes valid records for tests: name what matters, the rest is filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasd.model import (
    PARENT,
    Actor,
    Count,
    DatePrecision,
    DateValue,
    Document,
    Event,
    Evidence,
    Figure,
    FigureKind,
    Mention,
    Place,
    PlacePrecision,
    Quantity,
    Record,
    Reuse,
    ReusedSpan,
    Status,
    SubEventType,
    sha256_text,
    stable_id,
)

DAY = date(2031, 5, 6)
"""The day on which invented incidents happen unless a test says otherwise."""


def make_document(doc_id: str, text: str = "", *, published: date | None = DAY) -> Document:
    """A document of a body alone."""
    return Document(id=doc_id, text=text, sha256=sha256_text(text), published=published)


def make_day(start: date = DAY, end: date | None = None) -> DateValue:
    """A day, or a range where an end is given."""
    precision = DatePrecision.DAY if end in (None, start) else DatePrecision.RANGE
    return DateValue(start=start, end=end or start, precision=precision, text="date")


def make_place(name: str = "Tall Warda", **overrides: Any) -> Place:
    """An exact place in an invented province of Syria."""
    given: dict[str, Any] = {
        "text": name,
        "name_en": name,
        "country": "SY",
        "admin1": "Al-Warda",
        "lat": 35.0,
        "lon": 38.0,
        "precision": PlacePrecision.EXACT,
    }
    return Place(**(given | overrides))


def make_actor(actor_id: str | None, *, category: str = "rebel", text: str = "") -> Actor:
    """A party by its id."""
    return Actor(id=actor_id, name_en=actor_id, text=text or str(actor_id), category=category)


def make_count(low: int, high: int | None = -1) -> Count:
    """A toll; exact unless a second bound is given, `None` for open above."""
    return Count(min=low, max=low if high == -1 else high, text=f"{low}")


def make_evidence(quote: str, *, start: int = 0, field: str = "event") -> Evidence:
    """Evidence that stands at `start` of a body."""
    return Evidence(field=field, start=start, end=start + len(quote), quote=quote)


def make_mention(doc_id: str = "a", number: int = 0, **overrides: Any) -> Mention:
    """A car bomb of one day in one town; `number` tells mentions of one document apart."""
    kind = overrides.pop("sub_event_type", SubEventType.REMOTE_EXPLOSIVE)
    given: dict[str, Any] = {
        "id": stable_id("mention", doc_id, number),
        "doc_id": doc_id,
        "event_type": PARENT[kind],
        "sub_event_type": kind,
        "status": Status.REPORTED,
        "date": make_day(),
        "place": make_place(),
        "confidence": 0.6,
        "evidence": (make_evidence(f"انفجار {doc_id} {number}"),),
    }
    return Mention(**(given | overrides))


def make_reuse(of: str, *, share: float, start: int = 0, end: int = 0) -> Reuse:
    """A copy with one passage that stands at the same offsets in both."""
    spans = (ReusedSpan(start=start, end=end, of_start=start, of_end=end),) if end else ()
    return Reuse(of=of, share=share, spans=spans)


def make_event(mention: Mention, **overrides: Any) -> Event:
    """The event of one mention alone."""
    given: dict[str, Any] = {name: getattr(mention, name) for name in Record.__struct_fields__}
    given |= {"id": stable_id("event", mention.id), "mention_ids": (mention.id,)}
    given |= {"doc_ids": (mention.doc_id,), "independent_sources": 1}
    return Event(**(given | overrides))


def make_figure(doc_id: str = "a", number: int = 0, **overrides: Any) -> Figure:
    """An estimate of the strength of a group; `number` tells figures of one document apart."""
    given: dict[str, Any] = {
        "id": stable_id("figure", doc_id, number),
        "doc_id": doc_id,
        "quantity": "fighters",
        "subject": "is_core",
        "value": Quantity(min=300, max=None),
        "unit": None,
        "place": None,
        "date": None,
        "attribution": (),
        "kind": FigureKind.STRENGTH,
        "evidence": (make_evidence("300 مقاتل"),),
    }
    return Figure(**(given | overrides))
