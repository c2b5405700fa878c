"""A process that dies costs the piece that killed it and nothing else."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from rasd.model import RunError
from rasd.run import apart
from rasd.run.apart import Apart, settle_in, signals_waiting, start_process

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the work is defined in a test, which only copies know"
)


def halved(piece: int) -> float | str:
    """Dies at some numbers, each in its own way."""
    match piece:
        case 3:
            faulthandler.disable()  # which would print where it came from
            os.kill(os.getpid(), signal.SIGSEGV)
        case 21:
            os.kill(os.getpid(), signal.SIGKILL)
        case 30:
            os._exit(4)
    return piece / 2


def endless(piece: int) -> int:
    """Never ends with one of the numbers."""
    if piece == 5:
        threading.Event().wait()
    return piece


def lethal(piece: int) -> str:
    os._exit(1)


def named(piece: int, ending: str) -> str:
    return f"{piece}: {ending}"


def batches(count: int, size: int = 4) -> Iterator[tuple[int, ...]]:
    return (tuple(range(low, min(count, low + size))) for low in range(0, count, size))


@pytest.mark.parametrize("workers", [1, 2], ids=["one worker", "two workers"])
def test_the_piece_that_kills_is_named_and_all_others_are_done(workers: int) -> None:
    found = Apart(halved, named, workers=workers).results(batches(50))
    results = [each for batch in found for each in batch]
    deaths = {
        3: "3: SIGSEGV",
        21: "21: SIGKILL, most likely for want of memory",
        30: "30: exit code 4",
    }
    assert [deaths.get(n, n / 2) for n in range(50)] == results


def test_where_every_process_dies_the_run_ends_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "_MOST_DEATHS", 3)
    with pytest.raises(RunError, match=r"last 3 worker processes.*What was finished is kept"):
        list(Apart(lethal, named, workers=2).results(batches(50)))


def test_a_piece_that_kills_once_is_done_the_second_time(tmp_path: Path) -> None:
    results = Apart(_dies_once, _unnamed, workers=2).results(iter([(tmp_path / "mark",)]))
    assert list(results) == [("done",)]


def _dies_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os._exit(1)
    return "done"


def _unnamed(mark: Path, ending: str) -> str:
    return ending


@pytest.mark.parametrize("workers", [1, 2], ids=["one worker", "two workers"])
def test_the_piece_that_never_ends_is_named_and_all_others_are_done(workers: int) -> None:
    found = Apart(endless, named, workers=workers, seconds=1).results(batches(12))
    results = [each for batch in found for each in batch]
    ending = "5: it took longer than 1 seconds"
    assert [ending if n == 5 else n for n in range(12)] == results


def test_a_signal_that_comes_while_a_process_is_copied_waits_until_it_is() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: came.append(number))
    try:
        with signals_waiting():
            signal.raise_signal(signal.SIGTERM)  # to this thread: others hold nothing back
            inside = list(came)
        assert (inside, came) == ([], [signal.SIGTERM])
    finally:
        signal.signal(signal.SIGTERM, before)


class Interrupted(get_context("fork").Process):  # type: ignore[misc]  # made at run time
    """A process that a signal comes with."""

    def start(self) -> None:
        super().start()
        signal.raise_signal(signal.SIGTERM)


def test_a_process_that_a_signal_comes_with_is_ended_again() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    process = Interrupted(target=_waits, daemon=True)
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            start_process(process)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert not Path(f"/proc/{process.pid}").exists()


def _waits() -> None:
    settle_in()
    threading.Event().wait()
