"""Measures a run on a cluster beside one without: `python benchmarks/cluster_scale.py ARTICLES`.

One line for this machine alone and one for each number of worker processes: articles in a second
of reading and coding by the clock, beginning with the first that is stored, so that starting the
workers is told apart; seconds of merging and of writing; processor seconds of the process that
leads, which is what no number of workers makes less; and whether the files are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from rasd.run import Address, Job, Unwatched, run_job

FILES = ("mentions.jsonl", "events.jsonl", "figures.jsonl", "documents.jsonl")
HEAD = (
    f"{'workers':>10} {'start s':>8} {'articles/s':>10} {'merge s':>8} {'write s':>8}"
    f" {'leader cpu ms/article':>22}  digest"
)


def main() -> None:
    """Prints one line for each number of workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--local", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    print(HEAD, flush=True)
    for where in (None, *options.workers):
        # Each in a process of its own, so that none finds what another has loaded.
        process = get_context("spawn").Process(
            target=measure, args=(options.inputs, where, options.local)
        )
        process.start()
        process.join()


def measure(inputs: Sequence[str], workers: int | None, local: int) -> None:
    """Prints the line of one run."""
    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="rasd-cluster-") as folder:
        job = Job(
            inputs=tuple(inputs),
            out=Path(folder),
            workers=local,
            cluster=None if workers is None else Address(local=workers),
        )
        summary = run_job(job, watch=clock, crew_watch=clock)
        ended = time.monotonic()
        digest = hashlib.sha256()
        for name in FILES:
            digest.update((Path(folder) / name).read_bytes())
    at = clock.at
    rate = (summary.read - clock.first) / (at["merging"] - at["first"])
    name = f"local, {local}" if workers is None else str(workers)
    print(
        f"{name:>10} {at['first'] - at['reading']:8.1f} {rate:10.1f}"
        f" {at['writing'] - at['merging']:8.1f} {ended - at['writing']:8.1f}"
        f" {1000 * time.process_time() / summary.read:22.1f}  {digest.hexdigest()[:16]}",
        flush=True,
    )


class Clock(Unwatched):
    """When each stage began, and when the first documents were stored."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}
        self.first = 0

    def stage(self, name: str) -> None:
        self.at[name] = time.monotonic()

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        if "first" not in self.at:
            self.at["first"], self.first = time.monotonic(), documents


if __name__ == "__main__":
    main()
