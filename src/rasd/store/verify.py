"""Decides whether a store is as rasd left it, from what its log says of it.

Every change that rasd makes has an entry in the log; what the tables hold is held against the
last entry that speaks of it. What cannot be seen from within is a log of which the end, or all,
was written anew together with `meta`: against that the head is noted down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, select, tuple_

from rasd.model import (
    EMPTY_LOG,
    AccountDeed,
    Event,
    InputError,
    Judgement,
    LogEntry,
    LogHead,
    LogKind,
    Mention,
    StoreError,
    canonical,
    faults_of,
    from_json,
    sha256_text,
)
from rasd.store import log
from rasd.store.columns import COLUMNS, cells
from rasd.store.contract import Fault
from rasd.store.derived import LINES
from rasd.store.digests import events_digest, outcome_digest, sum_of
from rasd.store.judgements import subjects
from rasd.store.originals import originals
from rasd.store.statements import A_CALL, chunks
from rasd.store.tables import (
    ACCOUNT,
    DOCUMENT,
    DOCUMENT_ORIGINAL,
    DOCUMENT_TEXT,
    EVENT,
    FIGURE,
    JUDGEMENT,
    JUDGEMENT_ON,
    MENTION,
)
from rasd.store.verify_added import added_faults
from rasd.store.verify_shared import SharedSaid, shared_faults

_A_PAGE = 200


@dataclass(slots=True)
class _Said:
    """What the log says of the store: the last word on each document, and on the events."""

    documents: dict[str, dict[str, str]] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    judgements: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, dict[str, str]] = field(default_factory=dict)
    merge: dict[str, Any] | None = None
    shared: SharedSaid = field(default_factory=SharedSaid)


def faults(connection: Connection, *, expect: str | None = None) -> Iterator[Fault]:
    """Everything that is not as it was written; `expect` is a head that was noted earlier."""
    said = _Said()
    yield from _log(connection, said, expect)
    yield from _judgements(connection, said)
    yield from shared_faults(connection, said.shared)
    yield from _accounts(connection, said)
    yield from _documents(connection, said)
    yield from added_faults(connection, said.judgements)
    yield from _originals(connection, said)
    yield from _events(connection, said)


def _log(connection: Connection, said: _Said, expect: str | None) -> Iterator[Fault]:
    end, hashes = EMPTY_LOG, {EMPTY_LOG.hash}
    for row in log.rows(connection):
        place = f"log entry {row.seq}"
        try:
            entry = log.entry_of(row)
        except ValueError as error:
            yield Fault(place, f"was changed: it cannot be read ({error})")
        else:
            yield from (Fault(place, what) for what in faults_of(entry, end))
            with suppress(
                KeyError, TypeError, ValueError
            ):  # an entry that was changed, and is named
                _note(entry, said)
        end = LogHead(seq=row.seq, hash=row.hash)
        hashes.add(row.hash)
    noted = log.head(connection)
    if noted != end:
        yield Fault("log", _other_end(noted, end))
    if expect is not None and expect not in hashes:
        yield Fault("log", f"no entry has the hash {expect}, which was noted as its head")


def _other_end(noted: LogHead, found: LogHead) -> str:
    missing = noted.seq - found.seq
    if missing > 0:
        return f"{missing} of {noted.seq} entries are missing at its end"
    return (
        f"ends with entry {found.seq} ({found.hash[:12]}), but the store knows "
        f"{noted.seq} ({noted.hash[:12]}) as the last"
    )


def _note(entry: LogEntry, said: _Said) -> None:
    payload: Any = entry.payload
    match entry.kind:
        case LogKind.DOCUMENTS:
            said.documents |= {each["id"]: each for each in payload["documents"]}
            said.originals |= payload.get("originals", {})
        case LogKind.JUDGEMENT:
            said.judgements[payload["id"]] = canonical(payload)
            said.shared.note_judgement(payload["id"], payload["at"])
        case LogKind.SHARE:
            said.shared.note(payload)
        case LogKind.MERGE:
            said.merge = payload
        case LogKind.ACCOUNT:
            _note_account(payload, said)


def _note_account(payload: Any, said: _Said) -> None:
    match AccountDeed(payload["deed"]):
        case AccountDeed.CREATED:
            new = {"shown": payload["shown"], "role": payload["role"], "disabled": "0"}
            said.accounts[payload["account"]] = new
        case AccountDeed.SHOWN:
            said.accounts[payload["account"]]["shown"] = payload["shown"]
        case AccountDeed.ROLE:
            said.accounts[payload["account"]]["role"] = payload["role"]
        case AccountDeed.DISABLED:
            said.accounts[payload["account"]]["disabled"] = "1"
        case AccountDeed.ENABLED:
            said.accounts[payload["account"]]["disabled"] = "0"
        case _:
            """Changes nothing that is kept with the account."""


def _judgements(connection: Connection, said: _Said) -> Iterator[Fault]:
    rows = connection.execute(_JUDGEMENTS).all()
    for judgement_id, action, author, at, record in rows:
        place = f"judgement {judgement_id}"
        if judgement_id not in said.judgements:
            yield Fault(place, "is not in the log")
            continue
        logged = json.loads(said.judgements[judgement_id])
        columns = {"id": judgement_id, "action": action, "by": author, "at": at}
        if record != said.judgements[judgement_id] or not columns.items() <= logged.items():
            yield Fault(place, "was changed: it is not as the log has it")
    yield from _subjects(connection)
    held = [row[0] for row in rows if row[0] in said.judgements]
    if held != [each for each in said.judgements if each in set(held)]:
        yield Fault("judgements", "do not stand in the order in which they were made")
    for judgement_id in said.judgements.keys() - set(held):
        yield Fault(f"judgement {judgement_id}", "is in the log, but was taken away")


def _subjects(connection: Connection) -> Iterator[Fault]:
    """Holds what judgements are found by against their records."""
    held: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for kind, subject, seq in connection.execute(_SUBJECTS):
        held[seq].add((kind, subject))
    for seq, judgement_id, record in connection.execute(_NUMBERED):
        with suppress(ValueError, InputError):  # a record that was changed, and is named
            if held.pop(seq, set()) != set(subjects(from_json(Judgement, json.loads(record)))):
                yield Fault(f"judgement {judgement_id}", "is not found by what it speaks of")
    for seq in held:
        yield Fault(f"judgement_on {seq}", "belongs to no judgement")


def _accounts(connection: Connection, said: _Said) -> Iterator[Fault]:
    held = {row.name: row for row in connection.execute(select(ACCOUNT))}
    for name in sorted(held.keys() | said.accounts.keys()):
        place = f"account {name}"
        if name not in held:
            yield Fault(place, "is in the log, but was taken away")
        elif name not in said.accounts:
            yield Fault(place, "is not in the log")
        else:
            found = {each: str(getattr(held[name], each)) for each in said.accounts[name]}
            other = [each for each, value in said.accounts[name].items() if found[each] != value]
            if other:
                yield Fault(place, f"was changed: {', '.join(other)} not as the log has it")


def _documents(connection: Connection, said: _Said) -> Iterator[Fault]:
    last, seen = "", set()
    while page := connection.execute(_DOCUMENTS, {"last": last}).all():
        first, last = page[0].id, page[-1].id
        bounds = {"first": first, "last": last}
        mentions, figures = (
            _by_document(connection.execute(question, bounds)) for question in (_MENTIONS, _FIGURES)
        )
        for row in page:
            seen.add(row.id)
            logged = said.documents.get(row.id)
            yield from _document(row, mentions[row.id], figures[row.id], logged)
    for doc_id in sorted(said.documents.keys() - seen):
        yield Fault(f"document {doc_id}", "is in the log, but was taken away")


def _by_document(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.doc_id].append(row)
    return found


def _document(
    row: Any, mentions: list[Any], figures: list[Any], logged: Mapping[str, str] | None
) -> Iterator[Fault]:
    place = f"document {row.id}"
    if logged is None:
        yield Fault(place, "is not in the log")
        return
    if sha256_text(row.text) != row.text_sha256:
        yield Fault(place, "its text was changed: it no longer has its SHA-256")
    if row.text_sha256 != logged["text_sha256"]:
        yield Fault(place, "its text is another than the one that was written")
    try:
        record = json.loads(row.record)
    except ValueError:
        record = {}
    columns = {"id": row.id, "sha256": row.sha256, "outlet": row.outlet}
    columns |= {"published": row.published, "language": row.language}
    if not columns.items() <= record.items():
        yield Fault(place, "its columns are not those of its record")
    lines = [each.record for each in mentions], [each.record for each in figures]
    digest = outcome_digest(row.record, row.text_sha256, *lines)
    if digest != logged["digest"]:
        yield Fault(place, "its record, mentions or figures were changed")
    title = str(record.get("title") or "")
    for each in mentions:
        yield from _record(f"mention {each.id}", each, Mention)
    for each in (*mentions, *figures):
        texts = {row.id: (row.text, title)}
        yield from _quotes(f"{each.id} in {row.id}", each.record, texts, row.id)


def _originals(connection: Connection, said: _Said) -> Iterator[Fault]:
    held = dict(tuple(row) for row in connection.execute(_CURRENT_ORIGINALS))
    for doc_id in sorted(held.keys() | said.originals.keys()):
        if doc_id not in held:
            yield Fault(f"original of {doc_id}", "is in the log, but was taken away")
        elif doc_id not in said.originals:
            yield Fault(f"original of {doc_id}", "is not in the log")
        elif held[doc_id] != said.originals[doc_id]:
            yield Fault(f"original of {doc_id}", "is another than the one that was written")
    for original in originals(connection):
        digest, size = hashlib.sha256(), 0
        try:
            for part in original.chunks():
                digest.update(part)
                size += len(part)
        except StoreError as error:
            yield Fault(f"original {original.sha256}", f"cannot be unpacked ({error})")
            continue
        if (digest.hexdigest(), size) != (original.sha256, original.size):
            yield Fault(f"original {original.sha256}", "was changed: it has another SHA-256")


def _events(connection: Connection, said: _Said) -> Iterator[Fault]:
    if not _as_merged(connection, said.merge):
        yield Fault("events", "were changed: they are not those that the last merge wrote")
    day, last = "", ""
    while page := connection.execute(_EVENTS, {"day": day, "last": last}).all():
        day, last = page[-1].date_key, page[-1].id
        named = {doc_id for row in page for doc_id in _doc_ids(row.record)}
        texts = _texts(connection, named)
        for row in page:
            yield from _record(f"event {row.id}", row, Event)
            yield from _quotes(f"event {row.id}", row.record, texts, None)


def _as_merged(connection: Connection, merge: Mapping[str, Any] | None) -> bool:
    """Whether the events are those that the last merge noted in the log."""
    rows = (tuple(row) for row in connection.execute(LINES))
    if merge is None:
        return next(rows, None) is None
    if "digest" in merge:  # as earlier versions noted it
        return events_digest(rows) == (merge.get("events"), merge["digest"])
    return sum_of(rows).noted().items() <= merge.items()


def _doc_ids(record: str) -> list[str]:
    try:
        return list(json.loads(record)["doc_ids"])
    except (ValueError, KeyError, TypeError):
        return []


def _texts(connection: Connection, doc_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for some in chunks(sorted(doc_ids), A_CALL):
        for doc_id, record, text in connection.execute(_TEXTS, {"ids": some}).all():
            try:
                title = json.loads(record).get("title")
            except ValueError:
                title = None
            found[doc_id] = (text, title or "")
    return found


def _record(place: str, row: Any, kind: type[Mention] | type[Event]) -> Iterator[Fault]:
    """Holds the columns of a record against the record."""
    try:
        record = from_json(kind, json.loads(row.record))
    except (ValueError, InputError) as error:
        yield Fault(place, f"its record is damaged ({error})")
        return
    held = tuple(getattr(row, name) for name in COLUMNS)
    if held != cells(record) or row.id != record.id:
        yield Fault(place, "its columns are not those of its record")


def _quotes(
    place: str, line: str, texts: Mapping[str, tuple[str, str]], doc_id: str | None
) -> Iterator[Fault]:
    """Holds every quote of a record against the text that it stands in."""
    try:
        evidence = json.loads(line)["evidence"]
    except (ValueError, KeyError, TypeError):
        return  # named before
    for each in evidence:
        owner = each.get("doc_id", doc_id)
        text, title = texts.get(owner, ("", ""))
        body = title if each.get("part") == "title" else text
        if body[each["start"] : each["end"]] != each["quote"]:
            at = f"{each.get('part', 'text')} {each['start']}-{each['end']}"
            yield Fault(place, f"the quote of {each['field']} does not stand at {at} of {owner}")


def _between(table: Table, *columns: Column[Any]) -> Select[Any]:
    return (
        select(*columns)
        .where(table.c.doc_id.between(bindparam("first"), bindparam("last")))
        .order_by(table.c.doc_id, table.c.position)
    )


_SEARCHED = [[table.c[name] for name in COLUMNS] for table in (MENTION, EVENT)]
_JUDGEMENTS = select(
    JUDGEMENT.c.id, JUDGEMENT.c.action, JUDGEMENT.c.author, JUDGEMENT.c.at, JUDGEMENT.c.record
).order_by(JUDGEMENT.c.seq)
_NUMBERED = select(JUDGEMENT.c.seq, JUDGEMENT.c.id, JUDGEMENT.c.record).order_by(JUDGEMENT.c.seq)
_SUBJECTS = select(JUDGEMENT_ON.c.kind, JUDGEMENT_ON.c.subject, JUDGEMENT_ON.c.seq)
_DOCUMENTS = (
    select(*DOCUMENT.c, DOCUMENT_TEXT.c.text)
    .join_from(DOCUMENT, DOCUMENT_TEXT)
    .where(DOCUMENT.c.id > bindparam("last"))
    .order_by(DOCUMENT.c.id)
    .limit(_A_PAGE)
)
_MENTIONS = _between(MENTION, MENTION.c.id, MENTION.c.doc_id, MENTION.c.record, *_SEARCHED[0])
_FIGURES = _between(FIGURE, FIGURE.c.id, FIGURE.c.doc_id, FIGURE.c.record)
# In a tuple they take no type of a column, which says how PostgreSQL is given a NUL.
_BEHIND = (
    bindparam("day", type_=EVENT.c.date_key.type),
    bindparam("last", type_=EVENT.c.id.type),
)
_EVENTS = (
    select(EVENT.c.id, EVENT.c.date_key, EVENT.c.record, *_SEARCHED[1])
    .where(tuple_(EVENT.c.date_key, EVENT.c.id) > tuple_(*_BEHIND))
    .order_by(EVENT.c.date_key, EVENT.c.id)
    .limit(_A_PAGE)
)
_CURRENT_ORIGINALS = select(DOCUMENT_ORIGINAL.c.doc_id, DOCUMENT_ORIGINAL.c.sha256).where(
    DOCUMENT_ORIGINAL.c.is_current == 1
)
_TEXTS = (
    select(DOCUMENT.c.id, DOCUMENT.c.record, DOCUMENT_TEXT.c.text)
    .join_from(DOCUMENT, DOCUMENT_TEXT)
    .where(DOCUMENT.c.id.in_(bindparam("ids", expanding=True)))
)
