"""Decides how strongly two incidents speak for being one, in bits, and what rules it out.

Each field gives points as the logarithm of a likelihood ratio would: 3 for the same day, 4 for the
same town, 2 for the same code, and less or below nothing for what differs. A vague day or place
can't speak loudly for a pair. Days further apart than the window, places further apart than their
precisions and the margin allow, and codes that no incident has side by side rule a pair out. A
pair of less than `LEAST` points is none. The figures are set by hand and measured by
`benchmarks/compare_rate.py`; they hold for every codebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log2, radians, sqrt

from rasd.evaluate.compare.incident import Codebook, Incident, People
from rasd.evaluate.compare.kinds import kind_points
from rasd.evaluate.compare.names import folded, share_met

LEAST = 3.5
"""The points from which two incidents count as one."""
SAME_DAY, SAME_TOWN = 3.0, 4.0
_A_DAY_APART = 1.5
_TOWN_KM = 9.0
"""The scale of a distance between two points that stand for towns."""
_ALL_PARTIES, _OTHER_PARTIES = 2.0, -2.5
_SAME_TOLL, _BIG_TOLL, _RANGE_TOLL, _NO_TOLL = 1.0, 1.5, 0.7, 0.3
_WORST_TOLL = -2.5
_SOMEWHERE, _BOTH_SOMEWHERE = -4.0, -1.5
"""The points of a place known to the country alone, by one side and by both."""
_NAMED_PLACE = 2.5
"""The points of a place that both name alike where one has no point."""
_KM_A_DEGREE = 111.195
_RULED_OUT = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How far apart in days and kilometres, beyond what is imprecise, a pair may lie."""

    codebook: Codebook
    days: int = 2
    km: float = 30.0


@dataclass(frozen=True, slots=True)
class Point:
    """An incident as it is looked up: days as numbers, and what costs time worked out once."""

    at: int
    first: int
    last: int
    lat: float
    lon: float
    east: float
    radius: float
    placed: bool
    name: str


def point_of(at: int, incident: Incident) -> Point | None:
    """The point of an incident, by its number in its list; `None` for an undated one."""
    if incident.first is None or incident.last is None:
        return None
    lat, lon = incident.lat or 0.0, incident.lon or 0.0
    return Point(
        at,
        incident.first.toordinal(),
        incident.last.toordinal(),
        lat,
        lon,
        _KM_A_DEGREE * cos(radians(lat)),
        incident.radius,
        incident.placed,
        folded(incident.place),
    )


def days_apart(one: Point, other: Point) -> int:
    """Days between two spans of days; 0 where they share one."""
    return max(0, one.first - other.last, other.first - one.last)


def km_apart(one: Point, other: Point) -> float:
    """Kilometres between two points: exact enough below a few hundred, and quick."""
    east = abs(one.lon - other.lon)
    if east > 180:
        east = 360 - east
    return sqrt(
        ((one.lat - other.lat) * _KM_A_DEGREE) ** 2 + (east * (one.east + other.east) / 2) ** 2
    )


class Fit:
    """Points of pairs; what codes, parties and tolls give is worked out once for each pair."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._kinds: dict[tuple[object, object], float] = {}
        self._parties: dict[tuple[object, object], float] = {}
        self._tolls: dict[tuple[People | None, People | None], float] = {}

    def points(self, ours: Incident, our: Point, theirs: Incident, their: Point) -> float:
        """How strongly the two speak for being one; minus infinity where that is ruled out."""
        return self.apart_from_kind(ours, our, theirs, their) + self.kind(ours, theirs)

    def apart_from_kind(self, ours: Incident, our: Point, theirs: Incident, their: Point) -> float:
        """The points of all but the codes."""
        gap = days_apart(our, their)
        if gap > self.window.days:
            return _RULED_OUT
        where = self._where(our, their)
        if where == _RULED_OUT:
            return where
        days = max(our.last, their.last) - min(our.first, their.first) + 1 - gap
        when = SAME_DAY - 0.7 * log2(days) - _A_DAY_APART * gap
        return when + where + self.parties(ours, theirs) + self.tolls(ours, theirs)

    def kind(self, ours: Incident, theirs: Incident) -> float:
        """The points of the codes."""
        key = (ours.kinds, theirs.kinds)
        found = self._kinds.get(key)
        if found is None:
            found = self._kinds[key] = kind_points(self.window.codebook, *key)
        return found

    def parties(self, ours: Incident, theirs: Incident) -> float:
        """The points of who took part; none where a side names nobody."""
        key = (ours.parties, theirs.parties)
        found = self._parties.get(key)
        if found is None:
            share = share_met(*key)
            span = _ALL_PARTIES - _OTHER_PARTIES
            found = 0.0 if share is None else _OTHER_PARTIES + span * share
            self._parties[key] = found
        return found

    def tolls(self, ours: Incident, theirs: Incident) -> float:
        """The points of how many died."""
        key = (ours.killed, theirs.killed)
        found = self._tolls.get(key)
        if found is None:
            found = self._tolls[key] = _toll(*key)
        return found

    def _where(self, our: Point, their: Point) -> float:
        if not (our.placed and their.placed):
            if our.name and our.name == their.name:
                return _NAMED_PLACE
            return _SOMEWHERE if our.placed or their.placed else _BOTH_SOMEWHERE
        km = km_apart(our, their)
        vague = our.radius + their.radius
        if km > vague + self.window.km:
            return _RULED_OUT
        scale = _TOWN_KM + max(0.0, vague - 4.0)
        return SAME_TOWN - log2(scale / _TOWN_KM) - 1.2 * log2(1 + (km / scale) ** 2)


def _toll(ours: People | None, theirs: People | None) -> float:
    if ours is None or theirs is None:
        said = ours or theirs
        if said is None:
            return 0.0
        # ACLED writes 0 for what nobody told.
        return max(_WORST_TOLL, -0.4 * log2(1 + said.best)) if said.best else _NO_TOLL
    if ours.best == theirs.best:
        return _SAME_TOLL + min(_BIG_TOLL, log2(1 + ours.best) / 2)
    if ours.holds(theirs.best) or theirs.holds(ours.best):
        return _RANGE_TOLL
    low, high = sorted((ours.best, theirs.best))
    return max(_WORST_TOLL, -0.8 * log2((high + 1) / (low + 1)))
