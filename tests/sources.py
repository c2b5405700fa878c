"""Sources of records in memory, and those of the demo and of the development texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.review import demo_store, store_of

from rasd.model import Citation, Document, Event, Figure, Mention, Redirect, cited
from rasd.store import Store, open_store


@dataclass(frozen=True)
class Held:
    """A source of records in memory; its citations are those of its documents unless given."""

    held_events: Iterable[Event] = ()
    held_citations: Iterable[Citation] = ()
    held_mentions: Iterable[Mention] = ()
    held_figures: Iterable[Figure] = ()
    held_documents: Iterable[Document] = ()

    def documents(self) -> Iterable[Document]:
        return iter(self.held_documents)

    def citations(self) -> Iterable[Citation]:
        return iter(self.held_citations or map(cited, self.held_documents))

    def mentions(self) -> Iterable[Mention]:
        return iter(self.held_mentions)

    def events(self) -> Iterable[Event]:
        return iter(self.held_events)

    def figures(self) -> Iterable[Figure]:
        return iter(self.held_figures)

    def redirects(self) -> Iterable[Redirect]:
        return iter(())


@contextmanager
def demo(folder: Path) -> Iterator[Store]:
    """The store of the bundled reports."""
    demo_store(folder / "demo.sqlite")
    with open_store(folder / "demo.sqlite", create=False) as store:
        yield store


@contextmanager
def seeds(folder: Path, shared: Path) -> Iterator[Store]:
    """The store of the development texts, with the days on which they came out."""
    reports = folder / "seeds.jsonl"
    with reports.open("w", encoding="utf-8") as file:
        for value in json.loads((shared / "seeds" / "gold.json").read_text("utf-8")):
            text = (shared / "seeds" / value["doc"]).read_text("utf-8")
            report = {"id": value["doc"], "text": text, "published": value["published"]}
            file.write(json.dumps(report, ensure_ascii=False) + "\n")
    store_of(folder / "seeds.sqlite", reports)
    with open_store(folder / "seeds.sqlite", create=False) as store:
        yield store
