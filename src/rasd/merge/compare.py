"""Decides whether two mentions of two documents may tell one incident, and says why.

The score is a sum of named features. A contradiction (another country, days apart, towns
apart, kinds that exclude each other, one document that tells both) outweighs any score.
Where place or date is missing or coarse, only shared wording can identify an incident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from rasd.merge.passages import Passages, same_passage
from rasd.merge.profile import Profile, Spot
from rasd.merge.weights import Weights
from rasd.model import Count, PlacePrecision, distance_km

_AREAS = frozenset({PlacePrecision.ADMIN1, PlacePrecision.ADMIN2, PlacePrecision.COUNTRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason for or against: its name, what it adds to the score."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two mentions compared. `merges` where nothing contradicts and the score suffices."""

    features: tuple[Feature, ...]
    contradictions: tuple[str, ...]
    score: float
    identified: bool
    """Whether place and date, or else the wording, single out one incident."""
    merges: bool

    def lines(self) -> tuple[str, ...]:
        """The comparison as lines to read."""
        verdict = "one incident" if self.merges else "not merged"
        head = f"{verdict}: score {self.score:.2f}"
        if not self.identified:
            head += ", neither place and date nor wording single it out"
        return (
            head,
            *(f"contradiction: {reason}" for reason in self.contradictions),
            *(f"{feature.weight:+.2f} {feature.name}" for feature in self.features),
        )


def compare(a: Profile, b: Profile, *, weights: Weights, passages: Passages) -> Comparison:
    """Compares two mentions; the same whichever comes first."""
    if b.id < a.id:
        a, b = b, a
    contradictions = contradict(a, b, weights=weights)
    of = weights.of
    found: list[tuple[str, float]] = []
    same_kind = a.kind is b.kind
    kind = "kind.same" if same_kind else "kind.compatible"
    found.append((kind, of[kind]))
    place = _place(a.spot, b.spot, of)
    date = _date(a.days, b.days, of)
    found += [(name, of[name]) for name in (place, date) if name is not None]
    found += _parties(a, b, of)
    toll = _toll(a, b, of)
    if toll:
        found.append(("toll", toll))
    found += _details(a, b, of)
    wording = _wording(a, b, of, passages)
    found += wording
    strong = any(name == "wording.passage" for name, _ in wording) or (
        min(a.quote_words, b.quote_words) >= of["wording.identity_words"]
        and _shared_part(a, b) >= of["wording.identity"]
    )
    located = place is not None and date is not None and not (a.statement or b.statement)
    score = sum(weight for _, weight in found)
    return Comparison(
        features=tuple(Feature(name=name, weight=round(weight, 3)) for name, weight in found),
        contradictions=contradictions,
        score=round(score, 3),
        identified=strong or located,
        merges=not contradictions and (strong or located) and score >= weights.threshold,
    )


def contradict(a: Profile, b: Profile, *, weights: Weights) -> tuple[str, ...]:
    """What speaks against one incident whatever else agrees."""
    reasons: list[str] = []
    if a.doc_id == b.doc_id:
        reasons.append("one document tells both")
    if a.kind is not b.kind and frozenset({a.kind, b.kind}) not in weights.compatible:
        reasons.append(_differ(a.kind.value, b.kind.value))
    if a.days is not None and b.days is not None:
        apart = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
        if apart > weights.of["date.slack_days"]:
            reasons.append(f"{apart} days apart")
    if a.spot is not None and b.spot is not None:
        reasons += _places_apart(a.spot, b.spot, weights.of["place.apart_km"])
    return tuple(reasons)


def _places_apart(a: Spot, b: Spot, apart_km: float) -> list[str]:
    if a.country and b.country and a.country != b.country:
        return [_differ(a.country, b.country)]
    if a.point is not None and b.point is not None:
        km = distance_km(*a.point, *b.point)
        return [f"{km:.0f} km apart"] if km > apart_km else []
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return [_differ(a.admin1, b.admin1)]
    same_level = PlacePrecision.ADMIN2 in (a.precision, b.precision)
    if same_level and a.admin2 and b.admin2 and a.admin2 != b.admin2:
        return [_differ(a.admin2, b.admin2)]
    return []


def _differ(a: str, b: str) -> str:
    return " is not ".join(sorted((a, b)))


def _place(a: Spot | None, b: Spot | None, of: Mapping[str, float]) -> str | None:
    if a is None or b is None:
        return None
    if a.point is not None and b.point is not None:
        km = distance_km(*a.point, *b.point)
        if (a.geonameid is not None and a.geonameid == b.geonameid) or km <= of["place.same_km"]:
            both_exact = PlacePrecision.NEAR not in (a.precision, b.precision)
            return "place.same" if both_exact else "place.close"
        for name in ("close", "near"):
            if km <= of[f"place.{name}_km"]:
                return f"place.{name}"
        return "place.far"
    if a.precision not in _AREAS and b.precision not in _AREAS and a.name and a.name == b.name:
        return "place.named_alike"
    if _holds(a, b) or _holds(b, a):
        return "place.contained"
    return None


def _holds(area: Spot, spot: Spot) -> bool:
    """Whether `area` is a province or district, and `spot` lies in it or is it."""
    if area.precision is PlacePrecision.ADMIN1:
        return area.admin1 is not None and area.admin1 == spot.admin1
    if area.precision is PlacePrecision.ADMIN2:
        return area.admin2 is not None and area.admin2 == spot.admin2
    return False


def _date(
    a: tuple[int, int] | None, b: tuple[int, int] | None, of: Mapping[str, float]
) -> str | None:
    if a is None or b is None:
        return None
    if a == b and a[0] == a[1]:
        return "date.same_day"
    if max(a[0], b[0]) > min(a[1], b[1]):
        return "date.slack"
    longest = max(a[1] - a[0], b[1] - b[0]) + 1
    return "date.overlap" if longest <= of["date.short_days"] else "date.long_overlap"


def _parties(a: Profile, b: Profile, of: Mapping[str, float]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for role, mine, mine_above, theirs, theirs_above in (
        ("perpetrator", a.perpetrators, a.perpetrators_above, b.perpetrators, b.perpetrators_above),
        ("target", a.targets, a.targets_above, b.targets, b.targets_above),
    ):
        if mine and theirs:
            # A part and its whole agree; two parts of one whole do not.
            shared = mine & theirs_above or theirs & mine_above
            name = f"parties.{role}_{'shared' if shared else 'other'}"
            found.append((name, of[name]))
    if a.claimants & b.claimants:
        found.append(("parties.claimant_shared", of["parties.claimant_shared"]))
    return found


def _toll(a: Profile, b: Profile, of: Mapping[str, float]) -> float:
    theirs = dict(b.tolls)
    total = sum(_count(count, theirs[name], of) for name, count in a.tolls if name in theirs)
    return max(of["toll.least"], min(of["toll.most"], total))


def _count(a: Count, b: Count, of: Mapping[str, float]) -> float:
    low, high = sorted((a, b), key=lambda count: count.min)
    if low.max is not None and low.max < high.min:
        return of["toll.apart_per_doubling"] * log2((high.min + 1) / (low.max + 1))
    if (a.min, a.max) == (b.min, b.max) and a.max is not None:
        return of["toll.equal"] + of["toll.equal_per_doubling"] * log2(1 + a.min)
    return of["toll.overlap"]


def _details(a: Profile, b: Profile, of: Mapping[str, float]) -> list[tuple[str, float]]:
    names: list[str] = []
    if a.weapons and b.weapons:
        names.append("weapon_shared" if a.weapons & b.weapons else "weapon_other")
    if a.campaign is not None and a.campaign == b.campaign:
        names.append("campaign_shared")
    if a.background is not b.background:
        names.append("background")
    return [(f"details.{name}", of[f"details.{name}"]) for name in names]


def _wording(
    a: Profile, b: Profile, of: Mapping[str, float], passages: Passages
) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    if passages and same_passage(a.doc_id, a.passages, b.doc_id, b.passages, passages):
        found.append(("wording.passage", of["wording.passage"]))
    shared = _shared_part(a, b)
    if shared > 0:
        found.append(("wording.quote", of["wording.quote"] * shared))
    return found


def _shared_part(a: Profile, b: Profile) -> float:
    if not a.quote or not b.quote:
        return 0.0
    shared = len(a.quote & b.quote)
    return shared / (len(a.quote) + len(b.quote) - shared)
