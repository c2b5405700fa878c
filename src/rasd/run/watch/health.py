"""Decides which sources are well: those that were reached lately and let themselves be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rasd.export.files import write_file
from rasd.model import to_json
from rasd.run.watch.measures import shown_seconds, shown_time
from rasd.run.watch.records import Address, SourceState, State
from rasd.run.watch.schedule import MANY
from rasd.run.watch.state import WatchState

FILE = "health.json"
STATE = "watch.sqlite"
_FEW = 3
_GRACE = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source fares; times as `2031-06-01T08:00:00Z`. `trouble` says why it is not well."""

    name: str
    kind: str
    place: str
    last_success: str | None
    last_error: str | None
    last_error_at: str | None
    next_due: str | None
    newest: str | None
    lag_seconds: int | None
    seen: int
    kept: int
    waiting: int
    refused: int
    unreadable: int
    gone: int
    failed: int
    trouble: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All sources at a time; `trouble` where the watch itself does not run."""

    at: str
    last_round: str | None
    trouble: str | None
    sources: tuple[SourceHealth, ...]

    @property
    def well(self) -> bool:
        return self.trouble is None and not any(each.trouble for each in self.sources)


def health_of(state: WatchState, now: float) -> Health:
    """How the sources in a watch's memory fare."""
    sources = state.sources()
    noted = state.noted("round")
    last = float(noted) if noted is not None else None
    return Health(
        at=shown_time(now),
        last_round=_written(last),
        trouble=_stopped(sources, last, now),
        sources=tuple(_health(each, state, now) for each in sources),
    )


def read_health(folder: Path, now: float) -> Health:
    """How the sources of the watch into a folder fare; `StoreError` where there is none."""
    state = WatchState(folder / STATE, create=False)
    try:
        return health_of(state, now)
    finally:
        state.close()


def write_health(state: WatchState, folder: Path, now: float) -> None:
    """Writes `health.json`, whole or not at all."""
    text = json.dumps(to_json(health_of(state, now)), ensure_ascii=False, indent=1)
    write_file([text + "\n"], folder / FILE)


def _stopped(sources: Sequence[SourceState], last: float | None, now: float) -> str | None:
    if last is None:
        return "no round has ended yet"
    patience = 3 * min((each.every for each in sources), default=_GRACE) + _GRACE
    if now - last > patience:
        return f"no round has ended for {shown_seconds(now - last)}: is the watch running?"
    return None


def _health(source: SourceState, state: WatchState, now: float) -> SourceHealth:
    lists = state.lists_of(source.name)
    root = next((each for each in lists if each.depth == 0), None)
    counts = state.counted(source.name)
    due = root.due if root is not None else source.due or None
    return SourceHealth(
        name=source.name,
        kind=source.kind,
        place=source.place,
        last_success=_written(source.success),
        last_error=source.error or None,
        last_error_at=_written(source.error_at),
        next_due=_written(due),
        newest=_written(source.newest),
        lag_seconds=None if source.newest is None else max(round(now - source.newest), 0),
        seen=sum(counts.values()),
        kept=counts.get(State.KEPT, 0) + counts.get(State.SAME, 0),
        waiting=counts.get(State.WAITING, 0) + counts.get(State.FETCHED, 0),
        refused=counts.get(State.REFUSED, 0),
        unreadable=counts.get(State.UNREADABLE, 0),
        gone=counts.get(State.GONE, 0),
        failed=counts.get(State.FAILED, 0),
        trouble=_trouble(source, root, now),
    )


def _trouble(source: SourceState, root: Address | None, now: float) -> str | None:
    if root is not None and root.state is State.REFUSED:
        return root.reason
    failures = root.failures if root is not None else source.failures
    if source.success is None:
        return f"never reached: {source.error}" if source.error else None
    if failures >= _FEW:
        return f"failed {failures} times in a row: {source.error}"
    if now - source.success > 3 * source.every + _GRACE:
        return f"not reached for {shown_seconds(now - source.success)}"
    if source.failures >= MANY:
        return f"its pages fail, {source.failures} in a row: {source.error}"
    return None


def _written(time: float | None) -> str | None:
    return None if time is None else shown_time(time)
