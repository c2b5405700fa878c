"""Makes one event of the mentions of one incident.

Each field shows the value that its published rule chooses; every other value stays beside it with
who gives it, true disagreement is listed in `conflicts`, and every evidence stays with its
document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from math import prod
from typing import TypeVar

from rasd.merge.agree import days_hold, days_of, kind_holds, kind_of, places_agree
from rasd.merge.chosen import Chosen, choose_values
from rasd.merge.conflicts import conflicts
from rasd.merge.credibility import Report, credibility
from rasd.merge.displayed import (
    parts_of,
    reported_first,
)
from rasd.merge.lore import Lore
from rasd.merge.parties import (
    side,
)
from rasd.merge.press import Press, accounts, admits_own_losses, one_voice
from rasd.merge.told import told_values
from rasd.merge.tolls import toll
from rasd.model import (
    PARENT,
    Account,
    Event,
    Evidence,
    Harm,
    Materiel,
    Mention,
    Toll,
    replace,
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
    chosen = choose_values(mentions, told_by, side_of=side_of, unidentified=unidentified, lore=lore)
    kind = chosen.kind.sub_event_type
    event = Event(
        id=stable_id("event", mentions[0].id),
        doc_ids=tuple(dict.fromkeys(m.doc_id for m in mentions)),
        mention_ids=tuple(m.id for m in mentions),
        independent_sources=len(voices),
        event_type=PARENT[kind],
        sub_event_type=kind,
        status=reported_first([m.status for m in mentions]),
        date=chosen.date,
        place=chosen.place,
        perpetrators=chosen.perpetrators,
        targets=chosen.targets,
        weapons=_union((m.weapons for m in mentions), lambda weapon: weapon),
        killed=chosen.counts.get("killed"),
        wounded=chosen.counts.get("wounded"),
        killed_or_wounded=chosen.counts.get("killed_or_wounded"),
        abducted=chosen.counts.get("abducted"),
        detained=chosen.counts.get("detained"),
        harm=tuple(p for p in parts_of(mentions, told_by, "harm") if isinstance(p, Harm)),
        materiel=tuple(
            p for p in parts_of(mentions, told_by, "materiel") if isinstance(p, Materiel)
        ),
        claimed_by=_union((m.claimed_by for m in mentions), lambda c: (c.id or c.text, c.channel)),
        attribution=_union((m.attribution for m in mentions), lambda a: (a.id or a.name, a.role)),
        campaign=chosen.campaign,
        confidence=_confidence(mentions, told_by),
        evidence=_evidence(mentions),
        conflicts=conflicts(
            chosen.read,
            told_by,
            shown_place=chosen.place,
            figures=chosen.figures,
            side_of=side_of,
            lore=lore,
        ),
        tolls=_tolls(mentions, told_by, chosen, lore),
        accounts=told_by,
    )
    reports = [
        Report(mention=m, account=a, agrees=_agrees(m, chosen.kind, event, lore))
        for m, a in zip(mentions, told_by, strict=True)
    ]
    return replace(
        event,
        credibility=credibility(reports),
        values=told_values(event, chosen.read, chosen.rules),
    )


def _numbered(voices: Sequence[frozenset[str]], mentions: Sequence[Mention]) -> Mapping[str, int]:
    """The number of each document's source, in the order in which the sources first spoke."""
    voice_of = {doc_id: n for n, group in enumerate(voices) for doc_id in group}
    spoke = dict.fromkeys(voice_of[mention.doc_id] for mention in mentions)
    number = {voice: n for n, voice in enumerate(spoke, start=1)}
    return {mention.doc_id: number[voice_of[mention.doc_id]] for mention in mentions}


def _tolls(
    mentions: Sequence[Mention], told_by: Sequence[Account], chosen: Chosen, lore: Lore
) -> tuple[Toll, ...]:
    if not chosen.counts:
        return ()
    own = frozenset(
        at
        for at, (mention, account) in enumerate(zip(mentions, told_by, strict=True))
        if admits_own_losses(mention, lore.outlet(account.outlet), lore)
    )
    return tuple(
        toll(field, chosen.figures[field], told_by, shown=count, own=own)
        for field, count in chosen.counts.items()
    )


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
