"""Decides what becomes of work whose process dies: it is done again, one piece at a time.

A document may end the process that codes it, where Python can't catch it: a crash in native code,
the system that takes the memory back. The batches under way are then done again, each document
in a process of its own; the one that kills again is named, the others lose nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from rasd.model import RunError

Piece = TypeVar("Piece")
Done = TypeVar("Done")

FORKS = sys.platform == "linux"
"""Whether processes are copies of this one, which is quick; elsewhere each starts from nothing."""

_MOST_DEATHS = 20
"""So many pieces in a row that each kill a process of their own: the fault is not theirs."""

_OUT_OF_MEMORY = "most likely for want of memory"


class Apart(Generic[Piece, Done]):
    """Does batches of work in processes of their own; results come in the order of the batches.

    `work` is done for each piece; `died` makes the result of a piece that kills its process from
    how that process ended.
    """

    def __init__(
        self,
        work: Callable[[Piece], Done],
        died: Callable[[Piece, str], Done],
        *,
        workers: int,
    ) -> None:
        self._work = work
        self._died = died
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[_Batch[Piece, Done]] = deque()
        self._deaths = 0

    def results(self, batches: Iterator[tuple[Piece, ...]]) -> Iterator[tuple[Done, ...]]:
        """What came of each batch; few are under way at once, so memory does not grow.

        Raises `RunError` where every process dies, whatever it works on.
        """
        try:
            for batch in batches:
                self._begin(batch)
                if len(self._under_way) > 2 * self._workers:
                    yield self._oldest()
            while self._under_way:
                yield self._oldest()
        finally:
            self._end_pool()

    def _begin(self, batch: tuple[Piece, ...]) -> None:
        try:
            future = self._running_pool().submit(_do_all, self._work, batch)
        except BrokenProcessPool:
            self._do_again()
            future = self._running_pool().submit(_do_all, self._work, batch)
        self._under_way.append(_Batch(batch, future))

    def _oldest(self) -> tuple[Done, ...]:
        try:
            done = self._under_way[0].future.result()
        except BrokenProcessPool:
            self._do_again()
            done = self._under_way[0].future.result()
        self._under_way.popleft()
        return done

    def _running_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=_context(), initializer=_settle_in
            )
        return self._pool

    def _end_pool(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _do_again(self) -> None:
        # Its threads end with it, so that the copies of this process hold none of their locks.
        self._end_pool()
        for batch in self._under_way:
            if batch.future.cancelled() or batch.future.exception() is not None:
                batch.future = _finished(tuple(self._alone(piece) for piece in batch.pieces))

    def _alone(self, piece: Piece) -> Done:
        here, there = _context().Pipe(duplex=False)
        process = _context().Process(  # type: ignore[attr-defined]  # each context has one
            target=_do_one, args=(there, self._work, piece), daemon=True
        )
        with here:
            process.start()
            there.close()
            try:
                done: Done = here.recv()
            except (EOFError, OSError):  # before its answer, or in the middle of it
                process.join()
                return self._mourned(piece, _ending(process.exitcode))
            process.join()
        self._deaths = 0
        return done

    def _mourned(self, piece: Piece, ending: str) -> Done:
        self._deaths += 1
        if self._deaths >= _MOST_DEATHS:
            raise RunError(
                f"the last {self._deaths} worker processes all died ({ending}). What was finished "
                "is kept: free some memory and run the same command again"
            )
        return self._died(piece, ending)


class _Batch(Generic[Piece, Done]):
    def __init__(self, pieces: tuple[Piece, ...], future: Future[tuple[Done, ...]]) -> None:
        self.pieces = pieces
        self.future = future


def _finished(done: tuple[Done, ...]) -> Future[tuple[Done, ...]]:
    future: Future[tuple[Done, ...]] = Future()
    future.set_result(done)
    return future


def _context() -> BaseContext:
    return get_context("fork" if FORKS else "spawn")


def _do_all(work: Callable[[Piece], Done], batch: tuple[Piece, ...]) -> tuple[Done, ...]:
    return tuple(work(piece) for piece in batch)


def _do_one(out: Connection, work: Callable[[Piece], Done], piece: Piece) -> None:
    _settle_in()
    out.send(work(piece))


def _settle_in() -> None:
    """Makes a process leave Ctrl-C to its parent, and end when the parent dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a pool that breaks ends its others so
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    name = str(-code)
    with suppress(ValueError):
        name = signal.Signals(-code).name
    return f"{name}, {_OUT_OF_MEMORY}" if name == "SIGKILL" else name
