"""What may begin where in a sentence, before any annotator has looked at more than single words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rasd.knowledge import Kind, Match
from rasd.model.frozen import Frozen
from rasd.text import Reading

_NO_MATCHES: tuple[Match, ...] = ()


class PlaceOpening(Frozen, frozen=True):
    """A word that begins some listed name: how it may be read so, and how long such names are."""

    readings: tuple[Reading, ...]
    longest: int
    alone: tuple[tuple[str, str, tuple[int, ...]], ...]
    """The proclitic and the stem of each reading that is a name by itself, with its places."""


class Sight(Struct):
    """What may begin where in a sentence, and what the lists have there."""

    matches: list[Match]
    by_kind: dict[Kind, list[Match]]
    numbers: list[int]
    times: list[int]
    people: list[int]
    places: dict[int, PlaceOpening]

    def of(self, kind: Kind) -> Sequence[Match]:
        """The matches of a kind, in order."""
        return self.by_kind.get(kind, _NO_MATCHES)

    def of_any(self, kinds: frozenset[Kind]) -> Sequence[Match]:
        """The matches of several kinds, in order."""
        there = self.by_kind.keys() & kinds
        if len(there) < 2:
            return self.by_kind[there.pop()] if there else _NO_MATCHES
        return [match for match in self.matches if match.entry.kind in kinds]
