"""Decides how a cluster is reached: its client, the workers started here, and who may not work.

Dask is imported here alone. What comes back from workers is bytes and nothing else: the client
refuses to unpickle results.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from rasd.model import RunError, SettingsError
from rasd.pipeline import recipe
from rasd.run.closing import Closing
from rasd.run.cluster import work
from rasd.run.cluster.address import Address
from rasd.run.cluster.crew import Crew, CrewWatch, scheduler_faults
from rasd.run.cluster.wire import pack_documents, unpack_found

_LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application")
_QUIET: dict[str, Any] = {
    "logging": dict.fromkeys(_LOGGERS, "critical"),
    "distributed.admin.system-monitor.gil.enabled": False,
}
_NO_PICKLES = ("dask", "msgpack", "error")
_SECONDS_TO_CONNECT = 20
_SECONDS_TO_COME = 60
_OURS: dict[str, Any] = {
    # A piece whose worker died comes back at once: its documents go one by one from there.
    "distributed.scheduler.allowed-failures": 0,
    "distributed.scheduler.http.routes": [],
}
"""Settings of a scheduler that is started here."""


class Cluster(Closing):
    """A cluster that is reached, or started, when work first comes for it.

    A run that finds nothing new to code needs none.
    """

    def __init__(self, address: Address, watch: CrewWatch) -> None:
        self._address = address
        self._watch = watch
        self._open = ExitStack()
        self._crew: Crew | None = None

    def close(self) -> None:
        self._open.close()

    def crew(self) -> Crew:
        """Its workers."""
        if self._crew is None:
            self._crew = self._open.enter_context(opened_cluster(self._address, self._watch))
        return self._crew


@contextmanager
def opened_cluster(address: Address, watch: CrewWatch) -> Iterator[Crew]:
    """The workers at an address, each of which codes as this process does.

    Raises `SettingsError` without Dask, and `RunError` where nobody is there or can't be trusted.
    """
    try:
        dask: Any = import_module("dask")
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise SettingsError(
            "--cluster needs Dask: pip install 'rasd[cluster]', here and on every worker"
        ) from error
    # Before any worker is started: they get the settings of this process.
    settings = _QUIET if address.local is None else _QUIET | _OURS
    with dask.config.set(settings), _silenced():
        where: dict[str, Any] = {"address": address.scheduler, "scheduler_file": address.file}
        local = _started(distributed, address.local)
        if local is not None:
            where = {"address": local}
        try:
            with _connecting(address):
                client = distributed.Client(
                    **where,
                    timeout=_SECONDS_TO_CONNECT,
                    deserializers=list(_NO_PICKLES),
                )
            try:
                crew = Crew(client, watch, str(address))
                _check(crew)
                yield crew
            finally:
                client.close()
        finally:
            if local is not None:
                local.close()


@contextmanager
def _silenced() -> Iterator[None]:
    """Keeps Dask's own log off the terminal: what matters of it is told by the crew."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)


def _started(distributed: Any, workers: int | None) -> Any:
    if workers is None:
        return None
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs="CRITICAL",
        # Whoever may talk to a scheduler may run what they like as this user: without a key of this
        # run, so could others who are logged in to this machine.
        security=distributed.Security.temporary(),
    )


@contextmanager
def _connecting(address: Address) -> Iterator[None]:
    try:
        yield
    except (OSError, TimeoutError, TypeError, ValueError, RuntimeError) as error:
        raise RunError(
            f"there is no Dask scheduler to talk to at {address}: "
            f"{' '.join(str(error).split())[:200]}. Start one (dask scheduler) and see that this "
            "machine may reach it; tls:// also needs the certificates that Dask's settings name"
        ) from error


def _check(crew: Crew) -> None:
    """Refuses workers that lack rasd or would code otherwise."""
    question = pack_documents((), recipe())
    with scheduler_faults(crew.name):
        try:
            crew.client.wait_for_workers(1, timeout=_SECONDS_TO_COME)
        except TimeoutError as error:
            raise RunError(
                f"no worker came to {crew.name} within {_SECONDS_TO_COME} seconds; start some "
                "(dask worker ADDRESS) and run again"
            ) from error
        asked = {
            worker: crew.client.submit(
                work.code_partition, question, workers=[worker], key=f"rasd-check-{worker}"
            )
            for worker in crew.client.nthreads()
        }
        # Nobody else may answer for a worker that left.
        answers = {
            worker: answer for worker, answer in asked.items() if crew.answered(worker, answer)
        }
        if not answers:
            raise RunError(
                f"the workers at {crew.name} left before they said how they code; start some "
                "(dask worker ADDRESS) and run again"
            )
        faults = [
            fault for worker, answer in answers.items() if (fault := _fault_of(worker, answer))
        ]
    if faults:
        raise RunError(
            f"{len(faults)} of the {len(answers)} workers at {crew.name} cannot work on this run:\n"
            + "\n".join(faults)
        )
    crew.look()


def _fault_of(worker: str, answer: Any) -> str | None:
    error = answer.exception()
    if error is not None:
        return (
            f"{worker}: {type(error).__name__}: {' '.join(str(error).split())[:200]}; install "
            "rasd there as it is here (pip install 'rasd[cluster]') and start it again"
        )
    theirs, who, _ = unpack_found(answer.result())
    return other_recipe(worker, who, theirs, recipe())


def other_recipe(worker: str, who: str, theirs: str, ours: str) -> str | None:
    """What is wrong with a worker that codes by this recipe; `None` where nothing is."""
    if theirs == ours:
        return None
    return (
        f"{worker} ({who}) codes by {theirs}, this command by {ours}: install the same version of "
        "rasd and the same data files there, and start it again"
    )
