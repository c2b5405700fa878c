"""Decides how what was fetched or found gets into the store: by the pipeline of every other run.

What was taken in is noted only afterwards. So a kill in between has it taken in again, which
changes nothing.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from rasd.model import Document, DocumentError, Issue, IssueKind
from rasd.pipeline import merge_recipe
from rasd.readers import Input, read_inputs
from rasd.readers.limits import LIMITS
from rasd.readers.sniff import format_of
from rasd.readers.source import open_source
from rasd.run.intake import Intake, Tally, merge_after, take_in
from rasd.run.results import write_results
from rasd.run.watch.archive import Archive
from rasd.run.watch.config import Settings
from rasd.run.watch.records import Address, FileState, State
from rasd.run.watch.schedule import LONGEST_PAUSE
from rasd.run.watch.state import WatchState
from rasd.store import Store

logger = logging.getLogger(__name__)

LOT = 64
"""Pages, or files, that are taken in together."""
_DUE = "results due"
_ARTICLES = frozenset({"html", "text", "pdf", "docx"})
"""What a page may be: other formats name their documents themselves, also by others' ids."""
_LOST = frozenset({"damaged", "missing"})


class StoppedError(Exception):
    """Somebody asked for an end between two documents."""


@dataclass(slots=True)
class Taking:
    """Takes pages and files into a store. `stopping` says whether to leave off."""

    store: Store
    state: WatchState
    archive: Archive
    settings: Settings
    out: Path
    workers: int
    stopping: Callable[[], bool]
    _tried: list[Input] = field(default_factory=list)
    _tally: Tally = field(default_factory=Tally)

    def pages(self, now: float) -> int:
        """Takes in all pages that wait; gives how many documents are new or changed."""
        before = self._changed
        while waiting := self.state.fetched(LOT):
            self._pages(waiting, now)
        return self._changed - before

    def files(self, files: Sequence[FileState], root: Path, outlet: str | None, now: float) -> int:
        """Takes in files of a folder; gives how many documents are new or changed."""
        before = self._changed
        for start in range(0, len(files), LOT):
            some = files[start : start + LOT]
            tally = self._take_in(
                [Input(path=root / each.path, name=each.name, outlet=outlet) for each in some]
            )
            with self.state.step():
                for file in some:
                    bad = _fatal(tally.issues, file.name)
                    state = State.KEPT if bad is None else State.UNREADABLE
                    reason = "" if bad is None else bad.message
                    taken = replace(file, state=state, reason=reason, taken=now)
                    if bad is not None and bad.kind is IssueKind.FAILED:  # of ours: read again
                        taken = replace(taken, state=State.WAITING, taken_as="", sha256="")
                    self.state.put_file(taken)
        return self._changed - before

    def finish(self) -> None:
        """Merges what was taken in, and writes the files of the dataset, where that is due."""
        if self.state.noted(_DUE) != "1" and not self.store.merge_due(merge_recipe()):
            return
        intake = Intake(inputs=tuple(self._tried))
        merge_after(self.store, intake, self._tally)
        write_results(self.store, self.out)
        self.state.note(_DUE, "0")
        self._tried, self._tally = [], Tally()

    @property
    def _changed(self) -> int:
        return self._tally.change.added + self._tally.change.updated

    def _pages(self, waiting: Iterable[Address], now: float) -> None:
        incoming = self.out / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        incoming.mkdir(parents=True)
        inputs: dict[str, tuple[Address, Input]] = {}
        settled: list[Address] = []
        for n, page in enumerate(waiting):
            try:
                given = self._input(page, incoming / f"{n:04d}")
            except DocumentError as error:
                if error.kind not in _LOST:  # fetched again it would be the same
                    settled.append(replace(page, state=State.UNREADABLE, reason=str(error)))
                    continue
                logger.warning("%s is fetched again: %s", page.url, error)
                settled.append(replace(page, state=State.WAITING, due=now, sha256="", etag="",
                                       modified="", place=None))  # fmt: skip
                continue
            if not page.text and (found := _format(given)) not in _ARTICLES:
                reason = f"{found} is no article"
                settled.append(replace(page, state=State.UNREADABLE, reason=reason))
            elif self._is_held(given):
                settled.append(replace(page, state=State.KEPT, reason=""))
            else:
                inputs[page.name] = page, given
        tally = self._take_in([given for _, given in inputs.values()]) if inputs else Tally()
        for name, (page, _) in inputs.items():
            bad = _fatal(tally.issues, name)
            if bad is not None and bad.kind is IssueKind.FAILED:  # of ours, not of the page
                again = replace(page, state=State.WAITING, due=now + LONGEST_PAUSE)
                again = replace(again, sha256="", etag="", modified="", reason=bad.message)
                settled.append(again)
            elif bad is None:
                settled.append(replace(page, state=State.KEPT, reason=""))
            else:
                settled.append(replace(page, state=State.UNREADABLE, reason=bad.message))
        with self.state.step():
            for page in settled:
                self.state.put(page)
        shutil.rmtree(incoming, ignore_errors=True)

    def _input(self, page: Address, path: Path) -> Input:
        source = self.settings.source(page.source)
        if page.text:
            path.write_text(page.text + "\n", "utf-8", "surrogatepass")
            return Input(path=path, name=page.name)
        if page.place is None:
            raise DocumentError("missing", "the archive does not hold it")
        path.write_bytes(self.archive.body(page.place))
        return Input(
            path=path,
            name=page.name,
            url=page.name,
            title=page.title or None,
            outlet=source.outlet if source is not None else None,
            outlet_known=True,
            published=date.fromisoformat(page.day) if page.day else None,
        )

    def _is_held(self, given: Input) -> bool:
        """Whether a page says what the store holds of it: other bytes around it are no change."""
        held = self.store.document(given.name)
        if held is None:
            return False
        read = [each for each in read_inputs([given]) if isinstance(each, Document)]
        return len(read) == 1 and all(
            getattr(read[0], name) == getattr(held, name)
            for name in ("text", "title", "published", "outlet", "url")
        )

    def _take_in(self, inputs: Sequence[Input]) -> Tally:
        self.state.note(_DUE, "1")
        tally = Tally()
        take_in(
            self.store,
            Intake(inputs=inputs, workers=self.workers),
            tally,
            _Stopping(self.stopping),
        )
        self._tried += inputs
        self._tally.read.update(tally.read)
        self._tally.issues += tally.issues
        self._tally.change += tally.change
        return tally


class _Stopping:
    """A watch over a run that ends it between two documents."""

    def __init__(self, stopping: Callable[[], bool]) -> None:
        self._stopping = stopping

    def stage(self, name: str) -> None: ...

    def reading(self, name: str | None) -> None:
        if name is not None and self._stopping():
            raise StoppedError

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None: ...


def _format(given: Input) -> str:
    """What the bytes of a page are, whatever their server calls them."""
    with Path(given.path).open("rb") as raw:
        try:
            return format_of(open_source(given.name, given.file_name, raw, LIMITS))
        except DocumentError:
            return "html"  # its reader says what is wrong


def _fatal(issues: Iterable[Issue], name: str) -> Issue | None:
    """What kept a whole page or file out; one row of many is no such thing."""
    return next((each for each in issues if each.fatal and each.source == name), None)
