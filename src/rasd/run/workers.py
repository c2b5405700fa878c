"""Decides how documents are coded side by side, and what a document that fails becomes.

Batches go to processes of their own (`apart`) and come back in the order in which they were read,
so that no document can end the run. On Linux the processes are copies of this one and share the
compiled knowledge; elsewhere each loads its own, and few documents are coded in this process.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from rasd.engines.choice import RULES, EngineChoice
from rasd.knowledge import load_knowledge
from rasd.model import CodedDocument, Document, Issue, IssueKind, StoreError
from rasd.pipeline import code_document
from rasd.run.apart import FORKS, Apart

Made = TypeVar("Made")
Piece = TypeVar("Piece")
Code = Callable[[Iterable[Document]], Iterator[tuple[CodedDocument | Issue, ...]]]
"""Codes documents: batches of what was found in each, or that it failed, in their order."""

BATCH = 16
"""Documents that travel to a worker together."""

FEW = 16
"""Below this many documents one worker does: starting more costs more than they save."""

_MESSAGE_LENGTH = 200
_RARELY = 20_000
"""Objects made between two searches for cycles."""


def make_batches(
    documents: Iterable[Document],
    make: Callable[[CodedDocument], Made],
    *,
    workers: int,
    batch: int = BATCH,
    seconds: float | None = None,
    engine: EngineChoice = RULES,
) -> Iterator[tuple[Made | Issue, ...]]:
    """What is made of each document where it was coded, batch by batch in the order given.

    A document that cannot be coded gives an `Issue` of kind `failed` instead, also where it ends
    the process that codes it, or takes longer than `seconds`. A worker sends back no more than what
    was made: one that makes lines sends no documents.
    """
    waiting = iter(documents)
    head = list(islice(waiting, FEW))
    if len(head) < FEW:
        workers = 1
    work = partial(_make_safely, make=make, engine=engine)
    if not head or (workers == 1 and not FORKS and seconds is None):
        return _here(in_batches(head, waiting, batch), work)
    return _apart(in_batches(head, waiting, batch), workers, seconds, work)


def make_stream(
    documents: Iterable[Document],
    make: Callable[[CodedDocument], Made],
    *,
    engine: EngineChoice = RULES,
) -> Iterator[Made | Issue]:
    """What is made of each coded document, in this process and before the next one is read."""
    return (_make_safely(document, make=make, engine=engine) for document in documents)


def code_safely(document: Document, engine: EngineChoice = RULES) -> CodedDocument | Issue:
    """What an engine found in a document, or that coding it failed."""
    return _make_safely(document, make=_kept, engine=engine)


def _make_safely(
    document: Document, *, make: Callable[[CodedDocument], Made], engine: EngineChoice
) -> Made | Issue:
    # The one boundary of rasd where any error is caught: one document must not end a run.
    try:
        return make(code_document(document, engine))
    except Exception as error:  # noqa: BLE001
        return failed(document, error)


def _kept(coded: CodedDocument) -> CodedDocument:
    return coded


def _here(
    batches: Iterator[tuple[Document, ...]], work: Callable[[Document], Made | Issue]
) -> Iterator[tuple[Made | Issue, ...]]:
    for n, group in enumerate(batches):
        if n == 1:  # many documents: what is loaded by now stays
            settle_memory()
        yield tuple(work(document) for document in group)


def _apart(
    batches: Iterator[tuple[Document, ...]],
    workers: int,
    seconds: float | None,
    work: Callable[[Document], Made | Issue],
) -> Iterator[tuple[Made | Issue, ...]]:
    if FORKS:
        load_knowledge()
        settle_memory()  # collections leave the shared pages untouched, and so shared
    return Apart(work, died, workers=workers, seconds=seconds).results(batches)


def settle_memory() -> None:
    """Spares later collections the knowledge: they would walk it again and again.

    They come seldom, too: a document leaves no cycle behind, and looking for one every 700
    objects took a twentieth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_RARELY, 20, 20)


def in_batches(
    head: Iterable[Piece], rest: Iterator[Piece], size: int
) -> Iterator[tuple[Piece, ...]]:
    """What was read ahead and the rest, in batches of one size but the last."""
    group = list(head)
    while True:
        group += islice(rest, max(0, size - len(group)))
        if not group:
            return
        yield tuple(group[:size])
        group = group[size:]


def died(document: Document, ending: str) -> Issue:
    """The issue of a document that ended its process."""
    return Issue(
        source=document.id,
        kind=IssueKind.FAILED,
        message=f"coding it ended its process ({ending})",
        remedy="the other documents are unaffected; leave this one out, or report it as a fault "
        "of rasd",
    )


def failed(document: Document, error: Exception) -> Issue:
    """The issue of a document whose coding raised an error."""
    if isinstance(error, StoreError):  # its words are of the document, which no store can hold
        return Issue(
            source=document.id,
            kind=IssueKind.FAILED,
            message=str(error),
            remedy="the other documents are unaffected; mend this one, or leave it out",
        )
    frames = extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    message = " ".join(str(error).split())[:_MESSAGE_LENGTH]
    return Issue(
        source=document.id,
        kind=IssueKind.FAILED,
        message=f"coding failed{where}: {type(error).__name__}: {message}",
        remedy="the other documents are unaffected; please report this as a fault of rasd",
    )
