"""Decides how events stand on a map: GeoJSON (RFC 7946), longitude before latitude, WGS84.

An imprecise place keeps its point and says in `geo_precision` what the point stands for; a
place that is unknown has no geometry, never a point at 0,0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from rasd.export.cells import cell
from rasd.export.columns import columns
from rasd.export.files import write_file
from rasd.model import Event, Json, Place, PlacePrecision

_text_of = json.JSONEncoder(ensure_ascii=False).encode


def geojson_text(events: Iterable[Event]) -> Iterator[str]:
    """A feature collection, one feature a line."""
    opening = '{"type": "FeatureCollection", "features": [\n'
    for event in events:
        yield opening + _text_of(feature(event))
        opening = ",\n"
    yield "\n]}\n" if opening == ",\n" else opening + "]}\n"


def write_geojson(events: Iterable[Event], path: Path) -> bool:
    """Writes the events to `path`; false where the file already said the same."""
    return write_file(geojson_text(events), path)


def feature(event: Event) -> Json:
    """An event as a feature; its properties are the columns of the CSV file."""
    properties = {
        column.name: cell(event, column)
        for column in columns()
        # The geometry says it, and says nothing where the point would mislead.
        if column.name not in ("lat", "lon")
    }
    where = point(event.place)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": None if where is None else {"type": "Point", "coordinates": list(where)},
        "properties": properties,
    }


def point(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude of what a map may show; `None` where a point would mislead."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.precision is PlacePrecision.UNKNOWN or (place.lat == 0 and place.lon == 0):
        return None
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return None
    return place.lon, place.lat
