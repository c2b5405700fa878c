"""The process of one import: it may be killed, by what it reads or by the server, at no cost.

It hears its task on standard input, and ends when that is closed: with the server. It says on
standard output how far it is.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from rasd.model import DocumentError, Issue, RasdError, from_json, to_json
from rasd.readers import LIMITS, Input
from rasd.readers.draft import issue_of
from rasd.readers.feed import named_in
from rasd.readers.sniff import format_of
from rasd.readers.source import open_source
from rasd.review.imports.folder import Folder
from rasd.review.imports.records import Entry, Feed, Item, Outcome, Stage, State
from rasd.review.imports.told import STOP, Heard, Task, Told
from rasd.run import Intake, Tally, expected_documents, merge_after, take_in
from rasd.run.net.asking import Reach
from rasd.run.net.fetch import fetch
from rasd.run.net.urls import clean_url
from rasd.store import open_store, utc_now

ALREADY = 3
"""The exit code where another process works on the same import."""
PAUSE = 0.5
"""Seconds between two questions to servers of others."""
MOST_ENTRIES = 500
_MOST_ISSUES = 1_000
_MOST_NAMED = 100
_MANY = frozenset({".csv", ".tsv", ".json", ".xml", ".rss", ".atom", ".warc", ".gz"})
_LATER = 5


def main() -> None:
    """Does what standard input says first."""
    channel = _Channel()
    told = from_json(Told, channel.first())
    folder = Folder(Path(told.folder))
    _give_way()
    with folder.alone() as alone:
        if not alone:
            sys.exit(ALREADY)
        channel.listen()
        work = _look if told.task is Task.LOOK else _take_in
        try:
            outcome = work(told, folder, channel)
        except RasdError as error:
            outcome = _ended(State.FAILED, reason=str(error))
        channel.say(Heard(outcome=outcome))


class _Channel:
    """The two pipes to the server."""

    def __init__(self) -> None:
        # Read and written by their numbers: workers are copies of this process, and a copy must
        # not find a lock that a thread of this one holds. What others print goes to the errors.
        self._out = os.dup(1)
        os.dup2(2, 1)
        sys.stdin = None  # nobody else reads it
        self._waiting = b""
        self.stopped = threading.Event()

    def first(self) -> Any:
        while b"\n" not in self._waiting:
            some = os.read(0, 65_536)
            if not some:
                os._exit(1)
            self._waiting += some
        line, _, self._waiting = self._waiting.partition(b"\n")
        return json.loads(line)

    def listen(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, heard: Heard) -> None:
        line = json.dumps(to_json(heard)).encode("ascii") + b"\n"
        while line:
            line = line[os.write(self._out, line) :]

    def _listen(self) -> None:
        heard = self._waiting
        while True:
            if STOP in heard:
                self.stopped.set()
            some = os.read(0, 1_000)
            if not some:
                _end_all()
            heard = (heard + some)[-len(STOP) :]


def _end_all() -> None:
    """Ends this process and those that it started."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _give_way() -> None:
    """Lets pages go first, and where memory runs out, die before the server."""
    with suppress(OSError, AttributeError):
        os.nice(_LATER)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _look(told: Told, folder: Folder, channel: _Channel) -> Outcome | None:
    """Fetches the address; a feed is kept for somebody to choose from."""
    [item] = folder.items()
    channel.say(Heard(stage=Stage.FETCHING, reading=item.name))
    try:
        fetched = _fetched(item, folder, told)
        feed = _feed(fetched, folder)
    except DocumentError as error:
        return _ended(State.FAILED, issues=(issue_of(item.name, error),))
    if feed is not None:
        folder.write(feed)
    return None


def _fetched(item: Item, folder: Folder, told: Told) -> Item:
    assert item.url is not None
    found = fetch(item.url, Reach(also=frozenset(told.also)))
    path = folder.file(item.number)
    part = path.with_suffix(".part")
    part.write_bytes(found.data)
    part.replace(path)
    got = replace(item, fetch=False, name=found.url, url=found.url, size=len(found.data))
    folder.add(got)
    return got


def _feed(item: Item, folder: Folder) -> Feed | None:
    """The feed that was fetched; `None` for whatever else."""
    path = folder.file(item.number)
    given = Input(path=path, name=item.name, url=item.url)
    with path.open("rb") as raw:
        source = open_source(given.name, given.file_name, io.BytesIO(raw.read()), LIMITS)
        with suppress(DocumentError):  # which the reader will say of it
            if format_of(source) != "feed":
                return None
        outlet, named = named_in(source)
    entries: dict[str, Entry] = {}
    for each in named:
        with suppress(DocumentError):
            url = clean_url(each.url or "")
            entries.setdefault(url, Entry(url=url, title=each.title, published=each.published))
    return Feed(
        number=item.number,
        url=item.name,
        outlet=outlet,
        entries=tuple(entries.values())[:MOST_ENTRIES],
        texts=any(each.text for each in named),
    )


class _StoppedError(Exception):
    pass


class _Watch:
    """Says how far it is, and leaves off where somebody asked for that."""

    def __init__(self, channel: _Channel) -> None:
        self._channel = channel
        self.opened: set[str] = set()

    def stage(self, name: str) -> None:
        self._channel.say(Heard(stage=Stage(name)))

    def reading(self, name: str | None) -> None:
        if name is not None:
            self.opened.add(name)
        self._channel.say(Heard(reading=name or ""))
        if self._channel.stopped.is_set():
            raise _StoppedError

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        self._channel.say(Heard(read=documents, new=tuple(new), changed=tuple(changed)))


def _take_in(told: Told, folder: Folder, channel: _Channel) -> Outcome:
    """Fetches what is to be fetched, reads all files, codes and merges what they report."""
    asked = folder.asked()
    left_out = {issue.source for issue in folder.so_far().left_out}
    tally, watch = Tally(), _Watch(channel)
    tally.issues += _fetch_all(told, folder, channel, left_out)
    inputs = tuple(_input(item, folder) for item in folder.items())
    inputs = tuple(
        each for each in inputs if each.name not in left_out and Path(each.path).exists()
    )
    intake = Intake(
        inputs=inputs,
        published=asked.published if asked else None,
        outlet=asked.outlet if asked else None,
        workers=told.workers,
        limits=replace(LIMITS, stream=told.stream),
        seconds=told.coding,
    )
    channel.say(Heard(stage=Stage.READING, read=0, reading="", total=_expected(inputs)))
    with open_store(told.store, create=False) as store:
        before = {event_id for event_id, _ in store.event_digests()}
        with suppress(_StoppedError):
            take_in(store, intake, tally, watch)
        watch.stage(Stage.MERGING)
        tried = tuple(each for each in inputs if each.name in watch.opened)
        merge_after(store, replace(intake, inputs=tried), tally)
        new_events = sorted({event_id for event_id, _ in store.event_digests()} - before)
    return _ended(
        State.CANCELLED if channel.stopped.is_set() else State.DONE,
        unchanged=tally.unchanged,
        failed=tally.failed,
        new_events=len(new_events),
        event_ids=tuple(new_events) if len(new_events) <= _MOST_NAMED else (),
        issues=tuple(tally.issues[:_MOST_ISSUES]),
    )


def _fetch_all(told: Told, folder: Folder, channel: _Channel, left_out: set[str]) -> list[Issue]:
    """Fetches the addresses that are not there yet, one after the other."""
    due = [item for item in folder.items() if item.fetch and item.name not in left_out]
    if due:
        channel.say(Heard(stage=Stage.FETCHING, read=0, total=len(due)))
    issues = []
    for n, item in enumerate(due):
        channel.say(Heard(reading=item.name))
        try:
            _fetched(item, folder, told)
        except DocumentError as error:
            issues.append(issue_of(item.name, error))
        channel.say(Heard(read=n + 1, reading=""))
        if channel.stopped.wait(PAUSE if n + 1 < len(due) else 0):
            break
    return issues


def _input(item: Item, folder: Folder) -> Input:
    return Input(
        path=folder.file(item.number),
        name=item.name,
        url=item.url,
        title=item.title,
        outlet=item.outlet,
        published=item.published,
    )


def _expected(inputs: Sequence[Input]) -> int | None:
    """How many documents there are, for a bar; a file of which nobody can say counts as one."""
    total = 0
    for each in inputs:
        number = expected_documents([each]) if each.url is None else 1
        if number is None and Path(each.name).suffix.lower() in _MANY:
            return None
        total += 1 if number is None else number
    return total


def _ended(state: State, **given: Any) -> Outcome:
    return Outcome(state=state, at=utc_now(), **given)


if __name__ == "__main__":
    main()
