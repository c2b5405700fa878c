"""Decides what a report is made from: records in their order, some of them looked up again.

A store is such a source. Texts and mentions are asked for by document, a page of events at a time,
so that a report of any size takes little memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from rasd.model import Document, Event, Figure, Issue, Mention

T = TypeVar("T")

EVENTS_A_PAGE = 200
"""Events whose documents are fetched together."""
_DOCUMENTS_KEPT = 1500
"""Documents that wait for the next page: events come by day, so that many have them again."""


class Records(Protocol):
    """What a report tells of; each call reads anew, in a fixed order."""

    def documents(self) -> Iterable[Document]: ...
    def documents_of(self, doc_ids: Iterable[str]) -> Iterable[Document]: ...
    def mentions(self) -> Iterable[Mention]: ...
    def mentions_of(self, doc_ids: Iterable[str]) -> Iterable[Mention]: ...
    def events(self) -> Iterable[Event]: ...
    def figures(self) -> Iterable[Figure]: ...
    def issues(self) -> Iterable[Issue]: ...
    def counts(self) -> Mapping[str, int]: ...


class Given:
    """Records that are at hand."""

    def __init__(
        self,
        *,
        documents: Sequence[Document],
        events: Sequence[Event],
        mentions: Sequence[Mention],
        figures: Sequence[Figure],
        issues: Sequence[Issue],
    ) -> None:
        self._documents, self._mentions = documents, mentions
        self._events, self._figures, self._issues = events, figures, issues

    def documents(self) -> Sequence[Document]:
        return self._documents

    def documents_of(self, doc_ids: Iterable[str]) -> Iterator[Document]:
        wanted = frozenset(doc_ids)
        return (each for each in self._documents if each.id in wanted)

    def mentions(self) -> Sequence[Mention]:
        return self._mentions

    def mentions_of(self, doc_ids: Iterable[str]) -> Iterator[Mention]:
        wanted = frozenset(doc_ids)
        return (each for each in self._mentions if each.doc_id in wanted)

    def events(self) -> Sequence[Event]:
        return self._events

    def figures(self) -> Sequence[Figure]:
        return self._figures

    def issues(self) -> Sequence[Issue]:
        return self._issues

    def counts(self) -> Mapping[str, int]:
        return {"mentions": len(self._mentions)}


@dataclass(frozen=True, slots=True)
class _Held:
    document: Document | None
    mentions: dict[str, Mention]


class AtHand:
    """The documents that records speak of, `told` with their mentions, while they are needed."""

    def __init__(self, records: Records, *, told: bool = True) -> None:
        self._records = records
        self._told = told
        self._held: dict[str, _Held] = {}

    def fetch(self, doc_ids: Iterable[str]) -> None:
        """Has these at hand, and of the others the last."""
        wanted = dict.fromkeys(doc_ids)
        lacking = [doc_id for doc_id in wanted if doc_id not in self._held]
        if lacking:
            documents = {each.id: each for each in self._records.documents_of(lacking)}
            mentions: dict[str, dict[str, Mention]] = {}
            for mention in self._records.mentions_of(lacking) if self._told else ():
                mentions.setdefault(mention.doc_id, {})[mention.id] = mention
            for doc_id in lacking:
                found = documents.get(doc_id)
                self._held[doc_id] = _Held(found, mentions.get(doc_id, {}))
        for doc_id in [each for each in self._held if each not in wanted]:
            if len(self._held) <= max(_DOCUMENTS_KEPT, len(wanted)):
                break
            del self._held[doc_id]

    def document(self, doc_id: str) -> Document | None:
        """One of those that are at hand, if it can be read."""
        held = self._held.get(doc_id)
        return None if held is None else held.document

    def mentions(self, event: Event) -> tuple[Mention, ...]:
        """Those mentions of an event that can be read; its documents are at hand."""
        found: dict[str, Mention] = {}
        for doc_id in event.doc_ids:
            if doc_id in self._held:
                found |= self._held[doc_id].mentions
        return tuple(found[each] for each in event.mention_ids if each in found)


def pages(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    waiting = iter(items)
    while page := list(islice(waiting, size)):
        yield page
