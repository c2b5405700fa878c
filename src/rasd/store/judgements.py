"""Decides how judgements lie in the tables: one row each, added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from sqlalchemy import Connection, bindparam, func, select

from rasd.model import InputError, Judgement, LogKind, StoreError, canonical, from_json, to_json
from rasd.store import log, meta
from rasd.store.contract import Change
from rasd.store.damage import read_one
from rasd.store.statements import A_CALL, chunks, put
from rasd.store.tables import JUDGEMENT, JUDGEMENT_ON, LOG

_LISTED = 100
_LAST_LETTER = "\U0010ffff"


def write_judgements(connection: Connection, judgements: Sequence[Judgement]) -> Change:
    """Adds judgements in the order given, each with its entry in the log."""
    change = Change()
    for judgement in judgements:
        if _held(connection, judgement.id):
            change += Change(unchanged=1)
            continue
        if judgement.withdraws is not None and not _held(connection, judgement.withdraws):
            raise StoreError(
                f"there is no judgement {judgement.withdraws!r} to withdraw; "
                "see them with: rasd judge list"
            )
        row = {
            "seq": (connection.execute(_LAST).scalar() or 0) + 1,
            "id": judgement.id,
            "action": judgement.action.value,
            "author": judgement.by,
            "at": judgement.at,
            "record": canonical(judgement),
        }
        put(connection, JUDGEMENT, [row])
        seq = row["seq"]
        put(
            connection,
            JUDGEMENT_ON,
            [{"kind": k, "subject": s, "seq": seq} for k, s in subjects(judgement)],
        )
        log.append(
            connection,
            at=judgement.at,
            by=judgement.by,
            kind=LogKind.JUDGEMENT,
            payload=to_json(judgement),
        )
        change += Change(added=1)
    if change:
        meta.step_on(connection)
    return change


def judgements(connection: Connection) -> Iterator[Judgement]:
    """All judgements in the order in which they were made.

    One whose row is damaged is read from the log, which has it too.
    """
    for judgement_id, record in connection.execute(_JUDGEMENTS).all():
        yield _read(connection, judgement_id, record)


def subjects(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    """What a judgement speaks of, as it lies in the table: a kind and an id or name."""
    documents = sorted({anchor.doc_id for anchor in judgement.anchors})
    named = (("outlet", judgement.about), ("judgement", judgement.withdraws))
    return (
        *(("document", each) for each in documents),
        *((kind, each) for kind, each in named if each is not None),
    )


def judgement(connection: Connection, judgement_id: str) -> Judgement | None:
    record = connection.execute(_RECORD, {"wanted": judgement_id}).scalar()
    return None if record is None else _read(connection, judgement_id, record)


def ids_beginning(connection: Connection, start: str) -> tuple[str, ...]:
    bounds = {"start": start, "end": start + _LAST_LETTER}
    return tuple(connection.execute(_IDS_BEGINNING, bounds).scalars())


def judgements_on(
    connection: Connection, doc_ids: Iterable[str], outlets: Iterable[str]
) -> tuple[Judgement, ...]:
    """Those that speak of these, and those that withdraw one of them, in their order."""
    found: dict[int, Judgement] = {}
    new = _on(connection, "document", doc_ids) | _on(connection, "outlet", outlets)
    while new:
        found |= new
        withdrawing = _on(connection, "judgement", [each.id for each in new.values()])
        new = {seq: each for seq, each in withdrawing.items() if seq not in found}
    return tuple(found[seq] for seq in sorted(found))


def _on(connection: Connection, kind: str, names: Iterable[str]) -> dict[int, Judgement]:
    found: dict[int, Judgement] = {}
    for some in chunks(names, A_CALL):
        for seq, judgement_id, record in connection.execute(
            _ON, {"kind": kind, "names": some}
        ).all():
            if seq not in found:
                found[seq] = _read(connection, judgement_id, record)
    return found


def _read(connection: Connection, judgement_id: str, record: str) -> Judgement:
    """A judgement from its row, or from the log where that is damaged."""
    try:
        return from_json(Judgement, json.loads(record))
    except (ValueError, InputError):
        return read_one(Judgement, _logged(connection, judgement_id), JUDGEMENT, judgement_id)


def _logged(connection: Connection, judgement_id: str) -> str:
    """The line of a judgement in the log; empty where that was damaged too."""
    for payload in connection.execute(_LOGGED).scalars().all():
        with suppress(ValueError):
            found = json.loads(payload)
            if isinstance(found, dict) and found.get("id") == judgement_id:
                return str(payload)
    return ""


def _held(connection: Connection, judgement_id: str) -> bool:
    return connection.execute(_HELD, {"wanted": judgement_id}).scalar() is not None


_RECORD = select(JUDGEMENT.c.record).where(JUDGEMENT.c.id == bindparam("wanted"))
_IDS_BEGINNING = (
    select(JUDGEMENT.c.id)
    .where(JUDGEMENT.c.id.between(bindparam("start"), bindparam("end")))
    .order_by(JUDGEMENT.c.id)
    .limit(_LISTED)
)
_ON = (
    select(JUDGEMENT.c.seq, JUDGEMENT.c.id, JUDGEMENT.c.record)
    .join_from(JUDGEMENT_ON, JUDGEMENT, JUDGEMENT_ON.c.seq == JUDGEMENT.c.seq)
    .where(
        JUDGEMENT_ON.c.kind == bindparam("kind"),
        JUDGEMENT_ON.c.subject.in_(bindparam("names", expanding=True)),
    )
)
_LAST = select(func.max(JUDGEMENT.c.seq))
_HELD = select(JUDGEMENT.c.seq).where(JUDGEMENT.c.id == bindparam("wanted"))
_LOGGED = select(LOG.c.payload).where(LOG.c.kind == LogKind.JUDGEMENT.value)
_JUDGEMENTS = select(JUDGEMENT.c.id, JUDGEMENT.c.record).order_by(JUDGEMENT.c.seq)
