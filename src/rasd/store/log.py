"""Decides how the log lies in the tables: entries are added at its end, and nothing else.

The number of entries and the hash of the last also stand in `meta`. A new entry goes by these, not
by the rows: entries that somebody cut off leave a gap that stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select

from rasd.model import EMPTY_LOG, LogEntry, LogHead, LogKind, canonical, next_entry
from rasd.store import meta
from rasd.store.statements import put
from rasd.store.tables import LOG

MACHINE = "rasd"
"""The author of what no person did."""
_SEQ, _HASH = "log_seq", "log_hash"
_ROWS_A_PAGE = 500


def head(connection: Connection) -> LogHead:
    """How many entries there are, and the hash of the last."""
    seq, last = meta.number(connection, _SEQ), meta.word(connection, _HASH)
    return EMPTY_LOG if seq is None or last is None else LogHead(seq=seq, hash=last)


def append(connection: Connection, *, at: str, by: str, kind: LogKind, payload: Any) -> LogEntry:
    """Adds an entry, inside the transaction that writes what it records."""
    entry = next_entry(head(connection), at=at, by=by, kind=kind, payload=payload)
    row = {
        "seq": entry.seq,
        "at": entry.at,
        "author": entry.by,
        "kind": entry.kind.value,
        "payload": canonical(entry.payload),
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    }
    put(connection, LOG, [row])
    meta.set_number(connection, _SEQ, entry.seq)
    meta.set_word(connection, _HASH, entry.hash)
    return entry


def last(connection: Connection, kind: LogKind) -> dict[str, Any]:
    """What the last entry of a kind holds; empty where there is none, or it cannot be read."""
    try:
        found = json.loads(connection.execute(_LAST, {"kind": kind.value}).scalar() or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def rows(connection: Connection) -> Iterator[Any]:
    """All rows in the order of their numbers, as they are."""
    last = -1
    while page := connection.execute(_ROWS, {"last": last}).all():
        yield from page
        last = page[-1].seq


def entry_of(row: Any) -> LogEntry:
    """The entry in a row; raises `ValueError` where somebody made it unreadable."""
    return LogEntry(
        seq=row.seq,
        at=row.at,
        by=row.author,
        kind=LogKind(row.kind),
        payload=json.loads(row.payload),
        prev_hash=row.prev_hash,
        hash=row.hash,
    )


_LAST = (
    select(LOG.c.payload).where(LOG.c.kind == bindparam("kind")).order_by(LOG.c.seq.desc()).limit(1)
)
_ROWS = select(LOG).where(LOG.c.seq > bindparam("last")).order_by(LOG.c.seq).limit(_ROWS_A_PAGE)
