"""Shows how far a run has come: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rasd.cli.show import counted
from rasd.run import CrewWatch, Readying, Unwatched, Watch

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_STAGES = {
    "reading": "Reading and coding",
    "merging": "Merging incidents",
    "writing": "Writing the files",
}
_READYING = {
    "indexing": "Indexing the words",
    "merging": "Merging by today's rules",
}
_SECONDS_BETWEEN = 0.1


class RunWatch(Watch, CrewWatch, Protocol):
    """Is told of a run and of the workers of a cluster."""


@contextmanager
def shown_progress(*, quiet: bool, total: int | None) -> Iterator[RunWatch]:
    """A watch for a run over `total` documents; `None` where the number is not known.

    What befalls the workers of a cluster is told in a pipe, too.
    """
    if quiet or not sys.stderr.isatty():
        yield Unwatched() if quiet else _Told()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    # Without its refreshing thread: worker processes are copies of this one.
    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    ) as progress:
        yield _Bar(progress, total)


@contextmanager
def shown_readying() -> Iterator[Readying]:
    """A watch for the time before a server answers: a bar, or in a log one line for each step."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        yield _Steps(progress)


class _Lines:
    def begin(self, name: str, total: int | None) -> None:
        of = "" if total is None else f" ({total} documents)"
        print(f"{_READYING[name]}{of}, once: please wait", file=sys.stderr, flush=True)

    def done(self, documents: int) -> None: ...


class _Steps:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, name: str, total: int | None) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(_READYING[name], total=total)

    def done(self, documents: int) -> None:
        assert self._task is not None  # a step begins before it gets on
        self._progress.update(self._task, completed=documents)


class _Told(Unwatched):
    def told(self, line: str) -> None:
        print(f"rasd: {line}", file=sys.stderr, flush=True)


class _Bar:
    def __init__(self, progress: object, total: int | None) -> None:
        from rich.progress import Progress

        assert isinstance(progress, Progress)
        self._progress = progress
        self._total = total
        self._task = progress.add_task(_STAGES["reading"], total=total)
        self._shown = 0.0
        self._workers = 0
        self._stage = "reading"

    def stage(self, name: str) -> None:
        self._stage = name
        self._describe()

    def workers(self, count: int) -> None:
        self._workers = count
        self._describe()

    def told(self, line: str) -> None:
        self._progress.console.print(f"rasd: {line}", markup=False, highlight=False)

    def _describe(self) -> None:
        by = (
            f", {counted(self._workers, 'worker')}"
            if self._workers and self._stage != "writing"
            else ""
        )
        self._progress.update(self._task, description=f"{_STAGES[self._stage]}{by}")
        self._progress.refresh()

    def reading(self, name: str | None) -> None: ...

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        total = None if self._total is None else max(self._total, documents)
        self._progress.update(self._task, completed=documents, total=total)
        if time.monotonic() - self._shown > _SECONDS_BETWEEN:
            self._progress.refresh()
            self._shown = time.monotonic()
