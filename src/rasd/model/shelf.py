"""What lists of documents are made of: a filter, rows and pages.

A row is what a list shows of a document without its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents: those that fit every limit given; what is empty limits nothing.

    An empty outlet stands for documents without one. `with_events` says whether any event was
    found in them. `text` is found in their titles and texts, in whatever form.
    """

    text: str = ""
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    with_events: bool | None = None
    ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """What a list shows of a document; `notes` are reservations with which it was read."""

    id: str
    title: str | None
    outlet: str | None
    published: date | None
    events: int
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A part of the list of documents, the newest first, those without a date last.

    `next` and `previous` are cursors, `None` at the ends of the list.
    """

    rows: tuple[DocumentRow, ...]
    total: int
    next: str | None
    previous: str | None
