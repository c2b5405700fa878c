"""Decides what joins and splits mean together: which reports are one event, and which are not.

The later judgement wins. A split after a join parts what it names and leaves the rest joined; a
join after a split takes the joined reports out of that split. A split never parts what the same
judgement puts on one side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rasd.judge.changes import Change, What
from rasd.judge.standing import Standing, set_aside
from rasd.model import Action, Constraints, Mention


def constraints_of(standing: Sequence[Standing]) -> Constraints:
    """What clustering must keep to; `standing` in the order in which the judgements were made."""
    return _read(standing)[0]


def overruled(standing: Sequence[Standing]) -> dict[str, str]:
    """Joins and splits of which a later one took something back: their ids and how much."""
    return _read(standing)[1]


@dataclass(slots=True)
class _Set:
    """Mentions that are one event, and the side of each split that they stand on."""

    members: set[str]
    sides: dict[int, int]

    def may_meet(self, other: _Set) -> bool:
        return all(other.sides.get(split, side) == side for split, side in self.sides.items())


class _Sets:
    """The set that each mention is in: at first one of its own."""

    def __init__(self) -> None:
        self._of: dict[str, _Set] = {}

    def of(self, mention: Mention) -> _Set:
        return self._of.setdefault(mention.id, _Set({mention.id}, {}))

    def unite(self, kept: _Set, gone: _Set) -> None:
        kept.members |= gone.members
        kept.sides |= gone.sides
        self._of |= dict.fromkeys(gone.members, kept)

    def all(self) -> list[_Set]:
        """In the order of their first mentions."""
        return sorted({id(each): each for each in self._of.values()}.values(), key=_first)


def _first(each: _Set) -> str:
    return min(each.members)


def _read(standing: Sequence[Standing]) -> tuple[Constraints, dict[str, str]]:
    sets = _Sets()
    taken_back: dict[str, str] = {}
    # The latest first: what it says holds, and an earlier one adds what is left.
    for number, each in reversed(list(enumerate(standing))):
        if each.judgement.action is Action.JOIN:
            lost = _join(each.mentions, sets)
            why = str(Change(what=What.KEPT_APART, n=lost))
        elif each.judgement.action is Action.SPLIT:
            lost = _split(each.groups, number, sets)
            why = str(Change(what=What.KEPT_TOGETHER, n=lost))
        else:
            continue
        if lost:
            taken_back[each.judgement.id] = why
    found = sets.all()
    splits = sorted({split for each in found for split in each.sides})
    apart = (_sides_of(split, found) for split in splits)
    constraints = Constraints(
        together=tuple(frozenset(each.members) for each in found if len(each.members) > 1),
        apart=tuple(sides for sides in apart if len(sides) > 1),
        rejected=set_aside(standing),
        added=frozenset(
            mention.id
            for each in standing
            if each.judgement.action is Action.ADD
            for mention in each.mentions
        ),
    )
    return constraints, taken_back


def _join(mentions: Iterable[Mention], sets: _Sets) -> int:
    """Unites what may meet; how many reports had to stay apart from the first."""
    heads: list[Mention] = []
    parted = 0
    for mention in mentions:
        own = sets.of(mention)
        head = next((head for head in heads if sets.of(head).may_meet(own)), None)
        if head is None:
            heads.append(mention)
        elif sets.of(head) is not own:
            sets.unite(sets.of(head), own)
        parted += sets.of(mention) is not sets.of(heads[0])
    return parted


def _split(groups: Sequence[Sequence[Mention]], split: int, sets: _Sets) -> int:
    """Puts each report on its side; how many could not be, since a later join holds them."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for side, group in enumerate(groups):
        for mention in group:
            wanted[id(sets.of(mention))].add(side)
    held = 0
    for side, group in enumerate(groups):
        for mention in group:
            own = sets.of(mention)
            if len(wanted[id(own)]) == 1:
                own.sides[split] = side
            elif len(own.members) > 1:
                held += 1
    return held


def _sides_of(split: int, found: Iterable[_Set]) -> tuple[frozenset[str], ...]:
    sides: dict[int, set[str]] = defaultdict(set)
    for each in found:
        if split in each.sides:
            sides[each.sides[split]] |= each.members
    return tuple(frozenset(sides[side]) for side in sorted(sides))
