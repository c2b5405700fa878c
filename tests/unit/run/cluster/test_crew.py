"""What a leader waits for, and what it says when that never comes."""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import Any

import pytest

from rasd.model import RunError
from rasd.run import Unwatched
from rasd.run.cluster import Crew
from rasd.run.cluster.opening import _check

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


class Undone:
    """Work that never gets done."""

    def done(self) -> bool:
        return False

    def exception(self) -> None:
        pytest.fail("it was waited for without limit")


class Leaving:
    """A client whose one worker leaves once it was asked."""

    def __init__(self) -> None:
        self._there = {"tcp://w:1": 1}

    def wait_for_workers(self, *_: object, **__: object) -> None:
        """It is there."""

    def nthreads(self) -> dict[str, int]:
        return dict(self._there)

    def submit(self, *_: object, **__: object) -> Undone:
        self._there.clear()
        return Undone()


def test_a_worker_that_leaves_before_it_answers_is_not_waited_for() -> None:
    crew = Crew(Leaving(), Unwatched(), "tcp://head:8786")
    with pytest.raises(RunError, match=r"tcp://head:8786 left .*dask worker ADDRESS"):
        _check(crew)


def test_work_cancelled_with_its_scheduler_is_told_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cancelled(*_: Any, **__: Any) -> None:
        raise CancelledError("scheduler-connection-lost")

    monkeypatch.setattr(distributed, "wait", cancelled)
    crew = Crew(Leaving(), Unwatched(), "tcp://head:8786")
    with pytest.raises(RunError, match=r"connection-lost.*kept: .*run the same command again"):
        crew.wait_for(Undone())
