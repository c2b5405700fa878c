"""The installed program in pipes and under signals, as a shell uses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from importlib.resources import files
from pathlib import Path

import pytest

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports")))
RASD = [sys.executable, "-c", "from rasd.cli import main; main()"]
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""As a shell runs the program: output to a pipe waits in a buffer."""


@pytest.mark.parametrize(
    "arguments",
    [("extract", str(REPORTS)), ("data", "check"), ("--help",), ("--version",)],
    ids=" ".join,
)
def test_a_reader_that_is_gone_gives_no_error_message(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*RASD, *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=BUFFERED,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_slow_stream_is_answered_line_by_line() -> None:
    lines = (REPORTS / "reports.jsonl").read_bytes().splitlines(keepends=True)
    with subprocess.Popen(
        [*RASD, "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=BUFFERED
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        # The input stays open: an answer can only come from what was sent so far.
        # Two reports say less than a buffer holds.
        child.stdin.write(b"".join(lines[1:3]))
        child.stdin.flush()
        patience = threading.Timer(20, child.kill)
        patience.start()
        assert child.stdout.readline().startswith(b"{")
        patience.cancel()
        child.stdin.close()
        assert child.stdout.read().startswith(b"{")
        assert child.wait(timeout=30) == 0


def test_arabic_comes_out_as_utf_8_whatever_the_locale() -> None:
    done = subprocess.run(
        [*RASD, "extract", str(REPORTS / "sariya-0606.html")],
        env={**BUFFERED, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "\u0628" in done.stdout.decode("utf-8")


def _heed_interrupts() -> None:
    """Where the tests run in the background, a shell has them ignore Ctrl-C: the child must not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX has it")
def test_ctrl_c_ends_a_run_with_one_line_and_code_130(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*RASD, "run", "-", "--out", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=BUFFERED,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - a signal handler, nothing that threads hold
    ) as child:
        assert child.stderr is not None
        assert child.stdin is not None
        while not (tmp_path / "rasd.sqlite").exists():
            assert child.poll() is None
        child.send_signal(signal.SIGINT)
        said = child.stderr.read().decode()
        assert child.wait(timeout=30) == 130
    assert said.startswith("rasd: stopped. ")
    assert said.count("\n") == 1
