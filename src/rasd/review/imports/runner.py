"""Decides how the process of an import is watched: it may hang or die, and the import goes on.

A file whose reading ends the process or takes too long is left out, named, and the rest is read
by another process, which finds what was stored and does it no second time.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic
from typing import IO, Any

from rasd.model import Issue, IssueKind, from_json, to_json
from rasd.review.imports.child import ALREADY
from rasd.review.imports.folder import Folder
from rasd.review.imports.limits import ImportLimits
from rasd.review.imports.records import Outcome, Progress, SoFar, Stage, State
from rasd.review.imports.told import STOP, Heard, Task, Told

MOST_LEFT_OUT = 20
"""So many files that each end the process: the fault is not theirs."""
_TICK = 0.1
_PATIENCE = 15.0
"""How long somebody who asked to stop waits for the file in hand."""
_KEEP_EVERY = 2.0
_ENOUGH = 16
"""Documents after which one can say how long the rest will take."""
_ERRORS = "errors.txt"


@dataclass(slots=True)
class _Now:
    """What is known of the process at this moment."""

    stage: Stage = Stage.STARTING
    total: int | None = None
    read: int = 0
    reading: str | None = None
    reading_since: float = 0.0
    began: float = 0.0
    outcome: Outcome | None = None


class Runner:
    """Does one task for one import; `run` returns when it has ended, however it ended."""

    def __init__(
        self, folder: Folder, told: Told, limits: ImportLimits, clock: Callable[[], str]
    ) -> None:
        self._folder = folder
        self._told = told
        self._limits = limits
        self._clock = clock
        self._so_far = folder.so_far()
        self._now = _Now()
        self._process: subprocess.Popen[bytes] | None = None
        self._stop_since: float | None = None
        self._given_up = False
        self._lock = threading.Lock()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        now = self._now
        return Progress(
            stage=now.stage,
            read=now.read,
            total=now.total,
            reading=now.reading,
            seconds_left=_seconds_left(now),
        )

    @property
    def so_far(self) -> SoFar:
        """What it has come to; on disk that stands a little later."""
        return self._so_far

    def stop(self) -> None:
        """Asks it to leave off reading and to merge what it has."""
        with self._lock:
            if self._stop_since is None:
                self._stop_since = monotonic()
                self._send(STOP)

    def give_up(self) -> None:
        """Ends it at once; it counts as interrupted."""
        with self._lock:
            self._given_up = True
            if self._process is not None:
                _kill(self._process)

    def run(self) -> Outcome | None:
        """How it ended; `None` where it was given up, or had only to look and did."""
        for _ in range(MOST_LEFT_OUT):
            ended = self._once()
            self._folder.write(self._so_far)
            if self._given_up:
                return None
            if not isinstance(ended, Issue):
                return ended
            if self._told.task is Task.LOOK:
                return self._failed("", (ended,))
            self._so_far = replace(self._so_far, left_out=(*self._so_far.left_out, ended))
            self._folder.write(self._so_far)
            if self._stop_since is not None:
                return Outcome(state=State.CANCELLED, at=self._clock())
        return self._failed(f"{MOST_LEFT_OUT} files one after the other ended their process")

    def _once(self) -> Outcome | Issue | None:
        self._now = _Now(began=monotonic())
        with (self._folder.path / _ERRORS).open("wb") as errors:
            process = _started(errors)
            with self._lock:
                self._process = process
                if self._given_up:
                    _kill(process)
                self._send(json.dumps(to_json(self._told)).encode("ascii") + b"\n")
                if self._stop_since is not None:
                    self._send(STOP)
            hearing = threading.Thread(target=self._hear, args=(process,), daemon=True)
            hearing.start()
            why = self._watch(process)
            hearing.join()
            with self._lock:
                self._process = None
                for pipe in (process.stdin, process.stdout):
                    assert pipe is not None
                    with suppress(OSError):
                        pipe.close()
        if process.returncode == 0:
            return self._now.outcome
        if process.returncode == ALREADY:
            return self._failed("another server works on this import")
        return self._died(why or self._ending(process.returncode))

    def _watch(self, process: subprocess.Popen[bytes]) -> str | None:
        """Waits for the end; gives the reason where it had to be brought about."""
        kept = monotonic()
        while True:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_TICK)
                return None
            now = monotonic()
            if now - kept > _KEEP_EVERY:
                kept = now
                self._folder.write(self._so_far)
            if (why := self._too_long(now)) is not None:
                _kill(process)
                process.wait()
                return why

    def _too_long(self, now: float) -> str | None:
        state = self._now
        if state.stage is Stage.MERGING:
            return None
        if self._stop_since is not None and now - self._stop_since > _PATIENCE:
            return "it was being read when the import was cancelled"
        looking = self._told.task is Task.LOOK
        most = self._limits.looking if looking else self._limits.reading
        since = state.began if looking else state.reading_since
        if (looking or state.reading is not None) and now - since > most:
            return f"reading it took longer than {most:g} seconds"
        return None

    def _died(self, why: str) -> Outcome | Issue:
        name = self._now.reading
        if self._stop_since is not None:
            return Outcome(state=State.CANCELLED, at=self._clock())
        if name is None:
            return self._failed(why)
        return Issue(
            source=name,
            kind=IssueKind.FAILED,
            message=f"it could not be read: {why}",
            remedy="the other files are unaffected; leave this one out, or save its text as .txt",
        )

    def _failed(self, reason: str, issues: tuple[Issue, ...] = ()) -> Outcome:
        return Outcome(state=State.FAILED, at=self._clock(), reason=reason, issues=issues)

    def _ending(self, code: int) -> str:
        if code < 0:
            name = str(-code)
            with suppress(ValueError):
                name = signal.Signals(-code).name
            return f"its process was ended ({name}), most likely for want of memory"
        with suppress(OSError):
            lines = (self._folder.path / _ERRORS).read_text("utf-8", "replace").splitlines()
            if lines and lines[-1].strip():
                return f"its process ended with an error ({lines[-1].strip()[:200]})"
        return f"its process ended with code {code}"

    def _hear(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            with suppress(ValueError):  # the line at which it was killed
                self._take(from_json(Heard, json.loads(line)))

    def _take(self, heard: Heard) -> None:
        now = self._now
        if heard.stage is not None:
            now.stage, now.began, now.reading = heard.stage, monotonic(), None
            now.total = now.total if heard.stage is Stage.MERGING else heard.total
        if heard.read is not None:
            now.read = heard.read
        if heard.reading is not None:
            now.reading = heard.reading or None
            now.reading_since = monotonic()
        if heard.outcome is not None:
            now.outcome = heard.outcome
        if heard.new or heard.changed:
            self._so_far = replace(
                self._so_far,
                new=(*self._so_far.new, *heard.new),
                changed=(*self._so_far.changed, *heard.changed),
            )

    def _send(self, line: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError, ValueError):
                self._process.stdin.write(line)
                self._process.stdin.flush()


def _seconds_left(now: _Now) -> int | None:
    if now.total is None or now.read < _ENOUGH or now.stage is Stage.MERGING:
        return None
    each = (monotonic() - now.began) / now.read
    return max(0, round(each * (now.total - now.read)))


def _started(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    apart: dict[str, Any] = {"start_new_session": True} if os.name == "posix" else {}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "rasd.review.imports.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        **apart,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and those that it started."""
    if hasattr(os, "killpg") and process.returncode is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
