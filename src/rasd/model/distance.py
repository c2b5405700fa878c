"""The distance between two places."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS_KM = 6371.0


# A corpus names few towns, and compares reports of the same two again and again: a third of the
# time of working it out, of which a merge does it twice for each pair of reports.
@lru_cache(maxsize=1 << 14)
def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres of two points in degrees (haversine, mean radius)."""
    a1, o1, a2, o2 = map(radians, (lat1, lon1, lat2, lon2))
    h = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin((o2 - o1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))
