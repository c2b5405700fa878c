"""ACLED's files open in the scripts that were written for them, whatever the records hold."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from tests.contract.export.files import file_of

from rasd.export import EXPORTERS, Source
from rasd.export.acled.kinds import kinds

CODED, LEFT_OUT = EXPORTERS["acled"].outputs
TYPES = {
    "event_id_cnty": "string",
    "year": "int64",
    "time_precision": "int64",
    "iso": "int64",
    "latitude": "float64",
    "longitude": "float64",
    "geo_precision": "int64",
    "fatalities": "int64",
    "timestamp": "Int64",
}
"""What users' scripts read the columns as."""
KINDS = {kind.sub_event_type: kind for kind in kinds().values()}
PAIRS = {
    *range(10, 19),
    *(20, *range(22, 29)),
    *(30, *range(33, 39)),
    *(40, *range(44, 49)),
    *(50, *range(55, 59)),
    *(60, 66, 67, 68, 70, 77, 78, 80, 88),
}
"""The codes of interactions in the codebook."""
CODES = {
    "State forces": "1",
    "Rebel group": "2",
    "Political militia": "3",
    "Identity militia": "4",
    "Rioters": "5",
    "Protesters": "6",
    "Civilians": "7",
    "External/Other forces": "8",
}


@pytest.fixture
def table(reported: Source) -> pd.DataFrame:
    return pd.read_csv(
        io.StringIO(file_of(CODED, reported)), dtype=TYPES, parse_dates=["event_date"]
    )


def test_pandas_reads_the_file_with_the_types_of_users_scripts(
    reported: Source, table: pd.DataFrame
) -> None:
    assert len(table) > 0
    assert list(table.columns)[:3] == ["event_id_cnty", "event_date", "year"]
    assert len(table.columns) == 31
    assert (table.event_date.dt.year == table.year).all()


def test_every_event_is_in_one_of_the_two_files(reported: Source, table: pd.DataFrame) -> None:
    left = pd.read_csv(io.StringIO(file_of(LEFT_OUT, reported)))
    ours = table.tags.str.extract(r"rasd id=(\S+)$")[0]
    assert sorted([*ours, *left.event_id]) == sorted(event.id for event in reported.events())
    assert table.event_id_cnty.is_unique


def test_kinds_of_disorder_event_and_sub_event_belong_together(table: pd.DataFrame) -> None:
    for row in table.itertuples():
        kind = KINDS[row.sub_event_type]
        assert (row.event_type, row.disorder_type) == (kind.event_type, kind.disorder_type)


def test_every_interaction_is_one_of_the_codebook(table: pd.DataFrame) -> None:
    for row in table.itertuples():
        kinds = [CODES[row.inter1]]
        if isinstance(row.inter2, str):
            kinds.append(CODES[row.inter2])
        code = "".join(sorted(kinds)) if len(kinds) == 2 else f"{kinds[0]}0"
        assert int(code) in PAIRS
        assert set(row.interaction.removesuffix(" only").split("-")) <= {row.inter1, row.inter2}


def test_values_stay_within_the_codebook(table: pd.DataFrame) -> None:
    assert set(table.time_precision) <= {1, 2, 3}
    assert set(table.geo_precision) <= {1, 2, 3}
    assert set(table.civilian_targeting.dropna()) <= {"Civilian targeting"}
    assert (table.fatalities >= 0).all()
    assert table.latitude.between(-90, 90).all()
    assert table.longitude.between(-180, 180).all()
    victims = table[table.event_type == "Violence against civilians"]
    assert set(victims.inter2) <= {"Civilians", "Protesters", "Rioters"}
    assert victims.civilian_targeting.notna().all()


def test_a_row_is_one_line_without_a_formula(reported: Source) -> None:
    text = file_of(CODED, reported)
    assert text.count("\n") == text.count("\r\n") == len(pd.read_csv(io.StringIO(text))) + 1
    numbers = {"longitude", "latitude"}
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        for column, cell in row.items():
            assert column in numbers or not cell.startswith(("=", "+", "-", "@", "\t"))
