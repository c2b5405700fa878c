"""Decides which organisation said a judgement: those that signed it, or else the store's own.

A store that exchanges nothing has no name, and its judgements no organisation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, func, select

from rasd.model import Judgement, Origin, replace
from rasd.store import meta
from rasd.store.statements import A_CALL, chunks
from rasd.store.tables import JUDGEMENT_ORIGIN, JUDGEMENT_TURN

OWN = "organisation"
"""Where the name of the store's own organisation stands in `meta`."""


def attributed(connection: Connection, judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements with the organisations that say them."""
    found = list(judgements)
    own = meta.word(connection, OWN)
    signers = origins_of(connection, [each.id for each in found])
    if own is None and not signers:
        return found
    of_no_other = (own,) if own is not None else ()
    return [replace(each, organisations=_names(signers, each.id) or of_no_other) for each in found]


def origins_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[Origin]]:
    """Who signed these judgements, by id; those that nobody signed are not named."""
    found: dict[str, list[Origin]] = defaultdict(list)
    if connection.execute(_ANY).scalar() is None:
        return found
    for some in chunks(ids, A_CALL):
        for row in connection.execute(_SIGNED, {"ids": some}).all():
            found[row.judgement_id].append(Origin(**row._mapping))
    return found


def last_turn(connection: Connection) -> str | None:
    """The turn of the last judgement that the store holds."""
    return connection.execute(_LAST_TURN).scalar()


def _names(signers: Mapping[str, list[Origin]], judgement_id: str) -> tuple[str, ...]:
    return tuple(sorted(origin.organisation for origin in signers.get(judgement_id, ())))


_ANY = select(JUDGEMENT_ORIGIN.c.judgement_id).limit(1)
_SIGNED = (
    select(JUDGEMENT_ORIGIN)
    .where(JUDGEMENT_ORIGIN.c.judgement_id.in_(bindparam("ids", expanding=True)))
    .order_by(JUDGEMENT_ORIGIN.c.judgement_id, JUDGEMENT_ORIGIN.c.organisation)
)
_LAST_TURN = select(func.max(JUDGEMENT_TURN.c.turn))
