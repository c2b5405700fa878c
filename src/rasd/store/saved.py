"""Decides how the filters that people keep lie in the tables, and who is shown which."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, func, or_, select

from rasd.model import SavedFilter
from rasd.store.contract import Change
from rasd.store.statements import put
from rasd.store.tables import JUDGEMENT, SAVED_FILTER

_FILTER = SAVED_FILTER.c


def saved_filters(connection: Connection, person: str) -> tuple[SavedFilter, ...]:
    """A person's own filters by name, and then those that others share."""
    rows = connection.execute(_SEEN, {"person": person}).mappings()
    found = [SavedFilter(**{**row, "shared": bool(row["shared"])}) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.owner != person, each.name, each.owner)))


def write_saved_filter(connection: Connection, saved: SavedFilter) -> Change:
    held = connection.execute(_ONE, {"by": saved.owner, "called": saved.name}).scalar()
    row = {column.name: getattr(saved, column.name) for column in SAVED_FILTER.columns}
    put(connection, SAVED_FILTER, [{**row, "shared": int(saved.shared)}], on_held="replace")
    return Change(added=1) if held is None else Change(updated=1)


def drop_saved_filter(connection: Connection, owner: str, name: str) -> Change:
    gone = connection.execute(_DROP, {"by": owner, "called": name})
    return Change(removed=gone.rowcount)


def judged_since(connection: Connection, at: str, person: str | None) -> int:
    """How many judgements a person made from a time on, or everybody."""
    counted = _JUDGED if person is None else _JUDGED.where(JUDGEMENT.c.author == person)
    return connection.execute(counted, {"since": at}).scalar_one()


_SEEN = select(SAVED_FILTER).where(or_(_FILTER.owner == bindparam("person"), _FILTER.shared == 1))
_IS = (_FILTER.owner == bindparam("by"), _FILTER.name == bindparam("called"))
_ONE = select(_FILTER.at).where(*_IS)
_DROP = delete(SAVED_FILTER).where(*_IS)
_JUDGED = (
    select(func.count())
    .select_from(JUDGEMENT)
    .where(JUDGEMENT.c.at >= bindparam("since"), JUDGEMENT.c.action != "withdraw")
)
