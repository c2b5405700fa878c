"""What two mentions share and where they differ, as named numbers that the weights multiply.

Every feature is one or the size of an agreement: how many doublings two tolls are apart, which
part of the rare words is shared. None looks at anything but the two mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log2
from typing import NamedTuple

from rapidfuzz import fuzz

from rasd.merge.passages import Passages, same_passage
from rasd.merge.profile import Profile, Spot
from rasd.merge.weights import Weights
from rasd.model import Count, PlacePrecision, distance_km

Measured = tuple[str, float]

_ALIKE = 85.0
"""Names of this likeness (0 to 100) are one name written in two ways."""
_AT_ONE_PLACE = frozenset({"same", "close", "named", "named_alike"})
_ON_ONE_DAY = frozenset({"same_day", "overlap"})
_MOST_NAMES = 3
_MUCH = 60.0
"""Rarity of shared words that is as much as says anything: seven or eight names."""


class Wording(NamedTuple):
    """What the words of two mentions have in common.

    `quote` is the part of the word runs of the quotes that stands in both, `rarity` what the rare
    words say that stand around both, `names` how many runs of two words that name do.
    """

    passage: bool
    quote: float
    rarity: float
    names: int


class Relation(NamedTuple):
    """How two mentions lie to each other in space, time and words."""

    place: str
    day: str
    wording: Wording


def relation(
    a: Profile, b: Profile, *, limits: Mapping[str, float], passages: Passages
) -> Relation:
    """The relation of a pair; `limits` tells near from far."""
    return Relation(
        place_relation(a, b, limits),
        day_relation(a.days, b.days, limits),
        shared_wording(a, b, passages),
    )


def shared_wording(a: Profile, b: Profile, passages: Passages) -> Wording:
    """What the words of a pair have in common."""
    return Wording(
        bool(passages) and same_passage(a.doc_id, a.passages, b.doc_id, b.passages, passages),
        _shared_part(a.quote, b.quote),
        _shared_rarity(a.rare, b.rare),
        0 if a.names.isdisjoint(b.names) else len(a.names & b.names),
    )


def measured(a: Profile, b: Profile, found: Relation) -> list[Measured]:
    """The features of a pair that are not zero; `found` is its relation."""
    return [
        *_kinds(a, b),
        *_place_and_day(found.place, found.day),
        *_parties(a, b),
        *_tolls(a, b),
        *_details(a, b),
        *_wording(a, b, found.wording),
    ]


def most_measured(a: Profile, b: Profile, day: str, wording: Wording, weights: Weights) -> float:
    """What the features of a pair add to its score at the most, whatever their places are."""
    of = weights.of
    at_place = max(0.0, of["date.at_place"]) if day in _ON_ONE_DAY else 0.0
    worded = sum([of[name] * value for name, value in _wording(a, b, wording)])
    return of[f"date.{day}"] + weights.best_place + at_place + worded + min(a.reach, b.reach)


def _place_and_day(place: str, day: str) -> Iterator[Measured]:
    yield f"place.{place}", 1.0
    yield f"date.{day}", 1.0
    # A town is shelled on many days, and many towns on one: the two together say the most.
    if place in _AT_ONE_PLACE and day in _ON_ONE_DAY:
        yield "date.at_place", 1.0


def place_relation(a: Profile, b: Profile, limits: Mapping[str, float]) -> str:
    """How the places of two mentions lie to each other."""
    one, other = a.spot, b.spot
    if one is None or other is None:
        return "named" if _stands_in(one, b) or _stands_in(other, a) else "missing"
    km = None if one.point is None or other.point is None else distance_km(*one.point, *other.point)
    if _one_row(one, other, km, limits["place.same_km"]):
        both_exact = PlacePrecision.NEAR not in (one.precision, other.precision)
        return "same" if both_exact else "close"
    named = _stands_in(one, b) or _stands_in(other, a)
    if _is_own(one) and _is_own(other):
        if (km is None or km <= limits["place.near_km"]) and _alike(one, other):
            return "named_alike"
        if not named:
            return "other" if km is None or km <= limits["place.near_km"] else "far"
    if named:
        return "named"
    if km is not None:
        return next((n for n in ("close", "near") if km <= limits[f"place.{n}_km"]), "far")
    if _holds(one, other) or _holds(other, one):
        return "contained"
    return "missing" if PlacePrecision.COUNTRY in (one.precision, other.precision) else "other"


def _shared_rarity(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum([value for stem, value in small.items() if stem in large])


def _shared_part(a: frozenset[int], b: frozenset[int]) -> float:
    if a.isdisjoint(b):  # nine pairs of ten
        return 0.0
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


def _one_row(a: Spot, b: Spot, km: float | None, same_km: float) -> bool:
    """Whether both are one row of the gazetteer, or two rows at one spot."""
    if not (a.listed and b.listed) or km is None:
        return False
    return km <= same_km or (a.geonameid is not None and a.geonameid == b.geonameid)


def _is_own(spot: Spot) -> bool:
    """Whether the name is that of the very place: no "south of X", no province."""
    if spot.listed:
        return spot.precision is PlacePrecision.EXACT
    return spot.precision is not PlacePrecision.COUNTRY and bool(spot.bare)


def _stands_in(spot: Spot | None, told: Profile) -> bool:
    """Whether a place of its own is named around the other mention."""
    if spot is None or not spot.bare or not (_is_own(spot) or spot.point):
        return False
    return all(stem in told.rare for stem in spot.bare)


def _alike(a: Spot, b: Spot) -> bool:
    return a.bare == b.bare or fuzz.ratio(" ".join(a.bare), " ".join(b.bare)) >= _ALIKE


def _holds(area: Spot, spot: Spot) -> bool:
    """Whether `area` is a province or district, and `spot` lies in it or is it."""
    if not area.listed:
        return False
    if area.precision is PlacePrecision.ADMIN1:
        return area.admin1 is not None and area.admin1 == spot.admin1
    if area.precision is PlacePrecision.ADMIN2:
        return area.admin2 is not None and area.admin2 == spot.admin2
    return False


def day_relation(
    a: tuple[int, int] | None, b: tuple[int, int] | None, limits: Mapping[str, float]
) -> str:
    if a is None or b is None:
        return "missing_both" if a is b else "missing"
    if a == b and a[0] == a[1]:
        return "same_day"
    if max(a[0], b[0]) > min(a[1], b[1]):
        return "slack"
    longest = max(a[1] - a[0], b[1] - b[0]) + 1
    return "overlap" if longest <= limits["date.short_days"] else "long_overlap"


def _kinds(a: Profile, b: Profile) -> Iterator[Measured]:
    if a.kind is b.kind:
        yield "kind.same", 1.0
        return
    yield "kind.compatible", 1.0
    # Outlets confuse kinds and parties, but seldom both at once.
    if a.perpetrators and b.perpetrators and not _agree(a, b):
        yield "kind.and_perpetrator_other", 1.0


def _agree(a: Profile, b: Profile) -> bool:
    """Whether the perpetrators are the same, or one belongs to the other."""
    return not a.perpetrators.isdisjoint(b.perpetrators_above) or not b.perpetrators.isdisjoint(
        a.perpetrators_above
    )


def _parties(a: Profile, b: Profile) -> Iterator[Measured]:
    if a.perpetrators and b.perpetrators:
        yield f"parties.perpetrator_{'shared' if _agree(a, b) else 'other'}", 1.0
    if a.targets and b.targets:
        # A part and its whole agree; two parts of one whole do not.
        shared = a.targets & b.targets_above or b.targets & a.targets_above
        yield f"parties.target_{'shared' if shared else 'other'}", 1.0
    if a.claimants & b.claimants:
        yield "parties.claimant_shared", 1.0


def _tolls(a: Profile, b: Profile) -> Iterator[Measured]:
    if not a.tolls or not b.tolls:
        return
    theirs = dict(b.tolls)
    equal = size = overlap = apart = 0.0
    for name, count in a.tolls:
        other = theirs.get(name)
        if other is None:
            continue
        low, high = sorted((count, other), key=lambda c: c.min)
        if low.max is not None and low.max < high.min:
            apart += log2((high.min + 1) / (low.max + 1))
        elif _stated(count) and (count.min, count.max) == (other.min, other.max):
            equal += 1.0
            size += log2(1 + count.min)
        else:
            overlap += 1.0
    for name, value in (
        ("equal", equal),
        ("equal_doublings", size),
        ("overlap", overlap),
        ("apart_doublings", apart),
    ):
        if value:
            yield f"toll.{name}", value


def _stated(count: Count) -> bool:
    return count.max is not None


def _details(a: Profile, b: Profile) -> Iterator[Measured]:
    if a.weapons and b.weapons:
        yield f"details.weapon_{'shared' if a.weapons & b.weapons else 'other'}", 1.0
    if a.campaign is not None and a.campaign == b.campaign:
        yield "details.campaign_shared", 1.0
    if a.background is not b.background:
        yield "details.background", 1.0


def _wording(a: Profile, b: Profile, shared: Wording) -> Iterator[Measured]:
    if shared.passage:
        yield "wording.passage", 1.0
    if shared.quote:
        yield "wording.quote", shared.quote
    if shared.rarity:
        yield "wording.rare_part", shared.rarity / min(a.rarity, b.rarity)
        yield "wording.rare", min(1.0, shared.rarity / _MUCH)
    if shared.names:
        yield "wording.names", float(min(_MOST_NAMES, shared.names))
