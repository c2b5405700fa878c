"""Decides which records of a store a release holds: those fit to be published, or all of them.

What every format looks up again and again, such as who published a report, is held in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from rasd.export.source import Source
from rasd.model import Citation, Document, Event, Figure, LogEntry, Mention, Redirect
from rasd.redact import Removals
from rasd.run.public import PublicSource
from rasd.run.release.spool import Spool
from rasd.store import Store
from rasd.store.contract import LogWanted

EVENT_MAKERS = 2
"""Processes that make events fit; one would keep all others waiting."""


def newest_report(store: Store) -> date | None:
    """The newest day of publication in a store.

    A day after the store was last written to is a mistake of its report: by such a day nothing
    would be recent, and no place would be hidden.
    """
    [*entries] = store.log_page(LogWanted(), limit=1).entries
    last = entries[0].at[:10] if entries and isinstance(entries[0], LogEntry) else None
    written = date.max if last is None else date.fromisoformat(last)
    days = (citation.published for citation in store.citations())
    return max((day for day in days if day is not None and day <= written), default=None)


def events_of(number: int) -> str:
    """What the events of one of those who make them are called in a spool."""
    return f"events-{number}"


def source_of(source: Source, log: Removals | None, as_of: date) -> Source:
    """The records of a source as they are published on a day, or as they are without a log."""
    return source if log is None else PublicSource(source, as_of=as_of, log=log)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A source without the articles, with its citations and redirects read once."""

    source: Source
    cited: tuple[Citation, ...]
    redirected: tuple[Redirect, ...]

    @classmethod
    def of(cls, source: Source, redirected: tuple[Redirect, ...]) -> Published:
        """All that a source holds but the articles."""
        return cls(source=source, cited=tuple(source.citations()), redirected=redirected)

    def documents(self) -> Iterator[Document]:
        """None: articles belong to their outlets."""
        return iter(())

    def citations(self) -> Iterable[Citation]:
        return self.cited

    def mentions(self) -> Iterable[Mention]:
        return self.source.mentions()

    def events(self) -> Iterable[Event]:
        return self.source.events()

    def figures(self) -> Iterable[Figure]:
        return self.source.figures()

    def redirects(self) -> Iterable[Redirect]:
        return self.redirected


@dataclass(frozen=True, slots=True)
class Spooled:
    """A source whose records come from the processes that make them."""

    spool: Spool

    @classmethod
    def of(cls, spool: Spool, redirected: tuple[Redirect, ...]) -> Published:
        """What is published, as it comes."""
        return Published.of(cls(spool), redirected)

    def documents(self) -> Iterator[Document]:
        return iter(())

    def citations(self) -> Iterator[Citation]:
        return self.spool.read("citations")

    def mentions(self) -> Iterator[Mention]:
        return self.spool.read("mentions")

    def events(self) -> Iterator[Event]:
        # Those who make them take turns, part by part.
        parts = [self.spool.parts(events_of(number)) for number in range(EVENT_MAKERS)]
        for turn in cycle(parts):
            part = next(turn, None)
            if part is None:
                return
            yield from part

    def figures(self) -> Iterator[Figure]:
        return self.spool.read("figures")

    def redirects(self) -> Iterator[Redirect]:
        return iter(())
