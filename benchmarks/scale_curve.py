"""What storing, merging and writing cost a document, and how much memory, as corpora grow.

    python -m benchmarks.scale_curve 1000 3000 10000 --add 100

Corpora come from the demonstration reports (`invented_corpus`), coded already: what is measured is
all that `rasd run` does beside reading and coding. Each size runs in a process of its own, with as
many workers as there are cores; seconds are those of the processor, of the process and of its
children, so that they can be compared on a machine with other work. Memory is
that of the process and its children together, with what they share counted for each (resident) and
counted once. `--add` stores so many documents more and merges again.
Prints the table of `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.throughput import Peak

if TYPE_CHECKING:
    from rasd.model import CodedDocument

BATCH = 16
LATER = "later.pickle"
STAGES = ("storing", "merging", "writing", "merging more")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--add", type=int, default=100)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.sizes[0], options.add, options.workers)
        return
    print(f"| documents | {' | '.join(STAGES)} | ms a document | peak MB resident | once |")
    print("|---:|" + "---:|" * (len(STAGES) + 3))
    for size in options.sizes:
        found, peak = watched(size, options.add, options.workers)
        once = sum(found["seconds"][stage] for stage in STAGES[:3])
        cells = [f"{found['seconds'][stage]:.1f} s" for stage in STAGES]
        cells += [f"{1000 * once / size:.1f}", f"{peak.resident / 1e6:.0f}"]
        cells.append(f"{peak.proportional / 1e6:.0f}")
        print(f"| {size:,} | {' | '.join(cells)} |", flush=True)


def watched(size: int, add: int, workers: int) -> tuple[dict[str, Any], Peak]:
    """One size in a process of its own, whose memory is looked at while it merges and writes."""
    command = [sys.executable, "-m", "benchmarks.scale_curve", str(size), "--here"]
    command += ["--add", str(add), "--workers", str(workers)]
    peak = Peak()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()  # the corpus is stored, and let go
        while child.poll() is None:
            peak.look(child.pid)
            time.sleep(0.05)
        said = child.stdout.read()
    if child.returncode:
        sys.exit(f"{size} documents: ended with code {child.returncode}")
    return json.loads(said), peak


def measure(size: int, add: int, workers: int) -> None:
    from rasd.pipeline import recipe
    from rasd.run.collecting import collected_rarely
    from rasd.run.hands import OwnHands
    from rasd.run.merging import merge_store
    from rasd.run.results import write_results
    from rasd.store import open_store

    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], object]) -> None:
        before = spent()
        work()
        seconds[stage] = spent() - before

    with tempfile.TemporaryDirectory() as name, OwnHands(workers) as hands, collected_rarely():
        out = Path(name)
        # The corpus would be counted as memory of the merge: a process makes it that ends before.
        seconds["storing"] = in_child(partial(store_corpus, out, size, add))
        print("stored", flush=True)
        with open_store(out / "rasd.sqlite") as store:
            assert store.recipes() == {recipe(): size}
            timed("merging", lambda: merge_store(store, hands=hands))
            timed("writing", lambda: write_results(store, out))
        in_child(partial(store_later, out))
        with open_store(out / "rasd.sqlite") as store:
            timed("merging more", lambda: merge_store(store, hands=hands))
    print(json.dumps({"seconds": seconds}))


def store_corpus(out: Path, size: int, add: int) -> float:
    """Stores the documents of a corpus as a run does, and keeps those that come later; seconds."""
    from benchmarks.invented_corpus import make_corpus

    corpus = make_corpus(size + add).coded
    (out / LATER).write_bytes(pickle.dumps(corpus[size:]))
    return stored(out, corpus[:size])


def store_later(out: Path) -> float:
    """Stores those that were kept; its seconds."""
    return stored(out, pickle.loads((out / LATER).read_bytes()))


def stored(out: Path, corpus: Iterable[CodedDocument]) -> float:
    from rasd.pipeline import recipe
    from rasd.search import arabic_analyser
    from rasd.store import open_store

    coded = iter(corpus)
    analyser = arabic_analyser()
    before = spent()
    with open_store(out / "rasd.sqlite") as store:
        while batch := list(islice(coded, BATCH)):
            store.write_coded(batch, recipe(), analyser=analyser)
    return spent() - before


def in_child(work: Callable[[], float]) -> float:
    """What the work gives, done by a process that takes its memory with it."""
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        return pool.submit(work).result()


def spent() -> float:
    """Processor seconds of this process and of its children that have ended."""
    used: Sequence[resource.struct_rusage] = [
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
