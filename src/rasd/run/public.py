"""Decides what a dataset is published from: the records of a source, each made fit for it.

The day of the dataset is that of the newest report, so that the same store gives the same files; a
report from the future does not count, for by its day nothing would be recent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rasd.export import Source
from rasd.model import Citation, Document, Event, Figure, Mention, Redirect
from rasd.redact import Redactor, Removals


class PublicSource:
    """A source whose records can be published; articles are not among them."""

    def __init__(
        self, source: Source, *, as_of: date | None = None, log: Removals | None = None
    ) -> None:
        days = {c.id: c.published for c in source.citations() if c.published is not None}
        self.as_of = as_of if as_of is not None else _newest(days.values())
        self.log = log if log is not None else Removals()
        self._source = source
        self._redactor = Redactor(self.as_of, published=days, log=self.log)

    def documents(self) -> Iterator[Document]:
        """None: articles belong to their outlets, and name everyone they name."""
        return iter(())

    def citations(self) -> Iterator[Citation]:
        return map(self._redactor.citation, self._source.citations())

    def mentions(self) -> Iterator[Mention]:
        return map(self._redactor.mention, self._source.mentions())

    def events(self) -> Iterator[Event]:
        return map(self._redactor.event, self._source.events())

    def figures(self) -> Iterator[Figure]:
        return map(self._redactor.figure, self._source.figures())

    def redirects(self) -> Iterable[Redirect]:
        return self._source.redirects()


def _newest(days: Iterable[date]) -> date | None:
    today = date.today()
    return max((day for day in days if day <= today), default=None)
