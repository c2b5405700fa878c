"""Kills a worker of a cluster in mid-run, and shows that nothing is lost and nothing doubled.

`python benchmarks/cluster_kill.py ARTICLES.jsonl --workers 3 --kill 2` runs the articles on this
machine alone, then on worker processes of a real Dask scheduler, of which some are killed with
signal 9 while they code; prints what happened when, and compares every file and every row.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from rasd.run import Address, Job, Summary, Unwatched, run_job

FILES = (
    *("documents.jsonl", "mentions.jsonl", "events.jsonl", "figures.jsonl"),
    *("events.csv", "events.geojson", "report.html"),
)
_OF_THE_MOMENT = frozenset({"log", "meta"})
"""Tables that say when something was written."""


def main() -> None:
    """Prints the log of both runs and whether they left the same; exits 1 where not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", type=int, default=1, help="how many workers to kill")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasd-cluster-") as folder:
        here, there = Path(folder, "here"), Path(folder, "there")
        told = Told(kill=0)
        told.say("on this machine, without a cluster")
        told.sum_up(run(options.inputs, here, None, told))
        told = Told(kill=options.kill)
        told.say(f"on a cluster of {options.workers} worker processes")
        told.sum_up(run(options.inputs, there, Address(local=options.workers), told))
        same = compared(here, there)
    if not same or len(told.killed) < options.kill:
        sys.exit(1)


def run(inputs: Sequence[str], out: Path, cluster: Address | None, told: Told) -> Summary:
    """One run."""
    job = Job(inputs=tuple(inputs), out=out, cluster=cluster, workers=os.cpu_count() or 1)
    return run_job(job, watch=told, crew_watch=told)


class Told(Unwatched):
    """Prints what a run tells, and kills a worker after each 100 documents."""

    def __init__(self, *, kill: int) -> None:
        self.killed: list[int] = []
        self._kill = kill
        self._began = time.monotonic()
        self._stored = 0

    def say(self, line: str) -> None:
        """Prints a line with the seconds since the start."""
        print(f"{time.monotonic() - self._began:7.2f} s  {line}", flush=True)

    def sum_up(self, summary: Summary) -> None:
        """Prints what a run came to."""
        self.say(
            f"done: {summary.read} documents read, {summary.new} new, {summary.failed} failed, "
            f"{summary.incidents} incidents, {len(summary.issues)} issues"
        )

    def stage(self, name: str) -> None:
        self.say(name)

    def workers(self, count: int) -> None:
        self.say(f"{count} workers")

    def told(self, line: str) -> None:
        self.say(line)

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        if documents - self._stored >= 100:
            self._stored = documents
            self.say(f"{documents} documents stored")
            if len(self.killed) < self._kill:
                self._kill_one()

    def _kill_one(self) -> None:
        workers = [
            each
            for each in psutil.Process().children(recursive=True)
            if "spawn_main" in " ".join(each.cmdline()) and each.pid not in self.killed
        ]
        if workers:
            self.killed.append(workers[0].pid)
            os.kill(workers[0].pid, signal.SIGKILL)
            self.say(f"kill -9 {workers[0].pid}")


def compared(here: Path, there: Path) -> bool:
    """Prints for each file and for the rows of the store whether they are the same."""
    same = True
    for name in FILES:
        one, other = (
            hashlib.sha256((out / name).read_bytes()).hexdigest() for out in (here, there)
        )
        same &= one == other
        print(f"{name:16} {one[:16]} {other[:16]} {'same' if one == other else 'DIFFERS'}")
    one, other = rows(here), rows(there)
    tables = [name for name in one if one[name] != other[name]]
    same &= not tables
    count = sum(map(len, one.values()))
    print(f"rows of the store: {count} in {len(one)} tables, {', '.join(tables) or 'all the same'}")
    return same


def rows(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a store that does not say when it was written."""
    with sqlite3.connect(out / "rasd.sqlite") as store:
        names = [
            name
            for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in _OF_THE_MOMENT
        ]
        return {
            name: sorted(store.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
        }


if __name__ == "__main__":
    main()
