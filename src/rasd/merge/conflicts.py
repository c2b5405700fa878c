"""Decides on which fields the reports of an event disagree, and lists who says what.

A conflict is listed where the values of two reports cannot both be true (`agree`), then with the
value of every report that gives the field. Contradictions inside one report come along.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from rasd.merge.agree import (
    dates_agree,
    days_of,
    kind_of,
    kinds_agree,
    one_act,
    places_agree,
    weapons_agree,
    where,
)
from rasd.merge.ballots import Ballots, published
from rasd.merge.lore import Lore
from rasd.merge.parties import Actors, SideOf, parties_agree, party_of
from rasd.merge.tolls import tolls_conflict
from rasd.merge.written import written_actor, written_count, written_date, written_place
from rasd.model import Account, Conflict, Count, Mention, Place, Status, Voice

H = TypeVar("H", bound=Hashable)


def conflicts(
    mentions: Sequence[Mention],
    accounts: Sequence[Account],
    *,
    shown_place: Place | None,
    figures: Mapping[str, Ballots[Count]],
    side_of: SideOf,
    lore: Lore,
) -> tuple[Conflict, ...]:
    """Every disagreement among the mentions of an event; `figures` are its tolls by field."""
    found: list[Conflict] = []
    if len(mentions) > 1:
        found += _kind(mentions)
        found += _status(mentions)
        found += _date(mentions)
        found += _place(mentions, shown_place, lore)
        for field in ("perpetrators", "targets"):
            found += _parties(field, mentions, accounts, side_of, lore)
        found += _weapons(mentions)
        for field, told in figures.items():
            if tolls_conflict(told, accounts):
                found += _told(field, mentions, count_of(field))
    inside = dict.fromkeys(each for mention in mentions for each in mention.conflicts)
    return (*found, *inside)


def count_of(field: str) -> Callable[[Mention], str | None]:
    """Writes a toll of a mention."""

    def write(mention: Mention) -> str | None:
        count: Count | None = getattr(mention, field)
        return None if count is None else written_count(count)

    return write


def _kind(mentions: Sequence[Mention]) -> list[Conflict]:
    if kinds_agree(map(kind_of, mentions)):
        return []
    return _told("sub_event_type", mentions, lambda m: m.sub_event_type.value)


@published
def denial_disputes(statuses: Sequence[Status]) -> bool:
    """A denial and a report or claim are a conflict; a report and a claim are none."""
    told = {status for status in statuses if status is not Status.BACKGROUND}
    return Status.DENIED in told and len(told) > 1


def _status(mentions: Sequence[Mention]) -> list[Conflict]:
    if not denial_disputes([mention.status for mention in mentions]):
        return []
    return _told(
        "status", mentions, lambda m: None if m.status is Status.BACKGROUND else m.status.value
    )


def _date(mentions: Sequence[Mention]) -> list[Conflict]:
    if dates_agree(days_of(m.date) for m in mentions if m.date is not None):
        return []
    return _told("date", mentions, lambda m: None if m.date is None else written_date(m.date))


def _place(mentions: Sequence[Mention], shown: Place | None, lore: Lore) -> list[Conflict]:
    places = {where(m.place): m.place for m in mentions if m.place is not None}
    if shown is None or all(places_agree(shown, place, lore) for place in places.values()):
        return []
    return _told("place", mentions, lambda m: None if m.place is None else written_place(m.place))


def _parties(
    field: str,
    mentions: Sequence[Mention],
    accounts: Sequence[Account],
    side_of: SideOf,
    lore: Lore,
) -> list[Conflict]:
    sides = {
        m.id: side_of(getattr(m, field), partisan=a.voice is Voice.PARTY)
        for m, a in zip(mentions, accounts, strict=True)
    }
    if not _differ(sides.values(), partial(parties_agree, lore=lore)):
        return []

    def write(mention: Mention) -> str | None:
        known = sides[mention.id].named | sides[mention.id].loose
        actors: Actors = getattr(mention, field)
        return "|".join(sorted({written_actor(a) for a in actors if party_of(a) in known})) or None

    return _told(field, mentions, write)


def _weapons(mentions: Sequence[Mention]) -> list[Conflict]:
    if not all(one_act(m) for m in mentions):
        return []
    if not _differ((tuple(sorted(m.weapons)) for m in mentions), weapons_agree):
        return []
    return _told("weapons", mentions, lambda m: "|".join(m.weapons) or None)


def _differ(values: Iterable[H], agree: Callable[[H, H], bool]) -> bool:
    distinct = list(dict.fromkeys(values))
    return any(not agree(a, b) for n, a in enumerate(distinct) for b in distinct[n + 1 :])


def _told(
    field: str, mentions: Sequence[Mention], write: Callable[[Mention], str | None]
) -> list[Conflict]:
    said = [(text, m.doc_id) for m in mentions if (text := write(m))]
    if len({text for text, _ in said}) < 2:
        return []
    values, doc_ids = zip(*said, strict=True)
    return [Conflict(field=field, values=values, doc_ids=doc_ids)]
