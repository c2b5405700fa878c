"""Decides what an annotator gets of a document: its text, its incidents, their values and words.

An incident is what the document reports of one event. Its values are those of the report or,
where a person has edited the field, those of the event. What was given travels with the task, so
that corrections are held against it and not against what the store has learnt since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from rasd.export.source import Chosen, Source
from rasd.export.tasks.fields import EVENT, VALUES, labels
from rasd.export.tasks.shown import Shown, shown_text
from rasd.export.tasks.written import written
from rasd.model import (
    Action,
    Document,
    Event,
    Evidence,
    InputError,
    Json,
    Mention,
    sha256_text,
)

SCHEMA = "rasd-tasks/1"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """Words of a task that are marked for a field, in code points of its text."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident as it was given: a number within the task, its report, values and words."""

    key: str
    mention: str
    event: str
    values: dict[str, str]
    marks: tuple[Mark, ...]

    @property
    def head(self) -> Mark | None:
        """The first words that tell of it; the values of the incident hang on them."""
        return next((mark for mark in self.marks if mark.field == EVENT), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a task was given for: a document, by the digest of the text that was shown."""

    document: str
    sha256: str
    incidents: tuple[Incident, ...]

    def as_json(self) -> Json:
        """The same as JSON; `read_given` reads it."""
        return {
            "schema": SCHEMA,
            "document": self.document,
            "sha256": self.sha256,
            "incidents": [
                {
                    "key": each.key,
                    "mention": each.mention,
                    "event": each.event,
                    "values": each.values,
                    "marks": [[mark.field, mark.start, mark.end] for mark in each.marks],
                }
                for each in self.incidents
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document as a task."""

    document: Document
    shown: Shown
    given: Given


def read_given(found: Json) -> Given:
    """What a task was given; raises `InputError` for anything that `as_json` has not written."""
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise InputError(f"it does not say what it was given ({SCHEMA}): export the tasks anew")
    try:
        return Given(
            document=str(found["document"]),
            sha256=str(found["sha256"]),
            incidents=tuple(
                Incident(
                    key=str(each["key"]),
                    mention=str(each["mention"]),
                    event=str(each["event"]),
                    values={str(name): str(value) for name, value in each["values"].items()},
                    marks=tuple(
                        Mark(field=str(name), start=int(start), end=int(end))
                        for name, start, end in each["marks"]
                    ),
                )
                for each in found["incidents"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"what it was given is damaged ({error}): export the tasks anew") from None


def sheets(source: Source) -> Iterator[Sheet]:
    """A task for each document; of chosen events, for the documents that tell of them."""
    held = _Held()
    for event in source.events():
        held.take(event)
    reports = _by_document(source.mentions())
    waiting: dict[str, list[Mention]] = {}
    for document in source.documents():
        if document.id not in held.documents:
            if not isinstance(source, Chosen):
                yield _sheet(document, [], held)
            continue
        # Both come in the order of the documents: seldom does one wait for the other.
        while document.id not in waiting and (found := next(reports, None)) is not None:
            doc_id, mentions = found
            if doc_id in held.documents:
                waiting[doc_id] = mentions
        yield _sheet(document, waiting.pop(document.id, []), held)


@dataclass(slots=True)
class _Held:
    """Which event holds each report, and the events that people have edited."""

    events: dict[str, str] = field(default_factory=dict)
    edited: dict[str, tuple[Event, frozenset[str]]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)

    def take(self, event: Event) -> None:
        said = event.review.judgements if event.review else ()
        names = frozenset(each.field for each in said if each.action is Action.EDIT and each.field)
        self.documents.update(event.doc_ids)
        for mention_id in event.mention_ids:
            self.events[mention_id] = event.id
            if names:
                self.edited[mention_id] = event, names


def shown_value(mention: Mention, event: Event | None, edited: Iterable[str], name: str) -> Any:
    """The value of a field that is shown for a report: what a person edited goes first."""
    return getattr(event if event is not None and name in edited else mention, name)


def _by_document(mentions: Iterable[Mention]) -> Iterator[tuple[str, list[Mention]]]:
    for doc_id, group in groupby(mentions, key=lambda mention: mention.doc_id):
        yield doc_id, list(group)


def _sheet(document: Document, mentions: Iterable[Mention], held: _Held) -> Sheet:
    shown = shown_text(document)
    kept = [mention for mention in mentions if mention.id in held.events]
    return Sheet(
        document=document,
        shown=shown,
        given=Given(
            document=document.id,
            sha256=sha256_text(shown.text),
            incidents=tuple(
                _incident(str(number), mention, held, shown)
                for number, mention in enumerate(kept, 1)
            ),
        ),
    )


def _incident(key: str, mention: Mention, held: _Held, shown: Shown) -> Incident:
    event, edited = held.edited.get(mention.id, (None, frozenset[str]()))
    values = {name: written(shown_value(mention, event, edited, name)) for name in VALUES}
    own = [each for each in mention.evidence if each.field not in edited]
    if event is not None:
        own += [e for e in event.evidence if e.field in edited and e.doc_id == mention.doc_id]
    return Incident(
        key=key,
        mention=mention.id,
        event=held.events[mention.id],
        values={name: value for name, value in values.items() if value},
        marks=_marks(own, shown),
    )


def _marks(evidence: Iterable[Evidence], shown: Shown) -> tuple[Mark, ...]:
    """The words of each field, the first that tell of the event in front."""
    known = labels()
    found = set()
    for each in evidence:
        start, end = shown.place(each.start, each.end, each.part)
        if each.field in known and 0 <= start < end <= len(shown.text):
            found.add(Mark(field=each.field, start=start, end=end))
    return tuple(sorted(found, key=lambda mark: (known.index(mark.field), mark.start, mark.end)))
