"""How kinds, statuses, dates and places compare, and how the parts of a toll are chosen.

The most precise value that most independent sources contain is shown; every other one stands
beside it in `values`, and in `conflicts` where the two cannot both be true.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from rasd.merge.agree import (
    days_hold,
    fineness,
    kind_holds,
    length,
    place_holds,
)
from rasd.merge.ballots import (
    Ballot,
    Ballots,
    By,
    choose,
    finest,
    most_sources,
    neutral_first,
    news_first,
    one_word,
    published,
)
from rasd.merge.lore import Lore, load_fusion
from rasd.model import Account, DateValue, Harm, Materiel, Mention, Place, Status, Voice

T = TypeVar("T")


def ballots(
    mentions: Sequence[Mention],
    accounts: Sequence[Account],
    value_of: Callable[[Mention], T | None],
    key_of: Callable[[T], Hashable],
) -> Ballots[T]:
    """What each mention says of a field, in the order of publication."""
    return [
        Ballot(
            at=at,
            key=key_of(value),
            value=value,
            source=account.source,
            party=account.voice is Voice.PARTY,
            background=mention.status is Status.BACKGROUND,
        )
        for at, (mention, account) in enumerate(zip(mentions, accounts, strict=True))
        if (value := value_of(mention)) is not None
    ]


def by_kind() -> By[Mention]:
    """How kinds compare; keys are `kind_of`."""
    says_more = load_fusion().says_more
    return By(holds=kind_holds, rank=lambda m: len(says_more.get(m.sub_event_type, ())))


def by_days() -> By[DateValue]:
    """How dates compare; keys are `days_of`."""
    return By(holds=days_hold, rank=length)


def by_place(told: Ballots[Place], lore: Lore) -> By[Place]:
    """How the places of these ballots compare; keys are `where`."""
    place_at = {ballot.key: ballot.value for ballot in told}
    return By(
        holds=lambda outer, inner: place_holds(place_at[outer], place_at[inner], lore),
        rank=fineness,
    )


@published
def reported_first(statuses: Sequence[Status]) -> Status:
    """Reported where any report says, in its own or a neutral voice, that it happened; else claimed
    where a party says so; denied where all that tell it conclude that it did not happen;
    background only where no report tells it as its news."""
    order = (Status.REPORTED, Status.CLAIMED, Status.DENIED, Status.BACKGROUND)
    return next(status for status in order if status in statuses)


@published
def part_by_part(told: Ballots[T]) -> Ballot[T] | None:
    """Each part is chosen for itself: police killed, vehicles burnt. What the latest word of most
    independent sources says of it; of equals, one with a number, then the latest."""

    def unnumbered(value: T) -> bool:
        return isinstance(value, Materiel) and value.count is None

    rules = (news_first, one_word, neutral_first, most_sources, finest)
    chosen = choose(told, rules, By(rank=unnumbered))
    return chosen[0] if chosen is not None else None


def parts_of(
    mentions: Sequence[Mention], accounts: Sequence[Account], field: str
) -> tuple[Harm | Materiel, ...]:
    """The parts of `harm` or `materiel`, each once, in the order of first telling."""
    told: dict[Hashable, list[Ballot[Harm | Materiel]]] = {}
    for at, (mention, account) in enumerate(zip(mentions, accounts, strict=True)):
        seen: set[Hashable] = set()
        for part in getattr(mention, field):
            key = part_key(part)
            if key in seen:
                continue
            seen.add(key)
            told.setdefault(key, []).append(
                Ballot(
                    at=at,
                    key=part,
                    value=part,
                    source=account.source,
                    party=account.voice is Voice.PARTY,
                    background=mention.status is Status.BACKGROUND,
                )
            )
    found = (part_by_part(each) for each in told.values())
    return tuple(ballot.value for ballot in found if ballot is not None)


def part_key(part: Harm | Materiel) -> Hashable:
    """What makes two parts the same one: outcome and group, object and effect."""
    if isinstance(part, Harm):
        return part.outcome, part.group
    return part.object, part.effect
