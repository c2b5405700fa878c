"""Decides how many files are written from one reading of a store.

Reading an event costs about as much as writing it in one format, and making it fit to be published
more. So each record is read once for all who write: every writer runs in a thread of its own and
stands still until the next part of the records is there. Who reads a kind of record a second time
waits until all others have come as far.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Condition, Thread
from typing import Any

from rasd.export.source import RecordName, Source
from rasd.model import Citation, Document, Event, Figure, Mention, Redirect

A_PART = 200
"""Records that are handed on together."""

PARTS_AHEAD = 3
"""Parts that wait for the slowest writer before the next is read."""

_ORDER: tuple[RecordName, ...] = (
    *("citations", "redirects", "figures", "documents", "mentions", "events"),
)
"""Who looks something up first then reads events with the others."""

Writer = Callable[[Source], object]


def write_together(source: Source, writers: Sequence[Writer]) -> None:
    """Calls each writer with a source that has the records of `source`.

    Only the thread that calls this reads `source`. Where a writer fails, the others end early and
    its error is raised.
    """
    hub = _Hub(source)
    threads = []
    for writer in writers:
        hub.views.append(view := _View(hub))
        threads.append(Thread(target=view.run, args=(writer,), daemon=True))
    try:
        for thread in threads:
            thread.start()
        hub.serve()
    finally:
        hub.stop()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
    for view in hub.views:
        if view.error is not None:
            raise view.error


class _StoppedError(Exception):
    """That another writer failed, or reading did."""


@dataclass(eq=False, slots=True)
class _Reading:
    """One reading of a kind of record by one writer."""

    kind: RecordName
    parts: deque[list[Any]] = field(default_factory=deque)
    begun: bool = False
    whole: bool = False
    dropped: bool = False


class _Hub:
    """What writers ask and what they get; `changed` guards all of it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.changed = Condition()
        self.views: list[_View] = []
        self.stopped = False

    def serve(self) -> None:
        """Reads until every writer has ended."""
        while asked := self._asked():
            self._read(asked)

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            self.changed.notify_all()

    def _asked(self) -> list[tuple[_View, _Reading]]:
        """All readings of the kind that comes first, once nobody works; none at the end."""
        with self.changed:
            self.changed.wait_for(lambda: self._failed() or all(v.waits for v in self.views))
            if self._failed():
                return []
            waiting = [(view, view.asks) for view in self.views if view.asks is not None]
            first = min((reading.kind for _, reading in waiting), key=_ORDER.index, default=None)
            wanted = [pair for pair in waiting if pair[1].kind == first]
            for _, reading in wanted:
                reading.begun = True
            return wanted

    def _read(self, readings: list[tuple[_View, _Reading]]) -> None:
        records = iter(getattr(self.source, readings[0][1].kind)())
        while part := list(islice(records, A_PART)):
            with self.changed:
                for _, reading in readings:
                    reading.parts.append(part)
                self.changed.notify_all()
                self.changed.wait_for(
                    lambda: self._failed() or all(_has_room(*pair) for pair in readings)
                )
                if self._failed() or all(reading.dropped for _, reading in readings):
                    break
        with self.changed:
            for _, reading in readings:
                reading.whole = True
            self.changed.notify_all()

    def _failed(self) -> bool:
        return self.stopped or any(view.error is not None for view in self.views)


def _has_room(view: _View, reading: _Reading) -> bool:
    # A writer that began to read something else keeps what it will still read: waiting for it
    # would never end.
    return reading.dropped or view.waits or len(reading.parts) < PARTS_AHEAD


class _View:
    """The source of one writer."""

    def __init__(self, hub: _Hub) -> None:
        self._hub = hub
        self.asks: _Reading | None = None
        self.error: BaseException | None = None
        self.ended = False

    @property
    def waits(self) -> bool:
        """Whether it does nothing until another reading begins."""
        return self.ended or (self.asks is not None and not self.asks.begun)

    def run(self, writer: Writer) -> None:
        try:
            writer(self)
        except _StoppedError:
            pass
        # Raised again in the thread of whoever wanted the files.
        except BaseException as error:  # noqa: BLE001
            self.error = error
        finally:
            with self._hub.changed:
                self.asks, self.ended = None, True
                self._hub.changed.notify_all()

    def documents(self) -> Iterator[Document]:
        return self._records("documents")

    def citations(self) -> Iterator[Citation]:
        return self._records("citations")

    def mentions(self) -> Iterator[Mention]:
        return self._records("mentions")

    def events(self) -> Iterator[Event]:
        return self._records("events")

    def figures(self) -> Iterator[Figure]:
        return self._records("figures")

    def redirects(self) -> Iterator[Redirect]:
        return self._records("redirects")

    def _records(self, kind: RecordName) -> Iterator[Any]:
        changed, reading = self._hub.changed, _Reading(kind)
        with changed:
            self.asks = reading
            changed.notify_all()
        try:
            while True:
                with changed:
                    changed.wait_for(lambda: reading.parts or reading.whole or self._hub.stopped)
                    if self._hub.stopped:
                        raise _StoppedError
                    if not reading.parts:
                        return
                    part = reading.parts.popleft()
                    changed.notify_all()
                yield from part
        finally:
            with changed:
                reading.dropped = True
                if self.asks is reading:
                    self.asks = None
                changed.notify_all()
