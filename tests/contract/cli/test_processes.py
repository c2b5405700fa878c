"""The installed program in pipes and under signals, as a shell uses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports")))
RASD = [sys.executable, "-c", "from rasd.cli import main; main()"]


def test_a_reader_that_stops_early_is_no_error_message() -> None:
    with subprocess.Popen(
        [*RASD, "extract", str(REPORTS)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline().startswith(b"{")
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(timeout=30) == 141


def test_a_slow_stream_is_answered_line_by_line() -> None:
    lines = (REPORTS / "reports.jsonl").read_bytes().splitlines(keepends=True)
    with subprocess.Popen(
        [*RASD, "extract", "-", "--what", "all"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        # The input stays open: an answer can only come from what was sent so far.
        child.stdin.write(b"".join(lines[:12]))
        child.stdin.flush()
        assert child.stdout.readline().startswith(b"{")
        child.stdin.close()
        assert child.stdout.read().count(b"\n") > 1
        assert child.wait(timeout=30) == 0


def test_arabic_comes_out_as_utf_8_whatever_the_locale() -> None:
    done = subprocess.run(
        [*RASD, "extract", str(REPORTS / "sariya-0606.html")],
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "\u0628" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX has it")
def test_ctrl_c_ends_a_run_with_one_line_and_code_130(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*RASD, "run", "-", "--out", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
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
