"""From the name of a data row to what stands there."""

from __future__ import annotations

import pytest

from rasd.run.data_rows import DataRow, find_row


def _found(name: str) -> DataRow:
    row = find_row(name)
    assert row is not None
    return row


def test_a_line_of_a_list_comes_with_its_columns() -> None:
    row = _found("ar/weapons.tsv:2")
    assert row.where == "ar/weapons.tsv:2"
    assert row.cells[0] == ("id", "vehicle_bomb")


def test_a_place_is_found_by_its_id() -> None:
    row = _found("places.tsv:276781")
    assert row.where.startswith("places/places.tsv.gz:")
    assert dict(row.cells)["name_en"] == "Beirut"


def test_a_trigger_is_found_by_its_number() -> None:
    first, second = _found("ar/events/attack.toml#1"), _found("ar/events/attack.toml#2")
    assert {"kind", "of"} <= dict(first.cells).keys()
    assert first.cells != second.cells
    assert int(first.where.split(":")[1]) < int(second.where.split(":")[1])


def test_a_grammar_entry_is_found_by_its_rule() -> None:
    row = _found("counts/dual")
    assert row.where.startswith("ar/counts.toml:")
    assert dict(row.cells)["id"] == "counts/dual"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "tolls",
        "ar/weapons.tsv:1",
        "ar/weapons.tsv:99999",
        "ar/none.tsv:3",
        "places.tsv:-1",
        "ar/events/attack.toml#0",
        "ar/events/attack.toml#9999",
        "counts/none",
        "../x.tsv:2",
    ],
)
def test_what_no_file_holds_is_not_found(name: str) -> None:
    assert find_row(name) is None
