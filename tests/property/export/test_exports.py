"""Every export says what the events say and is valid in its format, whatever the events hold."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies as records

from rasd.export.columns import columns
from rasd.export.geojson import geojson_text
from rasd.export.jsonl import jsonl_text
from rasd.export.table import BOM, csv_text
from rasd.model import Event, PlacePrecision, from_json

some_events = st.lists(records.events(), max_size=3)
few = settings(max_examples=60, deadline=None)


def read_csv(events: list[Event]) -> list[dict[str, str]]:
    text = "".join(csv_text(events))
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


@few
@given(some_events)
def test_json_lines_give_the_events_back(events: list[Event]) -> None:
    lines = "".join(jsonl_text(events)).splitlines()
    assert [from_json(Event, json.loads(line)) for line in lines] == events


@few
@given(some_events)
def test_a_csv_file_has_one_row_an_event_with_its_values(events: list[Event]) -> None:
    rows = read_csv(events)
    assert [row["id"].removeprefix("'") for row in rows] == [event.id for event in events]
    for row, event in zip(rows, events, strict=True):
        assert list(row) == [column.name for column in columns()]
        toll = event.killed
        assert row["killed_min"] == (str(toll.min) if toll else "")
        assert row["killed_max"] == (str(toll.max) if toll and toll.max is not None else "")
        assert float(row["confidence"]) == event.confidence
        assert row["place_text"].removeprefix("'") == (
            event.place.text.removeprefix("'") if event.place else ""
        )


@few
@given(some_events)
def test_no_text_cell_starts_as_a_formula(events: list[Event]) -> None:
    numbers = {"lat", "lon"}
    for row in read_csv(events):
        for name, value in row.items():
            assert name in numbers or not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@few
@given(some_events)
def test_geojson_is_valid_and_never_invents_a_point(events: list[Event]) -> None:
    found = json.loads("".join(geojson_text(events)))
    assert found["type"] == "FeatureCollection"
    assert [feature["id"] for feature in found["features"]] == [event.id for event in events]
    for feature, event in zip(found["features"], events, strict=True):
        assert feature["type"] == "Feature"
        assert all(not isinstance(v, list | dict) for v in feature["properties"].values())
        place = event.place
        if feature["geometry"] is None:
            assert place is None or (
                None in (place.lat, place.lon)
                or place.precision is PlacePrecision.UNKNOWN
                or (place.lat, place.lon) == (0, 0)
            )
        else:
            assert place is not None
            assert feature["geometry"] == {"type": "Point", "coordinates": [place.lon, place.lat]}
            assert feature["properties"]["geo_precision"] == place.precision.value
