"""Decides which incidents lie near one in time and place, without looking at all of them.

The earth is cut into squares of half a degree and time into spans of eight days. An incident of
theirs stands in every square that its circle touches and every span that its days touch; one of
ours looks into the squares and spans of its own. Two that lie within reach share one of them. What
is known to lie in a country alone is looked up by the country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import floor

from rasd.evaluate.compare.fit import Point, point_of
from rasd.evaluate.compare.incident import Incident

_SQUARE = 0.5
_SPAN = 8
_KM_A_DEGREE = 111.195
_NARROWEST = 10.0
"""Kilometres of a degree east near the poles, below which no circle is drawn."""

Key = tuple[object, object, int]


class Near:
    """Incidents to be looked up; `km` widens the circle of each."""

    def __init__(self, incidents: Sequence[Incident], *, km: float) -> None:
        self.points = [point_of(at, incident) for at, incident in enumerate(incidents)]
        self._held: dict[Key, list[Point]] = defaultdict(list)
        for incident, point in zip(incidents, self.points, strict=True):
            if point is not None:
                for key in _held_at(incident, point, km):
                    self._held[key].append(point)

    def around(self, incident: Incident, point: Point, *, days: int, km: float = 0) -> list[Point]:
        """All within so many days whose circles may touch, each once, in their order."""
        first, last = point.first - days, point.last + days
        found: dict[int, Point] = {}
        for key in _looked_at(incident, point, days, km):
            for other in self._held.get(key, ()):
                if other.first <= last and first <= other.last:
                    found[other.at] = other
        return list(found.values())


def _held_at(incident: Incident, point: Point, km: float) -> Iterator[Key]:
    squares = [*_squares(point, point.radius + km)] if point.placed else []
    for span in _spans(point.first, point.last):
        # Each is known by its country too, to those of the other side that have no more.
        yield "land", incident.country, span
        if point.placed:
            for north, east in squares:
                yield north, east, span
        else:
            yield "anywhere", incident.country, span


def _looked_at(incident: Incident, point: Point, days: int, km: float) -> Iterator[Key]:
    spans = list(_spans(point.first - days, point.last + days))
    if not point.placed:
        yield from (("land", incident.country, span) for span in spans)
        return
    for north, east in _squares(point, point.radius + km):
        yield from ((north, east, span) for span in spans)
    yield from (("anywhere", incident.country, span) for span in spans)


def _spans(first: int, last: int) -> Iterable[int]:
    return range(first // _SPAN, last // _SPAN + 1)


def _squares(point: Point, km: float) -> Iterator[tuple[int, int]]:
    north = km / _KM_A_DEGREE
    # A degree east is shorter towards the pole, for the other point if not for this one.
    east = 1.1 * km / max(_NARROWEST, point.east)
    for row in range(
        floor((point.lat - north) / _SQUARE), floor((point.lat + north) / _SQUARE) + 1
    ):
        low = floor((point.lon - east) / _SQUARE)
        for column in range(low, floor((point.lon + east) / _SQUARE) + 1):
            yield row, column % 720
