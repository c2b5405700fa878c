"""Measures how merging grows with the corpus: `python benchmarks/merge_scale.py 10000 30000`.

Corpora are made by `invented_corpus`: 60 documents a day, so that more documents mean more days,
as in an archive that grows; `--dense` keeps them to one year and lets the days fill, `--same-words`
changes names, days, places and tolls alone. A line gives the seconds of the search for copies and
of merging (block, compare, cluster, fuse), by the clock; what both cost a document in processor
time; pairwise precision and recall of merging, the copies found, and the peak memory of the
whole process, corpus included.
Every size runs in a process of its own. `--add 100` adds documents to what is known and searches
for copies again, with the memory of the first search.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from multiprocessing import get_context

from benchmarks.invented_corpus import make_corpus

from rasd.knowledge import load_knowledge
from rasd.merge import ReuseMemory, find_reuse, merge_mentions

HEAD = (
    f"{'documents':>9} {'mentions':>8} {'events':>8} {'copies s':>8} {'merge s':>8} {'cpu ms':>8}"
    f" {'pure %':>7} {'found %':>7} {'copies %':>8} {'MB':>6} {'add s':>6}"
)


def main() -> None:
    """Prints one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 30_000])
    parser.add_argument("--dense", action="store_true", help="one year, whatever the size")
    parser.add_argument("--same-words", action="store_true", help="near copies all over")
    parser.add_argument("--add", type=int, default=0, help="documents to add afterwards")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    print(HEAD, flush=True)
    for size in options.sizes:
        process = get_context("spawn").Process(target=measure, args=(size, options))
        process.start()
        process.join()


def measure(size: int, options: argparse.Namespace) -> None:
    """Prints the line of one size."""
    corpus = make_corpus(size + options.add, same_words=options.same_words, dense=options.dense)
    documents = [item.document for item in corpus.coded]
    known = documents[:size]
    names = {document.id for document in known}
    mentions = [m for item in corpus.coded[:size] for m in item.mentions]
    actors = load_knowledge().actors.values()
    parents = {actor.id: actor.parent for actor in actors if actor.parent}
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    memory = ReuseMemory()
    worked = time.process_time()
    began = time.perf_counter()
    reuse = find_reuse(known, memory=memory)
    searched = time.perf_counter()
    events = merge_mentions(known, mentions, reuse, parents=parents)
    merged = time.perf_counter()
    worked = time.process_time() - worked
    profile.disable()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    copies = {name: of for name, of in corpus.copy_of.items() if {name, of} <= names}
    linked = {frozenset((name, r.of)) for name, found in reuse.items() for r in found}
    found = sum(frozenset(pair) in linked for pair in copies.items())
    precision, recall = pairwise_scores((e.mention_ids for e in events), corpus.incident_of)
    adding = 0.0
    if options.add:
        started = time.perf_counter()
        find_reuse(documents, memory=memory)
        adding = time.perf_counter() - started
    print(
        f"{size:>9} {len(mentions):>8} {len(events):>8} {searched - began:>8.1f}"
        f" {merged - searched:>8.1f} {1000 * worked / size:>8.2f}"
        f" {100 * precision:>7.1f} {100 * recall:>7.1f} {100 * found / len(copies):>8.1f}"
        f" {peak:>6.0f} {adding:>6.1f}",
        flush=True,
    )
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def pairwise_scores(
    groups: Iterable[tuple[str, ...]], truth: Mapping[str, int]
) -> tuple[float, float]:
    """Precision and recall over pairs of mentions put together."""
    together = right = 0
    sizes: Counter[int] = Counter()
    for group in groups:
        counts = Counter(truth[each] for each in group)
        sizes.update(counts)
        together += len(group) * (len(group) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in counts.values())
    true = sum(n * (n - 1) // 2 for n in sizes.values())
    return right / max(1, together), right / max(1, true)


if __name__ == "__main__":
    main()
