"""The records of the contract: documents in, mentions, events and figures out."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rasd.model.codes import EventType, FigureKind, IssueKind, ReuseKind, Status, SubEventType
from rasd.model.reviews import Review
from rasd.model.travel import Travels
from rasd.model.values import (
    Account,
    Actor,
    Attribution,
    Claim,
    Conflict,
    Count,
    DateValue,
    Evidence,
    FieldValues,
    Grade,
    Harm,
    Link,
    Materiel,
    Place,
    Quantity,
    Toll,
)

SCHEMA = "rasd/1"
"""The version of the record schema, written into every mention and event."""
TOLLS = ("killed", "wounded", "killed_or_wounded", "abducted", "detained")
"""The fields of a mention and of an event that count people."""


class ReusedSpan(Struct, frozen=True, kw_only=True, gc=False):
    """A passage that a document shares with another: offsets into both bodies."""

    start: int
    end: int
    of_start: int
    of_end: int


class Reuse(Struct, frozen=True, kw_only=True, gc=False):
    """That a document has words of the earlier document `of`; `share` is the part of it that is so.

    `agency` is the news agency that both name as their source.
    """

    of: str
    share: float
    spans: tuple[ReusedSpan, ...]
    kind: ReuseKind = ReuseKind.PASSAGE
    agency: str | None = None


NO_PUBLICATION_DATE = "no publication date: relative dates stay unresolved"
"""The warning of a document that states no publication date and was given none."""
DATED_BY_TEXT = "no publication date: relative dates count from "
"""How the warning begins of a document that was given none and calls a day today."""
NOTE_OF_MODEL = "language model: "
"""How the warnings begin that coding by a language model adds."""


class Document(Struct, frozen=True, kw_only=True, gc=False):
    """One article. `text` is the body exactly as given; the title is never part of it."""

    id: str
    text: str
    sha256: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    reuse: tuple[Reuse, ...] = ()
    warnings: tuple[str, ...] = ()


class Citation(Struct, frozen=True, kw_only=True, gc=False):
    """Where a report can be found, without its text, which is its outlet's.

    `sha256` is the digest of the text that offsets count in; see `Document`.
    """

    id: str
    sha256: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


def cited(document: Document) -> Citation:
    """A document as it is cited."""
    return Citation(
        id=document.id,
        sha256=document.sha256,
        title=document.title,
        published=document.published,
        outlet=document.outlet,
        url=document.url,
        language=document.language,
    )


class Record(Travels, frozen=True, kw_only=True, gc=False):
    """What a mention and an event have in common."""

    id: str
    event_type: EventType
    sub_event_type: SubEventType
    status: Status
    date: DateValue | None = None
    place: Place | None = None
    perpetrators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: Count | None = None
    wounded: Count | None = None
    killed_or_wounded: Count | None = None
    abducted: Count | None = None
    detained: Count | None = None
    harm: tuple[Harm, ...] = ()
    materiel: tuple[Materiel, ...] = ()
    claimed_by: tuple[Claim, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    campaign: str | None = None
    confidence: float
    evidence: tuple[Evidence, ...]
    conflicts: tuple[Conflict, ...] = ()
    schema: str = SCHEMA


class Mention(Record, frozen=True, kw_only=True, gc=False):
    """One incident as one document reports it."""

    doc_id: str


class Event(Record, frozen=True, kw_only=True, gc=False):
    """One incident after merging; evidence and conflicts name their documents."""

    doc_ids: tuple[str, ...]
    mention_ids: tuple[str, ...]
    independent_sources: int
    credibility: Grade | None = None
    tolls: tuple[Toll, ...] = ()
    values: tuple[FieldValues, ...] = ()
    accounts: tuple[Account, ...] = ()
    links: tuple[Link, ...] = ()
    review: Review | None = None


def by_date(event: Event) -> tuple[date, str]:
    """What events are sorted by: the first day, those without one last, then the id."""
    start = event.date.start if event.date is not None else None
    return (start or date.max, event.id)


class Figure(Travels, frozen=True, kw_only=True, gc=False):
    """A quantitative statement that is not the toll of one incident."""

    id: str
    doc_id: str
    quantity: str
    subject: str | None
    value: Quantity
    unit: str | None
    place: Place | None
    date: DateValue | None
    attribution: tuple[Attribution, ...]
    kind: FigureKind
    evidence: tuple[Evidence, ...]
    warnings: tuple[str, ...] = ()


class CodedDocument(Travels, frozen=True, kw_only=True, gc=False):
    """A document with everything that extraction found in it."""

    document: Document
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


class Issue(Struct, frozen=True, kw_only=True, gc=False):
    """Something wrong with one input: what, where and what to do about it.

    `fatal` inputs gave no document; others were read with a reservation.
    """

    source: str
    kind: IssueKind
    message: str
    remedy: str = ""
    fatal: bool = True
