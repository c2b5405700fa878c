"""Decides which parties an event names in a role, out of what its reports name.

A party goes by its id whatever a report calls it (``ميليشيا``, ``مرتدون``), one that no list
has by its wording. Reports that name one party in common complete each other; reports that
name none in common disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Protocol, TypeVar

from msgspec import Struct

from rasd.merge.ballots import (
    Ballot,
    Ballots,
    By,
    Rule,
    most_backed,
    neutral_first,
    published,
    sole_value,
)
from rasd.merge.lore import Lore
from rasd.merge.wording import stems_of
from rasd.model import Actor

T = TypeVar("T")

Party = str | tuple[str, ...]
"""The id of a party, or its wording as stems."""
Parties = frozenset[Party]
Actors = tuple[Actor, ...]


class Side(Struct, frozen=True, kw_only=True, gc=False):
    """Who acted, or who was hit, as one report has it.

    `named` holds the parties it names, `loose` those that name nobody in particular (civilians);
    "unidentified" is in neither. `partisan` where only a party to the event vouches.
    """

    named: Parties
    loose: Parties
    partisan: bool


Agree = Callable[[Side, Side], bool]


class SideOf(Protocol):
    """Makes a side of the parties that one report names."""

    def __call__(self, actors: Actors, /, *, partisan: bool) -> Side: ...


def party_of(actor: Actor) -> Party:
    """What makes two actors one party."""
    return actor.id or stems_of(actor.text)


def same_party(a: Party, b: Party, parents: Mapping[str, str]) -> bool:
    """Whether one is the other, or belongs to it."""
    return a == b or a in above(b, parents) or b in above(a, parents)


def above(party: Party, parents: Mapping[str, str]) -> tuple[str, ...]:
    """The wholes that a party belongs to, nearest first."""
    found: list[str] = []
    at: Party | None = party
    while isinstance(at, str) and (parent := parents.get(at)) and parent not in found:
        found.append(parent)
        at = parent
    return tuple(found)


def side(
    actors: Actors, *, unidentified: frozenset[str], unspecific: frozenset[str], partisan: bool
) -> Side:
    """One report's parties in a role, as far as they agree or disagree with another's."""
    found = frozenset(party_of(actor) for actor in actors) - unidentified
    return Side(named=found - unspecific, loose=found & unspecific, partisan=partisan)


@published
def parties_agree(a: Side, b: Side, lore: Lore) -> bool:
    """Parties agree where both reports name one in common, a part of it or the whole it belongs to.
    "Unidentified" agrees with any. Civilians in general do too, unless one report is a party's own
    account and names only fighters where the other has only civilians, or the other way round."""
    if a.named and b.named:
        return any(same_party(x, y, lore.parents) for x in a.named for y in b.named)
    if a.loose & b.loose or not (a.named or a.loose) or not (b.named or b.loose):
        return True
    return a.partisan == b.partisan


@published
def named_first(ballots: Ballots[Actors], _: By[Actors]) -> Ballots[Actors]:
    """A named party counts before "unidentified"; a loaded name is read as the neutral one."""
    return [b for b in ballots if _side(b).named or _side(b).loose] or ballots


@published
def named_by_most(ballots: Ballots[Actors], by: By[Actors]) -> Ballots[Actors]:
    """Where reports name different parties, those that most independent sources name."""
    return most_backed(ballots, by.holds)


@published
def united(ballots: Ballots[T], _: By[T]) -> Ballots[T]:
    """All that any report names are shown, each once; where reports disagree and none has more
    independent sources behind it, that includes what they disagree on."""
    return ballots


@published
def part_for_whole(actors: Actors, named: Sequence[Actors], parents: Mapping[str, str]) -> Actors:
    """A whole falls away where another report names a part of it, unless one report names both."""
    wholes = {whole for actor in actors if actor.id for whole in above(actor.id, parents)}
    together = {
        whole
        for group in set(named)
        for part in group
        if part.id
        for whole in above(part.id, parents)
        if any(actor.id == whole for actor in group)
    }
    return tuple(a for a in actors if a.id not in wholes or a.id in together)


_SETTLING = (neutral_first, named_by_most, united)
"""Rules that only speak where reports disagree."""


def choose_parties(
    ballots: Ballots[Actors],
    rules: Sequence[Rule],
    *,
    lore: Lore,
    unidentified: frozenset[str],
) -> tuple[Actors, str]:
    """The parties shown and the rule that chose them; keys of ballots are their `Side`."""
    if len(ballots) < 2:
        return next((ballot.value for ballot in ballots), ()), sole_value.__name__
    agree: Agree = cache(partial(parties_agree, lore=lore))
    left, rule = ballots, sole_value.__name__
    for step in rules:
        sides = {_side(ballot) for ballot in left}
        if step in _SETTLING and all(agree(a, b) for a in sides for b in sides):
            break
        kept = step(left, By(holds=agree))
        if len({_side(ballot) for ballot in kept}) < len(sides):
            rule = step.__name__
        left = kept
    named = [ballot.value for ballot in left]
    found = _each_once(named)
    known = tuple(actor for actor in found if actor.id not in unidentified) or found
    if any(len(group) != len(found) for group in named):
        rule = united.__name__
    shown = part_for_whole(known, named, lore.parents)
    return shown, rule if len(shown) == len(known) else part_for_whole.__name__


@published
def sides_of_a_clash(reports: Sequence[tuple[Side, Side]], agree: Agree) -> list[bool]:
    """In a clash nobody is the attacker: a report that names the sides the other way round is read
    in the order of the first report that names both."""

    def meet(a: Side, b: Side) -> bool:
        return bool(a.named) and bool(b.named) and agree(a, b)

    first = next(((p, t) for p, t in reports if p.named and t.named), None)
    if first is None:
        return [False] * len(reports)
    turned: list[bool] = []
    for perpetrators, targets in reports:
        straight = meet(perpetrators, first[0]) or meet(targets, first[1])
        across = meet(perpetrators, first[1]) or meet(targets, first[0])
        turned.append(across and not straight)
    return turned


def _side(ballot: Ballot[Actors]) -> Side:
    assert isinstance(ballot.key, Side)
    return ballot.key


def _each_once(named: Sequence[Actors]) -> Actors:
    found: dict[Party, Actor] = {}
    for group in named:
        for actor in group:
            found.setdefault(party_of(actor), actor)
    return tuple(found.values())
