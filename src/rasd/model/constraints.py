"""What people decided of which reports tell one incident, in the ids of today's mentions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """`together` are sets of mentions that are one event; of `apart`, each entry is one split.

    Mentions on two sides of one split never share an event. The two never contradict each other:
    no set of `together` reaches over a split, and no mention is in two sets or on two sides.
    `rejected` are mentions of no event: they bring no others together, and are in none. `added` are
    people's own: which of the others meet does not depend on them.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: tuple[tuple[frozenset[str], ...], ...] = ()
    rejected: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
