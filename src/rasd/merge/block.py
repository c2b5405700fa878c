"""Decides which mentions are worth comparing, so that the cost of one stays flat.

Two mentions meet where kind, days and place could be one incident's: in a cell of the map,
a province, or under one written name; or where their wording is alike. Mentions without a day
meet whatever lies at their place, and those with rare words in common meet wherever they lie. A
block that is still crowded is cut into neighbourhoods. What a person added meets all that lies at
its place and days, but takes no room in a block: the pairs of the rest stay what they are.

Blocks lie in tables on disk (`rasd.model.scratch`): memory holds one at a time.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from enum import IntEnum
from functools import lru_cache, partial
from heapq import nsmallest
from itertools import combinations, groupby
from math import cos, floor, radians
from operator import itemgetter

from rasd.merge.compare import contradicted
from rasd.merge.passages import Passages
from rasd.merge.profile import Outline, Spot
from rasd.merge.rarity import rarity
from rasd.merge.sketch import Sketch
from rasd.merge.weights import Weights
from rasd.model import PlacePrecision, SubEventType
from rasd.model.scratch import Scratch

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
_NO_TIME = -1_000_000
"""Of blocks whose mentions meet whenever they lie."""
_HALF = 1 << 63
"""What a number of 64 bits is lowered by: SQLite knows those with a sign."""
_PLACES = 10_000
"""Places whose keys are remembered."""
_AT_ONCE = 500
"""Mentions whose rows are put into tables at once."""
_LATELY = 100_000
"""Pairs that are remembered, since most are met again in the next block."""
_TABLES = """
    CREATE TABLE met(time INTEGER, key BLOB, member INTEGER);
    CREATE TABLE rare(number INTEGER, stem BLOB);
    CREATE TABLE holders(stem BLOB PRIMARY KEY, value REAL, numbers BLOB) WITHOUT ROWID;
    CREATE TABLE telling(doc_id BLOB, number INTEGER);
    CREATE TABLE pair(one INTEGER, other INTEGER);
"""


class _Side(IntEnum):
    """Who meets whom in a block: those within each other and those behind, these nobody else."""

    WITHIN = 0
    BEHIND = 1


def candidate_pairs(
    sketches: Mapping[int, Sketch],
    *,
    weights: Weights,
    passages: Passages,
    added: Collection[str] = (),
) -> Iterator[Pair]:
    """Pairs `(i, j)`, `i < j`, of numbers of `sketches` that should be compared, in order.

    Those that contradict each other, four of five that meet, are left out: to see that costs a
    tenth of a comparison. `added` are the ids of mentions that people added.
    """
    with closing(Scratch(_TABLES)) as scratch:
        own = _file(sketches, scratch, weights=weights, passages=passages, added=added)
        kept = _not_contradicted(_met(sketches, scratch, passages), sketches, weights)
        scratch.put("INSERT INTO pair VALUES (?, ?)", kept)
        scratch.put("INSERT INTO pair VALUES (?, ?)", _beside(own, sketches, weights))
        yield from scratch.each("SELECT DISTINCT one, other FROM pair ORDER BY one, other")


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


def _beside(own: Sequence[int], sketches: Mapping[int, Sketch], weights: Weights) -> Iterator[Pair]:
    """The pairs of what people added with each other and with all the rest."""
    at_time: dict[int, list[int]] = defaultdict(list)
    for i in own:
        for time in _times(sketches[i], weights):
            at_time[time].append(i)
    if not at_time:
        return
    for j, each in sketches.items():
        for i in {i for time in _times(each, weights) for i in at_time.get(time, ())}:
            if may_meet_added(sketches[i], each, weights=weights):
                yield (i, j) if i < j else (j, i)


def _file(
    sketches: Mapping[int, Sketch],
    scratch: Scratch,
    *,
    weights: Weights,
    passages: Passages,
    added: Collection[str],
) -> list[int]:
    """Puts all that people did not add into the tables; the numbers of what they added."""
    own: list[int] = []
    families = kind_families(weights)
    keys = lru_cache(_PLACES)(partial(_keys, weights=weights))
    met: list[tuple[int, int | bytes, int]] = []
    rare: list[tuple[int, bytes]] = []
    telling: list[tuple[bytes, int]] = []

    def put() -> None:
        scratch.put("INSERT INTO met VALUES (?, ?, ?)", met)
        scratch.put("INSERT INTO rare VALUES (?, ?)", rare)
        scratch.put("INSERT INTO telling VALUES (?, ?)", telling)
        for rows in (met, rare, telling):
            rows.clear()

    for number, each in sketches.items():
        if each.id in added:
            own.append(number)
            continue
        within, behind = 2 * number + _Side.WITHIN, 2 * number + _Side.BEHIND
        met += [(_NO_TIME, run - _HALF, within) for run in each.quote]
        if each.spot is not None and not each.statement:
            fine, area = keys(each.spot, families[each.kind])
            whenever = within if each.days is None else behind
            met += [(_NO_TIME, key, whenever) for key in fine]
            for time in _times(each, weights):
                met += [(time, key, within) for key in fine]
                if area is not None:
                    met.append((time, area, within if each.spot.precision in _AREAS else behind))
        rare += [(number, _bytes(stem)) for stem in each.rare]
        if passages:
            telling.append((_bytes(each.doc_id), number))
        if not number % _AT_ONCE:
            put()
    put()
    return own


def _keys(spot: Spot, family: str, *, weights: Weights) -> tuple[tuple[bytes, ...], bytes | None]:
    """What those at one place meet by, and those in one area."""
    fine = tuple(_key(family, *key) for key in _fine_keys(spot, weights))
    area = None if spot.admin1 is None else _key(family, "area", spot.country, spot.admin1)
    return fine, area


def _key(*parts: Hashable) -> bytes:
    return _bytes("\x1f".join(map(str, parts)))


def _bytes(text: str) -> bytes:
    # Half a pair of letters of UTF-16 is a letter here, and no text for a table.
    return text.encode("utf-8", "surrogatepass")


def _met(sketches: Mapping[int, Sketch], scratch: Scratch, passages: Passages) -> Iterator[Pair]:
    """All that meet, block by block."""
    # Blocks of one time follow each other: the same mentions are looked at in all of them.
    for (members,) in scratch.each(
        "SELECT group_concat(member) FROM met GROUP BY time, key"
        " HAVING count(*) > 1 AND min(member & 1) = 0"
    ):
        within: list[int] = []
        behind: list[int] = []
        for member in sorted(map(int, members.split(","))):
            (behind if member & 1 else within).append(member >> 1)
        yield from _across(within, behind, sketches)
    yield from _by_rare_words(scratch)
    yield from _copied(scratch, passages)


def _not_contradicted(
    pairs: Iterable[Pair], sketches: Mapping[int, Sketch], weights: Weights
) -> Iterator[Pair]:
    lately: set[Pair] = set()
    for pair in pairs:
        if pair in lately:
            continue
        if len(lately) >= _LATELY:
            lately.clear()
        lately.add(pair)
        if not contradicted(sketches[pair[0]], sketches[pair[1]], weights=weights):
            yield pair


def kind_families(weights: Weights) -> Mapping[SubEventType, str]:
    """Kinds that may meet, directly or through others, under the first one's name."""
    family = {kind: kind.value for kind in SubEventType}
    for kind, others in weights.compatible.items():
        names = {family[each] for each in (kind, *others)}
        family = {each: min(names) if name in names else name for each, name in family.items()}
    return family


def _times(each: Outline, weights: Weights) -> range:
    """The times at which a mention meets others by its place."""
    if each.days is None:
        return range(0)
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


def _within(members: Sequence[int], sketches: Mapping[int, Sketch]) -> Iterable[Pair]:
    """Pairs of members, which come in their order."""
    if len(members) <= _CROWD:
        return combinations(members, 2)
    lined = sorted(members, key=lambda number: _nearness(sketches[number]))
    near = ((i, j) for at, i in enumerate(lined) for j in lined[at + 1 : at + 1 + _NEIGHBOURS])
    return ((i, j) if i < j else (j, i) for i, j in near)


def _across(
    areas: Sequence[int], inside: Sequence[int], sketches: Mapping[int, Sketch]
) -> Iterator[Pair]:
    yield from _within(areas, sketches)
    if len(areas) * len(inside) <= _CROWD * _CROWD:
        for i in areas:
            for j in inside:
                yield (i, j) if i < j else (j, i)
    else:
        yield from _within(sorted([*areas, *inside]), sketches)


def _by_rare_words(scratch: Scratch) -> Iterator[Pair]:
    scratch.put("INSERT INTO holders VALUES (?, ?, ?)", _holders(scratch))
    shared: dict[int, float]
    # Values of a mention come in the order of its words: they are summed up as ever.
    rows = scratch.each(
        "SELECT number, value, numbers FROM rare CROSS JOIN holders USING (stem)"
        " ORDER BY rare.rowid"
    )
    for number, words in groupby(rows, itemgetter(0)):
        shared = defaultdict(float)
        for _, value, numbers in words:
            for other in array("I", numbers):
                if other < number:
                    shared[other] += value
        shared_with = [(-value, i) for i, value in shared.items() if value >= _TOGETHER]
        for _, i in nsmallest(_PARTNERS, shared_with):
            yield (i, number)


def _holders(scratch: Scratch) -> Iterator[tuple[bytes, float, bytes]]:
    """The words that bring mentions together, with what each says and who holds it."""
    for stem, numbers in scratch.each(
        "SELECT stem, group_concat(number) FROM rare GROUP BY stem HAVING count(*) BETWEEN 2 AND ?",
        _KNOWN,
    ):
        value = rarity(stem.decode("utf-8", "surrogatepass"))
        yield stem, value, array("I", map(int, numbers.split(","))).tobytes()


def _nearness(each: Sketch) -> tuple[object, ...]:
    spot, days = each.spot, each.days
    return (
        days or (0, 0),
        each.perpetrators,
        spot.name if spot else (),
        each.tolls,
        each.id,
    )


def _copied(scratch: Scratch, passages: Passages) -> Iterator[Pair]:
    scratch.do("CREATE INDEX telling_doc_id ON telling(doc_id)")
    of = "SELECT number FROM telling WHERE doc_id = ?"
    for copy, origin in passages:
        told = [i for (i,) in scratch.each(of, _bytes(origin))]
        for (j,) in scratch.each(of, _bytes(copy)) if told else ():
            for i in told:
                yield (i, j) if i < j else (j, i)
