"""Reads the chain of place words before a name: ``قرب قرية`` makes it a village and near.

``على الطريق الواصل بين`` makes it one end of a road.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasd.annotate.place_span import Relation
from rasd.knowledge import Match
from rasd.model.frozen import Frozen
from rasd.text import Sentence


class Cues(Frozen, frozen=True):
    """The chain of place words before a name, read from the name backwards."""

    start: int
    ids: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    relation: Relation = Relation.AT
    level: bool = False
    cued: bool = False
    weak: bool = False


def cues_before(sentence: Sentence, start: int, cue_ends: Mapping[int, Sequence[Match]]) -> Cues:
    """The chain of place words that ends where a name starts, nearest first."""
    tokens = sentence.tokens
    read = at = start
    ids: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    relation = Relation.AT
    level = cued = weak = False
    while True:
        while at > 0 and tokens[at - 1].text in OPENING:
            at -= 1
        found = cue_ends.get(at)
        if not found:
            if read == start and at < start and tokens[start - 1].text == "#":
                read = start - 1
            break
        cue = found[0] if len(found) == 1 else max(found, key=lambda m: m.end - m.start)
        entry, at = cue.entry, cue.start
        effect = entry.trait
        if entry.id == NAMED and not _names_kind(cue_ends.get(at)):
            break
        ids = (*ids, entry.id)
        if effect in _PREPOSITIONS:
            if relation is Relation.AT:
                relation = _PREPOSITIONS[effect]
            weak = True
            break
        # in a town east of Homs the town is another place than the one named
        if not kinds and entry.what != "any" and relation is Relation.AT:
            kinds = frozenset(entry.what.split("|"))
        read, cued = at, True
        level = level or (effect == "level" and len(ids) == 1)
        relation = _relation(relation, effect, entry.id)
    return Cues(read, ids, kinds, relation, level, cued, weak)


def _names_kind(found: Sequence[Match] | None) -> bool:
    """Whether a word for a kind of place ends here: ``قرية`` before ``تسمى``."""
    return any(m.entry.trait in ("name", "level") and m.entry.id != NAMED for m in found or ())


def _relation(relation: Relation, effect: str, ident: str) -> Relation:
    """The relation that a further word before the name gives."""
    if ident == "between" or (ident == "road" and relation is Relation.AT):
        return Relation.BETWEEN
    if effect == "around":
        return Relation.AROUND
    if effect in ("near", "direction") and relation is Relation.AT:
        return Relation.NEAR
    return relation


NAMED = "named"
"""The cue that only goes on from one for a kind of place: ``قرية تسمى X``."""
_PREPOSITIONS = {
    "weak": Relation.AT,
    "towards": Relation.TOWARDS,
    "from": Relation.FROM,
    "posted": Relation.POSTED,
    "elsewhere": Relation.PARTY,
}
OPENING = frozenset("\"'(#")
