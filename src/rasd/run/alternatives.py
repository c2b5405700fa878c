"""Decides which other places of the gazetteer the words of an event's place may mean.

``السلمية`` stands for a city in Syria and for villages elsewhere: each row of the same name is a
choice, and so is what lies around the point that the event now has. Names are found as extraction
finds them, folded, in the longest runs of words that the gazetteer knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians

from rasd.knowledge import load_knowledge
from rasd.knowledge.gazetteer import Gazetteer, PlaceRow
from rasd.model import Place, PlacePrecision, distance_km
from rasd.run.lookup import FoundPlace, place_found
from rasd.text import fold_plain

NEAR_KM = 25.0
"""How far around the event's point places are named."""
MOST = 8
"""How many of each kind are named."""
_DEGREE_KM = 111.0
_WORDS = 8
_BROAD = frozenset({"country", "sea", "region", "admin1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """`present` is the row that the event's place comes from, `namesakes` others of that name.

    `around` lies near the event's point, the nearest first; empty for a place that is no point.
    """

    present: FoundPlace | None
    namesakes: tuple[FoundPlace, ...]
    around: tuple[FoundPlace, ...]


def alternatives(place: Place) -> Alternatives:
    """What else a place may be; each choice with its distance from the present point.

    A country's middle is no point to measure from.
    """
    gazetteer = load_knowledge().gazetteer
    present = _row_of(place, gazetteer)
    point = place if place.precision is not PlacePrecision.COUNTRY else None
    taken = {present.id} if present is not None else set()
    names = (place.text, place.name_ar or "", *(present.variants_ar if present else ()))
    same = {row.id: row for row in _named(names, gazetteer) if row.id not in taken}
    near = [row for row in _around(place, gazetteer) if row.id not in taken | same.keys()]
    named = sorted(
        _found(same.values(), point),
        key=lambda f: (f.row.country != place.country, -f.row.population, f.row.id),
    )
    return Alternatives(
        present=next(iter(_found([present], point)), None) if present is not None else None,
        namesakes=tuple(named[:MOST]),
        around=tuple(sorted(_found(near, point), key=lambda f: (f.km or 0.0, f.row.id))[:MOST]),
    )


def _found(rows: Iterable[PlaceRow], point: Place | None) -> Iterator[FoundPlace]:
    for row in rows:
        found = place_found(row.id, near=point)
        if found is not None:
            yield found


def _row_of(place: Place, gazetteer: Gazetteer) -> PlaceRow | None:
    if place.geonameid is not None:
        return gazetteer.place(str(place.geonameid))
    if place.lat is None:
        return None
    rows = _named((place.text, place.name_ar or ""), gazetteer)
    return next((r for r in rows if (r.lat, r.lon) == (place.lat, place.lon)), None)


def _named(names: Iterable[str], gazetteer: Gazetteer) -> Iterator[PlaceRow]:
    for name in dict.fromkeys(names):
        yield from _in_words(fold_plain(name).split()[:_WORDS], gazetteer)


def _in_words(words: list[str], gazetteer: Gazetteer) -> Iterator[PlaceRow]:
    """The rows of the longest run of words that is a name; where two are as long, of both."""
    for length in range(len(words), 0, -1):
        found = False
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            # Among other words, "the village" and "the valley" are seldom the names they also are.
            if length < len(words) and name in gazetteer.needs_trigger:
                continue
            rows = gazetteer.find(name)
            found = found or bool(rows)
            yield from rows
        if found:
            return


def _around(place: Place, gazetteer: Gazetteer) -> Iterator[PlaceRow]:
    if place.lat is None or place.lon is None or place.precision is PlacePrecision.COUNTRY:
        return
    lat, lon = place.lat, place.lon
    high = NEAR_KM / _DEGREE_KM
    wide = high / max(0.1, cos(radians(lat)))
    for row in gazetteer.entries:
        # Degrees are compared first: of thirteen thousand rows a few dozen lie in the box.
        if abs(row.lat - lat) > high or abs(row.lon - lon) > wide or row.kind in _BROAD:
            continue
        if distance_km(lat, lon, row.lat, row.lon) <= NEAR_KM:
            yield row
