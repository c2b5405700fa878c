"""Decides how documents are coded side by side, and what a document that fails becomes.

Batches go to a pool of processes and come back in the order in which they were read; few are
under way at once, so memory does not grow with the input. On Linux the processes are copies of
this one and share the compiled knowledge; elsewhere each loads its own.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from traceback import extract_tb

from rasd.knowledge import load_knowledge
from rasd.model import CodedDocument, Document, Issue, IssueKind, RunError
from rasd.pipeline import code_document

BATCH = 16
"""Documents that travel to a worker and into the store together."""

FEW = 16
"""Below this many documents a pool costs more than it saves."""

_MESSAGE_LENGTH = 200


def code_batches(
    documents: Iterable[Document], *, workers: int, batch: int = BATCH
) -> Iterator[tuple[CodedDocument | Issue, ...]]:
    """What was found in each document, batch by batch in the order given.

    A document that cannot be coded gives an `Issue` of kind `failed` instead. Raises `RunError`
    where a worker process dies.
    """
    waiting = iter(documents)
    if workers > 1:
        head = list(islice(waiting, FEW))
        if len(head) == FEW:
            return _pooled(_batches(head, waiting, batch), workers)
        waiting = iter(head)
    return _alone(_batches([], waiting, batch))


def _alone(
    batches: Iterator[tuple[Document, ...]],
) -> Iterator[tuple[CodedDocument | Issue, ...]]:
    for n, group in enumerate(batches):
        if n == 1:  # many documents: what is loaded by now stays
            _settle_memory()
        yield _code_batch(group)


def _settle_memory() -> None:
    """Spares later collections the knowledge: they would walk it again and again."""
    gc.collect()
    gc.freeze()


def code_safely(document: Document) -> CodedDocument | Issue:
    """What was found in a document, or that coding it failed."""
    # The one boundary of rasd where any error is caught: one document must not end a run.
    try:
        return code_document(document)
    except Exception as error:  # noqa: BLE001
        return _failed(document, error)


def _batches(
    head: list[Document], rest: Iterator[Document], size: int
) -> Iterator[tuple[Document, ...]]:
    group = list(head)
    while True:
        group += islice(rest, max(0, size - len(group)))
        if not group:
            return
        yield tuple(group[:size])
        group = group[size:]


def _pooled(
    batches: Iterator[tuple[Document, ...]], workers: int
) -> Iterator[tuple[CodedDocument | Issue, ...]]:
    forks = sys.platform == "linux"
    if forks:
        load_knowledge()
        _settle_memory()  # collections leave the shared pages untouched, and so shared
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("fork" if forks else "spawn"), initializer=_settle_in
    )
    under_way: deque[Future[tuple[CodedDocument | Issue, ...]]] = deque()
    try:
        for group in batches:
            under_way.append(pool.submit(_code_batch, group))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise RunError(
            "a worker process died, most likely for want of memory. What was finished is kept: "
            "run the same command again, with a smaller --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _code_batch(group: tuple[Document, ...]) -> tuple[CodedDocument | Issue, ...]:
    return tuple(code_safely(document) for document in group)


def _settle_in() -> None:
    """Makes a worker leave Ctrl-C to its parent, and end when the parent dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _failed(document: Document, error: Exception) -> Issue:
    frames = extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    message = " ".join(str(error).split())[:_MESSAGE_LENGTH]
    return Issue(
        source=document.id,
        kind=IssueKind.FAILED,
        message=f"coding failed{where}: {type(error).__name__}: {message}",
        remedy="the other documents are unaffected; please report this as a fault of rasd",
    )
