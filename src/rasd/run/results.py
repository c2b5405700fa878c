"""Decides what follows coding: merge all that the store holds, then write every output.

Both look at the whole store, never at the run before it, so a run that was killed and finished
later leaves the same files as one that was not.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rasd.export import write_outputs
from rasd.model import Issue
from rasd.pipeline import merge_corpus
from rasd.store import Store

REPORT = "report.html"


def merge_store(store: Store, *, issues: Iterable[Issue] = (), read: Iterable[str] = ()) -> None:
    """Derives reuse and events from all documents, and notes what went wrong with the inputs.

    `read` names the sources that were tried; what was known against them is replaced.
    """
    with store.snapshot():
        revision = store.revision()
        coded = tuple(store.coded())
    documents, events = merge_corpus(coded)
    with store.transaction():
        store.write_reuse({document.id: document.reuse for document in documents})
        store.write_events(events, of_revision=revision)
        store.write_issues(issues, read=read)


def write_results(store: Store, out: Path) -> Path:
    """Writes the output files of the contract; gives the path of the report.

    A file whose content stays the same is not touched.
    """
    with store.snapshot():
        write_outputs(store, out)
        return write_report_of(store, out / REPORT)


def write_report_of(store: Store, path: Path) -> Path:
    """Writes `report.html` from what the store holds."""
    # Imported here: the page's template engine is slow to load.
    from rasd.export.files import write_text  # noqa: PLC0415
    from rasd.export.report import render_report  # noqa: PLC0415

    with store.snapshot():
        page = render_report(
            documents=tuple(store.documents()),
            events=tuple(store.events()),
            mentions=tuple(store.mentions()),
            figures=tuple(store.figures()),
            issues=tuple(store.issues()),
        )
    write_text([page], path)
    return path
