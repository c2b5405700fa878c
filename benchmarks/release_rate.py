"""Measures what a release costs: `python benchmarks/release_rate.py STORE`.

STORE is a store such as one of `benchmarks.invented_store`; it is only read. Told are the clock,
the processor time of both processes, and the peak memory of each. `--private` leaves out what
public mode costs, `--formats` names some formats.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from rasd.run.release import Wanted, write_release


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("store")
    options.add_argument("--private", action="store_true")
    options.add_argument("--formats", default="")
    options.add_argument("--as-of", type=date.fromisoformat, default=date(2031, 12, 31))
    given = options.parse_args()
    wanted = Wanted(
        private=given.private,
        as_of=given.as_of,
        formats=tuple(filter(None, given.formats.split(","))),
    )
    with tempfile.TemporaryDirectory(prefix="release-rate-") as folder:
        began = time.perf_counter()
        made = write_release(given.store, Path(folder) / "release", wanted)
        clock = time.perf_counter() - began
        files = sorted((made.folder / "data").iterdir())
        for file in files:
            print(f"{file.stat().st_size / 1e6:9.1f} MB  {file.name}")
    kinds = {"one": resource.RUSAGE_SELF, "other": resource.RUSAGE_CHILDREN}
    print(f"{made.events:,} events, {len(files)} files, {made.bytes / 1e6:,.0f} MB, {clock:.0f} s")
    for name, kind in kinds.items():
        used = resource.getrusage(kind)
        busy = used.ru_utime + used.ru_stime
        print(f"{name} process: {busy:.0f} s of processor, at most {used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
