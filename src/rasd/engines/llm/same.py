"""Decides which proved events of one document are one incident, and joins them.

A model that reads a long report part by part tells an incident once in each part that speaks of
it. Two are one where their kinds and places fit, nothing contradicts (days, tolls, named parties),
and something speaks for it: the same place, the same numbered toll, or words that overlap. Two of
one part stay apart unless their own words overlap: there the model has told them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rasd.engines.llm.proved import Proved
from rasd.engines.llm.proved_where import ProvedPlace
from rasd.join.within import place_fit
from rasd.model import PARENT, Actor, Count, DateValue, Outcome

_SAME_PLACE = 0.9
_GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Part:
    """A proved event, and the number of the part of the document that it was told in."""

    number: int
    event: Proved


def join_same(parts: Iterable[Part]) -> tuple[Proved, ...]:
    """The incidents of a document in the order in which they are first told."""
    groups: list[list[Part]] = []
    for part in parts:
        for group in groups:
            if all(not _contradict(other.event, part.event) for other in group) and any(
                _one(other, part) for other in group
            ):
                group.append(part)
                break
        else:
            groups.append([part])
    return tuple(_joined([part.event for part in group]) for group in groups)


def _one(a: Part, b: Part) -> bool:
    if _overlap(a.event, b.event):
        return True
    return a.number != b.number and (_same_place(a.event, b.event) or _same_toll(a.event, b.event))


def _contradict(a: Proved, b: Proved) -> bool:
    if a.sub_event_type is not b.sub_event_type and (
        PARENT[a.sub_event_type] is not PARENT[b.sub_event_type] or not _overlap(a, b)
    ):
        return True
    if _fit(a, b) is None or _other_days(a.date, b.date):
        return True
    return _other_tolls(a.tolls, b.tolls) or _other_parties(a.perpetrators, b.perpetrators)


def _overlap(a: Proved, b: Proved) -> bool:
    return any(
        x.part == y.part and x.start < y.end and y.start < x.end for x in a.events for y in b.events
    )


def _fit(a: Proved, b: Proved) -> float | None:
    if a.place is None or b.place is None:
        return 0.0
    return place_fit(a.place.row, b.place.row, a.place.place.text, b.place.place.text)


def _same_place(a: Proved, b: Proved) -> bool:
    fit = _fit(a, b)
    return fit is not None and fit >= _SAME_PLACE


def _same_toll(a: Proved, b: Proved) -> bool:
    return any(
        count.max is not None and (count.min, count.max) == (other.min, other.max)
        for outcome, count in a.tolls.items()
        if (other := b.tolls.get(outcome)) is not None
    )


def _other_days(a: DateValue | None, b: DateValue | None) -> bool:
    if a is None or b is None or None in (a.start, a.end, b.start, b.end):
        return False
    assert a.start and a.end and b.start and b.end
    return a.start > b.end or b.start > a.end


def _other_tolls(a: Mapping[Outcome, Count], b: Mapping[Outcome, Count]) -> bool:
    return any(_apart(count, b[outcome]) for outcome, count in a.items() if outcome in b)


def _apart(a: Count, b: Count) -> bool:
    return (a.max is not None and b.min > a.max) or (b.max is not None and a.min > b.max)


def _other_parties(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    mine, theirs = ({x.id for x in side if x.id and x.category != _GENERIC} for side in (a, b))
    return bool(mine) and bool(theirs) and not mine & theirs


def _joined(events: Sequence[Proved]) -> Proved:
    """One event of several: the first to give a value gives it, lists are put together."""
    first = events[0]
    tolls: dict[Outcome, Count] = {}
    for event in reversed(events):
        tolls |= event.tolls
    return replace(
        first,
        events=tuple(dict.fromkeys(found for e in events for found in e.events)),
        date=next((e.date for e in events if e.date is not None), None),
        place=_best_place(events),
        perpetrators=_actors(e.perpetrators for e in events),
        targets=_actors(e.targets for e in events),
        weapons=tuple(dict.fromkeys(w for e in events for w in e.weapons)),
        tolls=tolls,
        harm=tuple(dict.fromkeys(h for e in events for h in e.harm)),
        materiel=tuple(dict.fromkeys(m for e in events for m in e.materiel)),
        claimed_by=tuple(dict.fromkeys(c for e in events for c in e.claimed_by)),
        attribution=tuple(dict.fromkeys(a for e in events for a in e.attribution)),
        campaign=next((e.campaign for e in events if e.campaign is not None), None),
        evidence=tuple(dict.fromkeys(item for e in events for item in e.evidence)),
        given=sum(e.given for e in events),
        dropped=sum(e.dropped for e in events),
        trigger=any(e.trigger for e in events),
    )


def _best_place(events: Sequence[Proved]) -> ProvedPlace | None:
    placed = [e.place for e in events if e.place is not None]
    return max(placed, key=lambda p: (p.row is not None, p.place.lat is not None), default=None)


def _actors(sides: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    kept: dict[str, Actor] = {}
    for side in sides:
        for actor in side:
            kept.setdefault(actor.id or actor.name_en or actor.text, actor)
    named = [a for a in kept.values() if not (a.id or "").startswith("gen_unidentified")]
    return tuple(named or kept.values())
