"""Rows of other codebooks' tables read as CSV in spreadsheets and scripts alike."""

from __future__ import annotations

import csv
import io

import pytest

from rasd.export.csv_rows import csv_rows


def test_no_mark_stands_before_the_first_column() -> None:
    assert "".join(csv_rows(("eventid", "city"), [(1, None)])) == "eventid,city\r\n1,\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+964", "-5 people", "@x", "\t=1", "\r=1", "\n=1"])
def test_no_text_is_run_as_a_formula(text: str) -> None:
    written = "".join(csv_rows(("a",), [(text,)]))
    assert [["a"], [f"'{text}"]] == list(csv.reader(io.StringIO(written, newline="")))


def test_a_negative_number_stays_a_number() -> None:
    assert "".join(csv_rows(("a",), [(-9,)])) == "a\r\n-9\r\n"


@pytest.mark.parametrize("text", ['قال: "نعم", ثم سكت', "سطر\nسطر", "\u200fيمين", ""])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    written = "".join(csv_rows(("a", "b"), [(text, 1)]))
    assert [text, "1"] == list(csv.reader(io.StringIO(written, newline="")))[1]


def test_a_zero_byte_is_left_out() -> None:
    assert "".join(csv_rows(("a",), [("b\0c",)])) == "a\r\nbc\r\n"
