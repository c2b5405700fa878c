"""Decides what is kept of events that are no more, so that an old id leads somewhere.

Every pair of an event and a report that it ever held is kept, and which report of today each
report of a former reading became. Where an id leads is worked out from these anew each time: it
cannot go stale, run in circles or lead to an event that never held the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from rasd.model import Document, Event, Mention, Redirect, anchor_of, find_mention, redirects
from rasd.store.statements import A_CALL, chunks, put
from rasd.store.tables import EVENT_MENTION, EVENT_WAS, MENTION_WAS


def note_events(connection: Connection, events: Iterable[Event], *, merge: int) -> None:
    """Keeps which reports these events hold, since merge number `merge` at the latest."""
    rows = [
        {"event_id": event.id, "mention_id": mention_id, "since": merge}
        for event in events
        for mention_id in dict.fromkeys(event.mention_ids)
    ]
    put(connection, EVENT_WAS, rows, on_held="keep")


def note_reading(
    connection: Connection,
    before: tuple[Document, Sequence[Mention]],
    now: tuple[Document, Sequence[Mention]],
) -> None:
    """Keeps which report of today each report of a document was before it was read anew."""
    document, mentions = before
    ids = {mention.id for mention in now[1]}
    rows = [
        {"old_id": mention.id, "new_id": found.id}
        for mention in mentions
        if mention.id not in ids
        and (found := find_mention(anchor_of(mention, document), *now)) is not None
    ]
    put(connection, MENTION_WAS, rows, on_held="keep")


def note_same(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Keeps that the first report of each pair may be found as the second."""
    rows = [{"old_id": old_id, "new_id": new_id} for old_id, new_id in pairs]
    put(connection, MENTION_WAS, rows, on_held="keep")


def holders(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The ids of the events that hold the reports that an event ever held, most of them first."""
    event_of: dict[str, str] = {}
    for some in chunks(reports_held(connection, event_id), A_CALL):
        event_of.update(dict(connection.execute(_EVENTS_OF, {"ids": some}).all()))
    count: dict[str, int] = defaultdict(int)
    for found in event_of.values():
        count[found] += 1
    return tuple(sorted(count, key=lambda each: (each != event_id, -count[each], each)))


def reports_held(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The ids of the mentions that an event ever held, and of those that they became."""
    reports = connection.execute(_REPORTS, {"wanted": event_id}).scalars().all()
    return tuple(sorted({each for report in reports for each in _today(connection, report)}))


def all_redirects(connection: Connection) -> Iterator[Redirect]:
    """Where each id leads that is no longer an event's, or not to all that it held."""
    event_of = dict(connection.execute(_EVENT_MENTIONS).all())
    after: dict[str, list[str]] = defaultdict(list)
    for old_id, new_id in connection.execute(_READINGS).all():
        after[old_id].append(new_id)
    held: dict[str, dict[str, int]] = defaultdict(dict)
    for event_id, report, merge in connection.execute(_PAIRS).all():
        for today in _follow(report, after, event_of):
            held[event_id].setdefault(today, merge)
    return redirects(held, event_of)


def _today(connection: Connection, report: str) -> set[str]:
    """The report and all that it became."""
    found, new = {report}, [report]
    while new:
        rows = connection.execute(_READINGS_OF, {"ids": new}).scalars().all()
        new = sorted(set(rows) - found)
        found.update(new)
    return found


def _follow(report: str, after: Mapping[str, list[str]], held: Mapping[str, str]) -> list[str]:
    """The reports of today that a report is; itself where it leads nowhere."""
    seen, new = {report}, [report]
    while new:
        new = sorted({each for one in new for each in after.get(one, ())} - seen)
        seen.update(new)
    return sorted(each for each in seen if each in held) or [report]


_REPORTS = select(EVENT_WAS.c.mention_id).where(EVENT_WAS.c.event_id == bindparam("wanted"))
_EVENTS_OF = select(EVENT_MENTION.c.mention_id, EVENT_MENTION.c.event_id).where(
    EVENT_MENTION.c.mention_id.in_(bindparam("ids", expanding=True))
)
_EVENT_MENTIONS = select(EVENT_MENTION.c.mention_id, EVENT_MENTION.c.event_id)
_PAIRS = select(EVENT_WAS.c.event_id, EVENT_WAS.c.mention_id, EVENT_WAS.c.since).order_by(
    EVENT_WAS.c.event_id, EVENT_WAS.c.since
)
_READINGS = select(MENTION_WAS.c.old_id, MENTION_WAS.c.new_id)
_READINGS_OF = select(MENTION_WAS.c.new_id).where(
    MENTION_WAS.c.old_id.in_(bindparam("ids", expanding=True))
)
