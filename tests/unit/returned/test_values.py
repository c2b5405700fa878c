"""What annotators write is a value or is refused with how it is written; nothing else happens."""

from __future__ import annotations

import json

import pytest

from rasd.export.tasks import VALUES, written
from rasd.judge import read_value, typed_value
from rasd.model import SettingsError
from rasd.run.returned.answers import plain
from rasd.run.returned.values import value_written

ODD = (
    "[1]", "[null]", "[[]]", "{}", '{"min":"x"}', '[{"id":5}]', '[{"id":[1]}]', '["x",1]',
    '{"text":1}', '{"start":"x"}', '{"text":"a","geonameid":"x"}', '{"min":1e400,"max":2}',
    '{"min":NaN,"max":2}', "[" * 100_000, "9" * 5000, "2031-02-30", "~", "~x", "(x)", "()",
    "a (b", '"x"', "\u0664", "-1", "1-0", '{"min":true,"max":true}',
    "2031-05-06 (month)", "2031-05-01/2031-05-31 (moon)",
)  # fmt: skip


@pytest.mark.parametrize("field", VALUES)
def test_odd_values_are_values_or_refused(field: str) -> None:
    for odd in ODD:
        try:
            json.dumps(read_value(field, value_written(field, odd)), allow_nan=False)
        except SettingsError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("killed", "4"),
        ("killed", "~2-6"),
        ("killed", "2+"),
        ("date", "2031-05-06"),
        ("date", "2031-05-06/2031-05-08"),
        ("date", "2031-01-01/2031-12-31 (year)"),
        ("weapons", "vehicle_bomb, mortar"),
        ("status", "claimed"),
    ],
)
def test_what_is_written_reads_as_it_was_written(field: str, line: str) -> None:
    value = read_value(field, value_written(field, line))
    assert written(typed_value(field, value)) == line


@pytest.mark.parametrize("name", ["perpetrators", "targets", "claimed_by"])
def test_names_behind_ids_are_for_reading(name: str) -> None:
    bare = value_written(name, "is_core, afg_taliban")
    assert value_written(name, "is_core (Islamic State, so called), afg_taliban (Taliban)") == bare


def test_an_empty_line_takes_a_value_away() -> None:
    assert value_written("killed", " ") is None
    assert value_written("weapons", "") == []


def test_what_a_database_cannot_keep_is_no_part_of_a_note() -> None:
    assert plain(" a\x00b\r\n\ud800c ") == "a b ?c"
