"""The file of columns is checked as a whole; its faults are named by line."""

from __future__ import annotations

import pytest

from rasd.export.columns import columns, read_columns
from rasd.model import DataError

HEADER = "column\tsource\tmeaning_en\tmeaning_ar"


def test_a_path_is_taken_apart_and_put_together() -> None:
    [column] = read_columns([HEADER, "quote\tevidence[event].quote\ten\tar"])
    assert (column.field, column.only, column.part) == ("evidence", "event", "quote")
    assert column.source == "evidence[event].quote"


def test_all_faults_are_listed_at_once() -> None:
    lines = [
        HEADER,
        "a\tdate.start\ten",
        "b\tdate..start\ten\tar",
        "c\tid\ten\tar",
        "c\tid\ten\tar",
    ]
    with pytest.raises(DataError) as raised:
        read_columns(lines)
    assert [fault.split(":")[1] for fault in raised.value.faults] == ["2", "3", "5"]


def test_another_header_is_refused() -> None:
    with pytest.raises(DataError, match="expected the header"):
        read_columns(["column\tmeaning"])


@pytest.mark.parametrize("column", columns(), ids=lambda column: column.name)
def test_every_column_says_what_it_means_in_both_languages(column: object) -> None:
    assert any("a" <= letter <= "z" for letter in column.meaning_en)  # type: ignore[attr-defined]
    assert any("ء" <= letter <= "ي" for letter in column.meaning_ar)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("date.start", "date"),
        ("place.lat", "number"),
        ("place.name_ar", "string"),
        ("killed.max", "integer"),
        ("killed.approx", "boolean"),
        ("tolls[killed].best", "integer"),
        ("evidence[event].quote", "string"),
        ("perpetrators.id", "string"),
        ("#conflicts", "integer"),
        ("confidence", "number"),
    ],
)
def test_a_column_has_the_type_of_its_field(source: str, type_: str) -> None:
    [column] = read_columns([HEADER, f"c\t{source}\ten\tar"])
    assert column.type == type_
