"""Where a place lies that is told by distance and side: ``على بعد 35 كم شرقي دير الزور``.

The point is as far off the named one as the text says. The governorate is kept only where so
short a way hardly leaves it.
"""

from __future__ import annotations

from math import cos, radians, sin

from rasd.model import Place, PlacePrecision, replace

_KM_PER_DEGREE = 111.2
_STAYS_WITHIN_KM = 30.0
_SIDES = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def place_off(place: Place, km: float, bearing: int) -> Place:
    """The place `km` kilometres from a located one, `bearing` degrees from north clockwise."""
    if place.lat is None or place.lon is None:
        return place
    lat = place.lat + km * cos(radians(bearing)) / _KM_PER_DEGREE
    lon = place.lon + km * sin(radians(bearing)) / (_KM_PER_DEGREE * cos(radians(place.lat)))
    near = km <= _STAYS_WITHIN_KM
    return replace(
        place,
        lat=round(lat, 4),
        lon=round(lon, 4),
        admin1=place.admin1 if near else None,
        admin2=place.admin2 if near else None,
        precision=PlacePrecision.NEAR,
        source=f"{km:g} km {_SIDES[bearing // 45]} of {place.source}",
    )
