"""Articles a second of `rasd extract`, beside an earlier release and the physical floor.

    python -m benchmarks.extract_rate                                     # an invented corpus
    python -m benchmarks.extract_rate ARTICLES.jsonl.gz --against v0.1.0  # or any git revision

Reading, starting and writing are included. `--against` unpacks the revision beside the present
tree, with a cache of its own, and runs the two in turn; whatever else the machine does meets both,
so the ratios pair by pair are what to compare, and a second of one machine is not one of another.

Processor time is that of the process and its workers. Memory is that of both, with what they
share counted for each and counted once (Linux). The floor is what no program in Python that
reads articles and writes these records can go without: the bytes read, decoded and parsed, each
token found by one regular expression and looked up in one dict, the records written as JSON.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.throughput import Peak

PINNED = {
    "articles": "0a571df3191379a795a1f34f138031f9a8640b3ef30fbf50860a87387f3bb7c5",
    "invented": "c53da14ac08215c66ba4aa89484942237dfd80c0ed94c5f4209e7723d82ba57b",
}
"""SHA-256 of the inputs that published figures were measured on."""
INVENTED = 1000
_ROOT = Path(__file__).resolve().parent.parent
_TOKEN = re.compile(r"[0-9]+|[\u0620-\u064a\u066e-\u06d3]+|[A-Za-z_]+|[^\w\s]")
RASD = "import sys; from rasd.cli import main; sys.argv[0] = 'rasd'; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A tree of rasd that can be run, with a cache of its own."""

    name: str
    source: Path
    cache: Path

    def extract(self, articles: Path, output: Path, workers: int) -> Run:
        """Runs `rasd extract` from this tree; ends the benchmark where it fails."""
        command = [sys.executable, "-c", RASD, "extract", str(articles), "--workers", str(workers)]
        environment = os.environ | {"PYTHONPATH": str(self.source), "RASD_CACHE": str(self.cache)}
        with output.open("wb") as lines, tempfile.TemporaryFile() as complaints:
            began = time.perf_counter()
            child = subprocess.Popen(command, stdout=lines, stderr=complaints, env=environment)
            peak = Peak()
            while True:
                ended, status, used = os.wait4(child.pid, os.WNOHANG)
                if ended:
                    break
                peak.look(child.pid)
                time.sleep(0.05)
            clock = time.perf_counter() - began
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                complaints.seek(0)
                said = complaints.read()[-2000:].decode(errors="replace")
                sys.exit(f"{self.name}: rasd extract ended with {child.returncode}:\n{said}")
        return Run(clock=clock, processor=used.ru_utime + used.ru_stime, peak=peak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Seconds by the clock and of the processor, and the most memory."""

    clock: float
    processor: float
    peak: Peak


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Seconds of the processor that the unavoidable takes, in parts."""

    reading: float
    looking_up: float
    writing: float

    @property
    def all(self) -> float:
        """The three together."""
        return self.reading + self.looking_up + self.writing


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="?", help="JSONL, gzipped or not")
    parser.add_argument("--first", type=int, help="only so many articles")
    parser.add_argument("--against", metavar="REV", help="a git revision to run beside this tree")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="extract-rate-") as name:
        folder = Path(name)
        releases = [Release(name="this tree", source=_ROOT / "src", cache=folder / "cache")]
        if given.against:
            releases.append(_unpacked(given.against, folder))
        articles = _articles(given.articles, given.first, folder)
        measure(articles, releases, pairs=given.pairs, workers=given.workers, folder=folder)


def measure(
    articles: Path, releases: list[Release], *, pairs: int, workers: int, folder: Path
) -> None:
    """Runs each release in turn and prints what it takes, then the floor."""
    texts = [json.loads(line)["text"] for line in _lines(articles)]
    words = sum(len(_TOKEN.findall(text)) for text in texts)
    kind = _pinned(articles)
    print(f"{articles.name}: {len(texts):,} articles of {words / len(texts):.0f} tokens, {kind}")
    _warm(articles, releases, folder)
    runs: dict[str, list[Run]] = {release.name: [] for release in releases}
    for n in range(pairs):
        for release in releases if n % 2 == 0 else releases[::-1]:
            output = folder / f"{releases.index(release)}.jsonl"
            runs[release.name].append(release.extract(articles, output, workers))
        ours = runs[releases[0].name][-1]
        told = f"{n + 1}: {ours.processor:.1f} s of processor, {ours.clock:.1f} s by the clock"
        if len(releases) > 1:
            theirs = runs[releases[1].name][-1]
            told += f"; {releases[1].name} {theirs.processor / ours.processor:.2f} times as much"
        print(told)
    for release in releases:
        _report(release.name, runs[release.name], len(texts))
    if len(releases) > 1:
        _compare(*(runs[release.name] for release in releases))
        same = (folder / "0.jsonl").read_bytes() == (folder / "1.jsonl").read_bytes()
        print("the two wrote the same bytes" if same else "the two wrote DIFFERENT records")
    floor = measure_floor(articles, folder / "0.jsonl", folder / "floor.jsonl")
    best = min(run.processor for run in runs[releases[0].name])
    print(
        f"floor: {floor.all:.2f} s, {len(texts) / floor.all:,.0f} articles/s: read and parsed "
        f"{floor.reading:.2f}, tokens found and looked up {floor.looking_up:.2f}, written "
        f"{floor.writing:.2f}; reached: {best / floor.all:.1f} times that"
    )


def measure_floor(articles: Path, records: Path, output: Path) -> Floor:
    """What it takes to read articles, look up their tokens and write records that are known."""
    known = [json.loads(line) for line in records.read_text("utf-8").splitlines()]
    began = time.process_time()
    texts = [json.loads(line)["text"] for line in _lines(articles)]
    read = time.process_time()
    lexicon: dict[str, int] = {}
    for text in texts:
        for token in _TOKEN.findall(text):
            lexicon[token] = lexicon.get(token, 0) + 1
    looked_up = time.process_time()
    with output.open("w", encoding="utf-8") as out:
        for record in known:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return Floor(
        reading=read - began,
        looking_up=looked_up - read,
        writing=time.process_time() - looked_up,
    )


def _report(name: str, runs: list[Run], articles: int) -> None:
    processor = median(run.processor for run in runs)
    clock = median(run.clock for run in runs)
    print(
        f"{name}: {articles / processor:.1f} articles/s of one core "
        f"(best {articles / min(run.processor for run in runs):.1f}), "
        f"{articles / clock:.1f} by the clock, "
        f"{max((run.peak for run in runs), key=lambda peak: peak.resident)}"
    )


def _compare(ours: list[Run], theirs: list[Run]) -> None:
    ratios = [b.processor / a.processor for a, b in zip(ours, theirs, strict=True)]
    each = " ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"times as many articles a second of one core: {each}, median {median(ratios):.2f}")


def _warm(articles: Path, releases: list[Release], folder: Path) -> None:
    few = folder / "few.jsonl"
    few.write_text("".join(islice(_lines(articles), 20)), "utf-8")
    for release in releases:
        release.extract(few, folder / "warm.jsonl", 1)


def _unpacked(revision: str, folder: Path) -> Release:
    """The source of a revision in a folder of its own; ends the benchmark where there is none."""
    target = folder / "against"
    target.mkdir()
    archive = ("git", "-C", str(_ROOT), "archive", revision, "src")
    packed = subprocess.run(archive, capture_output=True, check=False)
    if packed.returncode:
        sys.exit(f"no source of {revision!r}: {packed.stderr.decode(errors='replace').strip()}")
    subprocess.run(("tar", "-x", "-C", str(target)), input=packed.stdout, check=True)
    return Release(name=revision, source=target / "src", cache=folder / "cache-against")


def _articles(given: Path | None, first: int | None, folder: Path) -> Path:
    if given is not None and first is None:
        return given
    lines = _lines(given) if given is not None else invented(first or INVENTED)
    cut = folder / ("invented.jsonl" if given is None else "articles.jsonl")
    cut.write_text("".join(islice(lines, first)), "utf-8")
    return cut


def invented(size: int) -> list[str]:
    """A corpus made of the demonstration reports: the same each time as long as they are."""
    from benchmarks.invented_corpus import make_corpus

    documents = (coded.document for coded in make_corpus(size).coded)
    return [
        json.dumps({"id": d.id, "text": d.text, "published": str(d.published)}, ensure_ascii=False)
        + "\n"
        for d in documents
    ]


def _lines(articles: Path) -> list[str]:
    data = articles.read_bytes()
    plain = gzip.decompress(data) if articles.suffix == ".gz" else data
    return [f"{line}\n" for line in plain.decode("utf-8").split("\n") if line.strip()]


def _pinned(articles: Path) -> str:
    digest = hashlib.sha256(articles.read_bytes()).hexdigest()
    known = next((name for name, pinned in PINNED.items() if pinned == digest), None)
    if known is None:
        return f"sha256 {digest}: NOT a pinned input, its figures compare within this run alone"
    return f"sha256 {digest}: the pinned input {known!r}"


if __name__ == "__main__":
    main()
