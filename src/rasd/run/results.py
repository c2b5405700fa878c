"""Decides what a run leaves in its folder: every file from one state of the store.

A run that was killed and finished later leaves the same files as one that was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasd.export import write_outputs
from rasd.export.files import alone_in, write_file
from rasd.run.merging import TRIES, merge_store
from rasd.run.reporter import Reporter
from rasd.store import Store

REPORT = "report.html"


def write_results(store: Store, out: Path, reporter: Reporter | None = None) -> Path:
    """Writes the output files of the contract; gives the path of the report.

    A file whose content stays the same is not touched. A `reporter` makes the report meanwhile.
    """
    report = out / REPORT
    with alone_in(out), _merged(store):
        parts = _report(store) if reporter is None else reporter.report(store)
        write_outputs(store, out, beside=[(report, parts)])
    return report


def write_report_of(store: Store, path: Path) -> Path:
    """Writes `report.html` from what the store holds."""
    with alone_in(path.parent), store.snapshot():
        write_file(_report(store), path)
    return path


@contextmanager
def _merged(store: Store) -> Iterator[None]:
    """A snapshot whose events come from its documents, though another run may add some."""
    for _ in range(TRIES):
        with store.snapshot():
            if store.events_current():
                yield
                return
        merge_store(store)
    with store.snapshot():
        yield


def _report(store: Store) -> Iterator[str]:
    # Imported here: the page's template engine is slow to load.
    from rasd.export.report import report_parts  # noqa: PLC0415

    return report_parts(store)
