"""Decides which parties are organisations that can be named beyond one event, and by what names.

Those of the actor table that are a group, a force or a party; what is only a description (unknown
gunmen, civilians) or a label for the enemy is none, nor is anyone whom the table lacks: a name in a
text may be that of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rasd.export.report.assets import table

_NO_ORGANISATION = frozenset({"generic", "not_actor"})
_EVERYWHERE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A row of the actor table.

    `aliases` name it alone and without judging it; `weak_aliases` are loaded, or may mean others.
    """

    id: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    category: str
    countries: tuple[str, ...]
    parent: str | None


@cache
def organisations() -> dict[str, Organisation]:
    """Every organisation by its id."""
    found = {}
    for row in table("actors/actors.tsv"):
        if row["category"] in _NO_ORGANISATION:
            continue
        names = tuple(dict.fromkeys(filter(None, (row["name_en"], row["name_ar"]))))
        weak = dict.fromkeys((*_items(row["loaded"]), *_items(row["ambiguous"])))
        found[row["id"]] = Organisation(
            id=row["id"],
            names=names,
            aliases=tuple(a for a in _items(row["aliases"]) if a not in weak and a not in names),
            weak_aliases=tuple(a for a in weak if a not in names),
            category=row["category"],
            countries=tuple(c for c in _items(row["countries"]) if c != _EVERYWHERE),
            parent=row["parent"] or None,
        )
    return found


def organisation(actor_id: str | None) -> Organisation | None:
    """The organisation of an actor id; `None` where it is none."""
    return None if actor_id is None else organisations().get(actor_id)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
