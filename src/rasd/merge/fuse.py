"""Makes one event of the mentions of one incident.

Lists are united, single values chosen by the rules of `displayed`, disagreement kept in
`conflicts`, and every evidence stays with its document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from math import prod
from typing import TypeVar

from rasd.merge.displayed import (
    Sources,
    conflict,
    dates_apart,
    places_apart,
    shown_count,
    shown_date,
    shown_kind,
    shown_place,
    shown_status,
    vote,
    written_count,
)
from rasd.merge.profile import TOLLS
from rasd.merge.wording import stems_of
from rasd.model import (
    PARENT,
    Actor,
    Conflict,
    Count,
    Event,
    Evidence,
    Harm,
    Materiel,
    Mention,
    Status,
    stable_id,
)

T = TypeVar("T")

_CERTAIN = 0.99
"""No number of sources makes an event surer than this."""


def fuse(
    mentions: Sequence[Mention],
    *,
    sources: Sequence[frozenset[str]],
    unidentified: frozenset[str],
) -> Event:
    """One event of mentions in chronological order; `sources` are their independent groups.

    The id comes from the first mention, so later documents leave it as it is.
    """
    source_of = {doc_id: number for number, group in enumerate(sources) for doc_id in group}
    counts: dict[str, Count | None] = {
        name: shown_count(mentions, source_of, name) for name in TOLLS
    }
    kind = shown_kind(mentions, source_of)
    return Event(
        id=stable_id("event", mentions[0].id),
        doc_ids=tuple(dict.fromkeys(m.doc_id for m in mentions)),
        mention_ids=tuple(m.id for m in mentions),
        independent_sources=len(sources),
        event_type=PARENT[kind],
        sub_event_type=kind,
        status=shown_status(mentions),
        date=shown_date(mentions),
        place=shown_place(mentions),
        perpetrators=_perpetrators(mentions, unidentified),
        targets=_actors(m.targets for m in mentions),
        weapons=_union((m.weapons for m in mentions), lambda weapon: weapon),
        killed=counts["killed"],
        wounded=counts["wounded"],
        killed_or_wounded=counts["killed_or_wounded"],
        abducted=counts["abducted"],
        detained=counts["detained"],
        harm=_harm(mentions, source_of),
        materiel=_materiel(mentions, source_of),
        claimed_by=_union((m.claimed_by for m in mentions), lambda c: (c.id or c.text, c.channel)),
        attribution=_union((m.attribution for m in mentions), lambda a: (a.id or a.name, a.role)),
        campaign=vote(mentions, source_of, lambda m: m.campaign, lambda campaign: campaign),
        confidence=_confidence(mentions, source_of),
        evidence=_evidence(mentions),
        conflicts=_conflicts(mentions, unidentified),
    )


def _union(lists: Iterable[Iterable[T]], key_of: Callable[[T], Hashable]) -> tuple[T, ...]:
    found: dict[Hashable, T] = {}
    for items in lists:
        for item in items:
            found.setdefault(key_of(item), item)
    return tuple(found.values())


def _perpetrators(mentions: Sequence[Mention], unidentified: frozenset[str]) -> tuple[Actor, ...]:
    """All parties; "unidentified" falls away where someone names one."""
    united = _actors(m.perpetrators for m in mentions)
    named = tuple(actor for actor in united if actor.id not in unidentified)
    return named or united


def _actors(lists: Iterable[Iterable[Actor]]) -> tuple[Actor, ...]:
    return _union(lists, lambda actor: actor.id or stems_of(actor.text))


def _harm(mentions: Sequence[Mention], sources: Sources) -> tuple[Harm, ...]:
    keys = dict.fromkeys((h.outcome, h.group) for m in mentions for h in m.harm)
    return tuple(
        harm
        for key in keys
        if (
            harm := vote(
                mentions,
                sources,
                lambda m, key=key: next(  # type: ignore[misc]
                    (h for h in m.harm if (h.outcome, h.group) == key), None
                ),
                lambda h: (h.min, h.max),
            )
        )
    )


def _materiel(mentions: Sequence[Mention], sources: Sources) -> tuple[Materiel, ...]:
    keys = dict.fromkeys((x.object, x.effect) for m in mentions for x in m.materiel)
    return tuple(
        materiel
        for key in keys
        if (
            materiel := vote(
                mentions,
                sources,
                lambda m, key=key: next(  # type: ignore[misc]
                    (x for x in m.materiel if (x.object, x.effect) == key), None
                ),
                lambda x: x.count,
                specific=lambda x: int(x.count is not None),
            )
        )
    )


def _confidence(mentions: Sequence[Mention], sources: Sources) -> float:
    best: dict[int, float] = {}
    for mention in mentions:
        source = sources[mention.doc_id]
        best[source] = max(best.get(source, 0.0), mention.confidence)
    if len(best) == 1:
        return next(iter(best.values()))
    united = 1 - prod(1 - each for each in sorted(best.values()))
    return max(*best.values(), round(min(_CERTAIN, united), 4))


def _evidence(mentions: Sequence[Mention]) -> tuple[Evidence, ...]:
    return tuple(
        replace(each, doc_id=mention.doc_id)
        for mention in mentions
        for each in sorted(mention.evidence, key=lambda e: (e.field, e.part or "", e.start, e.end))
    )


def _conflicts(mentions: Sequence[Mention], unidentified: frozenset[str]) -> tuple[Conflict, ...]:
    own = _union((m.conflicts for m in mentions), lambda each: each)
    if len(mentions) == 1:
        return own

    def count_of(field: str) -> Callable[[Mention], str | None]:
        def write(mention: Mention) -> str | None:
            count: Count | None = getattr(mention, field)
            return None if count is None else written_count(count)

        return write

    def parties(mention: Mention) -> str | None:
        names = sorted(
            actor.id or actor.text for actor in mention.perpetrators if actor.id not in unidentified
        )
        return "|".join(names) or None

    def status(mention: Mention) -> str | None:
        return None if mention.status is Status.BACKGROUND else mention.status.value

    disputed = any(m.status is Status.DENIED for m in mentions)
    return (
        *conflict("sub_event_type", mentions, lambda m: m.sub_event_type.value),
        *(conflict("status", mentions, status) if disputed else ()),
        *dates_apart(mentions),
        *places_apart(mentions),
        *conflict("perpetrators", mentions, parties),
        *(each for field in TOLLS for each in conflict(field, mentions, count_of(field))),
        *own,
    )
