"""Decides how judgements lie in the tables: one row each, added and never changed.

They are read in the order of their turns, which for those of one store is that of their writing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from sqlalchemy import Connection, bindparam, func, select

from rasd.model import (
    InputError,
    Judgement,
    LogKind,
    StoreError,
    canonical,
    next_turn,
    read_line,
    replace,
    to_json,
)
from rasd.store import log, meta
from rasd.store.attribution import attributed, last_turn
from rasd.store.contract import Change
from rasd.store.damage import read_one
from rasd.store.statements import A_CALL, chunks, put
from rasd.store.tables import JUDGEMENT, JUDGEMENT_ON, JUDGEMENT_TURN, LOG

_LISTED = 100
_LAST_LETTER = "\U0010ffff"


def write_judgements(
    connection: Connection,
    judgements: Sequence[Judgement],
    *,
    turns: Mapping[str, str] | None = None,
) -> Change:
    """Adds judgements in the order given, each with its entry in the log.

    `turns` are those of judgements that came from elsewhere, by id; others take the next.
    """
    change = Change()
    for each in judgements:
        judgement = replace(each, organisations=())
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
        turn = (turns or {}).get(judgement.id)
        if turn is None:
            turn = next_turn(last_turn(connection), judgement.at)
        put(connection, JUDGEMENT, [row])
        put(connection, JUDGEMENT_TURN, [{"judgement_id": judgement.id, "turn": turn}])
        seq = row["seq"]
        put(
            connection,
            JUDGEMENT_ON,
            [{"kind": k, "subject": s, "seq": seq} for k, s in subjects(judgement)],
        )
        log.append(
            connection,
            at=judgement.at,
            by=each.signed,
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
    rows = connection.execute(_JUDGEMENTS).all()
    yield from attributed(connection, (_read(connection, *row) for row in rows))


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
    if record is None:
        return None
    [found] = attributed(connection, [_read(connection, judgement_id, record)])
    return found


def ids_beginning(connection: Connection, start: str) -> tuple[str, ...]:
    bounds = {"start": start, "end": start + _LAST_LETTER}
    return tuple(connection.execute(_IDS_BEGINNING, bounds).scalars())


def judgements_on(
    connection: Connection, doc_ids: Iterable[str], outlets: Iterable[str]
) -> tuple[Judgement, ...]:
    """Those that speak of these, and those that withdraw one of them, in their order."""
    found: dict[_Turn, Judgement] = {}
    new = _on(connection, "document", doc_ids) | _on(connection, "outlet", outlets)
    while new:
        found |= new
        withdrawing = _on(connection, "judgement", [each.id for each in new.values()])
        new = {turn: each for turn, each in withdrawing.items() if turn not in found}
    return tuple(attributed(connection, [found[turn] for turn in sorted(found)]))


_Turn = tuple[str, str]


def _on(connection: Connection, kind: str, names: Iterable[str]) -> dict[_Turn, Judgement]:
    found: dict[_Turn, Judgement] = {}
    for some in chunks(names, A_CALL):
        for turn, judgement_id, record in connection.execute(
            _ON, {"kind": kind, "names": some}
        ).all():
            if (turn, judgement_id) not in found:
                found[turn, judgement_id] = _read(connection, judgement_id, record)
    return found


def _read(connection: Connection, judgement_id: str, record: str) -> Judgement:
    """A judgement from its row, or from the log where that is damaged."""
    try:
        return read_line(Judgement, record)
    except InputError:
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
    select(JUDGEMENT_TURN.c.turn, JUDGEMENT.c.id, JUDGEMENT.c.record)
    .join_from(JUDGEMENT_ON, JUDGEMENT, JUDGEMENT_ON.c.seq == JUDGEMENT.c.seq)
    .join(JUDGEMENT_TURN, JUDGEMENT_TURN.c.judgement_id == JUDGEMENT.c.id)
    .where(
        JUDGEMENT_ON.c.kind == bindparam("kind"),
        JUDGEMENT_ON.c.subject.in_(bindparam("names", expanding=True)),
    )
)
_LAST = select(func.max(JUDGEMENT.c.seq))
_HELD = select(JUDGEMENT.c.seq).where(JUDGEMENT.c.id == bindparam("wanted"))
_LOGGED = select(LOG.c.payload).where(LOG.c.kind == LogKind.JUDGEMENT.value)
_JUDGEMENTS = (
    select(JUDGEMENT.c.id, JUDGEMENT.c.record)
    .join_from(JUDGEMENT, JUDGEMENT_TURN, JUDGEMENT_TURN.c.judgement_id == JUDGEMENT.c.id)
    .order_by(JUDGEMENT_TURN.c.turn, JUDGEMENT.c.id)
)
