"""Decides how a part of the work is done in a process beside this one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from rasd.model import RasdError, RunError
from rasd.run.apart import settle_in, start_process

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """Work in a copy of this process, which ends with the block."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work

    def __enter__(self) -> Beside[Result]:
        context = get_context("fork")
        self._told, tell = context.Pipe(duplex=False)
        self._process = context.Process(target=_tell, args=(self._work, tell))
        start_process(self._process)
        tell.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()
        self._told.close()

    def is_alive(self) -> bool:
        """Whether the work goes on."""
        return self._process.is_alive()

    def result(self) -> Result:
        """What the work gave; its error is raised here."""
        try:
            error, result = self._told.recv()
        except EOFError:
            raise RunError(
                "a process that worked on the release ended, most likely for want of memory. "
                "Nothing was published: run the same command again"
            ) from None
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]


def _tell(work: Callable[[], object], tell: Connection) -> None:
    settle_in()
    try:
        with without_collecting():
            tell.send((None, work()))
    except (RasdError, OSError) as error:
        tell.send((error, None))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Inside, nobody looks for cycles: records have none, and looking takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
