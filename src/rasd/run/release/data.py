"""Decides how the files of data are written: in one reading of a store, two of a large one.

Each process reads the store for itself, since to hand a record over costs as much as to read it.
Both must have seen the same state; the bytes are the same whoever wrote them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from rasd.export import EXPORTERS
from rasd.export.csv_rows import csv_rows
from rasd.export.files import Part
from rasd.export.source import RecordName, Source
from rasd.model import Citation, LogHead, RasdError, Redirect, RunError
from rasd.redact import Removals, Rule, removed_text
from rasd.run.apart import FORKS
from rasd.run.release.facts import Facts
from rasd.run.release.folder import Written, write
from rasd.run.release.source import Published, newest_report, source_of
from rasd.run.release.tables import table_of
from rasd.run.release.together import Writer, write_together
from rasd.run.release.wanted import Named, Wanted, named
from rasd.store import Store, open_store

SOURCES = "data/sources.csv"
REMOVED = "removed.csv"
LARGE = 5000
"""From so many events on a second process is worth its start."""

_COSTS = {
    "evidence.jsonld": 40,
    "events.jsonl": 30,
    "mentions.jsonl": 30,
    "mentions.parquet": 30,
    "entities.ftm.json": 14,
    "events.parquet": 20,
    "events.xlsx": 30,
    "plover.jsonl": 20,
}
"""Seconds that large files take beyond reading, for 100,000 events; the others about ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What was written, and what was learnt on the way; `removed` counts words by rule."""

    release: Named
    head: LogHead
    files: Mapping[str, Written]
    facts: Facts
    removed: Mapping[str, int] | None
    redirects: tuple[Redirect, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write: its path, which records it needs most, its parts."""

    path: str
    of: RecordName
    parts: Callable[[Source], Iterable[Part]]

    @property
    def cost(self) -> int:
        return _COSTS.get(Path(self.path).name, 10)


def write_data(place: str, part: Path, wanted: Wanted) -> Data:
    """Writes every file of data into a folder."""
    with open_store(place, create=False) as store:
        large = store.counts()["events"] >= LARGE
    files = _files(wanted)
    if not (large and FORKS and (os.cpu_count() or 1) > 1):
        return _write(place, part, wanted, files, whole=True)
    ours, theirs = _shares(files)
    with _beside(lambda: _write(place, part, wanted, theirs, whole=True)) as other:
        mine = _write(place, part, wanted, ours, whole=False)
        its = other.result()
    if mine.head != its.head:
        raise RunError(
            "the store was written to while the release was made. Nothing was published: run the "
            "same command again"
        )
    return Data(
        release=its.release,
        head=its.head,
        files={**mine.files, **its.files},
        facts=its.facts,
        removed=its.removed,
        redirects=its.redirects,
    )


def _files(wanted: Wanted) -> list[_File]:
    outputs = [
        _File(f"data/{output.file}", output.of, output.parts)
        for name in wanted.formats
        for output in EXPORTERS[name].outputs
        if not output.has_texts
    ]
    return [*outputs, _File(SOURCES, "citations", lambda source: _cited(source.citations()))]


def _shares(files: Iterable[_File]) -> tuple[list[_File], list[_File]]:
    """Two halves of about the same cost; one process alone reads mentions."""
    theirs = [file for file in files if file.of != "events"]
    ours: list[_File] = []
    costs = [0, sum(file.cost for file in theirs)]
    for file in sorted(files, key=lambda file: (-file.cost, file.path)):
        if file.of == "events":
            less = costs.index(min(costs))
            (ours, theirs)[less].append(file)
            costs[less] += file.cost
    return ours, theirs


def _write(place: str, part: Path, wanted: Wanted, files: list[_File], *, whole: bool) -> Data:
    """Writes some files; what is counted and removed is known where all records were read."""
    done: dict[str, Written] = {}
    with open_store(place, create=False) as store, store.snapshot():
        if not store.events_current():
            raise RunError(
                "reports or judgements came after the last merge, and events are not theirs yet: "
                "let `rasd run` end, then release"
            )
        release = named(wanted, newest_report(store) if wanted.as_of is None else wanted.as_of)
        log = None if release.private else Removals() if whole else _Unlisted()
        source = Published.of(source_of(store, log, release.as_of))
        facts = Facts(recipes=store.recipes())
        facts.cite(source.cited)
        counting: list[Writer] = [facts.count_events, facts.count_mentions, facts.count_figures]
        writers = [_writer(file, part, done) for file in files]
        write_together(source, writers + (counting if whole else []))
        _refuse_damage(store)
        head = store.log_head()
    if whole and log is not None:
        done[REMOVED] = write(removed_text(log), part / REMOVED)
    return Data(
        release=release,
        head=head,
        files=done,
        facts=facts,
        removed=None if log is None else {rule.value: n for rule, n in log.by_rule().items()},
        redirects=source.redirected,
    )


class _Unlisted(Removals):
    """What another process lists: nothing is remembered of it here."""

    def note(self, record: str, removed: Counter[tuple[str, Rule]]) -> None:
        pass


def _writer(file: _File, part: Path, done: dict[str, Written]) -> Writer:
    def run(source: Source) -> None:
        done[file.path] = write(file.parts(source), part / file.path)

    return run


def _refuse_damage(store: Store) -> None:
    if damaged := store.damaged():
        raise RunError(f"the store is damaged, nothing was published: {damaged[0].message()}")


def _cited(citations: Iterable[Citation]) -> Iterator[str]:
    table = table_of(Path(SOURCES).name, None)
    assert table is not None
    names = [field.name for field in table.fields]
    return csv_rows(
        names,
        (
            [None if (it := getattr(each, name)) is None else str(it) for name in names]
            for each in citations
        ),
    )


class _beside:  # noqa: N801 - read as a statement: with _beside(work)
    """Work in a copy of this process, which ends with the block."""

    def __init__(self, work: Callable[[], Data]) -> None:
        self._work = work

    def __enter__(self) -> _beside:
        context = get_context("fork")
        self._told, tell = context.Pipe(duplex=False)
        self._process = context.Process(target=_tell, args=(self._work, tell))
        self._process.start()
        tell.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()
        self._told.close()

    def result(self) -> Data:
        """What the work gave; its error is raised here."""
        try:
            result = self._told.recv()
        except EOFError:
            raise RunError(
                "the process that wrote a part of the release ended, most likely for want of "
                "memory. Nothing was published: run the same command again"
            ) from None
        if isinstance(result, Data):
            return result
        raise result


def _tell(work: Callable[[], Data], tell: Connection) -> None:
    try:
        tell.send(work())
    except (RasdError, OSError) as error:
        tell.send(error)
