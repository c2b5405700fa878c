"""Decides who works on a run: which workers there are, who was lost, when to give up on them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from importlib import import_module
from time import monotonic
from typing import Any, Protocol

from rasd.model import RunError

_SECONDS_BETWEEN = 1.0
_PATIENCE = 600.0
"""Seconds without any worker after which a run ends; a queue of jobs may take some minutes."""
_UNUSUAL = 20.0
"""Seconds without any worker that a person is told of."""
_FAULTS = (OSError, RuntimeError, CancelledError)
"""What Dask raises without its scheduler: all errors of its connections are OSErrors, a client that
lost it raises a RuntimeError, and work that it waited for then is cancelled."""


class CrewWatch(Protocol):
    """Is told who works on a run."""

    def workers(self, count: int) -> None:
        """So many workers are there now."""

    def told(self, line: str) -> None:
        """Something happened to one of them."""


class Crew:
    """The workers of a cluster, looked at once a second."""

    def __init__(self, client: Any, watch: CrewWatch, name: str) -> None:
        self.client = client
        self._dask: Any = import_module("distributed")
        self.name = name
        self._watch = watch
        self._threads: dict[str, int] = {}
        self._looked = 0.0
        self._last_seen = monotonic()
        self._missed = False

    @property
    def size(self) -> int:
        """How many of them there were at the last look."""
        return len(self._threads)

    def look(self) -> None:
        """Sees who is there. Raises `RunError` where there has been nobody for long."""
        now = monotonic()
        if now - self._looked < _SECONDS_BETWEEN:
            return
        self._looked = now
        with scheduler_faults(self.name):
            threads: dict[str, int] = self.client.nthreads()
        for worker in sorted(self._threads.keys() - threads.keys()):
            self.tell(f"worker {worker} was lost; its work is done again by others")
        for worker in sorted(threads.keys() - self._threads.keys()):
            if threads[worker] > 1:
                self.tell(
                    f"worker {worker} has {threads[worker]} threads, of which one codes at a time; "
                    "start it with --nworkers auto --nthreads 1"
                )
        if len(threads) != len(self._threads):
            self._watch.workers(len(threads))
        self._threads = threads
        self._wait_for_any(now)

    def killed(self, answer: Any) -> bool:
        """Whether a piece of work ended each worker that tried it."""
        return answer.status == "error" and isinstance(answer.exception(), self._dask.KilledWorker)

    def wait_for(self, answer: Any) -> None:
        """Waits until a piece of work is done, whatever came of it."""
        while not answer.done():
            self.look()
            self._wait_a_moment(answer)

    def answered(self, worker: str, answer: Any) -> bool:
        """Whether work that only one worker may do was done; not where that worker left."""
        while not answer.done():
            with scheduler_faults(self.name):
                there = worker in self.client.nthreads()
            if not there:
                return False
            self._wait_a_moment(answer)
        return True

    def tell(self, line: str) -> None:
        """Tells a person of something that happened."""
        self._watch.told(line)

    def _wait_a_moment(self, answer: Any) -> None:
        with scheduler_faults(self.name), suppress(TimeoutError):
            self._dask.wait([answer], timeout=_SECONDS_BETWEEN)

    def _wait_for_any(self, now: float) -> None:
        if self._threads:
            self._last_seen, self._missed = now, False
        elif now - self._last_seen > _PATIENCE:
            raise RunError(
                f"no worker has been at {self.name} for {_PATIENCE / 60:g} minutes. What was "
                "finished is kept: start workers there (dask worker ADDRESS) and run the same "
                "command again"
            )
        elif now - self._last_seen > _UNUSUAL and not self._missed:
            self._missed = True
            self.tell(f"no worker is at {self.name}; waiting for one")


@contextmanager
def scheduler_faults(name: str) -> Iterator[None]:
    """Turns what Dask raises where its scheduler cannot be reached into a `RunError`."""
    try:
        yield
    except _FAULTS as error:
        raise _unreachable(name, error) from error


def _unreachable(name: str, error: Exception) -> RunError:
    return RunError(
        f"the scheduler at {name} does not answer: {' '.join(str(error).split())[:200]}. What was "
        "finished is kept: see that it runs, and run the same command again"
    )
