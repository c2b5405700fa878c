"""Decides how the files of data are written: in one reading of a store.

Of a large store the records are read and made fit by processes beside those that write, and pass
from the one to the other as they come; the bytes are the same whoever made and wrote them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from heapq import merge
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from rasd.export.source import Chosen, RecordName
from rasd.model import Event, LogHead, Redirect, RunError
from rasd.redact import Removals, Removed, Rule, load_words, removed_text
from rasd.run.apart import FORKS
from rasd.run.release.beside import Beside, without_collecting
from rasd.run.release.facts import Facts
from rasd.run.release.files import File, files_of, shares, writer_of
from rasd.run.release.folder import Written, write
from rasd.run.release.source import (
    EVENT_MAKERS,
    Published,
    Spooled,
    events_of,
    newest_report,
    source_of,
)
from rasd.run.release.spool import A_PART, Spool, UnfinishedError
from rasd.run.release.together import write_together
from rasd.run.release.wanted import Named, Wanted, named
from rasd.store import Store, open_store

REMOVED = "removed.csv"
LARGE = 5000
"""From so many events on, processes beside this one are worth their start."""

_REMOVALS = "removals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What was written, and what was learnt on the way; `removed` counts words by rule."""

    release: Named
    files: Mapping[str, Written]
    facts: Facts
    removed: Mapping[str, int] | None
    redirects: tuple[Redirect, ...]


def write_data(place: str, part: Path, wanted: Wanted) -> Data:
    """Writes every file of data into a folder."""
    with _opened(place) as store:
        large = store.counts()["events"] >= LARGE
        release = named(wanted, newest_report(store) if wanted.as_of is None else wanted.as_of)
        data = Data(
            release=release,
            files={},
            facts=Facts(recipes=store.recipes(), mentions=store.counts()["mentions"]),
            removed=None,
            redirects=tuple(store.redirects()),
        )
        head = store.log_head()
        if not (large and FORKS and (os.cpu_count() or 1) > 1):
            with without_collecting():
                return _write_here(store, part, data)
    load_words()  # once for all the processes to come
    return _write_beside(place, part, data, head)


def _write_here(store: Store, part: Path, data: Data) -> Data:
    log = None if data.release.private else Removals()
    source = Published.of(source_of(store, log, data.release.as_of), data.redirects)
    written = _write(source, part, data, files_of(data.release), counting=True)
    _refuse_damage(store)
    return _with_removed(written, part, None if log is None else [log])


def _write_beside(place: str, part: Path, data: Data, head: LogHead) -> Data:
    theirs, ours = shares(files_of(data.release))
    with TemporaryDirectory(prefix=".spool-", dir=part) as folder, ExitStack() as stack:
        makers: dict[str, Beside[LogHead]] = {}
        spool = Spool(Path(folder), lambda kind: makers[kind].is_alive())
        for number in range(EVENT_MAKERS):
            kinds = _kinds_of(number, data.release)
            maker = stack.enter_context(_maker(place, spool, data.release, kinds, number))
            makers |= dict.fromkeys([*kinds, events_of(number), _removals(number)], maker)
        writer = stack.enter_context(_writer_beside(spool, part, data, theirs))
        try:
            with without_collecting():
                mine = _write(Spooled.of(spool, data.redirects), part, data, ours, counting=True)
        except UnfinishedError:
            for maker in makers.values():
                if not maker.is_alive():
                    maker.result()  # its own error says more
            raise
        if any(maker.result() != head for maker in dict.fromkeys(makers.values())):
            raise RunError(
                "the store was written to while the release was made. Nothing was published: run "
                "the same command again"
            )
        files = {**mine.files, **writer.result()}
        logs = [spool.read(_removals(number)) for number in range(EVENT_MAKERS)]
        done = replace(mine, files=files)
        return _with_removed(done, part, None if data.release.private else logs)


def _kinds_of(number: int, release: Named) -> tuple[RecordName, ...]:
    """What a process makes before its share of the events."""
    if number == 0:
        return ("citations", "figures")
    return ("mentions",) if release.mentions else ()


def _removals(number: int) -> str:
    return f"{_REMOVALS}-{number}"


def _maker(
    place: str, spool: Spool, release: Named, kinds: tuple[RecordName, ...], number: int
) -> Beside[LogHead]:
    """A process that makes its share of the records; it gives the state of the store it saw."""

    def make() -> LogHead:
        with _opened(place) as store:
            log = None if release.private else Removals()

            def own() -> Iterator[Event]:
                return store.events_in_turn(number=number, of=EVENT_MAKERS, size=A_PART)

            share = Chosen(source=store, wanted=own)
            source = source_of(share, log, release.as_of)
            for kind in kinds:
                spool.write(kind, getattr(source, kind)())
            spool.write(events_of(number), source.events())
            spool.write(_removals(number), log or ())
            _refuse_damage(store)
            return store.log_head()

    return Beside(make)


def _writer_beside(
    spool: Spool, part: Path, data: Data, files: list[File]
) -> Beside[Mapping[str, Written]]:
    """A process that writes some of the files; it ends with this one, whatever becomes of it."""
    parent = os.getpid()

    def work() -> Mapping[str, Written]:
        watched = spool.watched_by(lambda _: os.getppid() == parent)
        source = Spooled.of(watched, data.redirects)
        return _write(source, part, data, files, counting=False).files

    return Beside(work)


def _write(source: Published, part: Path, data: Data, files: list[File], *, counting: bool) -> Data:
    done: dict[str, Written] = {}
    writers = [writer_of(file, part, done) for file in files]
    facts = data.facts
    if counting:
        facts.cite(source.cited)
        writers += [facts.count_events, facts.count_figures]
    write_together(source, writers)
    return replace(data, files=done)


def _with_removed(data: Data, part: Path, logs: Iterable[Iterable[Removed]] | None) -> Data:
    """With the file of what was removed; each log is in the order of its records."""
    if logs is None:
        return data
    words: Counter[str] = Counter()

    def counted() -> Iterator[Removed]:
        for each in merge(*logs, key=attrgetter("record")):
            words[each.rule.value] += each.words
            yield each

    file = write(removed_text(counted()), part / REMOVED)
    by_rule = {rule.value: words[rule.value] for rule in Rule if words[rule.value]}
    return replace(data, files={**data.files, REMOVED: file}, removed=by_rule)


@contextmanager
def _opened(place: str) -> Iterator[Store]:
    """A store in one state, whose events are those of its reports."""
    with open_store(place, create=False) as store, store.snapshot():
        if not store.events_current():
            raise RunError(
                "reports or judgements came after the last merge, and events are not theirs yet: "
                "let `rasd run` end, then release"
            )
        yield store


def _refuse_damage(store: Store) -> None:
    if damaged := store.damaged():
        raise RunError(f"the store is damaged, nothing was published: {damaged[0].message()}")
