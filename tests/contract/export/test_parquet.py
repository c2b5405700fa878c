"""Parquet files open in the readers of others and hold every field of every record, typed."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import msgspec
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from msgspec import Struct
from tests.builders import make_event, make_mention, make_place
from tests.filled import filled
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.export.cells import cell
from rasd.export.columns import columns
from rasd.export.files import write_file
from rasd.export.geojson import point
from rasd.model import Citation, Event, Figure, Mention, PlacePrecision

KINDS = {"events": Event, "mentions": Mention, "citations": Citation, "figures": Figure}


def file_of(source: Source, of: str, folder: Path) -> Path:
    [output] = [each for each in EXPORTERS["parquet"].outputs if each.of == of]
    write_file(output.parts(source), folder / output.file)
    return folder / output.file


def geo_file_of(source: Source, folder: Path) -> Path:
    path = folder / "events.geo.parquet"
    write_file(EXPORTERS["geoparquet"].main.parts(source), path)
    return path


def held(value: Any, *, free: bool = False) -> Any:
    """A record as a row of the table: what may be any JSON value is its text."""
    if free:
        return None if value is None else json.loads(utf8(json.dumps(value, ensure_ascii=False)))
    if isinstance(value, Struct):
        return {
            field.name: held(getattr(value, field.name), free=field.type is Any)
            for field in msgspec.structs.fields(value)
        }
    if isinstance(value, tuple):
        return [held(item) for item in value]
    return utf8(value) if isinstance(value, str) else value


def utf8(text: str) -> str:
    """Half a surrogate pair has no UTF-8 form."""
    return str(text).encode("utf-8", "replace").decode("utf-8")


def read(row: Any) -> Any:
    """A row with what is JSON text in it as values."""
    for judged in (row.get("review") or {}).get("judgements") or ():
        if judged["machine"] and judged["machine"]["value"] is not None:
            judged["machine"]["value"] = json.loads(judged["machine"]["value"])
    return row


@pytest.mark.parametrize("of", KINDS)
def test_pyarrow_reads_every_field_of_every_record(source: Source, of: str, tmp_path: Path) -> None:
    table = pq.read_table(file_of(source, of, tmp_path))
    assert [held(record) for record in getattr(source, of)()] == [
        read(row) for row in table.to_pylist()
    ]


@pytest.mark.parametrize("of", KINDS)
def test_a_table_has_the_same_types_whatever_it_holds(of: str, tmp_path: Path) -> None:
    [name] = [f.name for f in fields(Held) if f.name == f"held_{of}"]
    full = pq.read_schema(file_of(Held(**{name: (filled(KINDS[of]),)}), of, tmp_path))
    empty = pq.read_schema(file_of(Held(), of, tmp_path))
    assert full == empty
    assert full.names == list(KINDS[of].__struct_fields__)


def test_types_are_those_of_the_values(tmp_path: Path) -> None:
    schema = pq.read_schema(file_of(Held(), "events", tmp_path))
    assert schema.field("date").type.field("start").type == pa.date32()
    assert schema.field("confidence").type == pa.float64()
    assert schema.field("doc_ids").type.value_type == pa.string()
    assert schema.field("killed").type.field("min").type == pa.int64()
    assert schema.field("killed").type.field("approx").type == pa.bool_()
    assert schema.field("perpetrators").type.value_type.field("name_ar").type == pa.string()


@pytest.mark.parametrize("of", KINDS)
def test_polars_and_duckdb_read_as_many_rows(source: Source, of: str, tmp_path: Path) -> None:
    path = file_of(source, of, tmp_path)
    number = len(list(getattr(source, of)()))
    assert polars.read_parquet(path).height == number
    with duckdb.connect() as connection:
        connection.execute(f"SELECT count(*) FROM '{path}'")
        assert connection.fetchone() == (number,)


def test_a_zero_and_a_null_are_told_apart(tmp_path: Path) -> None:
    event = make_event(make_mention("a"), killed=None, independent_sources=0)
    [row] = pq.read_table(file_of(Held(held_events=(event,)), "events", tmp_path)).to_pylist()
    assert (row["killed"], row["independent_sources"], row["targets"]) == (None, 0, [])


def test_a_record_longer_than_a_buffer_is_read_back(tmp_path: Path) -> None:
    event = make_event(make_mention("a"), campaign="نص" * (5 << 20))
    table = pq.read_table(file_of(Held(held_events=(event,)), "events", tmp_path))
    assert table.column("campaign").to_pylist() == [event.campaign]


def test_rows_keep_their_order_over_row_groups(tmp_path: Path) -> None:
    event = make_event(make_mention("a"))
    many = tuple(event for _ in range(25_000))
    numbered = tuple(
        make_event(make_mention("a"), id=f"e{number}") for number, _ in enumerate(many)
    )
    path = file_of(Held(held_events=numbered), "events", tmp_path)
    assert pq.ParquetFile(path).num_row_groups > 1
    assert pq.read_table(path).column("id").to_pylist() == [each.id for each in numbered]


def test_geopandas_reads_the_columns_of_the_csv_and_the_points_of_the_geojson(
    source: Source, tmp_path: Path
) -> None:
    table = geopandas.read_parquet(geo_file_of(source, tmp_path))
    events = list(source.events())
    names = [column.name for column in columns()]
    assert list(table.columns) == [*names, "geometry"]
    assert table.crs == "OGC:CRS84"
    found = [None if each is None else (each.x, each.y) for each in table.geometry]
    assert found == [point(event.place) for event in events]
    flat = pq.read_table(geo_file_of(source, tmp_path), columns=names).to_pylist()
    for row, event in zip(flat, events, strict=True):
        for column in columns():
            said = row[column.name]
            told = cell(event, column)
            shown = said.isoformat() if isinstance(said, date) else said
            assert shown == (utf8(told) if isinstance(told, str) else told), column.name


def test_the_metadata_say_what_the_geometry_is(source: Source, tmp_path: Path) -> None:
    path = geo_file_of(source, tmp_path)
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    points = [where for event in source.events() if (where := point(event.place))]
    geometry = geo["columns"]["geometry"]
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geometry["encoding"] == "WKB"
    assert "crs" not in geometry  # the default: longitude and latitude, WGS84
    assert geometry["geometry_types"] == (["Point"] if points else [])
    if points:
        lons, lats = zip(*points, strict=True)
        assert geometry["bbox"] == [min(lons), min(lats), max(lons), max(lats)]


def test_a_reader_can_take_the_events_of_a_window_alone(tmp_path: Path) -> None:
    here = make_event(make_mention("a"), place=make_place(lat=35.0, lon=38.0))
    there = make_event(make_mention("b"), place=make_place(lat=15.0, lon=44.0))
    nowhere = make_event(
        make_mention("c"), place=make_place(precision=PlacePrecision.UNKNOWN, lat=1.0, lon=1.0)
    )
    path = geo_file_of(Held(held_events=(here, there, nowhere)), tmp_path)
    found = geopandas.read_parquet(path, bbox=(43.0, 14.0, 45.0, 16.0))
    assert list(found["id"]) == [there.id]
