"""Decides how judgements lie in the tables: one row each, added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress

from sqlalchemy import Connection, bindparam, func, select

from rasd.model import InputError, Judgement, LogKind, StoreError, canonical, from_json, to_json
from rasd.store import log, meta
from rasd.store.contract import Change
from rasd.store.damage import read_one
from rasd.store.statements import put
from rasd.store.tables import JUDGEMENT, LOG


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
        try:
            yield from_json(Judgement, json.loads(record))
        except (ValueError, InputError):
            yield read_one(Judgement, _logged(connection, judgement_id), JUDGEMENT, judgement_id)


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


_LAST = select(func.max(JUDGEMENT.c.seq))
_HELD = select(JUDGEMENT.c.seq).where(JUDGEMENT.c.id == bindparam("wanted"))
_LOGGED = select(LOG.c.payload).where(LOG.c.kind == LogKind.JUDGEMENT.value)
_JUDGEMENTS = select(JUDGEMENT.c.id, JUDGEMENT.c.record).order_by(JUDGEMENT.c.seq)
