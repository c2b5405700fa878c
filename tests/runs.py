"""Runs the real command in processes of its own, for tests that kill or starve it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports")))
FILES = (
    "documents.jsonl",
    "mentions.jsonl",
    "events.jsonl",
    "figures.jsonl",
    "events.csv",
    "events.geojson",
    "report.html",
)
RASD = [sys.executable, "-c", "from rasd.cli import main; main()"]


def report_lines() -> list[str]:
    """The lines of the demo reports, one report each."""
    return (REPORTS / "reports.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def contents(out: Path) -> dict[str, bytes]:
    """What each file of the contract holds."""
    return {name: (out / name).read_bytes() for name in FILES}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)


def rasd(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command from start to end."""
    return subprocess.run(
        [*RASD, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )


def rasd_here(*arguments: object) -> Result:
    """The command in this process, where everything is loaded already."""
    from rasd.cli.app import app

    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def start_rasd(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """The command under way, at the head of a group of its own with its workers."""
    return subprocess.Popen(
        [*RASD, *map(str, arguments)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - a signal handler, nothing that threads hold
        **options,
    )


def _heed_interrupts() -> None:
    # Where the tests run in the background, a shell has them ignore Ctrl-C: the child must not.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, as Linux shows them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def forked(work: Callable[[], object], *, said: Path = Path(os.devnull)) -> int:
    """Does work in a copy of this process, quick to start; how it ended, less than 0 by a signal.

    What it prints goes to the file `said`.
    """
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            printed = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(printed, 1)
            os.dup2(printed, 2)
            # As a shell starts a program, whatever the tests run under.
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
            _heed_interrupts()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            work()
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run_here(*arguments: object) -> None:
    """The command in this process, which it ends."""
    from rasd.cli import main

    sys.argv = ["rasd", *map(str, arguments)]
    main()
