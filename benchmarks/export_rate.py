"""Measures what each format costs: `python -m benchmarks.export_rate STORE [FORMAT...]`.

STORE is a store such as one of `benchmarks.invented_store`. Each format is written in a process of
its own, whose peak memory is told; `(read)` only reads the events, which is a part of what every
other line tells. Without a FORMAT all are measured. `--out` keeps the files.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rasd.export import EXPORTERS, Chosen, write_outputs
from rasd.model import Event
from rasd.store import open_store

READ = "(read)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one format took."""

    format: str
    events: int
    cpu: float
    clock: float
    megabytes: float
    peak: float


class Counted:
    """Events that are counted as they are read; where they are read twice, the longer count."""

    def __init__(self, read: Callable[[], Iterable[Event]]) -> None:
        self.read = read
        self.count = 0

    def __call__(self) -> Iterator[Event]:
        for number, event in enumerate(self.read(), 1):
            self.count = max(self.count, number)
            yield event


def cost_of(name: str, place: str, out: Path) -> Cost:
    """What writing one format takes in this process, which should have done nothing else."""
    with open_store(place, create=False) as store, store.snapshot():
        events = Counted(store.events)
        began, busy = time.perf_counter(), time.process_time()
        if name == READ:
            for _ in events():
                pass
            files: Iterable[Path] = ()
        else:
            files = write_outputs(Chosen(source=store, wanted=events), out, formats=[name])
        busy, clock = time.process_time() - busy, time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if sys.platform == "darwin":  # which counts bytes, not kilobytes
        peak //= 1024
    return Cost(
        format=name,
        events=events.count,
        cpu=busy,
        clock=clock,
        megabytes=sum(file.stat().st_size for file in files) / 1e6,
        peak=peak / 1024,
    )


def in_a_child(name: str, place: str, out: Path) -> Cost:
    """The same in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.export_rate", place, name, "--out", out, "--here"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    return Cost(**json.loads(said.stdout))


def table(costs: Iterable[Cost]) -> Iterator[str]:
    """The lines of a table of costs, each as soon as it is known."""
    yield f"{'format':20} {'events':>9} {'CPU s':>8} {'clock s':>8} {'MB':>9} {'peak MB':>8}"
    for c in costs:
        yield (
            f"{c.format:20} {c.events:9,} {c.cpu:8.1f} {c.clock:8.1f} "
            f"{c.megabytes:9.1f} {c.peak:8.0f}"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store")
    options.add_argument("formats", nargs="*", metavar="FORMAT")
    options.add_argument("--out", type=Path, help="a folder that keeps the files")
    options.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    for name in given.formats:
        if name not in (READ, *EXPORTERS):
            options.error(f"no format {name!r}; there are: {', '.join((READ, *EXPORTERS))}")
    with tempfile.TemporaryDirectory(prefix="export-rate-") as scratch:
        out: Path = given.out or Path(scratch)
        if given.here:
            cost = cost_of(given.formats[0], given.store, out)
            print(json.dumps({name: getattr(cost, name) for name in Cost.__slots__}))
            return
        names = given.formats or [READ, *EXPORTERS]
        for line in table(in_a_child(name, given.store, out) for name in names):
            print(line, flush=True)


if __name__ == "__main__":
    main()
