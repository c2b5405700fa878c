"""Chooses the value of every field of an event by the rules of `order`, and says which decided."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from msgspec import Struct

from rasd.merge.agree import days_of, kind_of, where
from rasd.merge.ballots import Ballot, Ballots, By, choose, sole_value
from rasd.merge.displayed import ballots, by_days, by_kind, by_place
from rasd.merge.lore import Lore
from rasd.merge.order import STEPS, WHOLE
from rasd.merge.parties import (
    Actors,
    SideOf,
    choose_parties,
    parties_agree,
    sides_of_a_clash,
)
from rasd.model import TOLLS, Account, Count, DateValue, Mention, Place, SubEventType, replace

T = TypeVar("T")

_SOLE = dict.fromkeys((*STEPS, *WHOLE), sole_value.__name__)


class Chosen(Struct, frozen=True, kw_only=True):
    """What an event shows, and the rule behind each field.

    `kind` is the mention whose kind is shown, `read` the mentions with the sides of a clash in one
    order, `figures` all that is told of each toll and `counts` what is shown of it.
    """

    kind: Mention
    read: Sequence[Mention]
    date: DateValue | None
    place: Place | None
    perpetrators: Actors
    targets: Actors
    campaign: str | None
    figures: Mapping[str, Ballots[Count]]
    counts: Mapping[str, Count]
    rules: Mapping[str, str]


def choose_values(
    mentions: Sequence[Mention],
    told_by: Sequence[Account],
    *,
    side_of: SideOf,
    unidentified: frozenset[str],
    lore: Lore,
) -> Chosen:
    """The shown values of an event of these mentions, `told_by` their accounts in one order."""
    if len(mentions) == 1:
        return _of_one(mentions[0], told_by)
    gather = partial(ballots, mentions, told_by)
    rules: dict[str, str] = {}

    def pick(field: str, told: Ballots[T], by: By[T]) -> T | None:
        found = choose(told, STEPS[field], by)
        if found is None:
            return None
        rules[field] = found[1]
        return found[0].value

    kind = pick("sub_event_type", gather(lambda m: m, kind_of), by_kind())
    assert kind is not None  # every mention has a kind
    clash = kind.sub_event_type is SubEventType.ARMED_CLASH
    read = _in_one_order(mentions, side_of, lore) if clash else mentions
    sides: dict[str, Actors] = {}
    for field in ("perpetrators", "targets"):
        named: list[Ballot[Actors]] = [
            replace(ballot, key=side_of(ballot.value, partisan=ballot.party))
            for ballot in ballots(read, told_by, partial(_list_of, field), tuple)
        ]
        sides[field], rules[field] = choose_parties(
            named, STEPS[field], lore=lore, unidentified=unidentified
        )
    figures = {field: gather(partial(_count_of, field), _bounds) for field in TOLLS}
    counts = {field: pick(field, told, By()) for field, told in figures.items()}
    for field, rule in WHOLE.items():
        given = {value for m in mentions if (value := getattr(m, field))}
        rules[field] = (rule if len(given) > 1 else sole_value).__name__
    places = gather(lambda m: m.place, where)
    return Chosen(
        kind=kind,
        read=read,
        date=pick("date", gather(lambda m: m.date, days_of), by_days()),
        place=pick("place", places, by_place(places, lore)),
        perpetrators=sides["perpetrators"],
        targets=sides["targets"],
        campaign=pick("campaign", gather(lambda m: m.campaign, lambda name: name), By()),
        figures=figures,
        counts={field: count for field, count in counts.items() if count is not None},
        rules=rules,
    )


def _of_one(mention: Mention, told_by: Sequence[Account]) -> Chosen:
    """All that a mention says which stands alone: five of six events."""
    counts = {field: count for field in TOLLS if (count := getattr(mention, field)) is not None}
    return Chosen(
        kind=mention,
        read=(mention,),
        date=mention.date,
        place=mention.place,
        perpetrators=mention.perpetrators,
        targets=mention.targets,
        campaign=mention.campaign,
        figures={
            field: ballots((mention,), told_by, partial(_count_of, field), _bounds)
            for field in counts
        },
        counts=counts,
        rules=_SOLE,
    )


def _list_of(field: str, mention: Mention) -> Actors | None:
    return getattr(mention, field) or None


def _count_of(field: str, mention: Mention) -> Count | None:
    count: Count | None = getattr(mention, field)
    return count


def _bounds(count: Count) -> Hashable:
    return count.min, count.max


def _in_one_order(mentions: Sequence[Mention], side_of: SideOf, lore: Lore) -> Sequence[Mention]:
    """The mentions of a clash with their sides in the order of the first."""
    turned = sides_of_a_clash(
        [
            (side_of(m.perpetrators, partisan=False), side_of(m.targets, partisan=False))
            for m in mentions
        ],
        partial(parties_agree, lore=lore),
    )
    return [
        replace(m, perpetrators=m.targets, targets=m.perpetrators) if turn else m
        for m, turn in zip(mentions, turned, strict=True)
    ]
