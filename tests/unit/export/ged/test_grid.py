"""A point lies in one cell of half a degree."""

from __future__ import annotations

import pytest

from rasd.export.ged.grid import priogrid_of


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        (-90, -180, 1),
        (-89.6, -179.6, 1),
        (-90, -179.5, 2),
        (-89.5, -180, 721),
        (0, 0, 129961),
        (34.531094, 69.162796, 179779),
        (89.9, 179.9, 259200),
        (90, 180, 259200),
    ],
    ids=["corner", "in the first", "east", "north", "null island", "kabul", "last", "pole"],
)
def test_cells_are_counted_from_the_south_west(lat: float, lon: float, expected: int) -> None:
    assert priogrid_of(lat, lon) == expected
