"""A source of records in memory, and those of the demo and the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rasd.model import Citation, Document, Event, Figure, Mention, Redirect
from rasd.store import Store, open_store


@dataclass
class Memory:
    """A source of what it is given."""

    of_events: list[Event] = field(default_factory=list)
    of_citations: list[Citation] = field(default_factory=list)

    def events(self) -> Iterable[Event]:
        return iter(self.of_events)

    def citations(self) -> Iterable[Citation]:
        return iter(self.of_citations)

    def documents(self) -> Iterable[Document]:
        return iter(())

    def mentions(self) -> Iterable[Mention]:
        return iter(())

    def figures(self) -> Iterable[Figure]:
        return iter(())

    def redirects(self) -> Iterable[Redirect]:
        return iter(())


@contextmanager
def demo(folder: Path) -> Iterator[Store]:
    """The store of the bundled reports."""
    from tests.review import demo_store

    demo_store(folder / "demo.sqlite")
    with open_store(folder / "demo.sqlite", create=False) as store:
        yield store


@contextmanager
def seeds(folder: Path, shared: Path) -> Iterator[Store]:
    """The store of the development texts."""
    from tests.review import store_of

    reports = folder / "seeds.jsonl"
    with reports.open("w", encoding="utf-8") as file:
        for value in json.loads((shared / "seeds" / "gold.json").read_text("utf-8")):
            text = (shared / "seeds" / value["doc"]).read_text("utf-8")
            report = {"id": value["doc"], "text": text, "published": value["published"]}
            file.write(json.dumps(report, ensure_ascii=False) + "\n")
    store_of(folder / "seeds.sqlite", reports)
    with open_store(folder / "seeds.sqlite", create=False) as store:
        yield store
