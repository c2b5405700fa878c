"""The closed sets that a language model may choose from, in the order in which it is told them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.model import AttributionRole, Effect, Outcome, Status, SubEventType

TOLLS = tuple(outcome.value for outcome in Outcome)
"""The fields of an event that count people, named by what befell them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values of each field that has a list of them."""

    sub_event_types: tuple[str, ...]
    statuses: tuple[str, ...]
    weapons: tuple[str, ...]
    outcomes: tuple[str, ...]
    groups: tuple[str, ...]
    objects: tuple[str, ...]
    effects: tuple[str, ...]
    roles: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The contract's sets, and the ids of the word lists."""
    people = {row["group"] for row in read_rows("ar/people.tsv")}
    people |= {row["group"] for row in read_rows("ar/corps.tsv")}
    return Vocabulary(
        sub_event_types=tuple(kind.value for kind in SubEventType),
        statuses=tuple(status.value for status in Status),
        weapons=tuple(sorted(row["id"] for row in read_rows("ar/weapons.tsv"))),
        outcomes=TOLLS,
        groups=tuple(sorted(people - {""})),
        objects=tuple(sorted(row["id"] for row in read_rows("ar/objects.tsv"))),
        effects=tuple(effect.value for effect in Effect),
        roles=tuple(role.value for role in AttributionRole),
    )
