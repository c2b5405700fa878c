"""Decides how the log is looked through: from its end backwards, by who, what and when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Select, event, select

from rasd.model import LogEntry, LogKind, StoreError
from rasd.store import log
from rasd.store.contract import Fault, LogPage, LogWanted
from rasd.store.tables import LOG


class OutOfTimeError(StoreError):
    """What was to be done took longer than it may."""


@contextmanager
def limited(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Ends what reads inside by `OutOfTimeError`, at the first question after so many seconds."""
    if seconds is None:
        yield
        return
    end = monotonic() + seconds

    def check(*_: object) -> None:
        if monotonic() > end:
            raise OutOfTimeError(
                f"stopped after {seconds:g} seconds. Check without a limit by: rasd verify"
            )

    event.listen(connection, "before_cursor_execute", check)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", check)


def log_page(
    connection: Connection, wanted: LogWanted, *, before: int | None, limit: int
) -> LogPage:
    """The newest entries that are wanted, from behind `before`."""
    found = select(LOG).order_by(LOG.c.seq.desc())
    if before is not None:
        found = found.where(LOG.c.seq < before)
    if wanted.by is not None:
        found = found.where(LOG.c.author == wanted.by)
    if wanted.kinds:
        found = found.where(LOG.c.kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.since is not None:
        found = found.where(LOG.c.at >= wanted.since.isoformat())
    if wanted.until is not None:
        # The days of `at` go on with `T`, which sorts before this.
        found = found.where(LOG.c.at < f"{wanted.until.isoformat()}U")
    if wanted.judgements is None:
        rows = list(connection.execute(found.limit(limit + 1)).all())
    else:
        rows = list(_judgements(connection, found, wanted.judgements))[: limit + 1]
    page = rows[:limit]
    entries = tuple(map(_read, page))
    return LogPage(entries=entries, next=page[-1].seq if len(rows) > limit else None)


def log_authors(connection: Connection) -> tuple[str, ...]:
    found = connection.execute(select(LOG.c.author).distinct().order_by(LOG.c.author))
    return tuple(found.scalars().all())


def _judgements(
    connection: Connection, found: Select[Any], wanted: Mapping[str, str]
) -> Iterator[Any]:
    """The entries of these judgements, found by their times."""
    times = sorted(set(wanted.values()))
    question = found.where(LOG.c.kind == LogKind.JUDGEMENT.value, LOG.c.at.in_(times))
    for row in connection.execute(question).all():
        try:
            is_one = json.loads(row.payload)["id"] in wanted
        except (ValueError, TypeError, KeyError):
            is_one = True  # it was changed, and is shown as such
        if is_one:
            yield row


def _read(row: Any) -> LogEntry | Fault:
    try:
        return log.entry_of(row)
    except ValueError as error:
        return Fault(f"log entry {row.seq}", f"cannot be read ({error})")
