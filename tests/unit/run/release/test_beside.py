"""Work in a process beside this one: what it gave comes back, and a signal ends this process."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from rasd.model import InputError
from rasd.run.release.beside import Beside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is copied elsewhere")


def test_what_the_work_gave_comes_back() -> None:
    with Beside(lambda: 7) as beside:
        assert beside.result() == 7


def test_the_error_of_the_work_is_raised_here() -> None:
    def fails() -> None:
        raise InputError("no")

    with Beside(fails) as beside, pytest.raises(InputError, match="no"):
        beside.result()


def test_the_work_hears_what_ends_it_and_leaves_ctrl_c_to_who_began_it() -> None:
    def heard() -> tuple[set[signal.Signals], object]:
        held = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        return {signal.Signals(each) for each in held}, signal.getsignal(signal.SIGINT)

    with Beside(heard) as beside:
        assert beside.result() == (set(), signal.SIG_IGN)


def test_a_signal_that_comes_while_the_process_is_copied_is_raised_and_leaves_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork, pids = os.fork, []

    def interrupted() -> int:
        pid = fork()
        if pid:
            pids.append(pid)
            signal.raise_signal(signal.SIGINT)
            # In hand at once only where nothing keeps it waiting.
            assert signal.SIGINT in signal.sigpending()
        return pid

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt), Beside(lambda: 7):
        pass
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
