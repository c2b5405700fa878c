"""Articles a second of `rasd run`, merge and all outputs included, beside an earlier release.

    python -m benchmarks.run_rate                                     # an invented corpus
    python -m benchmarks.run_rate ARTICLES.jsonl.gz --against v0.1.0  # or any git revision

`--against` unpacks the revision beside the present tree and runs the two in turn, as
`extract_rate` does: the ratios pair by pair are what to compare. Processor time is that of the
process and all its workers; memory is that of all, with what they share counted for each and once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.extract_rate import RASD, Release, _articles, _lines, _pinned, _unpacked
from benchmarks.throughput import Peak

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run by the clock, by the processor, and the most memory that it held."""

    seconds: float
    processor: float
    peak: Peak


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="?", help="JSONL, gzipped or not")
    parser.add_argument("--first", type=int, help="only so many articles")
    parser.add_argument("--against", metavar="REV", help="a git revision to run beside this tree")
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = _articles(options.articles, options.first, folder)
        count = len(_lines(articles))
        print(f"{count} articles, {_pinned(articles)}")
        releases = [Release(name="now", source=_ROOT / "src", cache=folder / "cache")]
        if options.against:
            releases.append(_unpacked(options.against, folder))
        for release in releases:  # compiles the word lists
            run(release, articles, folder / "warm", options.workers)
        runs: dict[str, list[Run]] = {release.name: [] for release in releases}
        for _ in range(options.pairs):
            for release in releases:
                runs[release.name].append(run(release, articles, folder / "out", options.workers))
        for release_name, found in runs.items():
            _report(release_name, found, count)
        if len(releases) == 2:
            ours, theirs = runs.values()
            for what in ("seconds", "processor"):
                each = [
                    getattr(b, what) / getattr(a, what) for a, b in zip(ours, theirs, strict=True)
                ]
                pairs = ", ".join(f"{ratio:.2f}" for ratio in each)
                print(f"{what}: {median(each):.2f} times less than before (pairs: {pairs})")


def run(release: Release, articles: Path, out: Path, workers: int) -> Run:
    """One whole run into a new folder; ends the benchmark where it fails."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-c", RASD, "run", str(articles), "--out", str(out)]
    command += ["--workers", str(workers)]
    environment = os.environ | {"PYTHONPATH": str(release.source), "RASD_CACHE": str(release.cache)}
    before, began, peak = _spent(), time.perf_counter(), Peak()
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=complaints, env=environment
        ) as child,
    ):
        while child.poll() is None:
            peak.look(child.pid)
            time.sleep(0.05)
        if child.returncode:
            complaints.seek(0)
            sys.exit(f"rasd run of {release.name} failed:\n{complaints.read()[-2000:].decode()}")
    return Run(seconds=time.perf_counter() - began, processor=_spent() - before, peak=peak)


def _spent() -> float:
    """Processor seconds of all children that have ended, and of theirs."""
    used = os.times()
    return used.children_user + used.children_system


def _report(name: str, runs: list[Run], articles: int) -> None:
    clock, processor = (median(getattr(r, what) for r in runs) for what in ("seconds", "processor"))
    print(
        f"{name}: {articles / clock:.1f} articles/s, {1000 * processor / articles:.1f} ms of the "
        f"processor each, {max((r.peak for r in runs), key=lambda peak: peak.resident)}"
    )


if __name__ == "__main__":
    main()
