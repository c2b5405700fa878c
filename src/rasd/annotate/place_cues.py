"""Reads the chain of place words before a name: ``قرب قرية`` makes it a village and near.

``على الطريق الواصل بين`` makes it one end of a road.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasd.annotate.place_span import Relation
from rasd.knowledge import Match
from rasd.text import Sentence


@dataclass(frozen=True, slots=True)
class Cues:
    """The chain of place words before a name, read from the name backwards."""

    start: int
    ids: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    relation: Relation = Relation.AT
    level: bool = False
    cued: bool = False
    weak: bool = False


def cues_before(sentence: Sentence, start: int, cue_ends: dict[int, list[Match]]) -> Cues:
    """The chain of place words that ends where a name starts, nearest first."""
    read = Cues(start)
    at = start
    while True:
        while at > 0 and sentence.tokens[at - 1].text in OPENING:
            at -= 1
        found = cue_ends.get(at)
        if not found:
            if read.start == start and at < start and sentence.tokens[start - 1].text == "#":
                return replace(read, start=start - 1)
            return read
        cue = max(found, key=lambda m: m.end - m.start)
        effect, at = cue.entry.trait, cue.start
        ids = (*read.ids, cue.entry.id)
        if cue.entry.id == NAMED and not _names_kind(cue_ends.get(at)):
            return read
        if effect in _PREPOSITIONS:
            relation = _PREPOSITIONS[effect] if read.relation is Relation.AT else read.relation
            return replace(read, ids=ids, relation=relation, weak=True)
        kinds = read.kinds
        # in a town east of Homs the town is another place than the one named
        if not kinds and cue.entry.what != "any" and read.relation is Relation.AT:
            kinds = frozenset(cue.entry.what.split("|"))
        read = replace(
            read,
            start=at,
            ids=ids,
            kinds=kinds,
            cued=True,
            level=read.level or (effect == "level" and len(ids) == 1),
            relation=_relation(read.relation, effect, cue.entry.id),
        )


def _names_kind(found: list[Match] | None) -> bool:
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
