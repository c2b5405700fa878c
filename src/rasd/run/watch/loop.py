"""Decides the course of a watch: what is due is fetched, what came is taken in, then it waits.

A round ends when nothing more may be asked for the moment, or after the time that the settings
give it; then its documents are merged, the files of the dataset written and the health told.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from rasd.model import DocumentError, SettingsError
from rasd.run.job import STORE
from rasd.run.watch.archive import Archive
from rasd.run.watch.clock import Clock, Stop, SystemClock
from rasd.run.watch.config import Settings, Source, SourceKind
from rasd.run.watch.fetch import Ask, Asked, asker
from rasd.run.watch.folder import scan
from rasd.run.watch.following import Following
from rasd.run.watch.health import STATE, write_health
from rasd.run.watch.measures import shown_seconds
from rasd.run.watch.records import Address, Kind
from rasd.run.watch.schedule import BEYOND, Plan, View, is_ahead, is_due, next_wake, plan
from rasd.run.watch.state import WatchState
from rasd.run.watch.taking import StoppedError, Taking
from rasd.store import open_store

logger = logging.getLogger(__name__)

_LOOKED_AT = 100
"""Addresses of one source among which the next is chosen."""
_SET_BACK = 60.0
_LATEST = 300.0
"""The longest sleep: settings of the clock show by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What a watch is asked to do. `seconds` is how long, `None` until it is stopped."""

    settings: Settings
    out: Path
    db: str | Path | None = None
    workers: int = 1
    once: bool = False
    seconds: float | None = None


def watch_sources(
    job: Watching, *, stop: Stop | None = None, clock: Clock | None = None, ask: Ask | None = None
) -> None:
    """Follows the sources until it is stopped, or for as long as the job says.

    Raises `SettingsError` where another watch is at work in the same folder.
    """
    asked = stop or Stop()
    time = clock or SystemClock(asked)
    job.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(_alone(job.out))
        state = WatchState(job.out / STATE)
        stack.callback(state.close)
        store = stack.enter_context(open_store(job.db or job.out / STORE))
        settings = job.settings
        archive = Archive(
            job.out / "archive",
            most=settings.archive,
            contact=settings.contact,
            whole=state.whole,
        )
        taking = Taking(
            store=store, state=state, archive=archive, settings=settings, out=job.out,
            workers=job.workers, stopping=asked,
        )  # fmt: skip
        watch = _Watch(
            state, Following(state, archive, settings), taking, settings, job.out, time, asked,
            ask or asker(settings),
        )  # fmt: skip
        watch.run(once=job.once, seconds=job.seconds)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps a second watch out of a folder, where the system can lock files."""
    with ExitStack() as stack:
        with suppress(ImportError):
            import fcntl  # noqa: PLC0415 - not on every system

            lock = stack.enter_context((folder / "watch.lock").open("w"))
            try:
                # Not `flock`, which the workers of a killed watch would go on holding for a while.
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise SettingsError(
                    f"{folder}: another watch is at work there; stop it, or name another folder"
                ) from error
        yield


@dataclass(slots=True)
class _Watch:
    state: WatchState
    following: Following
    taking: Taking
    settings: Settings
    out: Path
    clock: Clock
    stop: Stop
    ask: Ask
    in_flight: dict[Future[Asked], Address] = field(default_factory=dict)

    def run(self, *, once: bool, seconds: float | None) -> None:
        began = self.clock.run_for()
        self._heed_clock()
        self.following.begin(self.clock.now())
        self.following.recover()
        while not self.stop():
            self._heed_clock()
            self._round()
            if once or self.stop():
                return
            pause = self._wake() - self.clock.now()
            if seconds is not None:
                left = seconds - (self.clock.run_for() - began)
                if pause >= left:
                    self.clock.wait(max(left, 0.0))
                    return
            self.clock.wait(pause)

    def _heed_clock(self) -> None:
        """Moves what is due to where it was meant, after the clock was set back."""
        noted, now = self.state.noted("clock"), self.clock.now()
        if noted is not None and (by := float(noted) - now) > _SET_BACK:
            logger.warning("the clock was set back by %s", shown_seconds(by))
            with self.state.step():
                self.state.set_back(by)
        self.state.note("clock", repr(now))

    def _round(self) -> None:
        began = self.clock.run_for()
        # Its threads end before the workers are copied from this process.
        with ThreadPoolExecutor(self.settings.parallel, "fetch") as pool:
            self._fetch(pool, began)
        with suppress(StoppedError):
            now = self.clock.now()
            changed = self.taking.pages(now)
            for source in self.settings.sources:
                if source.kind is SourceKind.FOLDER:
                    changed += self._look(source, now)
            if not self.stop():
                self.taking.finish()
                logger.info("round ended: %d documents new or changed", changed)
        now = self.clock.now()
        self.state.note("round", repr(now))
        self.state.note("clock", repr(now))
        write_health(self.state, self.out, now)

    def _fetch(self, pool: ThreadPoolExecutor, began: float) -> None:
        """Asks for what is due until nothing more may be asked for the moment."""
        left = {source.name: source.most for source in self.settings.sources}
        while True:
            now = self.clock.now()
            late = self.clock.run_for() - began >= self.settings.round
            found = Plan() if self.stop() or late else self._plan(left, now)
            for address in found.refused:
                self.following.refuse(address, now)
            for address in found.ask:
                if address.kind is Kind.PAGE:
                    left[address.source] = left.get(address.source, 1) - 1
                self.following.asks(address, now)
                self.in_flight[pool.submit(self.ask, address)] = address
            if self.in_flight:
                pause = None if found.wait_until is None else max(found.wait_until - now, 0.05)
                done, _ = wait(self.in_flight, timeout=pause, return_when=FIRST_COMPLETED)
                for future in done:
                    self.in_flight.pop(future)
                    self.following.settle(future.result(), self.clock.now())
            elif found.wait_until is not None:
                pause = found.wait_until - now
                if pause >= self.settings.round - (self.clock.run_for() - began):
                    return  # a later round goes on there, and what came is taken in before
                self.clock.wait(pause)
            elif not found.refused:
                return

    def _plan(self, left: dict[str, int], now: float) -> Plan:
        names = [source.name for source in self.settings.sources]
        flying = {(each.kind, each.url) for each in self.in_flight.values()}
        candidates = tuple(
            each
            for name in names
            for each in self.state.candidates(name, now, now + BEYOND, _LOOKED_AT)
            if (each.kind, each.url) not in flying
        )
        if not candidates:
            return Plan()
        view = View(
            candidates=candidates,
            servers=self.state.servers(),
            robots=self.state.robots(each.origin for each in candidates),
            resting={name: self.state.source(name).closed for name in names},
            left=left,
            busy={each.server for each in self.in_flight.values()},
            free=self.settings.parallel - len(self.in_flight),
        )
        return plan(view, now)

    def _look(self, source: Source, now: float) -> int:
        """Looks into a folder that is due, and takes in what is new there."""
        if not is_due(self.state.source(source.name).due, now):
            return 0
        try:
            found = scan(source, self.state.files(source.name), now)
        except DocumentError as error:
            self.following.fault(source, f"{error}; {error.remedy}", now)
            return 0
        with self.state.step():
            for path in found.left:
                self.state.drop_file(source.name, path)
            for file in found.known:
                self.state.put_file(file)
        changed = self.taking.files(found.ready, source.path, source.outlet, now)
        # A file that is still being written is looked at again as soon as it can have settled.
        due = now + (min(source.settle, source.every) if found.unsettled else source.every)
        with self.state.step():
            self.following.looked(source, due, now)
        return changed

    def _wake(self) -> float:
        """When something may be due again."""
        now = self.clock.now()
        rest = self._plan({}, now)  # what the round's limit has left
        if rest.ask or rest.refused:
            return now
        times: list[float | None] = [rest.wait_until]
        for source in self.settings.sources:
            known = self.state.source(source.name)
            if source.kind is SourceKind.FOLDER:
                times.append(known.due)
            elif is_ahead(known.closed, now):
                times.append(known.closed)
            else:
                times.append(self.state.next_due(source.name, now))
        times += [each.closed for each in self.state.servers().values()]
        times += self.state.robots_due()
        return next_wake(times, now, latest=_LATEST)
