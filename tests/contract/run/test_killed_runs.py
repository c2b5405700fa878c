"""A run killed or stopped at any moment: the next leaves what an undisturbed one leaves."""

from __future__ import annotations

import io
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from tests.runs import (
    FILES,
    REPORTS,
    children_of,
    contents,
    forked,
    rasd,
    report_lines,
    run_here,
    start_rasd,
)

from rasd.run import Job, run_job

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills processes as Linux has them")

SEED = 20_310_506
EXACT_POINTS = 12
RANDOM_KILLS = 3
STOPS = 3

_SYSTEM = frozenset({"mkdir", "open", "replace", "rename", "unlink", "remove", "fsync"})
_DATABASE = frozenset({"execute", "executemany", "commit", "rollback", "close"})


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports on one incident."""
    path = tmp_path_factory.mktemp("reports") / "two.jsonl"
    told = [line for line in report_lines() if "sidra-0604-01" in line or "sahel-0604" in line]
    path.write_text("".join(told), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    # In this process, whose copies then find everything loaded.
    assert run_job(Job(inputs=(reports,), out=out)).incidents == 1
    return contents(out)


class Points:
    """Counts the moments at which a process touches the disk, and gets a signal at one of them."""

    def __init__(self, deadly: int | None = None, signal_: signal.Signals = signal.SIGKILL) -> None:
        self.passed: list[str] = []
        self._deadly = deadly
        self._signal = signal_
        self._pid = os.getpid()

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        # Workers are copies with this counter in them; they live.
        if event != "c_call" or not _touches_disk(called) or os.getpid() != self._pid:
            return
        if len(self.passed) == self._deadly:
            os.kill(self._pid, self._signal)
        self.passed.append(called.__name__)


def _touches_disk(called: Any) -> bool:
    name = called.__name__
    if name == "write" and isinstance(getattr(called, "__self__", None), io.BufferedWriter):
        return str(called.__self__.name).endswith(".part")
    if isinstance(getattr(called, "__self__", None), (sqlite3.Connection, sqlite3.Cursor)):
        return name in _DATABASE
    return name in _SYSTEM and called.__module__ == "posix"


def watched_run(points: Callable[[], Points], reports: Path, out: Path) -> Points:
    watch = points()
    sys.setprofile(watch)
    try:
        run_here("run", reports, "--out", out, "--workers", 1)
    finally:
        sys.setprofile(None)
    return watch


def count_points(reports: Path, out: Path) -> list[str]:
    """What an undisturbed run calls, in order."""
    listed = out.with_name("points")

    points = []

    def made() -> Points:
        points.append(Points())
        return points[0]

    def note() -> None:
        try:
            watched_run(made, reports, out)
        finally:
            listed.write_text(" ".join(points[0].passed))

    assert forked(note) == 0
    return listed.read_text().split()


_MANY = frozenset({"execute", "executemany", "write"})
"""What a run does again and again, and settles nothing."""


def chosen(points: list[str], number: int) -> list[int]:
    """So many moments, most of them at which something is settled."""
    chance = random.Random(SEED)
    settling = [n for n, name in enumerate(points) if name not in _MANY]
    between = [n for n in range(len(points)) if n not in settling]
    most = 2 * number // 3
    picked = chance.sample(settling, min(most, len(settling)))
    picked += chance.sample(between, min(number - most, len(between)))
    return sorted(picked)


def left_in(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_killed_at_any_touch_of_the_disk_the_next_run_leaves_the_same(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    points = count_points(reports, tmp_path / "counted")
    assert {"execute", "replace", "fsync", "write"} <= {*points}
    for deadly in chosen(points, EXACT_POINTS):
        out = tmp_path / f"killed-{deadly}"
        died = forked(partial(watched_run, partial(Points, deadly), reports, out))
        assert died == -signal.SIGKILL, (deadly, points[deadly])
        assert forked(partial(run_here, "run", reports, "--out", out)) == 0
        assert contents(out) == undisturbed, (deadly, points[deadly])
        assert left_in(out) == sorted((*FILES, "rasd.sqlite")), (deadly, points[deadly])


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "Ctrl-C"]
)
def test_stopped_at_any_touch_of_the_disk_it_says_so_and_the_next_run_leaves_the_same(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    points = count_points(reports, tmp_path / "counted")
    # The first few are before the command has begun its work.
    for deadly in [n for n in chosen(points, 2 * STOPS) if n > len(points) // 4][:STOPS]:
        out, said = tmp_path / f"stopped-{deadly}", tmp_path / "said"
        stopped = partial(watched_run, partial(Points, deadly, sent), reports, out)
        assert forked(stopped, said=said) == code, (deadly, said.read_text())
        assert said.read_text().startswith("rasd: stopped. What was finished is kept in "), deadly
        assert said.read_text().count("\n") == 1, (deadly, said.read_text())
        assert forked(partial(run_here, "run", reports, "--out", out)) == 0
        assert contents(out) == undisturbed, (deadly, points[deadly])
        assert left_in(out) == sorted((*FILES, "rasd.sqlite")), (deadly, points[deadly])


@pytest.fixture(scope="module")
def all_undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("all-undisturbed")
    assert rasd("run", REPORTS, "--out", out, "--workers", 2).returncode == 0
    return contents(out)


def test_killed_again_and_again_at_random_a_run_still_comes_to_the_same_end(
    all_undisturbed: dict[str, bytes], place: str, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    out = tmp_path / "out"
    for _ in range(RANDOM_KILLS):
        child = start_rasd("run", REPORTS, "--out", out, "--workers", 2, "--db", place)
        time.sleep(chance.uniform(0.4, 2.2))
        # Alone it leaves workers behind, which must end by themselves.
        kill = chance.choice((os.kill, os.killpg))
        kill(child.pid, signal.SIGKILL)
        child.communicate()
    assert rasd("run", REPORTS, "--out", out, "--workers", 2, "--db", place).returncode == 0
    assert contents(out) == all_undisturbed
    assert left_in(out) == sorted(FILES)
    assert left_in(tmp_path) in (["out"], ["out", "rasd.sqlite"])


def test_a_killed_worker_costs_nothing(all_undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = start_rasd("run", REPORTS, "--out", out, "--workers", 2)
    while len(workers := children_of(child.pid)) < 2:  # the first will make the report
        assert child.poll() is None
        time.sleep(0.005)
    os.kill(workers[1], signal.SIGKILL)
    _, said = child.communicate(timeout=300)
    assert (child.returncode, said) == (0, "")
    assert contents(out) == all_undisturbed


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "Ctrl-C"]
)
def test_a_signal_to_the_run_and_its_workers_ends_all_of_them_with_one_line(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    child = start_rasd("run", REPORTS, "--out", tmp_path / "out", "--workers", 2)
    while len(workers := children_of(child.pid)) < 2:
        assert child.poll() is None
        time.sleep(0.005)
    time.sleep(0.05)
    os.killpg(child.pid, sent)
    _, said = child.communicate(timeout=300)
    assert child.returncode == code
    assert said.startswith("rasd: stopped. What was finished is kept in ")
    assert said.count("\n") == 1
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
