"""Decides who writes the report: a process beside this one, which writes the other files meanwhile.

The report is half of the work, and this process would leave the second core idle. The other one is
begun before the store is opened, since no database may be taken across a fork, and opens it for
itself. Where it sees another state of the store than this process does, or fails in any way, the
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
from types import TracebackType
from typing import Self

from rasd.run.apart import FORKS, settle_in, signals_waiting
from rasd.store import Store, open_store

FEW = 500
"""Events below which the report is made here, before the other process has opened the store."""
_A_PIECE = 1 << 20


class Reporter:
    """Makes the reports of one store; with one worker in this process alone."""

    def __init__(self, place: str | Path, *, workers: int) -> None:
        self._place = place
        self._wanted = workers > 1 and FORKS
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        if self._wanted:
            context = get_context("fork")
            self._pipe, there = context.Pipe()
            self._process = context.Process(target=_serve, args=(there, self._place), daemon=True)
            with signals_waiting():
                self._process.start()
            there.close()  # so that the pipe ends with the process
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._pipe is not None:
            self._process.terminate()
            self._process.join()
            self._pipe.close()

    def report(self, store: Store, folder: Path) -> Iterator[str | bytes]:
        """The report of a store in a snapshot; it is begun at once, beside whatever comes next."""
        made = folder / ".report.html.made"
        asked = self._asks(store, made)
        return self._parts(store, made, asked=asked)

    def _asks(self, store: Store, made: Path) -> bool:
        if self._pipe is None or store.counts()["events"] < FEW:
            return False
        with suppress(OSError):
            self._pipe.send((state_of(store), made))
            return True
        return False

    def _parts(self, store: Store, made: Path, *, asked: bool) -> Iterator[str | bytes]:
        try:
            if asked and self._answer():
                with made.open("rb") as file:
                    while piece := file.read(_A_PIECE):
                        yield piece
                return
        finally:
            with suppress(OSError):
                made.unlink(missing_ok=True)
        # Imported here: the page's template engine is slow to load.
        from rasd.export.report import report_parts  # noqa: PLC0415

        yield from report_parts(store)

    def _answer(self) -> bool:
        assert self._pipe is not None
        try:
            return bool(self._pipe.recv())
        except (EOFError, OSError):  # the process ended
            self._pipe = None
            return False


def state_of(store: Store) -> str:
    """Another one for another state of all that a report tells."""
    issues = tuple(store.issues())
    told = (store.revision(), store.events_current(), store.counts(), issues)
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def write_if_same(place: str | Path, state: str, path: Path) -> bool:
    """Writes the report of a store to `path`, unless that is in another state."""
    from rasd.export.files import as_bytes  # noqa: PLC0415 - as above
    from rasd.export.report import report_parts  # noqa: PLC0415

    with open_store(place, create=False) as store, store.snapshot():
        if state_of(store) != state:
            return False
        with path.open("wb") as file:
            for part in report_parts(store):
                file.write(as_bytes(part))
    return True


def _serve(pipe: Connection, place: str | Path) -> None:
    settle_in()
    while True:
        try:
            state, path = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            done = write_if_same(place, state, path)
        except Exception:  # noqa: BLE001 - who asked makes the report and meets the same fault
            done = False
        pipe.send(done)
