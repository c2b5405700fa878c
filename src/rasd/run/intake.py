"""Decides how inputs get into a store: read, coded where that is due, written batch by batch.

What was coded is stored before much more is, so that whatever is killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Protocol

from rasd.engines.choice import RULES, EngineChoice
from rasd.merge import Hands
from rasd.model import Document, Issue
from rasd.pipeline import recipe
from rasd.readers import LIMITS, Given, Limits, read_inputs
from rasd.run.costs import Costs
from rasd.run.merging import merge_store
from rasd.run.originals import Originals
from rasd.run.read import ReadIds
from rasd.run.rows import Rows, own_rows
from rasd.run.sources import input_names, sources_read
from rasd.store import Change, CodedRows, Store

LOT = 64
"""Documents that are stored together, once there are many: by 16, each takes the store a third
longer."""
_LETTERS = 1_000_000
"""Letters of articles that are stored together, however few these are."""


class Watch(Protocol):
    """Is told how far a run has come."""

    def stage(self, name: str) -> None:
        """Begins `reading`, `merging` or `writing`."""

    def reading(self, name: str | None) -> None:
        """Is now in the input of this name, or for a while in none: what was read is coded."""

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        """So many documents have been read and are coded and stored; the ids are of the last."""


class Unwatched:
    """A watch that ignores what it is told."""

    def stage(self, name: str) -> None: ...

    def reading(self, name: str | None) -> None: ...

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None: ...

    def workers(self, count: int) -> None: ...

    def told(self, line: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is to be taken in. `published` and `outlet` fill what the inputs themselves lack."""

    inputs: Sequence[Given]
    published: date | None = None
    outlet: str | None = None
    workers: int = 1
    stdin: BinaryIO | None = None
    limits: Limits = LIMITS
    seconds: float | None = None
    """How long the coding of one document may take; without a limit where `None`."""
    engine: EngineChoice = RULES
    rows: Rows | None = None
    """What codes the documents, where that is not done by processes of this machine."""
    hands: Hands | None = None
    """Who does some of the work of merging, beside this process."""


@dataclass(slots=True)
class Tally:
    """What reading and coding came to so far."""

    read: ReadIds = field(default_factory=ReadIds)
    coded: int = 0
    """How many were coded: new, changed, or coded by another version of rasd before."""
    issues: list[Issue] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    failed: int = 0
    costs: Costs | None = None
    """What asking a language model came to, where an engine asks one."""

    @property
    def unchanged(self) -> int:
        """How many of the documents read were in the store already, just so."""
        return len(self.read) - self.coded - self.failed + self.change.unchanged


def take_in(store: Store, intake: Intake, tally: Tally, watch: Watch) -> None:
    """Reads and codes what is due and stores it; the tally is right at any moment."""
    key = recipe(intake.engine)
    reading = _Reading(watch)
    with Originals(store) as originals:
        found = read_inputs(
            intake.inputs,
            published=intake.published,
            outlet=intake.outlet,
            stdin=intake.stdin,
            limits=intake.limits,
            keep=originals.keep,
            opening=reading.begin,
        )
        needed = originals.following(store.needs_coding(_documents(found, tally, reading), key))
        # The answers of a model are waited for and paid: what it has read is stored at once.
        most = 1 if intake.engine.asks else LOT
        for lot in _lots(_rows(needed, intake), most=most):
            ids = [item.source if isinstance(item, Issue) else item.id for item in lot]
            good = [item for item in lot if not isinstance(item, Issue)]
            bad = [item for item in lot if isinstance(item, Issue)]
            coded = [rows.id for rows in good]
            held = store.held(coded)
            tally.change += store.write_rows(good, key, originals=originals.of(ids))
            originals.drop(ids)
            tally.issues += bad
            tally.failed += len(bad)
            tally.coded += len(good)
            new = [doc_id for doc_id in coded if doc_id not in held]
            changed = [doc_id for doc_id in coded if doc_id in held]
            watch.stored(max(map(tally.read.number, ids)), new, changed)
    watch.stored(len(tally.read), (), ())


def merge_after(store: Store, intake: Intake, tally: Tally) -> None:
    """Derives events from all that the store holds, and notes what was wrong with the inputs."""
    names = input_names(intake.inputs)
    read = sources_read(names, tally.read, tuple(store.issues()))
    merge_store(store, issues=tally.issues, read=read, hands=intake.hands)


def _rows(documents: Iterable[Document], intake: Intake) -> Iterator[tuple[CodedRows | Issue, ...]]:
    if intake.rows is not None:
        return intake.rows(documents)
    return own_rows(documents, workers=intake.workers, seconds=intake.seconds, engine=intake.engine)


def _lots(
    batches: Iterable[tuple[CodedRows | Issue, ...]], *, most: int
) -> Iterator[list[CodedRows | Issue]]:
    """The batches put together: the first alone, so that progress is seen, and then ever more.

    What ends the work, an error or somebody who cancels it, takes nothing of what was coded.
    """
    lot: list[CodedRows | Issue] = []
    size, letters = 1, 0
    try:
        for batch in batches:
            lot += batch
            letters += sum(len(rows.text) for rows in batch if not isinstance(rows, Issue))
            if len(lot) >= size or letters >= _LETTERS:
                full, lot = lot, []
                yield full
                size, letters = min(most, 2 * len(full)), 0
    except (Exception, KeyboardInterrupt):
        if lot:
            yield lot
        raise
    if lot:
        yield lot


def _documents(
    found: Iterable[Document | Issue], tally: Tally, reading: _Reading
) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Issue):
            tally.issues.append(item)
        else:
            tally.read.add(item.id)
            with reading.aside():
                yield item


class _Reading:
    """Tells the watch which input is being read, and when none is."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._name: str | None = None

    def begin(self, name: str) -> None:
        self._name = name
        self._watch.reading(name)

    @contextmanager
    def aside(self) -> Iterator[None]:
        self._watch.reading(None)
        yield
        self._watch.reading(self._name)
