"""Decides what follows coding: merge all that the store holds, then write every output.

Both look at the whole store, never at the run before it, so a run that was killed and finished
later leaves the same files as one that was not. Where another run adds documents meanwhile, the
merge is done again: events always come from the documents that they stand beside.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rasd.export import write_outputs
from rasd.export.files import alone_in, write_text
from rasd.merge import ReuseMemory, pack_memory, unpack_memory
from rasd.model import DataError, Document, Event, Issue
from rasd.pipeline import merge_corpus, recipe
from rasd.store import Store

logger = logging.getLogger(__name__)

REPORT = "report.html"

_TRIES = 3
"""Merges that others may overtake before the others are made to wait."""


def merge_store(store: Store, *, issues: Iterable[Issue] = (), read: Iterable[str] = ()) -> None:
    """Derives reuse and events from documents and judgements, and notes what was wrong with inputs.

    `read` names the sources that were tried; what was known against them is replaced.
    """
    with store.transaction():
        store.write_issues(issues, read=read)
    for _ in range(_TRIES):
        with store.snapshot():
            revision = store.revision()
            coded, judgements = tuple(store.coded()), tuple(store.judgements())
            memory = _memory(store)
        merged = merge_corpus(coded, judgements, memory=memory)
        with store.transaction():
            if store.revision() == revision:
                _write(store, merged, memory)
                return
    with store.transaction():
        coded, judgements = tuple(store.coded()), tuple(store.judgements())
        memory = _memory(store)
        _write(store, merge_corpus(coded, judgements, memory=memory), memory)


def write_results(store: Store, out: Path) -> Path:
    """Writes the output files of the contract; gives the path of the report.

    A file whose content stays the same is not touched.
    """
    report = out / REPORT
    with alone_in(out), _merged(store):
        write_outputs(store, out, beside=_report(store, report))
    return report


def write_report_of(store: Store, path: Path) -> Path:
    """Writes `report.html` from what the store holds."""
    with alone_in(path.parent), store.snapshot():
        for _, parts in _report(store, path):
            write_text(parts, path)
    return path


@contextmanager
def _merged(store: Store) -> Iterator[None]:
    """A snapshot whose events come from its documents, though another run may add some."""
    for _ in range(_TRIES):
        with store.snapshot():
            if store.events_current():
                yield
                return
        merge_store(store)
    with store.snapshot():
        yield


def _memory(store: Store) -> ReuseMemory:
    """What the last search for copies left; nothing where it is of other rules or damaged."""
    try:
        return unpack_memory(store.memory(recipe()))
    except DataError as error:
        logger.warning("the search for copies starts anew: %s", error)
        return ReuseMemory()


def _write(
    store: Store, merged: tuple[tuple[Document, ...], tuple[Event, ...]], memory: ReuseMemory
) -> None:
    documents, events = merged
    store.write_reuse({document.id: document.reuse for document in documents})
    store.write_events(events)
    store.write_memory(pack_memory(memory), recipe())


def _report(store: Store, path: Path) -> Iterator[tuple[Path, Iterable[str]]]:
    # Imported here: the page's template engine is slow to load.
    from rasd.export.report import render_report  # noqa: PLC0415

    page = render_report(
        documents=tuple(store.documents()),
        events=tuple(store.events()),
        mentions=tuple(store.mentions()),
        figures=tuple(store.figures()),
        issues=tuple(store.issues()),
    )
    yield path, [page]
