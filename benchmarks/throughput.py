"""Documents per second and peak memory of `rasd run`, end to end in a process of its own.

    python benchmarks/throughput.py ../shared/dev/articles_conflict.jsonl.gz

The same run measures a yardstick on the same texts and machine: read the JSON, split every text
into words and count them, ten times over. The ratio of the two is what to compare between machines.
Memory is the resident set of the process and all its children, sampled every 50 ms (Linux).
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
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"\w+")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One timed command: wall seconds and peak bytes of the process tree."""

    seconds: float
    peak: int


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
    peak = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
        started = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaints) as child:
            while child.poll() is None:
                peak = max(peak, sum(resident(pid) for pid in tree(child.pid)))
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


def report(name: str, documents: int, run: Run) -> None:
    rate = documents / run.seconds
    print(f"{name}: {run.seconds:.1f} s, {rate:.1f} documents/s, peak {run.peak / 1e6:.0f} MB")


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
