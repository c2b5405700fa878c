"""The main job: read, code what is new, merge, store, write the outputs.

Each batch is stored before the next, so a run that is killed goes on where it stopped; reading
the same input again codes nothing and changes no byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol

from rasd.model import (
    INCIDENT_TYPES,
    CodedDocument,
    Document,
    EventType,
    Issue,
)
from rasd.pipeline import recipe
from rasd.readers import read_inputs
from rasd.run.mend import code_damaged
from rasd.run.merging import merge_store
from rasd.run.originals import Originals
from rasd.run.results import write_results
from rasd.run.sources import input_names, sources_read
from rasd.run.workers import code_batches
from rasd.search import arabic_analyser
from rasd.store import Change, Damaged, Store, open_store

STORE = "rasd.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one `rasd run` is asked to do.

    `db` is a file or the address of a database, by default `rasd.sqlite` in `out`.
    """

    inputs: tuple[str | Path, ...]
    out: Path
    db: str | Path | None = None
    published: date | None = None
    outlet: str | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did (documents read, new, changed, unchanged, failed) and what there is now.

    `mended` are rows of the store that were damaged and made anew.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    failed: int
    documents: int
    incidents: int
    statements: int
    other_events: int
    figures: int
    mended: int
    issues: tuple[Issue, ...]
    report: Path


class Watch(Protocol):
    """Is told how far a run has come."""

    def stage(self, name: str) -> None:
        """Begins `reading`, `merging` or `writing`."""

    def done(self, documents: int) -> None:
        """So many documents have been read and are coded and stored."""


class Unwatched:
    """A watch that ignores what it is told."""

    def stage(self, name: str) -> None: ...

    def done(self, documents: int) -> None: ...


def run_job(job: Job, *, watch: Watch | None = None, stdin: BinaryIO | None = None) -> Summary:
    """Does the job; bad inputs end up in the summary's issues."""
    seen = watch or Unwatched()
    with open_store(job.db or job.out / STORE) as store:
        tally = _Tally()
        seen.stage("reading")
        _code_new(job, store, tally, seen, stdin)
        seen.stage("merging")
        names = input_names(job.inputs)
        merge_store(
            store,
            issues=tally.issues,
            read=sources_read(names, tally.doc_ids, tuple(store.issues())),
        )
        seen.stage("writing")
        report = write_results(store, job.out)
        if damaged := store.damaged():
            report = _mended(job, store, tally, damaged)
        return _summary(store, tally, report)


def _mended(job: Job, store: Store, tally: _Tally, damaged: Sequence[Damaged]) -> Path:
    """Writes the results again after damaged rows were made good."""
    issues = code_damaged(store, damaged, workers=job.workers)
    tally.mended = len(damaged) - len(issues)
    tally.issues += issues
    merge_store(store, issues=issues)
    return write_results(store, job.out)


@dataclass(slots=True)
class _Tally:
    """What reading and coding came to so far."""

    doc_ids: dict[str, int] = field(default_factory=dict)
    """Each document read and how many were read with it."""
    issues: list[Issue] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    failed: int = 0
    coded: int = 0
    mended: int = 0


def _code_new(job: Job, store: Store, tally: _Tally, watch: Watch, stdin: BinaryIO | None) -> None:
    key = recipe()
    with Originals(store) as originals:
        found = read_inputs(
            job.inputs,
            published=job.published,
            outlet=job.outlet,
            stdin=stdin,
            keep=originals.keep,
        )
        needed = originals.following(store.needs_coding(_documents(found, tally), key))
        for batch in code_batches(needed, workers=job.workers):
            ids = [_doc_id(item) for item in batch]
            good = [item for item in batch if isinstance(item, CodedDocument)]
            bad = [item for item in batch if isinstance(item, Issue)]
            tally.change += store.write_coded(
                good, key, originals=originals.of(ids), analyser=arabic_analyser()
            )
            originals.drop(ids)
            tally.issues += bad
            tally.failed += len(bad)
            tally.coded += len(batch)
            watch.done(max(tally.doc_ids[doc_id] for doc_id in ids))
    watch.done(len(tally.doc_ids))


def _doc_id(item: CodedDocument | Issue) -> str:
    return item.source if isinstance(item, Issue) else item.document.id


def _documents(found: Iterable[Document | Issue], tally: _Tally) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Issue):
            tally.issues.append(item)
        else:
            tally.doc_ids[item.id] = len(tally.doc_ids) + 1
            yield item


def _summary(store: Store, tally: _Tally, report: Path) -> Summary:
    with store.snapshot():
        types = [event.event_type for event in store.events()]
        counts = store.counts()
    incidents = sum(kind in INCIDENT_TYPES for kind in types)
    statements = types.count(EventType.STATEMENT)
    return Summary(
        read=len(tally.doc_ids),
        new=tally.change.added,
        changed=tally.change.updated,
        unchanged=len(tally.doc_ids) - tally.coded + tally.change.unchanged,
        failed=tally.failed,
        documents=counts["documents"],
        incidents=incidents,
        statements=statements,
        other_events=len(types) - incidents - statements,
        figures=counts["figures"],
        mended=tally.mended,
        issues=tuple(tally.issues),
        report=report,
    )
