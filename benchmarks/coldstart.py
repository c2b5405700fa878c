"""Seconds that `rasd extract` takes on one short file, from a fresh process each time.

    python benchmarks/coldstart.py

The first run may compile the knowledge; it is shown apart. `python -c pass` on the same machine
is the floor.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from throughput import rasd

REPORT = Path(__file__).with_name("short_report.txt")
"""A report of an incident that never was."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    extract = [str(rasd()), "extract", str(REPORT), "--published", "2031-05-06"]
    print(f"first: {seconds(extract):.2f} s")
    for name, command in (
        ("rasd extract", extract),
        ("python -c pass", [sys.executable, "-c", "pass"]),
    ):
        taken = sorted(seconds(command) for _ in range(options.times))
        print(
            f"{name}: median {statistics.median(taken):.2f} s, "
            f"fastest {taken[0]:.2f} s, slowest {taken[-1]:.2f} s of {len(taken)}"
        )


def seconds(command: list[str]) -> float:
    """Wall time of a command that has to succeed."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command[:2])} failed:\n{done.stderr[-2000:]}")
    return taken


if __name__ == "__main__":
    main()
