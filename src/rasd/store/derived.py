"""Decides how what is derived lies in the tables: copying, and events.

Each write compares with what is held and touches only what differs, so that a merge that comes
to the same events leaves the store as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, tuple_, union

from rasd.model import Event, EventType, LogKind, Reuse, StoreError, sha256_text
from rasd.store import bonds, history, log, meta
from rasd.store.columns import COLUMNS, cells, date_key, record_line
from rasd.store.contract import Change
from rasd.store.damage import Damage, read_one
from rasd.store.digests import SetSum, read_sum, sum_of
from rasd.store.listing.rows import write_rows, write_shown
from rasd.store.statements import A_CALL, Row, chunks, drop, put
from rasd.store.staying import Staying
from rasd.store.tables import (
    ADDED_MENTION,
    DOCUMENT,
    EVENT,
    EVENT_DOCUMENT,
    EVENT_MENTION,
    MENTION,
    REUSE,
)

_REVISION, _SUM = "events_revision", "events_sum"
_EVENTS_A_PAGE = 1000
_IDS = 100
_LAST_LETTER = "\U0010ffff"


def events_current(connection: Connection) -> bool:
    return meta.number(connection, _REVISION) == meta.revision(connection)


def parts_current(connection: Connection, recipe: str) -> bool:
    """Whether the events of a few mentions may be derived without all others.

    They may not where somebody changed the sum of all events: a new one would cover that up.
    """
    total = read_sum(meta.word(connection, _SUM))
    return (
        total is not None
        and events_current(connection)
        and bonds.bonds_current(connection, recipe)
        and total.noted().items() <= log.last(connection, LogKind.MERGE).items()
    )


def merge_due(connection: Connection, recipe: str) -> bool:
    """Whether events are not those of today's documents, judgements and rules.

    Unlike `parts_current` it does not ask whether somebody changed them by hand.
    """
    never = read_sum(meta.word(connection, _SUM)) is None
    current = events_current(connection) and bonds.bonds_current(connection, recipe)
    return (never or not current) and connection.execute(_ANY_DOCUMENT).first() is not None


def write_reuse(connection: Connection, reuse: Mapping[str, Sequence[Reuse]]) -> Change:
    """Counts documents that copy."""
    change = Change()
    for doc_ids in _copying(connection):
        gone = [doc_id for doc_id in doc_ids if doc_id not in reuse]
        drop(connection, REUSE.c.doc_id, gone)
        change += Change(removed=len(gone))
    for some in chunks(reuse.items(), A_CALL):
        change += _write_copies(connection, some)
    return change


def event_digests(connection: Connection) -> Iterator[tuple[str, str]]:
    for key, record in _lines(connection):
        yield key, sha256_text(record)


def event_types(connection: Connection) -> dict[EventType, int]:
    return {EventType(kind): count for kind, count in connection.execute(_TYPES).all()}


def write_events(
    connection: Connection,
    events: Iterable[Event],
    kept: Iterable[str],
    of_revision: int | None,
    *,
    at: str,
) -> Change:
    """Logs the merge as of the time `at`, where it came to anything new; counts events."""
    change = Change()
    staying = Staying(connection)
    merge = log.head(connection).seq + 1
    for some in chunks(events, A_CALL):
        ids = [event.id for event in some]
        _check_once(key for key, count in Counter(ids).items() if count > 1)
        staying.note(ids)
        held = dict(connection.execute(_RECORDS, {"ids": ids}).all())
        lines = {event.id: record_line(event) for event in some}
        change += _write_some(connection, some, lines, held, merge)
    twice = staying.noted_twice()
    _check_once([] if twice is None else [twice])
    staying.note(kept)
    change += Change(removed=staying.drop_others(EVENT.c.id))
    now = meta.revision(connection) if of_revision is None else of_revision
    known = meta.word(connection, _SUM) is not None
    if change or not known or meta.number(connection, _REVISION) != now:
        _note(connection, sum_of(_lines(connection)), now, at=at)
    return change


def _check_once(twice: Iterable[str]) -> None:
    for key in twice:
        raise StoreError(f"event {key!r} comes twice; event ids must be unique")


def write_part(
    connection: Connection, events: Sequence[Event], mention_ids: Iterable[str], *, at: str
) -> Change:
    """Replaces the events that hold these mentions; all count as those of the revision of now."""
    held = _records(connection, _ids(connection, _HOLDING, mention_ids))
    held |= _records(connection, (event.id for event in events))
    merge = log.head(connection).seq + 1
    lines = {event.id: record_line(event) for event in events}
    change = Change()
    for some in chunks(events, A_CALL):
        change += _write_some(connection, some, lines, held, merge)
    gone = sorted(held.keys() - lines.keys())
    drop(connection, EVENT.c.id, gone)
    total = read_sum(meta.word(connection, _SUM))
    assert total is not None  # `parts_current` asked for it
    for event_id, line in lines.items():
        if held.get(event_id) != line:
            total = total.plus(event_id, line)
    for event_id, line in held.items():
        if lines.get(event_id) != line:
            total = total.minus(event_id, line)
    _note(connection, total, meta.revision(connection), at=at)
    bonds.keep_bonds(connection)
    return change + Change(removed=len(gone))


def events(connection: Connection, damage: Damage) -> Iterator[Event]:
    return events_in_turn(connection, damage, number=0, of=1, size=_EVENTS_A_PAGE)


def events_in_turn(
    connection: Connection, damage: Damage, *, number: int, of: int, size: int
) -> Iterator[Event]:
    day, last = "", ""
    for turn in cycle(range(of)):
        rows = connection.execute(_EVENTS, {"day": day, "last": last, "size": size}).all()
        if not rows:
            return
        day, last, _ = rows[-1]
        for _, key, record in rows if turn == number else ():
            if item := damage.read(Event, record, EVENT, key):
                yield item


def event(connection: Connection, event_id: str) -> Event | None:
    record = connection.execute(_EVENT, {"wanted": event_id}).scalar()
    return None if record is None else read_one(Event, record, EVENT, event_id)


def events_holding(connection: Connection, mention_ids: Iterable[str]) -> tuple[Event, ...]:
    return _events(connection, _ids(connection, _HOLDING, mention_ids))


def events_telling(connection: Connection, doc_ids: Iterable[str]) -> tuple[Event, ...]:
    return _events(connection, _ids(connection, _TELLING, doc_ids))


def _ids(connection: Connection, question: Select[Any], keys: Iterable[str]) -> list[str]:
    """The ids of events that a question finds for any of the keys, in order."""
    ids: set[str] = set()
    for some in chunks(keys, A_CALL):
        ids.update(connection.execute(question, {"ids": some}).scalars())
    return sorted(ids)


def _events(connection: Connection, ids: Iterable[str]) -> tuple[Event, ...]:
    return tuple(
        read_one(Event, record, EVENT, event_id)
        for event_id, record in sorted(_records(connection, ids).items())
    )


def ids_beginning(connection: Connection, start: str) -> tuple[str, ...]:
    bounds = {"start": start, "end": start + _LAST_LETTER}
    return tuple(connection.execute(_IDS_BEGINNING, bounds).scalars())


def _lines(connection: Connection) -> Iterator[tuple[str, str]]:
    yield from (tuple(row) for row in connection.execute(LINES).yield_per(A_CALL))


def _note(connection: Connection, total: SetSum, revision: int, *, at: str) -> None:
    """Logs what all events are, of which revision."""
    meta.set_number(connection, _REVISION, revision)
    meta.set_word(connection, _SUM, total.written())
    payload = {"revision": revision, **total.noted()}
    log.append(connection, at=at, by=log.MACHINE, kind=LogKind.MERGE, payload=payload)


def _records(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(ids, A_CALL):
        found.update(dict(connection.execute(_RECORDS, {"ids": some}).all()))
    return found


def _write_some(
    connection: Connection,
    some: list[Event],
    lines: Mapping[str, str],
    held: Mapping[str, str],
    merge: int,
) -> Change:
    """Writes those of the events of which the line differs from what is `held` by their ids.

    Where nothing but the record differs, as when an outlet is graded, all that hangs on the event
    stays as it is: to take out and put in a row in each of nine tables costs ten times as much.
    """
    changed = [event for event in some if held.get(event.id) != lines[event.id]]
    alike = _alike(connection, [event for event in changed if event.id in held])
    kept = [_event_row(event, lines[event.id]) for event in changed if event.id in alike]
    put(connection, EVENT, kept, on_held="replace")
    new = [event for event in changed if event.id not in alike]
    updated = [event.id for event in new if event.id in held]
    drop(connection, EVENT.c.id, updated)
    history.note_events(connection, new, merge=merge)
    put(connection, EVENT, [_event_row(event, lines[event.id]) for event in new])
    put(
        connection,
        EVENT_MENTION,
        [
            {"mention_id": mention_id, "event_id": event.id}
            for event in new
            for mention_id in dict.fromkeys(event.mention_ids)
        ],
    )
    put(
        connection,
        EVENT_DOCUMENT,
        [
            {"doc_id": doc_id, "event_id": event.id}
            for event in new
            for doc_id in dict.fromkeys(event.doc_ids)
        ],
    )
    write_rows(connection, new)
    return Change(
        added=len(new) - len(updated),
        updated=len(updated) + len(kept),
        unchanged=len(some) - len(changed),
    )


def _alike(connection: Connection, events: Sequence[Event]) -> frozenset[str]:
    """The ids of those held events that tell of the same reports and stay where they are listed.

    What lists show of them is written.
    """
    ids = [event.id for event in events]
    if not ids:
        return frozenset()
    mentions, documents = (
        _by_event(connection, question, ids) for question in (_MENTIONS_OF, _DOCUMENTS_OF)
    )
    return write_shown(
        connection,
        [
            event
            for event in events
            if mentions[event.id] == set(event.mention_ids)
            and documents[event.id] == set(event.doc_ids)
        ],
    )


def _by_event(
    connection: Connection, question: Select[Any], ids: Sequence[str]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for event_id, key in connection.execute(question, {"ids": ids}).all():
        found[event_id].add(key)
    return found


def _event_row(event: Event, record: str) -> Row:
    return {
        "id": event.id,
        "date_key": date_key(event),
        "independent_sources": event.independent_sources,
        "conflicts": len(event.conflicts),
        **dict(zip(COLUMNS, cells(event), strict=True)),
        "record": record,
    }


def _copying(connection: Connection) -> Iterator[list[str]]:
    """The documents that copy as far as is held, some at a time: they may be dropped meanwhile."""
    page = {"last": "", "size": A_CALL}
    while doc_ids := list(connection.execute(_COPYING, page).scalars()):
        yield doc_ids
        page["last"] = doc_ids[-1]


def _write_copies(connection: Connection, some: Iterable[tuple[str, Sequence[Reuse]]]) -> Change:
    given = dict(some)
    held: dict[str, list[str]] = defaultdict(list)
    for doc_id, record in connection.execute(_REUSE, {"ids": list(given)}).all():
        held[doc_id].append(record)
    change, gone, rows = Change(), [], []
    for doc_id, items in given.items():
        records = [record_line(item) for item in items]
        old = held[doc_id]
        if old == records:
            change += Change(unchanged=1 if records else 0)
            continue
        change += Change(updated=1) if old else Change(added=1)
        gone.append(doc_id)
        rows += [
            {"doc_id": doc_id, "position": at, "of_id": item.of, "share": item.share, "record": r}
            for at, (item, r) in enumerate(zip(items, records, strict=True))
        ]
    _check_held(connection, rows)
    drop(connection, REUSE.c.doc_id, gone)
    put(connection, REUSE, rows)
    return change


def _check_held(connection: Connection, rows: list[dict[str, object]]) -> None:
    named = {str(row[name]) for row in rows for name in ("doc_id", "of_id")}
    held: set[str] = set()
    for some in chunks(sorted(named), A_CALL):
        held.update(connection.execute(_DOCUMENTS_HELD, {"ids": some}).scalars())
    for row in rows:
        if not {row["doc_id"], row["of_id"]} <= held:
            raise StoreError(
                f"document {row['doc_id']!r} copies from {row['of_id']!r}, but the store does not "
                "hold both; write the documents first"
            )


_REUSE = (
    select(REUSE.c.doc_id, REUSE.c.record)
    .where(REUSE.c.doc_id.in_(bindparam("ids", expanding=True)))
    .order_by(REUSE.c.doc_id, REUSE.c.position)
)
_COPYING = (
    select(REUSE.c.doc_id)
    .where(REUSE.c.doc_id > bindparam("last"))
    .group_by(REUSE.c.doc_id)
    .order_by(REUSE.c.doc_id)
    .limit(bindparam("size"))
)
_DOCUMENTS_HELD = select(DOCUMENT.c.id).where(DOCUMENT.c.id.in_(bindparam("ids", expanding=True)))
_ANY_DOCUMENT = select(DOCUMENT.c.id).limit(1)
_TYPES = select(EVENT.c.event_type, func.count()).group_by(EVENT.c.event_type)
_EVENT = select(EVENT.c.record).where(EVENT.c.id == bindparam("wanted"))
LINES = select(EVENT.c.id, EVENT.c.record).order_by(EVENT.c.id)
"""What the digest of all events is made from."""
_HOLDING = select(EVENT_MENTION.c.event_id).where(
    EVENT_MENTION.c.mention_id.in_(bindparam("ids", expanding=True))
)
_TELLING = select(EVENT_DOCUMENT.c.event_id).where(
    EVENT_DOCUMENT.c.doc_id.in_(bindparam("ids", expanding=True))
)
_MENTIONS_OF = select(EVENT_MENTION.c.event_id, EVENT_MENTION.c.mention_id).where(
    EVENT_MENTION.c.event_id.in_(bindparam("ids", expanding=True))
)
_DOCUMENTS_OF = select(EVENT_DOCUMENT.c.event_id, EVENT_DOCUMENT.c.doc_id).where(
    EVENT_DOCUMENT.c.event_id.in_(bindparam("ids", expanding=True))
)
_IDS_BEGINNING = (
    union(
        *(
            select(table.c.id).where(table.c.id.between(bindparam("start"), bindparam("end")))
            for table in (MENTION, ADDED_MENTION, EVENT)
        )
    )
    .order_by("id")
    .limit(_IDS)
)
_RECORDS = select(EVENT.c.id, EVENT.c.record).where(
    EVENT.c.id.in_(bindparam("ids", expanding=True))
)
# In a tuple they take no type of a column, which says how PostgreSQL is given a NUL.
_BEHIND = (
    bindparam("day", type_=EVENT.c.date_key.type),
    bindparam("last", type_=EVENT.c.id.type),
)
_EVENTS = (
    select(EVENT.c.date_key, EVENT.c.id, EVENT.c.record)
    .where(tuple_(EVENT.c.date_key, EVENT.c.id) > tuple_(*_BEHIND))
    .order_by(EVENT.c.date_key, EVENT.c.id)
    .limit(bindparam("size"))
)
