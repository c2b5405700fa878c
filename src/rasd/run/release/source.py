"""Decides which records of a store a release holds: those fit to be published, or all of them.

What every format looks up again and again, such as who published a report, is held in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rasd.export.source import Source
from rasd.model import Citation, Document, Event, Figure, Mention, Redirect, SettingsError
from rasd.store import Store


def source_of(store: Store, *, private: bool) -> Source:
    """The records of a store, as a public or a private release may hold them."""
    if not private:
        raise SettingsError(
            "this version of rasd cannot yet hide the names of private persons: give --private, "
            "and publish nothing of what it writes"
        )
    return store


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A source without the articles, with its citations and redirects read once."""

    source: Source
    cited: tuple[Citation, ...]
    redirected: tuple[Redirect, ...]

    @classmethod
    def of(cls, source: Source) -> Published:
        return cls(
            source=source,
            cited=tuple(source.citations()),
            redirected=tuple(source.redirects()),
        )

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
