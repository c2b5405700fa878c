"""Whatever a record holds, its JSON gives the same record back, on one line."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from tests import strategies as records

from rasd.model import dumps, from_json

anything = st.one_of(records.mentions(), records.events(), records.figures(), records.documents())


@given(anything)
def test_a_record_comes_back_from_its_json_line(record: object) -> None:
    assert from_json(type(record), json.loads(dumps(record))) == record


@given(anything)
def test_a_record_is_one_line_for_every_reader_of_lines(record: object) -> None:
    assert len(dumps(record).splitlines()) == 1


def test_unicode_line_ends_are_escaped_and_come_back() -> None:
    text = "\x85\u2028\u2029"
    assert dumps(text) == r'"\u0085\u2028\u2029"'
    assert json.loads(dumps(text)) == text
