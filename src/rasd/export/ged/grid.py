"""Decides in which cell of PRIO-GRID a point lies: half a degree a side, counted from the
south-west corner of the world eastwards and then northwards, from 1."""

from __future__ import annotations

from math import floor

_COLUMNS = 720
_ROWS = 360
_A_DEGREE = 2


def priogrid_of(lat: float, lon: float) -> int:
    """The number of the cell; a point on the edge of two lies in the north-eastern one.

    >>> priogrid_of(34.531094, 69.162796)
    179779
    """
    row = min(floor((lat + 90) * _A_DEGREE), _ROWS - 1)
    column = min(floor((lon + 180) * _A_DEGREE), _COLUMNS - 1)
    return row * _COLUMNS + column + 1
