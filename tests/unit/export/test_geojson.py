"""A map shows points only where the record has one, and says what the point stands for."""

from __future__ import annotations

import json

import pytest
from tests.builders import make_count, make_event, make_mention, make_place

from rasd.export.geojson import feature, geojson_text
from rasd.model import Place, PlacePrecision


def test_longitude_comes_before_latitude() -> None:
    event = make_event(make_mention("a"), place=make_place(lat=36.34, lon=43.13))
    assert feature(event)["geometry"] == {"type": "Point", "coordinates": [43.13, 36.34]}


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(None, id="no place"),
        pytest.param(make_place(lat=None, lon=None), id="no coordinates"),
        pytest.param(make_place(lat=None), id="half a coordinate"),
        pytest.param(make_place(precision=PlacePrecision.UNKNOWN), id="unknown place"),
        pytest.param(make_place(lat=0.0, lon=0.0), id="null island"),
        pytest.param(make_place(lat=91.0), id="off the globe"),
        pytest.param(make_place(lon=float("nan")), id="no number"),
    ],
)
def test_no_point_is_made_up(place: Place | None) -> None:
    assert feature(make_event(make_mention("a"), place=place))["geometry"] is None


@pytest.mark.parametrize("precision", [each for each in PlacePrecision if each != "unknown"])
def test_an_imprecise_place_keeps_its_point_and_its_precision(precision: PlacePrecision) -> None:
    found = feature(make_event(make_mention("a"), place=make_place(precision=precision)))
    assert found["geometry"] is not None
    assert found["properties"]["geo_precision"] == precision.value


def test_a_point_on_the_equator_is_a_point() -> None:
    event = make_event(make_mention("a"), place=make_place(lat=0.0, lon=32.5))
    assert feature(event)["geometry"]["coordinates"] == [32.5, 0.0]


def test_properties_keep_numbers_and_nulls() -> None:
    found = feature(make_event(make_mention("a"), killed=make_count(2, None)))["properties"]
    assert (found["killed_min"], found["killed_max"], found["wounded_min"]) == (2, None, None)
    assert found["confidence"] == 0.6


def test_no_events_make_an_empty_collection() -> None:
    assert json.loads("".join(geojson_text([]))) == {"type": "FeatureCollection", "features": []}
