"""Decides how the bonds of reports lie in the tables, so that a few can be merged without the rest.

They are derived from the reports by a whole merge, and for a report that a person adds from what
lies around it; whatever else people say changes none of them. They hold for the revision and the
recipe under which they were written, and for judgements since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select

from rasd.model import Bonds
from rasd.store import meta
from rasd.store.contract import Change
from rasd.store.statements import A_CALL, Row, chunks, drop, put
from rasd.store.staying import Staying
from rasd.store.tables import BOND

_REVISION, _RECIPE = "bonds_revision", "bonds_recipe"


def bonds_current(connection: Connection, recipe: str) -> bool:
    """Whether they are those of the documents of now."""
    return meta.word(connection, _RECIPE) == recipe and meta.number(
        connection, _REVISION
    ) == meta.revision(connection)


def bonds_of(connection: Connection, mention_ids: Iterable[str]) -> tuple[Bonds, ...]:
    """The bonds of all mentions in the parts of these."""
    parts: set[str] = set()
    for some in chunks(mention_ids, A_CALL):
        parts.update(connection.execute(_PARTS, {"ids": some}).scalars())
    found: list[Bonds] = []
    for some in chunks(sorted(parts), A_CALL):
        for mention_id, doc_id, part, others in connection.execute(_BONDS, {"ids": some}).all():
            found.append(
                Bonds(
                    mention_id=mention_id,
                    doc_id=doc_id,
                    part=part,
                    others=tuple(json.loads(others)),
                )
            )
    return tuple(found)


def write_bonds(connection: Connection, bonds: Iterable[Bonds], recipe: str) -> Change:
    """Leaves exactly these, as those of the revision of now; counts mentions."""
    change = Change()
    staying = Staying(connection)
    for some in chunks(bonds, A_CALL):
        ids = [each.mention_id for each in some]
        held = {row.mention_id: tuple(row) for row in connection.execute(_HELD, {"ids": ids})}
        rows = [_row(each) for each in some]
        new = [row for row in rows if held.get(str(row["mention_id"])) != tuple(row.values())]
        put(connection, BOND, new, on_held="replace")
        updated = sum(row["mention_id"] in held for row in new)
        change += Change(added=len(new) - updated, updated=updated, unchanged=len(rows) - len(new))
        staying.note(ids)
    if meta.word(connection, _RECIPE) != recipe:
        meta.set_word(connection, _RECIPE, recipe)
    keep_bonds(connection)
    return change + Change(removed=staying.drop_others(BOND.c.mention_id))


def change_bonds(connection: Connection, bonds: Sequence[Bonds], gone: Iterable[str]) -> Change:
    """Writes these over what is held for their mentions, and none for those that are gone."""
    drop(connection, BOND.c.mention_id, gone)
    put(connection, BOND, [_row(each) for each in bonds], on_held="replace")
    return Change(updated=len(bonds))


def keep_bonds(connection: Connection) -> None:
    """Notes that they are those of the revision of now, too."""
    now = meta.revision(connection)
    if meta.number(connection, _REVISION) != now:
        meta.set_number(connection, _REVISION, now)


def _row(each: Bonds) -> Row:
    return {
        "mention_id": each.mention_id,
        "doc_id": each.doc_id,
        "part": each.part,
        "others": json.dumps(each.others),
    }


_COLUMNS = (BOND.c.mention_id, BOND.c.doc_id, BOND.c.part, BOND.c.others)
_HELD = select(*_COLUMNS).where(BOND.c.mention_id.in_(bindparam("ids", expanding=True)))
_PARTS = select(BOND.c.part).where(BOND.c.mention_id.in_(bindparam("ids", expanding=True)))
_BONDS = (
    select(*_COLUMNS)
    .where(BOND.c.part.in_(bindparam("ids", expanding=True)))
    .order_by(BOND.c.mention_id)
)
