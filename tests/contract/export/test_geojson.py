"""The GeoJSON file is valid by the models of the standard and opens in GeoPandas."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
from geojson_pydantic import FeatureCollection
from tests.contract.export.files import file_of

from rasd.export import EXPORTERS, Source
from rasd.export.columns import columns
from rasd.export.geojson import point

OUTPUT = EXPORTERS["geojson"].main


def test_every_feature_is_one_of_the_standard(source: Source) -> None:
    found = FeatureCollection.model_validate_json(file_of(OUTPUT, source))
    events = list(source.events())
    assert [feature.id for feature in found.features] == [
        event.id.encode("utf-8", "replace").decode("utf-8") for event in events
    ]
    assert [
        feature.geometry and tuple(feature.geometry.coordinates) for feature in found.features
    ] == [point(event.place) for event in events]


def test_geopandas_reads_every_event_with_its_columns(source: Source, tmp_path: Path) -> None:
    events = list(source.events())
    path = tmp_path / OUTPUT.file
    path.write_text(file_of(OUTPUT, source), encoding="utf-8")
    table = geopandas.read_file(path)
    assert len(table) == len(events)
    if events:
        names = [column.name for column in columns() if column.name not in ("lat", "lon")]
        assert list(table.columns) == [*names, "geometry"]
        assert table.crs == "EPSG:4326"
        placed = [event for event in events if point(event.place)]
        assert table.geometry.notna().sum() == len(placed)


def test_no_feature_has_more_members_than_the_standard_names(source: Source) -> None:
    collection = json.loads(file_of(OUTPUT, source))
    assert set(collection) == {"type", "features"}
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
