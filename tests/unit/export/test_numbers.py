"""An event has one number, which leads back to its id."""

from __future__ import annotations

from rasd.export.numbers import number_of


def test_the_number_is_the_digits_of_the_id() -> None:
    assert number_of("event-5263b9fe5e91") == 0x5263B9FE5E91


def test_a_spreadsheet_keeps_the_largest_number_whole() -> None:
    assert len(str(number_of("event-ffffffffffff"))) == 15
    assert len(str(number_of("made by hand"))) == 15


def test_an_id_of_another_shape_has_a_number_above_all_of_ours() -> None:
    assert number_of("event-ABC") > 0xFFFFFFFFFFFF
    assert number_of("event-ABC") != number_of("event-ABD")
    assert number_of("event-ABC") == number_of("event-ABC")
