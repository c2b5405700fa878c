"""Decides what a format is written from: records that can be read again and again.

A store is a source; so is a part of one, and one whose records were made fit to be published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from rasd.model import Citation, Document, Event, Figure, Mention, Redirect

RecordName = Literal["documents", "citations", "mentions", "events", "figures", "redirects"]


class Source(Protocol):
    """Where records come from, such as a store; each call reads them anew, in a fixed order."""

    def documents(self) -> Iterable[Document]: ...
    def citations(self) -> Iterable[Citation]: ...
    def mentions(self) -> Iterable[Mention]: ...
    def events(self) -> Iterable[Event]: ...
    def figures(self) -> Iterable[Figure]: ...
    def redirects(self) -> Iterable[Redirect]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A source of which some events alone are wanted, such as those of a filter."""

    source: Source
    wanted: Callable[[], Iterable[Event]]

    def events(self) -> Iterable[Event]:
        return self.wanted()

    def documents(self) -> Iterable[Document]:
        return self.source.documents()

    def citations(self) -> Iterable[Citation]:
        return self.source.citations()

    def mentions(self) -> Iterable[Mention]:
        return self.source.mentions()

    def figures(self) -> Iterable[Figure]:
        return self.source.figures()

    def redirects(self) -> Iterable[Redirect]:
        return self.source.redirects()
