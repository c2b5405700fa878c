"""Decides what a run makes of a document: the rows of the store.

Processes of this machine and workers of a cluster make them where they code, so that the one
process that writes only writes. What an engine made that asks a language model comes there as
records, which it makes rows of itself: the model is waited for much longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from rasd.engines.choice import EngineChoice
from rasd.model import CodedDocument, Document, Issue
from rasd.run.workers import Code, failed, make_batches
from rasd.search import arabic_analyser
from rasd.store import CodedRows, coded_rows

Rows = Callable[[Iterable[Document]], Iterator[tuple[CodedRows | Issue, ...]]]
"""Codes documents: batches of the rows of each, or that it failed, in their order."""


def rows_of(coded: CodedDocument) -> CodedRows:
    """The rows of a coded document, with what it is found by."""
    return coded_rows(coded, arabic_analyser())


def own_rows(
    documents: Iterable[Document],
    *,
    workers: int,
    engine: EngineChoice,
    seconds: float | None = None,
) -> Iterator[tuple[CodedRows | Issue, ...]]:
    """The rows of documents that processes of this machine code."""
    waiting = iter(documents)
    first = next(waiting, None)
    if first is None:
        return
    arabic_analyser()  # loaded where there is something to code, and shared by copies of us
    yield from make_batches(
        chain((first,), waiting), rows_of, workers=workers, seconds=seconds, engine=engine
    )


def rows_by(code: Code, documents: Iterable[Document]) -> Iterator[tuple[CodedRows | Issue, ...]]:
    """The rows of documents that something else codes."""
    for batch in code(documents):
        yield tuple(map(rows_safely, batch))


def rows_safely(found: CodedDocument | Issue) -> CodedRows | Issue:
    """The rows of what was coded; where none can be made of it the issue that it is."""
    if isinstance(found, Issue):
        return found
    try:
        return rows_of(found)
    except Exception as error:  # noqa: BLE001 - one document must not end a run
        return failed(found.document, error)
