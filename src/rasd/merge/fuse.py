"""Makes one event of the mentions of one incident.

Each field shows the value that its published rule chooses; every other value stays beside it with
who gives it, true disagreement is listed in `conflicts`, and every evidence stays with its
document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import prod
from typing import TypeVar

from rasd.merge.agree import days_hold, days_of, kind_holds, kind_of, places_agree, where
from rasd.merge.ballots import Ballot, Ballots, By, choose, sole_value
from rasd.merge.conflicts import conflicts
from rasd.merge.credibility import Report, credibility
from rasd.merge.displayed import (
    ballots,
    by_days,
    by_kind,
    by_place,
    parts_of,
    reported_first,
)
from rasd.merge.lore import Lore
from rasd.merge.order import STEPS, WHOLE
from rasd.merge.parties import (
    Actors,
    SideOf,
    choose_parties,
    parties_agree,
    side,
    sides_of_a_clash,
)
from rasd.merge.press import Press, accounts, admits_own_losses, one_voice
from rasd.merge.profile import TOLLS
from rasd.merge.told import told_values
from rasd.merge.tolls import toll
from rasd.model import (
    PARENT,
    Account,
    Count,
    Event,
    Evidence,
    Harm,
    Materiel,
    Mention,
    Place,
    SubEventType,
    stable_id,
)

T = TypeVar("T")

_CERTAIN = 0.99
"""No number of sources makes an event surer than this."""


def fuse(
    mentions: Sequence[Mention],
    *,
    sources: Sequence[frozenset[str]],
    press: Press,
    unidentified: frozenset[str],
    unspecific: frozenset[str],
    lore: Lore,
) -> Event:
    """One event of mentions in chronological order; `sources` are their independent groups.

    The id comes from the first mention, so later documents leave it as it is.
    """
    voices = one_voice(sources, press)
    source_of = _numbered(voices, mentions)
    told_by = accounts(mentions, source_of=source_of, press=press, lore=lore)
    side_of = partial(side, unidentified=unidentified, unspecific=unspecific)
    gather = partial(ballots, mentions, told_by)
    rules: dict[str, str] = {}

    def pick(field: str, told: Ballots[T], by: By[T]) -> Ballot[T] | None:
        chosen = choose(told, STEPS[field], by)
        if chosen is None:
            return None
        rules[field] = chosen[1]
        return chosen[0]

    as_kind = pick("sub_event_type", gather(lambda m: m, kind_of), by_kind())
    assert as_kind is not None  # every mention has a kind
    kind = as_kind.value.sub_event_type
    clash = kind is SubEventType.ARMED_CLASH and len(mentions) > 1
    read = _in_one_order(mentions, side_of, lore) if clash else mentions
    date = pick("date", gather(lambda m: m.date, days_of), by_days())
    places: Ballots[Place] = gather(lambda m: m.place, where)
    place = pick("place", places, by_place(places, lore))
    campaign = pick("campaign", gather(lambda m: m.campaign, lambda name: name), By())
    sides: dict[str, Actors] = {}
    for field in ("perpetrators", "targets"):
        named = [
            replace(ballot, key=side_of(ballot.value, partisan=ballot.party))
            for ballot in ballots(read, told_by, partial(_list_of, field), tuple)
        ]
        sides[field], rules[field] = choose_parties(
            named, STEPS[field], lore=lore, unidentified=unidentified
        )
    figures: dict[str, Ballots[Count]] = {}
    counts: dict[str, Count] = {}
    for field in TOLLS:
        figures[field] = gather(partial(_count_of, field), _bounds)
        if (count := pick(field, figures[field], By())) is not None:
            counts[field] = count.value
    own = frozenset(
        at
        for at, (mention, account) in enumerate(zip(mentions, told_by, strict=True))
        if admits_own_losses(mention, lore.outlet(account.outlet), lore)
    )
    for field, rule in WHOLE.items():
        given = {value for m in mentions if (value := getattr(m, field))}
        rules[field] = (rule if len(given) > 1 else sole_value).__name__
    shown_place = place.value if place is not None else None
    shown_date = date.value if date is not None else None
    event = Event(
        id=stable_id("event", mentions[0].id),
        doc_ids=tuple(dict.fromkeys(m.doc_id for m in mentions)),
        mention_ids=tuple(m.id for m in mentions),
        independent_sources=len(voices),
        event_type=PARENT[kind],
        sub_event_type=kind,
        status=reported_first([m.status for m in mentions]),
        date=shown_date,
        place=shown_place,
        perpetrators=sides["perpetrators"],
        targets=sides["targets"],
        weapons=_union((m.weapons for m in mentions), lambda weapon: weapon),
        killed=counts.get("killed"),
        wounded=counts.get("wounded"),
        killed_or_wounded=counts.get("killed_or_wounded"),
        abducted=counts.get("abducted"),
        detained=counts.get("detained"),
        harm=tuple(p for p in parts_of(mentions, told_by, "harm") if isinstance(p, Harm)),
        materiel=tuple(
            p for p in parts_of(mentions, told_by, "materiel") if isinstance(p, Materiel)
        ),
        claimed_by=_union((m.claimed_by for m in mentions), lambda c: (c.id or c.text, c.channel)),
        attribution=_union((m.attribution for m in mentions), lambda a: (a.id or a.name, a.role)),
        campaign=campaign.value if campaign is not None else None,
        confidence=_confidence(mentions, told_by),
        evidence=_evidence(mentions),
        conflicts=conflicts(
            read,
            told_by,
            shown_place=shown_place,
            figures=figures,
            side_of=side_of,
            lore=lore,
        ),
        tolls=tuple(
            toll(field, figures[field], told_by, shown=count, own=own)
            for field, count in counts.items()
        ),
        accounts=told_by,
    )
    reports = [
        Report(mention=m, account=a, agrees=_agrees(m, as_kind.value, event, lore))
        for m, a in zip(mentions, told_by, strict=True)
    ]
    return replace(event, credibility=credibility(reports), values=told_values(event, read, rules))


def _numbered(voices: Sequence[frozenset[str]], mentions: Sequence[Mention]) -> Mapping[str, int]:
    """The number of each document's source, in the order in which the sources first spoke."""
    voice_of = {doc_id: n for n, group in enumerate(voices) for doc_id in group}
    spoke = dict.fromkeys(voice_of[mention.doc_id] for mention in mentions)
    number = {voice: n for n, voice in enumerate(spoke, start=1)}
    return {mention.doc_id: number[voice_of[mention.doc_id]] for mention in mentions}


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


def _agrees(mention: Mention, as_shown: Mention, event: Event, lore: Lore) -> bool:
    """Whether a mention agrees with the kind, the day and the place of the event."""
    kind, shown = kind_of(mention), kind_of(as_shown)
    if not (kind_holds(kind, shown) or kind_holds(shown, kind)):
        return False
    if mention.date is not None and event.date is not None:
        days, shown_days = days_of(mention.date), days_of(event.date)
        if not (days_hold(days, shown_days) or days_hold(shown_days, days)):
            return False
    if mention.place is None or event.place is None:
        return True
    return places_agree(mention.place, event.place, lore)


def _union(lists: Iterable[Iterable[T]], key_of: Callable[[T], Hashable]) -> tuple[T, ...]:
    found: dict[Hashable, T] = {}
    for items in lists:
        for item in items:
            found.setdefault(key_of(item), item)
    return tuple(found.values())


def _confidence(mentions: Sequence[Mention], told_by: Sequence[Account]) -> float:
    best: dict[int, float] = {}
    for mention, account in zip(mentions, told_by, strict=True):
        best[account.source] = max(best.get(account.source, 0.0), mention.confidence)
    if len(best) == 1:
        return next(iter(best.values()))
    combined = 1 - prod(1 - each for each in sorted(best.values()))
    return max(*best.values(), round(min(_CERTAIN, combined), 4))


def _evidence(mentions: Sequence[Mention]) -> tuple[Evidence, ...]:
    return tuple(
        replace(each, doc_id=mention.doc_id)
        for mention in mentions
        for each in sorted(mention.evidence, key=lambda e: (e.field, e.part or "", e.start, e.end))
    )
