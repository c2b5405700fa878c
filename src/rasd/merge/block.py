"""Decides which mentions are worth comparing, so that the cost of one stays flat.

Two mentions meet where kind, days and place could be one incident's: in a cell of the map,
a province, or under one written name; or where their wording is alike. Mentions without a day
meet whatever lies at their place, and those with rare words in common meet wherever they lie. A
block that is still crowded is cut into neighbourhoods. What a person added meets all that lies at
its place and days, but takes no room in a block: the pairs of the rest stay what they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations
from math import cos, floor, radians

from rasd.merge.compare import contradicted
from rasd.merge.passages import Passages
from rasd.merge.profile import Outline, Spot
from rasd.merge.rarity import rarity
from rasd.merge.sketch import Sketch
from rasd.merge.weights import Weights
from rasd.model import PlacePrecision, SubEventType

Pair = tuple[int, int]
Key = tuple[Hashable, ...]

_SPAN_DAYS = 4
LONGEST_DAYS = 62
"""A mention dated more loosely than this meets others by wording only."""
_CROWD = 48
"""A block with more mentions than this is cut."""
_NEIGHBOURS = 12
"""Neighbours on either side in a cut block."""
_TOGETHER = 12.0
"""Rarity that their shared words have in all."""
_KNOWN = 40
"""A word of more mentions than this brings none together."""
_PARTNERS = 16
"""Most mentions before it that one meets by rare words: those that share most."""
_KM_PER_DEGREE = 111.2
_AREAS = frozenset({PlacePrecision.ADMIN1, PlacePrecision.ADMIN2})


def candidate_pairs(
    sketches: Sequence[Sketch],
    *,
    weights: Weights,
    passages: Passages,
    added: Collection[str] = (),
) -> frozenset[Pair]:
    """Pairs `(i, j)`, `i < j`, of positions in `sketches` that should be compared.

    Those that contradict each other, four of five that meet, are left out: to see that costs a
    tenth of a comparison. `added` are the ids of mentions that people added.
    """
    own = [n for n, each in enumerate(sketches) if each.id in added]
    if not own:
        return _found_pairs(sketches, weights=weights, passages=passages)
    found = [n for n, each in enumerate(sketches) if each.id not in added]
    pairs = _found_pairs([sketches[n] for n in found], weights=weights, passages=passages)
    among = {(found[i], found[j]) for i, j in pairs}
    return frozenset(among | set(_beside(own, sketches, weights)))


def may_meet_added(one: Outline, other: Outline, *, weights: Weights) -> bool:
    """Whether two mentions, one or both of which a person added, should be compared.

    They lie at one place within their days, however crowded it is there. So all that one meets is
    found by place and time alone; a person's report that lacks either is joined by people.
    """
    return (
        one.id != other.id
        and _is_dated(one)
        and _is_dated(other)
        and _share_place(one, other, weights)
        and not contradicted(one, other, weights=weights)
    )


def _is_dated(each: Outline) -> bool:
    return each.days is not None and each.days[1] - each.days[0] <= LONGEST_DAYS


def _share_place(one: Outline, other: Outline, weights: Weights) -> bool:
    here, there = one.spot, other.spot
    if here is None or there is None or one.statement or other.statement:
        return False
    if here.country != there.country and None not in (here.country, there.country):
        return False
    if not set(_fine_keys(here, weights)).isdisjoint(_fine_keys(there, weights)):
        return True
    areas = here.precision in _AREAS or there.precision in _AREAS
    return (
        areas
        and here.admin1 is not None
        and (here.country, here.admin1) == (there.country, there.admin1)
    )


def _beside(own: Sequence[int], sketches: Sequence[Sketch], weights: Weights) -> Iterator[Pair]:
    """The pairs of what people added with each other and with all the rest."""
    at_time: dict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(sketches):
        for time in _times(each, weights) if each.days is not None else ():
            at_time[time].append(number)
    for i in own:
        if sketches[i].days is None:
            continue
        near = {j for time in _times(sketches[i], weights) for j in at_time[time]}
        for j in near:
            if may_meet_added(sketches[i], sketches[j], weights=weights):
                yield (i, j) if i < j else (j, i)


def _found_pairs(
    sketches: Sequence[Sketch], *, weights: Weights, passages: Passages
) -> frozenset[Pair]:
    families = kind_families(weights)
    fine: dict[Key, list[int]] = defaultdict(list)
    areas: dict[Key, list[int]] = defaultdict(list)
    inside: dict[Key, list[int]] = defaultdict(list)
    dated: dict[Key, list[int]] = defaultdict(list)
    undated: dict[Key, list[int]] = defaultdict(list)
    for number, each in enumerate(sketches):
        if each.spot is None or each.statement:
            continue
        keys = tuple(_fine_keys(each.spot, weights))
        for key in keys:
            (undated if each.days is None else dated)[families[each.kind], *key].append(number)
        if each.days is None:
            continue
        for time in _times(each, weights):
            head = (families[each.kind], time)
            for key in keys:
                fine[*head, *key].append(number)
            if each.spot.admin1 is not None:
                side = areas if each.spot.precision in _AREAS else inside
                side[*head, each.spot.country, each.spot.admin1].append(number)
    pairs: set[Pair] = set()

    def add(met: Iterable[Pair]) -> None:
        # Block by block: all that meet are four times as many as those that are kept.
        pairs.update(
            [
                pair
                for pair in met
                if pair not in pairs
                and not contradicted(sketches[pair[0]], sketches[pair[1]], weights=weights)
            ]
        )

    for members in (*_by_quotes(sketches), *fine.values()):
        if len(members) > 1:
            add(_within(members, sketches))
    for key, members in areas.items():
        add(_across(members, inside.get(key, ()), sketches))
    for key, members in undated.items():
        add(_across(members, dated.get(key, ()), sketches))
    add(_by_rare_words(sketches))
    add(_copied(sketches, passages))
    return frozenset(pairs)


def _by_quotes(sketches: Sequence[Sketch]) -> Iterable[list[int]]:
    """Those with a run of their quotes in common; most runs are one mention's alone."""
    met: set[int] = set()
    shared: dict[int, list[int]] = {}
    for each in sketches:
        shared.update((run, []) for run in each.quote if run in met)
        met.update(each.quote)
    for number, each in enumerate(sketches):
        for run in each.quote:
            if run in shared:
                shared[run].append(number)
    return shared.values()


def kind_families(weights: Weights) -> Mapping[SubEventType, str]:
    """Kinds that may meet, directly or through others, under the first one's name."""
    family = {kind: kind.value for kind in SubEventType}
    for kind, others in weights.compatible.items():
        names = {family[each] for each in (kind, *others)}
        family = {each: min(names) if name in names else name for each, name in family.items()}
    return family


def _times(each: Outline, weights: Weights) -> range:
    assert each.days is not None
    start, end = each.days
    if end - start > LONGEST_DAYS:
        return range(0)
    slack = int(weights.limits["date.slack_days"])
    # Only one side needs the slack for two intervals to meet; both get it, order must not matter.
    return range((start - slack) // _SPAN_DAYS, (end + slack) // _SPAN_DAYS + 1)


def _fine_keys(spot: Spot, weights: Weights) -> Iterator[Key]:
    if spot.point is not None:
        lat, lon = spot.point
        reach = weights.limits["place.near_km"] / 2 / _KM_PER_DEGREE
        wide = reach / max(0.2, cos(radians(lat)))
        for row in range(floor((lat - reach) * 2), floor((lat + reach) * 2) + 1):
            for column in range(floor((lon - wide) * 2), floor((lon + wide) * 2) + 1):
                yield "cell", row, column
    if spot.name and spot.precision is not PlacePrecision.COUNTRY:
        yield "name", *spot.name


def _within(members: Sequence[int], sketches: Sequence[Sketch]) -> Iterable[Pair]:
    """Pairs of members, which come in their order."""
    if len(members) <= _CROWD:
        return combinations(members, 2)
    lined = sorted(members, key=lambda number: _nearness(sketches[number]))
    near = ((i, j) for at, i in enumerate(lined) for j in lined[at + 1 : at + 1 + _NEIGHBOURS])
    return ((i, j) if i < j else (j, i) for i, j in near)


def _across(
    areas: Sequence[int], inside: Sequence[int], sketches: Sequence[Sketch]
) -> Iterator[Pair]:
    yield from _within(areas, sketches)
    if len(areas) * len(inside) <= _CROWD * _CROWD:
        for i in areas:
            for j in inside:
                yield (i, j) if i < j else (j, i)
    else:
        yield from _within(sorted([*areas, *inside]), sketches)


def _by_rare_words(sketches: Sequence[Sketch]) -> Iterator[Pair]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(sketches):
        for stem in each.rare:
            holders[stem].append(number)
    shared_with: list[tuple[float, int]]
    for number, each in enumerate(sketches):
        shared: dict[int, float] = defaultdict(float)
        for stem in each.rare:
            held, value = holders[stem], rarity(stem)
            if len(held) <= _KNOWN:
                for other in held:
                    if other < number:
                        shared[other] += value
        shared_with = [(-value, i) for i, value in shared.items() if value >= _TOGETHER]
        for _, i in nsmallest(_PARTNERS, shared_with):
            yield (i, number)


def _nearness(each: Sketch) -> tuple[object, ...]:
    spot, days = each.spot, each.days
    return (
        days or (0, 0),
        each.perpetrators,
        spot.name if spot else (),
        each.tolls,
        each.id,
    )


def _copied(sketches: Sequence[Sketch], passages: Passages) -> Iterator[Pair]:
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(sketches):
        by_document[each.doc_id].append(number)
    for copy, origin in passages:
        for i in by_document.get(copy, ()):
            for j in by_document.get(origin, ()):
                yield (i, j) if i < j else (j, i)
