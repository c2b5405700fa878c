"""Documents per second and peak memory of `rasd run`, end to end in a process of its own.

    python benchmarks/throughput.py ../shared/dev/articles_conflict.jsonl.gz

The same run measures a yardstick on the same texts and machine: read the JSON, split every text
into words and count them, ten times over. The ratio of the two is what to compare between machines.
Memory is that of the process and all its children in two measures (Linux): the resident sets,
sampled every 50 ms, in which what processes share counts for each; and the proportional sets, in
which it counts once, sampled five times more rarely, since the system walks all pages for it.
`--again` also times a second run into the same folder, which should find nothing to do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

_WORD = re.compile(r"\w+")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_RARELY = 5
"""Looks at a tree of which one asks for what is shared."""


@dataclass(slots=True)
class Peak:
    """The most bytes that a process and all its children held when they were looked at."""

    resident: int = 0
    """What processes share counted for each."""
    proportional: int = 0
    """What processes share counted once."""
    looks: int = 0

    def look(self, pid: int) -> None:
        """Takes in what the tree of a process holds now."""
        members = tree(pid)
        self.resident = max(self.resident, sum(map(resident, members)))
        if self.looks % _RARELY == 0:
            self.proportional = max(self.proportional, sum(map(proportional, members)))
        self.looks += 1

    def __str__(self) -> str:
        return (
            f"peak {self.resident / 1e6:.0f} MB resident, "
            f"{self.proportional / 1e6:.0f} MB with what is shared counted once"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One timed command: wall seconds and memory of the process tree."""

    seconds: float
    peak: Peak = field(default_factory=Peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("input", type=Path, help="JSONL of documents, gzipped or not")
    parser.add_argument("--documents", type=int, help="the first so many alone")
    parser.add_argument("--again", action="store_true", help="time a second run, too")
    parser.add_argument("--command", default="run", choices=("run", "extract"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "documents.jsonl"
        documents, characters = unpack(options.input, source, options.documents)
        print(f"{documents} documents, {characters / 1e6:.2f} million characters")
        out = folder / "out"
        command = [str(rasd()), options.command, str(source)]
        if options.command == "run":
            command += ["--out", str(out)]
        first = timed(command)
        yardstick = timed(yardstick_command(source))
        report("yardstick", documents, yardstick)
        report(f"rasd {options.command}", documents, first)
        print(f"ratio to the yardstick: {first.seconds / yardstick.seconds:.1f} times its seconds")
        if options.again and options.command == "run":
            report("rasd run again", documents, timed(command))
        if out.is_dir():
            for file in sorted(out.iterdir()):
                print(f"  {file.name}: {file.stat().st_size / 1e6:.1f} MB")


def unpack(source: Path, target: Path, limit: int | None) -> tuple[int, int]:
    """Write the documents as plain JSONL under the contract's names; count them."""
    documents = characters = 0
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in lines:
            if limit is not None and documents >= limit:
                break
            value = json.loads(line)
            kept = {k: value[k] for k in ("id", "text", "title", "outlet", "url") if k in value}
            kept["published"] = value.get("published") or value.get("date")
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")
            documents += 1
            characters += len(kept["text"])
    return documents, characters


def timed(command: list[str]) -> Run:
    """Run a command that has to succeed and watch the memory of its tree."""
    peak = Peak()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
        started = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaints) as child:
            while child.poll() is None:
                peak.look(child.pid)
                try:
                    child.wait(0.05)
                except subprocess.TimeoutExpired:
                    continue
        seconds = time.perf_counter() - started
        if child.returncode:
            complaints.seek(0)
            said = complaints.read()[-2000:]
            sys.exit(f"{' '.join(command[:2])} ended with code {child.returncode}:\n{said}")
    return Run(seconds=seconds, peak=peak)


def tree(pid: int) -> list[int]:
    """A process and all its living descendants."""
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            continue
        found += [int(child) for child in children]
    return found


def resident(pid: int) -> int:
    """Resident bytes of a process, 0 once it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def proportional(pid: int) -> int:
    """Bytes of a process with its part of what it shares, 0 once it is gone or another user's."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def report(name: str, documents: int, run: Run) -> None:
    rate = documents / run.seconds
    print(f"{name}: {run.seconds:.1f} s, {rate:.1f} documents/s, {run.peak}")


def yardstick_command(source: Path) -> list[str]:
    return [sys.executable, __file__, "--yardstick", str(source)]


def count_words(source: Path) -> None:
    """The yardstick: a thing that any machine does at its own speed."""
    counts: Counter[str] = Counter()
    for line in source.read_text(encoding="utf-8").splitlines():
        for _ in range(10):
            counts.update(_WORD.findall(json.loads(line)["text"]))


def rasd() -> Path:
    """The `rasd` beside this Python, or on the path."""
    beside = Path(sys.executable).with_name("rasd")
    found = beside if beside.exists() else shutil.which("rasd")
    if found is None:
        sys.exit("rasd is not installed here; run `pip install .` first")
    return Path(found)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--yardstick"]:
        count_words(Path(sys.argv[2]))
    else:
        main()
