"""Places told by distance and side."""

from __future__ import annotations

import pytest

from rasd.model import Place, PlacePrecision, distance_km, replace
from rasd.resolve.offsets import place_off

BAQUBAH = Place(
    text="بعقوبة",
    name_en="Baqubah",
    country="IQ",
    admin1="Diyala",
    lat=33.75,
    lon=44.64,
    precision=PlacePrecision.NEAR,
    source="geonames:98717",
)


@pytest.mark.parametrize("bearing", [0, 45, 90, 135, 180, 225, 270, 315])
def test_a_place_lies_as_far_off_as_the_text_says(bearing: int) -> None:
    moved = place_off(BAQUBAH, 20, bearing)
    assert moved.lat is not None
    assert moved.lon is not None
    assert distance_km(33.75, 44.64, moved.lat, moved.lon) == pytest.approx(20, rel=0.02)


def test_the_source_tells_the_way() -> None:
    moved = place_off(BAQUBAH, 20, 180)
    assert moved.source == "20 km south of geonames:98717"
    assert moved.precision is PlacePrecision.NEAR


def test_the_governorate_is_kept_for_a_short_way_alone() -> None:
    assert place_off(BAQUBAH, 10, 0).admin1 == "Diyala"
    assert place_off(BAQUBAH, 100, 0).admin1 is None


def test_a_place_without_a_point_stays_without_one() -> None:
    place = replace(BAQUBAH, lat=None, lon=None)
    assert place_off(place, 10, 0) == place
