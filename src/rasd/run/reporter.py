"""Decides who writes the report: a process beside this one, which writes the other files meanwhile.

The report is half of the work, and this process would leave the second core idle. The other one is
begun before the store is opened, since no database may be taken across a fork, and opens it for
itself. What it writes is a file without a name, which both hold: however a run ends, nothing of it
stays. Where it sees another state of the store than this process does, or fails in any way, the
report is made here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryFile
from threading import active_count
from typing import IO, Self

from rasd.run.apart import FORKS, settle_in, start_process
from rasd.run.closing import Closing
from rasd.store import Store, open_store

FEW = 500
"""Events below which the report is made here, before the other process has opened the store."""
_A_PIECE = 1 << 20


class Reporter(Closing):
    """Makes the reports of one store; with one worker in this process alone.

    So does one in which threads run: a copy of it may wait forever for a lock that one of them
    held, and this process for the copy.
    """

    def __init__(self, place: str | Path, *, workers: int) -> None:
        self._place = place
        self._wanted = workers > 1 and FORKS
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._made: IO[bytes] | None = None

    def __enter__(self) -> Self:
        if self._wanted and active_count() == 1:
            with suppress(OSError):  # no room for a file, or for a process
                # Not in a `with`: both processes hold it until this one ends the other.
                self._made = TemporaryFile()
                self._start(self._made)
        return self

    def _start(self, made: IO[bytes]) -> None:
        context = get_context("fork")
        pipe, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._place, made), daemon=True)
        start_process(process)
        there.close()  # so that the pipe ends with the process
        self._process, self._pipe = process, pipe

    def close(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        if self._made is not None:
            self._made.close()

    def report(self, store: Store) -> Iterator[str | bytes]:
        """The report of a store in a snapshot; it is begun at once, beside whatever comes next."""
        return self._parts(store, asked=self._asks(store))

    def _asks(self, store: Store) -> bool:
        if self._pipe is None or store.counts()["events"] < FEW:
            return False
        with suppress(OSError):
            self._pipe.send(state_of(store))
            return True
        return False

    def _parts(self, store: Store, *, asked: bool) -> Iterator[str | bytes]:
        if asked and self._made is not None and self._answer():
            # Opened anew: the other process moved the place that both share.
            with open(self._made.fileno(), "rb", closefd=False) as file:
                file.seek(0)
                while piece := file.read(_A_PIECE):
                    yield piece
            return
        # Imported here: the page's template engine is slow to load.
        from rasd.export.report import report_parts  # noqa: PLC0415

        yield from report_parts(store)

    def _answer(self) -> bool:
        assert self._pipe is not None
        try:
            return bool(self._pipe.recv())
        except (EOFError, OSError):  # the process ended
            self._pipe.close()
            self._pipe = None
            return False


def state_of(store: Store) -> str:
    """Another one for another state of all that a report tells."""
    issues = tuple(store.issues())
    told = (store.revision(), store.events_current(), store.counts(), issues)
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def write_if_same(place: str | Path, state: str, made: IO[bytes]) -> bool:
    """Writes the report of a store in place of what was made, unless it is in another state."""
    from rasd.export.files import as_bytes  # noqa: PLC0415 - as above
    from rasd.export.report import report_parts  # noqa: PLC0415

    with open_store(place, create=False) as store, store.snapshot():
        if state_of(store) != state:
            return False
        made.seek(0)
        made.truncate()
        for part in report_parts(store):
            made.write(as_bytes(part))
        made.flush()
    return True


def _serve(pipe: Connection, place: str | Path, made: IO[bytes]) -> None:
    settle_in()
    while True:
        try:
            state = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            done = write_if_same(place, state, made)
        except Exception:  # noqa: BLE001 - who asked makes the report and meets the same fault
            done = False
        pipe.send(done)
