"""Decides which of several places a name means, with the document's other places and headings.

``ذيبان`` under a heading for Syria is the town on the Euphrates, not the one in Jordan. What
speaks for a row: the countries that the other names point to, the unit named right after it,
its neighbours in the passage, the word before it, and how well known it is. Where too little
does, no row is chosen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10
from operator import itemgetter

from rasd.annotate.places import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.knowledge import Knowledge
from rasd.knowledge.gazetteer import Gazetteer, PlaceRow
from rasd.knowledge.provinces import load_group_provinces
from rasd.model import distance_km
from rasd.model.frozen import Frozen
from rasd.resolve.places import NEAR_KM

_FAR_KM = 250.0
_AREA = frozenset({"admin1", "region", "country", "sea", "admin2"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the document says of where it is.

    `countries` sums all votes; `own` holds, by the candidates of a name, what that name itself
    gave, so that a name is never its own witness; `admin1` counts governorates.
    """

    countries: dict[str, float]
    admin1: dict[str, int]
    own: dict[tuple[int, ...], dict[str, float]] = field(default_factory=dict)
    total: float = field(init=False)
    leader: str | None = field(init=False)
    """The first country of those with most votes, whatever they come to."""
    main: str | None = field(init=False)
    """The country that most votes go to; `None` where nothing votes."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.countries.values(), 0.0))
        top = max(self.countries.items(), key=itemgetter(1), default=(None, 0.0))
        object.__setattr__(self, "leader", top[0])
        object.__setattr__(self, "main", top[0] if top[1] > 0 else None)

    def share(self, country: str, candidates: tuple[int, ...]) -> tuple[float, float]:
        """The part of the votes by other names that a country has, and how many they are."""
        own = self.own.get(candidates)
        if own is None:
            total, votes = self.total, self.countries.get(country, 0.0)
        else:
            total = self.total - sum(own.values(), 0.0)
            votes = self.countries.get(country, 0.0) - own.get(country, 0.0)
        if total <= 0.01:
            return 0.0, 0.0
        return max(0.0, votes) / total, total


def survey(
    spans: Iterable[PlaceSpan], knowledge: Knowledge, votes: Mapping[str, int]
) -> Surroundings:
    """Counts the countries and governorates that a document's names point to.

    A name counts at most three times, the more the better known the place; one that several
    countries share is split among them.
    """
    countries: dict[str, float] = defaultdict(float)
    for country, n in votes.items():
        countries[country] += min(n, 6) * _PARTY_VOTE
    admin1: dict[str, int] = defaultdict(int)
    own: dict[tuple[int, ...], dict[str, float]] = {}
    seen: Counter[tuple[int, ...]] = Counter()
    gazetteer = knowledge.gazetteer
    for span in spans:
        if span.capital_of and span.capital_of != MAIN_COUNTRY:
            countries[span.capital_of] += 2
        if not span.candidates or not span.trusted:
            continue
        seen[span.candidates] += 1
        if seen[span.candidates] > _MOST_VOTES:
            continue
        pull = pull_of(span.candidates, gazetteer)
        if pull.quarters:
            continue
        heaviest = pull.heaviest
        if span.kinds and len(pull.countries) == 1:
            heaviest = max(heaviest, 1.0)
        mine = own.setdefault(span.candidates, {})
        for country, value in pull.countries:
            vote = heaviest * value * value / pull.total
            if span.relation in (Relation.DATELINE, Relation.PARTY):
                vote /= 2
            countries[country] += vote
            mine[country] = mine.get(country, 0.0) + vote
        if pull.governorate is not None:
            admin1[pull.governorate] += 2
    return Surroundings(countries, admin1, own)


class Pull(Frozen, frozen=True):
    """What the places that bear one name vote for, whatever text names them."""

    places: tuple[tuple[PlaceRow, float], ...]
    """Each place with how well known it is."""
    countries: tuple[tuple[str, float], ...]
    """Each country with how well known its place of the name is."""
    heaviest: float
    total: float
    """The sum of the squares of the countries' values."""
    governorate: str | None
    """The one that all of them lie in."""
    unit: bool
    """Whether one of them is a country or a governorate."""
    quarters: bool
    """Whether all are quarters of towns."""


@lru_cache(maxsize=20_000)
def pull_of(candidates: tuple[int, ...], gazetteer: Gazetteer) -> Pull:
    """What the places of a name vote for; remembered, for news names the same places."""
    rows = [gazetteer.entries[index] for index in candidates]
    places = tuple([(row, prominence(row)) for row in rows])
    best: dict[str, float] = {}
    for row, known in places:
        best[row.country] = max(best.get(row.country, 0.0), known)
    units = {row.admin1_id for row in rows if row.admin1_id}
    return Pull(
        places=places,
        countries=tuple(best.items()),
        heaviest=max(best.values(), default=0.0),
        total=sum([value * value for value in best.values()]),
        governorate=units.pop() if len(units) == 1 else None,
        unit=any(row.kind in _UNITS for row in rows),
        quarters=all(row.kind == "neighbourhood" for row in rows),
    )


def prominence(row: PlaceRow) -> float:
    """How likely a report far from a place still means it by its bare name: 0.2 to 3."""
    if row.kind == "country":
        return 3.0
    if row.kind == "admin1":
        return 1.6
    if row.kind in ("region", "sea", "strait"):
        return 1.2
    if row.kind in ("city", "town") and row.population > 0:
        return max(0.3, min(2.2, (log10(row.population) - 3.0) * 0.6))
    if row.kind in _FACILITIES:
        return 1.0
    return 0.5 if row.kind in ("city", "town", "admin2") else 0.3


class Neighbour(Frozen, frozen=True):
    """A place already settled beside a name: how many words off, and whether it contains it.

    ``في قرية X بريف Y``: what follows at once and is called countryside, district or
    surroundings holds the name.
    """

    row: PlaceRow
    words: int
    holds: bool = False


def choose(
    span: PlaceSpan,
    surroundings: Surroundings,
    local: Sequence[Neighbour],
    knowledge: Knowledge,
) -> PlaceRow | None:
    """The row a name means here, or `None` where no row fits.

    `local` are the places already settled in the same passage and under its heading.
    """
    gazetteer = knowledge.gazetteer
    if span.province:
        return _province(span.province, gazetteer)
    if span.capital_of:
        iso = span.capital_of
        if iso == MAIN_COUNTRY:
            near = next((other.row.country for other in local if other.row.country), None)
            iso = near or main_country(surroundings) or ""
        country = gazetteer.countries.get(iso)
        return gazetteer.place(country.capital_id) if country else None
    best: tuple[float, int, str] | None = None
    chosen: PlaceRow | None = None
    quarter, capital = "neighbourhood" in span.kinds, "capital" in span.kinds
    for row, known in pull_of(span.candidates, gazetteer).places:
        if quarter and row.kind not in _QUARTERS:
            continue
        score = _score(row, known, span, surroundings, local)
        if capital and row.country in gazetteer.countries:
            score += 4.0 if gazetteer.countries[row.country].capital_id == row.id else 0.0
        key = (score, row.population, row.id)
        if best is None or key > best:
            best, chosen = key, row
    if best is not None and best[0] < _REFUSE:
        return None
    return chosen


def main_country(surroundings: Surroundings) -> str | None:
    """The country that most votes of a document go to."""
    return surroundings.main


def main_province(surroundings: Surroundings, knowledge: Knowledge) -> PlaceRow | None:
    """The governorate that most of a document's names lie in, if there is one."""
    units = surroundings.admin1
    if not units:
        return None
    unit, votes = max(units.items(), key=itemgetter(1))
    if votes < _MOST * sum(units.values()) or votes < _LEAST_VOTES:
        return None
    row = knowledge.gazetteer.place(unit)
    return row if row is not None and row.country == main_country(surroundings) else None


_MOST = 0.7
_LEAST_VOTES = 2


def _province(ident: str, gazetteer: Gazetteer) -> PlaceRow | None:
    """The chief unit of a group's own province."""
    for province in load_group_provinces():
        if province.id == ident and province.place_ids:
            return gazetteer.place(province.place_ids[0])
    return None


_MOST_VOTES = 3
_PARTY_VOTE = 0.3
_REFUSE = 0.0
_WITNESSES = 2.0
_UNITS = frozenset({"country", "admin1"})
_SETTLEMENTS = frozenset({"city", "town", "village", "admin2"})
_FACILITIES = frozenset({"base", "airport", "dam", "crossing", "camp", "port"})
_QUARTERS = frozenset({"neighbourhood", "other", "camp", "road"})


def _score(
    row: PlaceRow,
    known: float,
    span: PlaceSpan,
    surroundings: Surroundings,
    local: Sequence[Neighbour],
) -> float:
    """The case for one row, so well known; below zero the name is better left without one."""
    score = 1.0 + known - (0.0 if span.trusted else 0.8)
    if span.country:
        score += 3.0 if row.country == span.country else -3.0
    share, total = surroundings.share(row.country, span.candidates)
    if total > 0.0:
        certainty = min(1.0, total / _WITNESSES)
        score += certainty * 3.0 * share
        if share < _LITTLE:
            score -= certainty * max(0.0, 4.0 - 1.5 * known)
    score += _kind_score(row, span)
    if share < _LITTLE and "village" in span.kinds and row.population > _VILLAGE_HEADS:
        score -= 1.5
    fits = [_fit(row, other) / (1.0 + other.words / 12.0) for other in local]
    if fits:
        score += max(0.0, *fits) + min(0.0, *fits)
    if known < _KNOWN and local and _far_from_all(row, local):
        score -= 5.0
    best = max(fits, default=0.0)
    if share < _SOME and not best > 0.0:
        score -= 2.0 if not span.trusted else 1.5 if known < 1.0 else 0.0
    facility = row.kind in _FACILITIES
    if facility and span.end - span.start > 1 and len(span.candidates) == 1:
        score += 4.0
    if (
        "landmark" in span.cues
        and (share < _SOME or known < _KNOWN)
        and not (facility or best >= 1.5)
    ):
        score -= 3.0
    if row.kind in _QUARTERS and row.kind != "camp":
        score -= _out_of_town(row, surroundings, local)
    if row.admin1_id and surroundings.admin1.get(row.admin1_id, 0):
        score += 0.6
    return score


def _far_from_all(row: PlaceRow, local: Sequence[Neighbour]) -> bool:
    """Whether every place named beside a small one lies in another governorate and far off."""
    others = [other.row for other in local if other.row.kind not in ("country", "region", "sea")]
    return bool(others) and all(
        (not row.admin1_id or other.admin1_id != row.admin1_id)
        and distance_km(row.lat, row.lon, other.lat, other.lon) > _UNIT_KM
        for other in others
    )


_KNOWN = 0.6


def _out_of_town(row: PlaceRow, surroundings: Surroundings, local: Sequence[Neighbour]) -> float:
    """What speaks against a quarter of a town that nobody names: ``حي النصر`` is everywhere."""
    others = [other.row for other in local if other.row.kind != "country"]
    if any(distance_km(row.lat, row.lon, other.lat, other.lon) < NEAR_KM for other in others):
        return 0.0
    elsewhere = any(o.admin1_id and o.admin1_id != row.admin1_id for o in others)
    if row.kind == "neighbourhood" and (elsewhere or not surroundings.admin1.get(row.admin1_id, 0)):
        return _UNHEARD_OF
    return 3.0


_UNHEARD_OF = 8.0
_LITTLE = 0.08
_SOME = 0.2
_VILLAGE_HEADS = 30_000
_UNIT_KM = 80.0
_BESIDE = 3


def _kind_score(row: PlaceRow, span: PlaceSpan) -> float:
    score = 0.0
    if span.kinds:
        score += 1.0 if _kind_fits(row.kind, span.kinds) else -1.5
        if row.kind == "country" and not span.kinds & _UNITS:
            score -= 6.0
        if "city" not in span.kinds and row.kind == "city" and "village" in span.kinds:
            score -= 3.0
        if row.kind in ("admin1", "region") and span.kinds <= _SETTLEMENTS:
            score -= 4.0
        elif row.kind in ("admin1", "admin2") and not span.level and not span.kinds & _UNITS:
            score -= 1.0
    elif row.kind in ("admin1", "admin2") and not span.level:
        score -= 0.6
    if span.relation is Relation.AROUND and row.kind == "admin1":
        score += 2.5
    if row.kind in _FACILITIES and not (span.kinds & {"any", "camp", "base"} and span.trusted):
        score -= 2.0
    return score


def _fit(row: PlaceRow, neighbour: Neighbour) -> float:
    """How well a row goes with a place named beside it."""
    other = neighbour.row
    beside = neighbour.words <= _BESIDE
    if other.country != row.country:
        return -4.0 if neighbour.holds or (beside and other.kind == "admin1") else -1.0
    if other.kind == "country":
        return 1.0
    if row.admin1_id and row.admin1_id == (other.id if other.kind == "admin1" else other.admin1_id):
        return 2.0
    gap = distance_km(row.lat, row.lon, other.lat, other.lon)
    if gap > _UNIT_KM and row.kind not in _AREA:
        if other.kind == "admin1":
            return -6.0 if beside else -1.0
        if neighbour.holds:
            return -4.0
    if row.kind == "admin1" and other.admin1_id:
        return 0.3 if gap < _FAR_KM else 0.0
    if row.kind in _AREA or other.kind in _AREA:
        return 0.8 if gap < _FAR_KM else 0.0
    return 1.5 if gap < NEAR_KM else 0.3 if gap < _FAR_KM else -0.5


def _kind_fits(kind: str, kinds: frozenset[str]) -> bool:
    return kind in kinds or ("any" in kinds and kind not in ("country",))
