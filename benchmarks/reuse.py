"""Measures the search for copies: `python benchmarks/reuse.py --shared ../shared`.

- Recall: of the known pairs of near duplicates, how many does one search over a whole corpus
  link directly? The corpus is all texts of the pairs, then these among all other articles.
- Precision: of as many linked pairs as random pairs could give, how many are right? Random pairs
  that no chain of known copies connects are drawn four times as often as there are known pairs;
  each counts as false where the same search links it, so precision is recall / (recall + rate).
- Hard cases: invented copies and look-alikes of `tests/golden/reuse`, each a corpus of two.

`--candidates` compares ways to find the documents worth comparing, by what they miss: the
winnowed runs of `rasd.merge.origins` and MinHash with locality-sensitive hashing (`rensa`, which
must be installed). Partial copies are made for it: one paragraph put into another article.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

from tests.reuse_cases import read_cases

from rasd.merge import find_reuse
from rasd.merge.fingerprint import fingerprint
from rasd.merge.origins import Origins
from rasd.merge.words import Words
from rasd.model import Document, replace, sha256_text

Pair = frozenset[str]


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--candidates", action="store_true", help="compare ways to find candidates")
    options = parser.parse_args()
    dev = options.shared / "dev"
    rows = read_rows(dev / "near_duplicates.jsonl.gz")
    copies = {row[side]["id"]: document_of(row[side]) for row in rows for side in "ab"}
    pairs = {frozenset((row["a"]["id"], row["b"]["id"])) for row in rows}
    background = {
        row["id"]: document_of(row) for row in read_rows(dev / "articles_conflict.jsonl.gz")
    }
    if options.candidates:
        compare_candidates(background | copies, pairs)
        return
    for name, corpus in (("pairs alone", copies), ("among others", background | copies)):
        score_pairs(name, corpus, pairs)
    score_cases()


def score_pairs(name: str, corpus: Mapping[str, Document], pairs: set[Pair]) -> None:
    """Prints recall and precision for one corpus."""
    began = time.perf_counter()
    found = linked(list(corpus.values()))
    seconds = time.perf_counter() - began
    hits = len(pairs & found)
    drawn = random_pairs(sorted({each for pair in pairs for each in pair}), pairs)
    false = len(drawn & found)
    low, high = wilson(hits, len(pairs))
    rate = wilson(false, len(drawn))
    recall = hits / len(pairs)
    print(f"{name}: {len(corpus)} documents, {seconds:.1f} s, {len(found)} pairs linked")
    print(f"  recall    {recall:.3f} [{low:.3f}, {high:.3f}]  {hits} of {len(pairs)}")
    print(
        f"  precision {recall / (recall + false / len(drawn)):.3f}"
        f" [{low / (low + rate[1]):.3f}, {high / (high + rate[0]):.3f}]"
        f"  {false} of {len(drawn)} random pairs linked"
    )


def score_cases() -> None:
    """Prints how many hard cases come out right, and each that does not."""
    cases = read_cases()
    right = 0
    for case in cases:
        found = find_reuse([case.earlier, case.later]).get(case.later.id, ())
        kind = found[0].kind.value if found else None
        passages = len(found[0].spans) if found else 0
        if kind == case.kind and passages >= case.passages:
            right += 1
        else:
            print(f"  {case.name}: expected {case.kind}, found {kind}")
    low, high = wilson(right, len(cases))
    print(f"hard cases: {right} of {len(cases)} right [{low:.2f}, {high:.2f}]")


def compare_candidates(corpus: Mapping[str, Document], pairs: set[Pair]) -> None:
    """Prints what each way to find candidates misses and costs."""
    lifted, lifted_pairs = lift_paragraphs(sorted(corpus.values(), key=lambda d: d.id))
    documents = sorted(
        [*corpus.values(), *lifted], key=lambda each: (each.published or date.max, each.id)
    )
    words = [Words(document.text) for document in documents]
    print(f"{len(documents)} documents; {'recall of':>28} {'recall of':>10}")
    print(f"{'':22}{'near copies':>14} {'lifted':>10} {'pairs each':>10} {'cpu ms':>8}")
    ways: list[tuple[str, Callable[[], set[Pair]]]] = [
        ("winnowing", lambda: winnowed(documents, words)),
        ("MinHash 128, 64 bands", lambda: min_hashed(documents, words, 128, 64)),
        ("MinHash 256, 128 bands", lambda: min_hashed(documents, words, 256, 128)),
        ("MinHash 512, 512 bands", lambda: min_hashed(documents, words, 512, 512)),
    ]
    for name, candidates in ways:
        began = time.process_time()
        found = candidates()
        each = (time.process_time() - began) / len(documents)
        print(
            f"{name:22}{len(pairs & found) / len(pairs):>14.3f}"
            f" {len(lifted_pairs & found) / len(lifted_pairs):>10.3f}"
            f" {len(found) / len(documents):>10.1f} {1000 * each:>8.2f}"
        )


def winnowed(documents: Sequence[Document], words: Sequence[Words]) -> set[Pair]:
    """Candidates of `rasd.merge.origins`."""
    days = [str(document.published or document.id) for document in documents]
    origins = Origins([fingerprint(each.stems) for each in words], days)
    return {
        frozenset((documents[position].id, documents[origin].id))
        for position in range(len(documents))
        for origin in origins.of(position)
    }


def min_hashed(
    documents: Sequence[Document], words: Sequence[Words], hashes: int, bands: int
) -> set[Pair]:
    """Candidates that share a band of their MinHash of the same runs of four words."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.2, num_perm=hashes, num_bands=bands)
    found: set[Pair] = set()
    for number, stems in enumerate(each.stems for each in words):
        each = [" ".join(run) for run in zip(*(stems[n:] for n in range(4)), strict=False)]
        sketch = RMinHash(num_perm=hashes, seed=7)
        sketch.update(each)
        for other in index.query(sketch) if each else ():
            found.add(frozenset((documents[number].id, documents[other].id)))
        if each:
            index.insert(number, sketch)
    return found


def lift_paragraphs(documents: Sequence[Document]) -> tuple[list[Document], set[Pair]]:
    """New documents that hold one paragraph of another's words among their own."""
    chance = random.Random(3)
    long = [d for d in documents if 150 <= len(d.text.split()) <= 700]
    made: list[Document] = []
    pairs: set[Pair] = set()
    for number in range(300):
        origin, host = chance.sample(long, 2)
        words = origin.text.split()
        start = chance.randrange(len(words) - 40)
        lines = re.split(r"(?<=[.\n])", host.text)
        lines.insert(chance.randrange(len(lines)), " ".join(words[start : start + 40]) + "\n")
        body = "".join(lines)
        name = f"lifted-{number}"
        made.append(replace(host, id=name, text=body, sha256=sha256_text(body)))
        pairs.add(frozenset((name, origin.id)))
    return made, pairs


def linked(documents: Sequence[Document]) -> set[Pair]:
    """All pairs that one search links."""
    return {
        frozenset((copy, reuse.of))
        for copy, copies in find_reuse(documents).items()
        for reuse in copies
    }


def random_pairs(names: Sequence[str], pairs: Iterable[Pair]) -> set[Pair]:
    """Random pairs that no chain of known copies connects."""
    group = {name: name for name in names}
    for pair in pairs:
        one, other = (group[name] for name in sorted(pair))
        group = {name: one if home == other else home for name, home in group.items()}
    chance = random.Random(5)
    drawn: set[Pair] = set()
    while len(drawn) < 4 * len(set(pairs)):
        one, other = chance.sample(names, 2)
        if group[one] != group[other]:
            drawn.add(frozenset((one, other)))
    return drawn


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a proportion."""
    z = 1.96
    share = hits / n
    middle = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a packed JSONL file."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def document_of(row: Mapping[str, Any]) -> Document:
    """A row as a document."""
    day = row.get("date")
    return Document(
        id=row["id"],
        text=row["text"],
        sha256=sha256_text(row["text"]),
        published=date.fromisoformat(day[:10]) if day else None,
        outlet=row.get("outlet"),
    )


if __name__ == "__main__":
    main()
