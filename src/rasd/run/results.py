"""Decides what a run leaves in its folder: every file from one state of the store.

A run that was killed and finished later leaves the same files as one that was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rasd.export import write_outputs
from rasd.export.files import alone_in, write_file
from rasd.model import Citation, Document, Event, Figure, Issue, Mention, Redirect, cited
from rasd.run.merging import TRIES, merge_store
from rasd.store import Store

REPORT = "report.html"


def write_results(store: Store, out: Path) -> Path:
    """Writes the output files of the contract; gives the path of the report.

    A file whose content stays the same is not touched.
    """
    report = out / REPORT
    with alone_in(out), _merged(store):
        records = _Records.of(store)
        write_outputs(records, out, beside=_report(records, report))
    return report


def write_report_of(store: Store, path: Path) -> Path:
    """Writes `report.html` from what the store holds."""
    with alone_in(path.parent), store.snapshot():
        for _, parts in _report(_Records.of(store), path):
            write_file(parts, path)
    return path


@dataclass(frozen=True, slots=True)
class _Records:
    """All that a store holds, read once: the report needs it whole, and reading is dear."""

    every_document: tuple[Document, ...]
    every_mention: tuple[Mention, ...]
    every_event: tuple[Event, ...]
    every_figure: tuple[Figure, ...]
    issues: tuple[Issue, ...]
    store: Store

    @classmethod
    def of(cls, store: Store) -> _Records:
        return cls(
            tuple(store.documents()),
            tuple(store.mentions()),
            tuple(store.events()),
            tuple(store.figures()),
            tuple(store.issues()),
            store,
        )

    def documents(self) -> tuple[Document, ...]:
        return self.every_document

    def citations(self) -> Iterator[Citation]:
        return (cited(document) for document in self.every_document)

    def mentions(self) -> tuple[Mention, ...]:
        return self.every_mention

    def events(self) -> tuple[Event, ...]:
        return self.every_event

    def figures(self) -> tuple[Figure, ...]:
        return self.every_figure

    def redirects(self) -> Iterator[Redirect]:
        return self.store.redirects()


@contextmanager
def _merged(store: Store) -> Iterator[None]:
    """A snapshot whose events come from its documents, though another run may add some."""
    for _ in range(TRIES):
        with store.snapshot():
            if store.events_current():
                yield
                return
        merge_store(store)
    with store.snapshot():
        yield


def _report(records: _Records, path: Path) -> Iterator[tuple[Path, Iterable[str]]]:
    # Imported here: the page's template engine is slow to load.
    from rasd.export.report import render_report  # noqa: PLC0415

    page = render_report(
        documents=records.every_document,
        events=records.every_event,
        mentions=records.every_mention,
        figures=records.every_figure,
        issues=records.issues,
    )
    yield path, [page]
