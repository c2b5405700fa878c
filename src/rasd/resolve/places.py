"""Decides where a named place is, with the document's other places, headings and outlet.

``ذيبان`` under a heading for Syria is the town on the Euphrates, not the one in Jordan. A place
takes the finest level that is certain: a village that no gazetteer row knows keeps its name
and the coordinates of nothing; its governorate, if the text names it, gives the country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rasd.annotate.places import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.knowledge import Knowledge
from rasd.knowledge.provinces import load_group_provinces
from rasd.knowledge.gazetteer import Gazetteer, PlaceRow
from rasd.model import Place, PlacePrecision

_RANK = {
    "neighbourhood": 6, "camp": 6, "base": 6, "airport": 6, "crossing": 6, "dam": 6, "port": 6,
    "village": 5, "town": 4, "city": 4, "island": 4, "admin2": 3, "region": 2, "admin1": 2,
    "country": 1, "sea": 1, "strait": 1, "road": 5, "other": 5,
}
_NEAR_KM = 60.0
_FAR_KM = 250.0
_AREA = frozenset({"admin1", "region", "country", "sea", "admin2"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the document says of where it is: votes for countries and for governorates."""

    countries: Counter[str]
    admin1: Counter[str]


def survey(spans: Iterable[PlaceSpan], knowledge: Knowledge, votes: Counter[str]) -> Surroundings:
    """Counts the countries and governorates that a document's unambiguous names point to."""
    countries: Counter[str] = Counter(votes)
    admin1: Counter[str] = Counter()
    gazetteer = knowledge.gazetteer
    for span in spans:
        if span.capital_of and span.capital_of != MAIN_COUNTRY:
            countries[span.capital_of] += 3
        if not span.candidates or not span.trusted:
            continue
        rows = [gazetteer.entries[i] for i in span.candidates]
        here = {row.country for row in rows}
        weight = 3 if any(row.kind == "country" for row in rows) else 2 if len(here) == 1 else 0
        if weight:
            for country in here:
                countries[country] += weight
        else:
            for row in rows:
                countries[row.country] += 0.5 if row.population > 50_000 else 0.25  # type: ignore[assignment]  # half votes
        units = {row.admin1_id for row in rows if row.admin1_id}
        if len(units) == 1:
            admin1[units.pop()] += 2
    return Surroundings(countries, admin1)


def choose(
    span: PlaceSpan,
    surroundings: Surroundings,
    local: Sequence[PlaceRow],
    knowledge: Knowledge,
) -> PlaceRow | None:
    """The row a name means here; `local` are places already settled in the same passage."""
    gazetteer = knowledge.gazetteer
    if span.province:
        return _province(span.province, gazetteer)
    if span.capital_of:
        iso = span.capital_of
        if iso == MAIN_COUNTRY:
            near = next((row.country for row in local if row.country), None)
            common = surroundings.countries.most_common(1)
            iso = near or (common[0][0] if common else "")
        country = gazetteer.countries.get(iso)
        return gazetteer.place(country.capital_id) if country else None
    best: tuple[float, int, str] | None = None
    chosen: PlaceRow | None = None
    for index in span.candidates:
        row = gazetteer.entries[index]
        if "neighbourhood" in span.kinds and row.kind not in _QUARTERS:
            continue
        score = _score(row, span, surroundings, local)
        key = (score, row.population, row.id)
        if best is None or key > best:
            best, chosen = key, row
    if best is not None and best[0] < _REFUSE:
        return None
    return chosen


def _province(ident: str, gazetteer: Gazetteer) -> PlaceRow | None:
    """The chief unit of a group's own province."""
    for province in load_group_provinces():
        if province.id == ident and province.place_ids:
            return gazetteer.place(province.place_ids[0])
    return None


_REFUSE = -4.0
_FACILITIES = frozenset({"base", "airport", "dam", "crossing", "camp", "port"})
_QUARTERS = frozenset({"neighbourhood", "other", "camp", "road"})


def _score(
    row: PlaceRow, span: PlaceSpan, surroundings: Surroundings, local: Sequence[PlaceRow]
) -> float:
    score = 0.0
    if span.kinds:
        score += 2.0 if _kind_fits(row.kind, span.kinds) else -1.0
    elif row.kind == "admin1" and not span.level:
        score -= 0.6
    if span.relation is Relation.AROUND and row.kind == "admin1":
        score += 1.0
    if row.kind in _FACILITIES and not (span.kinds & {"any", "camp", "base"} and span.trusted):
        score -= 2.5
    total = sum(surroundings.countries.values()) or 1
    top = surroundings.countries.most_common(1)
    if top and top[0][0] != row.country and top[0][1] > 0.55 * total:
        score -= 2.0
    if row.kind in _QUARTERS and not any(
        distance_km(row.lat, row.lon, o.lat, o.lon) < _NEAR_KM
        for o in local
        if o.kind != "country"
    ):
        score -= 3.0
    score += 4.0 * surroundings.countries[row.country] / total
    for other in local:
        if other.country != row.country:
            score -= 2.0
        elif row.admin1_id and other.admin1_id == row.admin1_id:
            score += 2.0
        elif other.kind == "country":
            score += 2.0
        elif other.kind not in _AREA:
            gap = distance_km(row.lat, row.lon, other.lat, other.lon)
            score += 1.0 if gap < _NEAR_KM else -0.5 if gap > _FAR_KM else 0.2
    if row.admin1_id and surroundings.admin1[row.admin1_id]:
        score += 0.8
    if row.kind == "country":
        score += 2.0
    if row.population > 0:
        score += min(1.2, len(str(row.population)) / 6)
    return score


def _kind_fits(kind: str, kinds: frozenset[str]) -> bool:
    return kind in kinds or ("any" in kinds and kind not in ("country",))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    a1, o1, a2, o2 = map(radians, (lat1, lon1, lat2, lon2))
    h = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin((o2 - o1) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))


def rank(row: PlaceRow) -> int:
    """How specific a row is; higher is finer."""
    return _RANK.get(row.kind, 4)


def place_of(text: str, row: PlaceRow, span: PlaceSpan, gazetteer: Gazetteer) -> Place:
    """The contract's place for a settled name."""
    return Place(
        text=text,
        name_en=row.name_en,
        name_ar=row.name_ar,
        geonameid=row.geonameid,
        country=row.country,
        admin1=(row.admin1 or row.name_en if row.kind == "admin1" else row.admin1) or None,
        admin2=row.admin2 or None,
        lat=row.lat,
        lon=row.lon,
        precision=_precision(row, span),
        source=row.source,
    )


def _precision(row: PlaceRow, span: PlaceSpan) -> PlacePrecision:
    if row.kind in ("country", "sea"):
        return PlacePrecision.COUNTRY
    if row.kind in ("admin1", "region") or row.at_unit_centre:
        return PlacePrecision.ADMIN1
    if row.kind == "admin2":
        return PlacePrecision.ADMIN2
    if span.relation in (Relation.NEAR, Relation.AROUND) or row.approx:
        return PlacePrecision.NEAR
    return PlacePrecision.EXACT


def unlocated(text: str, parent: Place | None) -> Place:
    """A name that no row knows: the text, with what is certain of its surroundings."""
    if parent is None:
        return Place(text=text)
    return Place(
        text=text,
        name_ar=text,
        country=parent.country,
        admin1=parent.admin1,
        admin2=parent.admin2,
        lat=parent.lat if parent.precision is not PlacePrecision.COUNTRY else None,
        lon=parent.lon if parent.precision is not PlacePrecision.COUNTRY else None,
        precision=_coarser(parent.precision),
        source=parent.source,
    )


def _coarser(precision: PlacePrecision) -> PlacePrecision:
    return PlacePrecision.NEAR if precision is PlacePrecision.EXACT else precision
