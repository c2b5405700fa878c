"""UCDP-style files open in the scripts that were written for GED, whatever the records hold."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from tests.builders import make_actor, make_count, make_place
from tests.contract.export.files import file_of
from tests.hostile import hostile_reports
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.model import replace

CODED, LEFT_OUT = EXPORTERS["ged"].outputs
TYPES = {
    "id": "int64",
    "relid": "string",
    "type_of_violence": "int64",
    "dyad_new_id": "Int64",
    "side_a_new_id": "Int64",
    "side_b_new_id": "Int64",
    "side_a": "string",
    "side_b": "string",
    "where_prec": "int64",
    "date_prec": "int64",
    "event_clarity": "int64",
    "priogrid_gid": "int64",
    "country_id": "Int64",
    "latitude": "float64",
    "longitude": "float64",
    "best": "int64",
    "low": "int64",
    "high": "int64",
    "gwnoa": "Int64",
    "gwnob": "Int64",
}
"""What users' scripts read the columns as."""
DEATHS = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]


@pytest.fixture
def breaking() -> Held:
    """The hostile texts in events that UCDP codes."""
    held = hostile_reports()
    events = tuple(
        replace(
            event,
            killed=make_count(index + 1, None),
            perpetrators=(make_actor("is_core"), *event.perpetrators),
            place=event.place or make_place(),
        )
        for index, event in enumerate(held.held_events)
    )
    return Held(events, held_documents=held.held_documents)


@pytest.fixture
def table(reported: Source) -> pd.DataFrame:
    return pd.read_csv(
        io.StringIO(file_of(CODED, reported)),
        dtype=TYPES,
        parse_dates=["date_start", "date_end"],
    )


def test_pandas_reads_the_file_with_the_types_of_users_scripts(table: pd.DataFrame) -> None:
    assert len(table) > 0
    assert len(table.columns) == 49
    assert (table.date_start <= table.date_end).all()
    assert (table.date_start.dt.year == table.year).all()


def test_every_event_is_in_one_of_the_two_files(reported: Source, table: pd.DataFrame) -> None:
    left = pd.read_csv(io.StringIO(file_of(LEFT_OUT, reported)))
    coded = [f"event-{number:012x}" for number in table.id]
    assert sorted([*coded, *left.event_id]) == sorted(event.id for event in reported.events())
    assert table.relid.is_unique


def test_deaths_add_up_to_best(table: pd.DataFrame) -> None:
    assert (table[DEATHS].sum(axis=1) == table.best).all()
    assert (table.low <= table.best).all()
    assert (table.best <= table.high).all()
    assert (table.high >= 1).all()


def test_sides_follow_the_type_of_violence(table: pd.DataFrame) -> None:
    assert set(table.type_of_violence) <= {1, 2, 3}
    one_sided = table[table.type_of_violence == 3]
    assert set(one_sided.side_b) <= {"Civilians"}
    others = table[table.type_of_violence != 3]
    assert "Civilians" not in set(others.side_a) | set(others.side_b)
    assert (table.dyad_name == table.side_a + " - " + table.side_b).all()


def test_codes_and_points_stay_within_the_codebook(table: pd.DataFrame) -> None:
    assert set(table.where_prec) <= {1, 2, 3, 4, 6}
    assert set(table.date_prec) <= {1, 2, 3, 4, 5}
    assert set(table.event_clarity) <= {1, 2}
    assert table.priogrid_gid.between(1, 259200).all()
    for row in table.itertuples():
        assert row.geom_wkt == f"POINT ({row.longitude} {row.latitude})"


def test_lists_of_reports_run_parallel(table: pd.DataFrame) -> None:
    lists = table[["source_office", "source_date", "source_headline"]].astype("string").fillna("")
    for row in lists.itertuples(index=False):
        assert len({text.count(";") for text in row}) == 1


def test_a_row_is_one_line_without_a_formula(reported: Source) -> None:
    text = file_of(CODED, reported)
    assert text.count("\n") == text.count("\r\n") == len(pd.read_csv(io.StringIO(text))) + 1
    numbers = {"longitude", "latitude"}
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        for column, cell in row.items():
            assert column in numbers or not cell.startswith(("=", "+", "-", "@", "\t"))
