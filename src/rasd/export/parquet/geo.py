"""Decides how events stand in GeoParquet 1.1: the columns of the CSV with types, and their points.

Points are WKB in longitude and latitude, WGS84, the default of the format; which points there are
is as in GeoJSON. The column `bbox` lets readers skip what lies outside a window.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rasd.export.cells import cell
from rasd.export.columns import columns
from rasd.export.geojson import point
from rasd.export.parquet.writer import parquet_of
from rasd.model import Event, Json

_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
_GEOMETRY, _LON, _LAT = "geometry", "geometry_lon", "geometry_lat"
_CORNERS = {"xmin": _LON, "ymin": _LAT, "xmax": _LON, "ymax": _LAT}
_POINT = struct.Struct("<BIdd")
"""Well-known binary: little endian, the number of the type, longitude, latitude."""
_POINT_TYPE = 1


def geoparquet_bytes(events: Iterable[Event]) -> Iterator[bytes]:
    """The events as GeoParquet, one row each; `geometry` is null where the place is unknown."""
    flat = {column.name: _TYPES[column.type] for column in columns()}
    box = ", ".join(f"{corner}: {axis}" for corner, axis in _CORNERS.items())
    extent = _Extent()
    return parquet_of(
        (_row(event, extent) for event in events),
        {**flat, _GEOMETRY: "VARCHAR", _LON: "DOUBLE", _LAT: "DOUBLE"},
        selected=", ".join(
            (
                *(f'"{name}"' for name in flat),
                f"unhex({_GEOMETRY}) AS {_GEOMETRY}",
                f"CASE WHEN {_LON} IS NULL THEN NULL ELSE {{{box}}} END AS bbox",
            )
        ),
        metadata=lambda: {"geo": json.dumps(_metadata(extent))},
    )


@dataclass(slots=True)
class _Extent:
    """How far the points reach that were seen so far."""

    box: tuple[float, float, float, float] | None = None

    def add(self, lon: float, lat: float) -> None:
        west, south, east, north = self.box or (lon, lat, lon, lat)
        self.box = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))


def _row(event: Event, extent: _Extent) -> Json:
    row: dict[str, Json] = {column.name: cell(event, column) for column in columns()}
    where = point(event.place)
    if where is not None:
        extent.add(*where)
        row[_GEOMETRY] = _POINT.pack(1, _POINT_TYPE, *where).hex()
        row[_LON], row[_LAT] = where
    return row


def _metadata(extent: _Extent) -> Json:
    column: dict[str, Json] = {
        "encoding": "WKB",
        "geometry_types": ["Point"] if extent.box else [],
        "covering": {"bbox": {corner: ["bbox", corner] for corner in _CORNERS}},
    }
    if extent.box:
        column["bbox"] = list(extent.box)
    return {
        "version": "1.1.0",
        "primary_column": _GEOMETRY,
        "columns": {_GEOMETRY: column},
    }
