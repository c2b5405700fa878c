"""Decides how what is derived lies in SQLite: copying, events; and beside it the issues.

Each write compares with what is held and touches only what differs, so that a merge that comes
to the same events leaves the file as it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rasd.model import Event, Issue, IssueKind, Reuse, StoreError, from_json, to_json
from rasd.store.columns import COLUMNS, Cell, cells, date_key
from rasd.store.contract import Change

_EVENTS_A_PAGE = 1000


def revision(connection: sqlite3.Connection) -> int:
    return _number(connection, "revision") or 0


def events_current(connection: sqlite3.Connection) -> bool:
    return _number(connection, "events_revision") == revision(connection)


def write_reuse(connection: sqlite3.Connection, reuse: Mapping[str, Sequence[Reuse]]) -> Change:
    """Counts documents that copy."""
    held: dict[str, list[str]] = defaultdict(list)
    for doc_id, record in connection.execute(
        "SELECT doc_id, record FROM reuse ORDER BY doc_id, position"
    ):
        held[doc_id].append(record)
    change = Change()
    for doc_id, items in sorted(reuse.items()):
        records = [_line(item) for item in items]
        old = held.pop(doc_id, [])
        if old == records:
            change += Change(unchanged=1 if records else 0)
            continue
        change += Change(updated=1) if old else Change(added=1)
        connection.execute("DELETE FROM reuse WHERE doc_id = ?", (doc_id,))
        for position, (item, record) in enumerate(zip(items, records, strict=True)):
            _write_reuse(connection, (doc_id, position, item.of, item.share, record))
    for doc_id in held:
        connection.execute("DELETE FROM reuse WHERE doc_id = ?", (doc_id,))
    return change + Change(removed=len(held))


def write_events(
    connection: sqlite3.Connection, events: Sequence[Event], of_revision: int | None
) -> Change:
    """Counts events."""
    change = Change()
    given: set[str] = set()
    for event in events:
        if event.id in given:
            raise StoreError(f"event {event.id!r} comes twice; event ids must be unique")
        given.add(event.id)
        record = _line(event)
        old = connection.execute("SELECT record FROM event WHERE id = ?", (event.id,)).fetchone()
        if old == (record,):
            change += Change(unchanged=1)
            continue
        change += Change(updated=1) if old else Change(added=1)
        _write_event(connection, event, record)
    for (held,) in connection.execute("SELECT id FROM event").fetchall():
        if held not in given:
            connection.execute("DELETE FROM event WHERE id = ?", (held,))
            change += Change(removed=1)
    now = revision(connection) if of_revision is None else of_revision
    if _number(connection, "events_revision") != now:
        connection.execute(_PUT_META, ("events_revision", str(now)))
    return change


def events(connection: sqlite3.Connection) -> Iterator[Event]:
    key = ("", "")
    while rows := connection.execute(_EVENTS, (*key, _EVENTS_A_PAGE)).fetchall():
        key = rows[-1][:2]
        for *_, record in rows:
            yield from_json(Event, json.loads(record))


def event(connection: sqlite3.Connection, event_id: str) -> Event | None:
    row = connection.execute("SELECT record FROM event WHERE id = ?", (event_id,)).fetchone()
    return from_json(Event, json.loads(row[0])) if row else None


def write_issues(
    connection: sqlite3.Connection, issues: Iterable[Issue], read: Iterable[str]
) -> Change:
    """Counts issues."""
    given = {(issue.source, issue.kind, issue.message): issue for issue in issues}
    tried = {source for source, _, _ in given} | set(read)
    held = {
        (issue.source, issue.kind, issue.message): issue
        for issue in list_issues(connection)
        if issue.source in tried
    }
    gone = [key for key in held if key not in given]
    connection.executemany(
        "DELETE FROM issue WHERE source = ? AND kind = ? AND message = ?",
        [(source, kind.value, message) for source, kind, message in gone],
    )
    change = Change(removed=len(gone))
    for key, issue in given.items():
        if held.get(key) == issue:
            change += Change(unchanged=1)
            continue
        change += Change(updated=1) if key in held else Change(added=1)
        connection.execute(
            _PUT_ISSUE,
            (issue.source, issue.kind.value, issue.message, issue.remedy, int(issue.fatal)),
        )
    return change


def list_issues(connection: sqlite3.Connection) -> Iterator[Issue]:
    rows = connection.execute(
        "SELECT source, kind, message, remedy, fatal FROM issue ORDER BY source, kind, message"
    ).fetchall()
    for source, kind, message, remedy, fatal in rows:
        yield Issue(
            source=source,
            kind=IssueKind(kind),
            message=message,
            remedy=remedy,
            fatal=bool(fatal),
        )


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = ("documents", "mentions", "figures", "events", "issues")
    return dict(zip(names, connection.execute(_COUNTS).fetchone(), strict=True))


def _write_reuse(connection: sqlite3.Connection, row: tuple[Cell, ...]) -> None:
    try:
        connection.execute(
            "INSERT INTO reuse (doc_id, position, of_id, share, record) VALUES (?, ?, ?, ?, ?)", row
        )
    except sqlite3.IntegrityError as error:
        raise StoreError(
            f"document {row[0]!r} copies from {row[2]!r}, but the store does not hold both; "
            "write the documents first"
        ) from error


def _write_event(connection: sqlite3.Connection, event: Event, record: str) -> None:
    connection.execute("DELETE FROM event WHERE id = ?", (event.id,))
    head = (event.id, date_key(event), event.independent_sources, len(event.conflicts))
    connection.execute(_PUT_EVENT, (*head, *cells(event), record))
    connection.executemany(
        "INSERT INTO event_mention (mention_id, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(mention_id, event.id) for mention_id in event.mention_ids],
    )
    connection.executemany(
        "INSERT INTO event_document (doc_id, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(doc_id, event.id) for doc_id in event.doc_ids],
    )


def _number(connection: sqlite3.Connection, name: str) -> int | None:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def _line(value: Reuse | Event) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


_EVENTS = """
    SELECT date_key, id, record FROM event
    WHERE (date_key, id) > (?, ?) ORDER BY date_key, id LIMIT ?"""
_PUT_EVENT = (
    f"INSERT INTO event (id, date_key, independent_sources, conflicts, "  # noqa: S608 - our names
    f"{', '.join(COLUMNS)}, record) VALUES ({', '.join('?' * (len(COLUMNS) + 5))})"
)
_PUT_META = """
    INSERT INTO meta (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
_PUT_ISSUE = """
    INSERT INTO issue (source, kind, message, remedy, fatal) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (source, kind, message)
    DO UPDATE SET remedy = excluded.remedy, fatal = excluded.fatal"""
_COUNTS = """
    SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM mention),
        (SELECT count(*) FROM figure), (SELECT count(*) FROM event), (SELECT count(*) FROM issue)"""
