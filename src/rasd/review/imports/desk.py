"""Decides what becomes of what people bring in: one import after the other, each known of.

Two imports at once would only take turns at the store. What is not finished when the server stops
counts as interrupted: nothing is begun again that nobody asked for.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from secrets import token_hex
from time import time
from typing import IO

from rasd.model import Issue, IssueKind, RasdError
from rasd.review.imports.folder import Folder, folder_of, folders, new_folder
from rasd.review.imports.limits import IMPORT_LIMITS, ImportLimits
from rasd.review.imports.names import safe_name
from rasd.review.imports.records import (
    ENDED,
    Asked,
    Import,
    Item,
    Outcome,
    State,
)
from rasd.review.imports.runner import Runner
from rasd.review.imports.told import Task, Told
from rasd.run.net.urls import clean_url
from rasd.store import Clock

_CHUNK = 1 << 20
_MOST_NAMED = 1_000
"""Files that are too large, of one import, of which each is named."""
_LOOKS = 4
"""Addresses that are fetched at once to see what stands there."""


class NotTakenError(RasdError):
    """Something that cannot be brought in; `why` is a key of the catalogue, with its fillings."""

    def __init__(self, why: str, **given: object) -> None:
        super().__init__(why)
        self.why = why
        self.given = given


class Desk:
    """Takes imports in, does them one after the other, and knows of each."""

    def __init__(
        self,
        place: Path,
        store: str,
        *,
        clock: Clock,
        workers: int = 1,
        also: Iterable[str] = (),
        limits: ImportLimits = IMPORT_LIMITS,
    ) -> None:
        self._place = place
        self._store = store
        self._clock = clock
        self._workers = workers
        self._also = tuple(also)
        self.limits = limits
        self._lock = threading.Condition()
        self._waiting: deque[str] = deque()
        self._looking: set[str] = set()
        self._runners: dict[str, Runner] = {}
        self._gathered: dict[str, tuple[int, int]] = {}
        """How many files, and how many bytes, imports that are being gathered hold."""
        self._worker: threading.Thread | None = None
        self._looks = threading.Semaphore(_LOOKS)
        self._closed = False

    # What there is

    def imports(self, most: int | None = None) -> tuple[Import, ...]:
        """The imports that are remembered, the newest first."""
        found = (self._known(folder) for folder in folders(self._place))
        return tuple(islice((each for each in found if each is not None), most))

    def get(self, import_id: str) -> Import | None:
        """The import with this id."""
        folder = folder_of(self._place, import_id)
        return None if folder is None else self._known(folder)

    # What people bring

    def begin(self, by: str, *, outlet: str | None = None, published: date | None = None) -> str:
        """Opens an import, to which files can be added until it is started; gives its id."""
        held = self.imports()
        self._forget_old(held)
        if sum(each.state not in ENDED for each in held) >= self.limits.under_way:
            raise NotTakenError("import.refused_many", most=self.limits.under_way)
        at = self._clock()
        digits = "".join(char for char in at if char.isdigit())[:14]
        folder = new_folder(self._place, f"{digits}-{token_hex(4)}")
        folder.write(Asked(id=folder.id, by=by, at=at, outlet=outlet, published=published))
        return folder.id

    def add_file(self, import_id: str, name: str, file: IO[bytes]) -> None:
        """Keeps a file that was sent, under its owner's name for it."""
        self._add(import_id, file, lambda _: Item(number=0, name=safe_name(name)))

    def leave_out(self, import_id: str, name: str) -> None:
        """Notes that a file was not even sent, for it is too large."""
        self._leave_out(self._open(import_id), safe_name(name))

    def add_text(
        self,
        import_id: str,
        text: IO[bytes],
        *,
        title: str | None,
        outlet: str | None,
        published: date | None,
        url: str | None,
    ) -> None:
        """Keeps a text that was pasted; the same text has the same name."""

        def item(digest: str) -> Item:
            return Item(
                number=0,
                name=f"pasted/{digest[:12]}.txt",
                title=title,
                outlet=outlet,
                published=published,
                url=url,
            )

        self._add(import_id, text, item)

    def add_address(self, import_id: str, url: str) -> None:
        """Keeps an address; `DocumentError` for one that is never fetched."""
        folder = self._open(import_id)
        clean = clean_url(url)
        folder.add(Item(number=1, name=clean, url=clean, fetch=True))

    def choose(self, import_id: str, urls: Iterable[str], *, texts: bool) -> None:
        """Says which articles of a feed are to be fetched, or to take the texts in the feed."""
        found = self.get(import_id)
        if found is None or found.state is not State.CHOOSING or found.feed is None:
            raise NotTakenError("import.refused_started")
        folder = Folder(self._place / import_id)
        if not texts:
            wanted = set(urls)
            chosen = [entry for entry in found.feed.entries if entry.url in wanted]
            if not chosen:
                raise NotTakenError("import.refused_nothing")
            # The feed itself is not read: its file goes.
            folder.file(found.feed.number).unlink(missing_ok=True)
            for number, entry in enumerate(chosen, found.feed.number + 1):
                folder.add(
                    Item(
                        number=number,
                        name=entry.url,
                        url=entry.url,
                        fetch=True,
                        title=entry.title or None,
                        outlet=found.feed.outlet,
                        published=entry.published,
                    )
                )
        self._enqueue(folder)

    def start(self, import_id: str) -> None:
        """Begins, or waits for its turn. A single address is looked at first."""
        folder = self._open(import_id)
        items = folder.items()
        if not items and folder.so_far().left_out:
            folder.write(Outcome(state=State.FAILED, at=self._clock()))
        elif not items:
            raise NotTakenError("import.refused_nothing")
        elif items[0].fetch:
            self._look(folder)
        else:
            self._enqueue(folder)

    def cancel(self, import_id: str) -> None:
        """Leaves off; what is stored stays."""
        folder = folder_of(self._place, import_id)
        if folder is None:
            return
        with self._lock:
            if import_id in self._waiting:
                self._waiting.remove(import_id)
                folder.write(Outcome(state=State.CANCELLED, at=self._clock()))
            elif import_id in self._runners:
                self._runners[import_id].stop()
            elif not folder.started:
                folder.remove()

    def again(self, import_id: str) -> None:
        """Begins once more with an import that ended early; what is stored is not done twice."""
        found, folder = self.get(import_id), folder_of(self._place, import_id)
        if found is None or folder is None or found.state not in ENDED:
            raise NotTakenError("import.refused_started")
        items = folder.items()
        if found.state is State.DONE or not folder.has_files:
            raise NotTakenError("import.refused_gone")
        if found.feed is None and len(items) == 1 and items[0].fetch:
            self._look(folder)
        else:
            self._enqueue(folder)

    def close(self) -> None:
        """Ends what is under way; it counts as interrupted."""
        with self._lock:
            self._closed = True
            runners = list(self._runners.values())
            self._lock.notify_all()
        for runner in runners:
            runner.give_up()
        if self._worker is not None:
            self._worker.join(10)

    # How it is done

    def _known(self, folder: Folder) -> Import | None:
        asked = folder.asked()
        if asked is None:
            return None
        found = Import(
            asked=asked,
            state=State.GATHERING,
            items=folder.items(),
            so_far=folder.so_far(),
            outcome=folder.outcome(),
            feed=folder.feed(),
        )
        with self._lock:
            runner = self._runners.get(asked.id)
            if asked.id in self._looking:
                state = State.LOOKING
            elif runner is not None:
                state = State.RUNNING
            elif asked.id in self._waiting:
                state = State.WAITING
            elif found.outcome is not None:
                state = found.outcome.state
            elif folder.started:
                state = State.INTERRUPTED
            else:
                state = State.GATHERING if found.feed is None else State.CHOOSING
        if runner is None:
            return replace(found, state=state)
        return replace(found, state=state, progress=runner.progress, so_far=runner.so_far)

    def _open(self, import_id: str) -> Folder:
        """The folder of an import that has not been started."""
        found = self.get(import_id)
        if found is None or found.state is not State.GATHERING:
            raise NotTakenError("import.refused_started")
        return Folder(self._place / import_id)

    def _add(self, import_id: str, file: IO[bytes], item: Callable[[str], Item]) -> None:
        with self._lock:
            folder = self._open(import_id)
            count, held = self._gathered.get(import_id) or _held(folder)
            if count >= self.limits.files:
                raise NotTakenError("import.refused_files", most=self.limits.files)
            number = count + 1
            self._gathered[import_id] = number, held
        path = folder.file(number)
        size, digest = 0, hashlib.sha256()
        room = self.limits.whole - held
        with path.open("wb") as kept:
            while some := file.read(_CHUNK):
                size += len(some)
                if size > min(self.limits.file, room):
                    break
                kept.write(some)
                digest.update(some)
        if size > self.limits.file:
            path.unlink()
            self._leave_out(folder, item("").name)
            return
        if size > room:
            path.unlink()
            raise NotTakenError("import.refused_whole", most=self.limits.whole // 1_000_000)
        with self._lock:
            count, held = self._gathered[import_id]
            self._gathered[import_id] = count, held + size
            folder.add(replace(item(digest.hexdigest()), number=number, size=size))

    def _leave_out(self, folder: Folder, name: str) -> None:
        issue = Issue(
            source=name,
            kind=IssueKind.TOO_LARGE,
            message=f"a file of more than {self.limits.file // 1_000_000} MB",
            remedy="split it, or give it to `rasd run` on the server, which reads any size",
        )
        with self._lock:
            held = folder.so_far()
            if len(held.left_out) < _MOST_NAMED:
                folder.write(replace(held, left_out=(*held.left_out, issue)))

    def _forget_old(self, held: Iterable[Import]) -> None:
        """Removes what was never started, and of what has ended all but the newest."""
        ended = 0
        for each in held:
            folder = Folder(self._place / each.id)
            ended += each.state in ENDED
            left = each.state in (State.GATHERING, State.CHOOSING)
            if left:
                left = time() - folder.path.stat().st_mtime > self.limits.unfinished
            if left or (each.state in ENDED and ended > self.limits.kept):
                folder.remove()

    def _look(self, folder: Folder) -> None:
        with self._lock:
            if folder.id in self._looking:
                return
            folder.start()
            self._looking.add(folder.id)
        threading.Thread(target=self._looked, args=(folder,), daemon=True).start()

    def _looked(self, folder: Folder) -> None:
        with self._looks:
            outcome = self._run(folder, Task.LOOK)
        with self._lock:
            if outcome is None and folder.feed() is not None:
                folder.start(begun=False)
            self._looking.discard(folder.id)
            self._runners.pop(folder.id, None)
            if outcome is None and folder.feed() is None and not self._closed:
                self._enqueue(folder)

    def _enqueue(self, folder: Folder) -> None:
        with self._lock:
            if folder.id in self._waiting or folder.id in self._runners:
                return
            folder.start()
            self._waiting.append(folder.id)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True)
                self._worker.start()
            self._lock.notify_all()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._closed or self._waiting)
                if self._closed:
                    return
                folder = Folder(self._place / self._waiting[0])
            outcome = self._run(folder, Task.TAKE_IN)
            with self._lock:
                self._runners.pop(folder.id, None)
            if outcome is not None and outcome.state is State.DONE:
                folder.drop_files()

    def _run(self, folder: Folder, task: Task) -> Outcome | None:
        told = Told(
            task=task,
            folder=str(folder.path),
            store=self._store,
            workers=self._workers,
            also=self._also,
            coding=self.limits.coding,
            stream=self.limits.stream,
        )
        runner = Runner(folder, told, self.limits, self._clock)
        with self._lock:
            if self._closed:
                return None
            self._runners[folder.id] = runner
            if folder.id in self._waiting:
                self._waiting.remove(folder.id)
        outcome = runner.run()
        if outcome is not None:
            folder.write(outcome)
        return outcome


def _held(folder: Folder) -> tuple[int, int]:
    items = folder.items()
    return len(items), sum(item.size for item in items)
