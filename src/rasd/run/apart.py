"""Decides what becomes of work whose process dies: it is done again, one piece at a time.

A document may end the process that codes it, where Python can't catch it: a crash in native code,
the system that takes the memory back. The batches under way are then done again, each document
in a process of its own; the one that kills again is named, the others lose nothing.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from time import monotonic
from typing import Generic, TypeVar

from rasd.model import RunError

Piece = TypeVar("Piece")
Done = TypeVar("Done")

FORKS = sys.platform == "linux"
"""Whether processes are copies of this one, which is quick; elsewhere each starts from nothing."""

_IN_HAND = 2
"""Batches that a worker has at once: it begins the second while the first is stored."""

_ENDING = (signal.SIGINT, signal.SIGTERM)

_MOST_DEATHS = 20
"""So many pieces in a row that each kill a process of their own: the fault is not theirs."""

_OUT_OF_MEMORY = "most likely for want of memory"

_COLLECTED_AFTER = 50_000
"""New objects after which a worker looks for cycles; by default 700, an eighth of its time.

Work makes hundreds of thousands of small records and hardly a cycle.
"""


class Apart(Generic[Piece, Done]):
    """Does batches of work in processes of their own; results come in the order of the batches.

    `work` is done for each piece; `died` makes the result of a piece that kills its process from
    how that process ended. Each worker has a pipe of its own: in a pool with common queues, one
    that dies at the wrong moment can leave all others waiting for a lock. Where a piece may take
    no longer than `seconds`, a process that works on one for longer is ended. Processes that
    `stay` do the batches of one call of `results` after the other, until `end`.
    """

    def __init__(
        self,
        work: Callable[[Piece], Done],
        died: Callable[[Piece, str], Done],
        *,
        workers: int,
        seconds: float | None = None,
        stay: bool = False,
    ) -> None:
        self._stay = stay
        self._work = work
        self._died = died
        self._most = workers
        self._seconds = seconds
        self._workers: list[_Worker[Piece, Done]] = []
        self._deaths = 0

    def start(self) -> None:
        """Starts every worker now: a process that other threads run in is no good to copy."""
        while len(self._workers) < self._most:
            self._workers.append(_Worker.started(self._work))

    def results(self, batches: Iterator[tuple[Piece, ...]]) -> Iterator[tuple[Done, ...]]:
        """What came of each batch; few are under way at once, so memory does not grow.

        Raises `RunError` where every process dies, whatever it works on.
        """
        under_way: deque[_Batch[Piece, Done]] = deque()
        try:
            for pieces in batches:
                under_way.append(_Batch(pieces))
                self._give(under_way[-1])
                if len(under_way) >= _IN_HAND * self._most:
                    yield self._finished(under_way.popleft())
            while under_way:
                yield self._finished(under_way.popleft())
        except BaseException:
            self.end()  # what they are at would be taken for what comes next
            raise
        if not self._stay:
            self.end()

    def end(self) -> None:
        """Ends every worker."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _give(self, batch: _Batch[Piece, Done]) -> None:
        if len(self._workers) < self._most:
            self._workers.append(_Worker.started(self._work))
        worker = min(self._workers, key=lambda each: len(each.in_hand))
        if not worker.in_hand:
            worker.since = monotonic()
        worker.in_hand.append(batch)
        try:
            worker.pipe.send(batch.pieces)
        except OSError:
            self._do_again(worker)

    def _finished(self, batch: _Batch[Piece, Done]) -> tuple[Done, ...]:
        while batch.done is None:
            busy = {worker.pipe: worker for worker in self._workers if worker.in_hand}
            answering = wait(list(busy), self._patience(busy.values()))
            for pipe in answering:
                self._receive(busy[pipe])  # type: ignore[index]  # waits for pipes alone
            if not answering:
                for worker in busy.values():
                    if self._left(worker) <= 0:
                        self._do_again(worker)
        return batch.done

    def _patience(self, busy: Iterable[_Worker[Piece, Done]]) -> float | None:
        """How long to wait for an answer of any worker; `None` for however long it takes."""
        if self._seconds is None:
            return None
        return max(0.0, min(map(self._left, busy)))

    def _left(self, worker: _Worker[Piece, Done]) -> float:
        """What is left of the time that a worker may take for the batch that it is at."""
        assert self._seconds is not None
        return worker.since + self._seconds * len(worker.in_hand[0].pieces) - monotonic()

    def _receive(self, worker: _Worker[Piece, Done]) -> None:
        try:
            done = worker.pipe.recv()
        except (EOFError, OSError):  # before its answer, or in the middle of it
            self._do_again(worker)
        else:
            worker.in_hand.popleft().done = done
            worker.since = monotonic()

    def _do_again(self, dead: _Worker[Piece, Done]) -> None:
        self._workers.remove(dead)
        dead.end()
        for batch in dead.in_hand:
            batch.done = tuple(self._alone(piece) for piece in batch.pieces)

    def _alone(self, piece: Piece) -> Done:
        worker: _Worker[Piece, Done] = _Worker.started(self._work)
        try:
            worker.pipe.send((piece,))
            if not worker.pipe.poll(self._seconds):
                return self._died(piece, f"it took longer than {self._seconds:g} seconds")
            done: Done = worker.pipe.recv()[0]
        except (EOFError, OSError):
            worker.process.join()
            return self._mourned(piece, _ending(worker.process.exitcode))
        finally:
            worker.end()
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


@dataclass(slots=True)
class _Batch(Generic[Piece, Done]):
    pieces: tuple[Piece, ...]
    done: tuple[Done, ...] | None = None


@dataclass(slots=True)
class _Worker(Generic[Piece, Done]):
    """A process, the pipe to it, and what it was given and has not answered, in order."""

    process: BaseProcess
    pipe: Connection
    in_hand: deque[_Batch[Piece, Done]] = field(default_factory=deque)
    since: float = 0.0
    """When it began with the first of them."""

    @classmethod
    def started(cls, work: Callable[[Piece], Done]) -> _Worker[Piece, Done]:
        context = get_context("fork") if FORKS else get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, work), daemon=True)
        start_process(process)
        there.close()  # so that the pipe ends with the process
        return cls(process, here)

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection, work: Callable[[Piece], Done]) -> None:
    settle_in()
    given: SimpleQueue[tuple[Piece, ...]] = SimpleQueue()
    threading.Thread(target=_receive_all, args=(pipe, given), daemon=True).start()
    while True:
        pipe.send(tuple(work(piece) for piece in given.get()))


def _receive_all(pipe: Connection, given: SimpleQueue[tuple[Piece, ...]]) -> None:
    # Beside the work: who gives is not kept waiting while the worker waits to be heard.
    while True:
        try:
            given.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(1)


def start_process(process: BaseProcess) -> None:
    """Starts a process that will settle in; one that a signal came with is ended again.

    Whoever wanted it never hears of it: the signal is raised before it is anybody's.
    """
    try:
        with signals_waiting():
            process.start()
    except BaseException:
        if process.pid is not None:
            process.kill()
            process.join()
        raise


@contextmanager
def signals_waiting() -> Iterator[None]:
    """Keeps Ctrl-C and SIGTERM waiting inside: raised while a process is copied, both are lost."""
    if not FORKS:
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def settle_in() -> None:
    """Makes a process leave Ctrl-C to its parent, and end when the parent dies."""
    gc.set_threshold(_COLLECTED_AFTER, *gc.get_threshold()[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if FORKS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
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
