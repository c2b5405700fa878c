"""Measures what a few new documents cost a large store: `python benchmarks/incremental.py 3000`.

Corpora are those of `invented_corpus`. For each size a store is filled and merged, then ten more
documents are added and merged, then the same state is merged by a store that remembers nothing.
A line gives the seconds of processor time of each, how many times quicker the addition was, how
many events it touched, and the seconds of writing all outputs. The events of both are compared.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.invented_corpus import make_corpus

from rasd.run import merge_store, write_results
from rasd.store import open_store

A_BATCH = 50


def main() -> None:
    """Prints one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 3_000])
    parser.add_argument("--add", type=int, default=10, help="documents to add")
    parser.add_argument("--outputs", action="store_true", help="time the outputs, too")
    options = parser.parse_args()
    print(
        f"{'documents':>9} {'events':>7} {'first s':>8} {'add s':>7} {'anew s':>7} {'times':>6}"
        f" {'touched':>8} {'nothing s':>9} {'outputs s':>9}",
        flush=True,
    )
    for size in options.sizes:
        measure(size, options.add, outputs=options.outputs)


def measure(size: int, added: int, *, outputs: bool) -> None:
    """Prints the line of one size."""
    coded = make_corpus(size + added).coded
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "rasd.sqlite")) as store:
        for start in range(0, size, A_BATCH):
            store.write_coded(coded[start : min(size, start + A_BATCH)], "r")
        first = timed(lambda: merge_store(store))
        before = dict(store.event_digests())
        store.write_coded(coded[size:], "r")
        add = timed(lambda: merge_store(store))
        after = dict(store.event_digests())
        nothing = timed(lambda: merge_store(store))
        store.write_memory([], "nothing")
        anew = timed(lambda: merge_store(store))
        assert dict(store.event_digests()) == after
        written = timed(lambda: write_results(store, Path(folder, "out"))) if outputs else 0.0
    touched = sum(before.get(each) != digest for each, digest in after.items())
    print(
        f"{size:>9} {len(after):>7} {first:>8.2f} {add:>7.2f} {anew:>7.2f} {anew / add:>6.1f}"
        f" {touched:>8} {nothing:>9.2f} {written:>9.2f}",
        flush=True,
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
