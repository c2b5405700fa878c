"""Whatever a record holds, its JSON gives the same record back, on one line."""

from __future__ import annotations

import json
import math
import pickle
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct
from tests import strategies as records
from tests.builders import make_count, make_mention
from tests.filled import filled

from rasd import model
from rasd.model import (
    Evidence,
    Link,
    Mention,
    canonical,
    compact,
    dumps,
    from_json,
    read_line,
    replace,
    to_json,
    without_halves,
)
from rasd.model.layout import layout

anything = st.one_of(records.mentions(), records.events(), records.figures(), records.documents())
odd_evidence = st.builds(
    Evidence,
    field=st.text(),
    start=st.integers(),
    end=st.integers(),
    quote=st.text(st.characters()),  # with halves of surrogate pairs
    part=st.none() | st.text(),
    rule=st.none() | st.text(),
    row=st.none() | st.text(),
    doc_id=st.none() | st.text(),
    cut=st.booleans(),
)
odd_links = st.builds(
    Link,
    mention_a=st.text(),
    mention_b=st.text(),
    score=st.none() | st.floats(allow_nan=False),
    reasons=st.lists(st.text()).map(tuple),
)
KINDS = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind is not model.Record
]


def plain(value: Any) -> Any:
    """The JSON values of a record, told field by field: the oracle of what is written."""
    if isinstance(value, Struct):
        named = ((name, sparse, getattr(value, name)) for name, sparse in layout(type(value)))
        return {name: plain(item) for name, sparse, item in named if item or not sparse}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def line_of(value: Any) -> str:
    line = json.dumps(plain(value), ensure_ascii=False)
    for char in "\x85\u2028\u2029":
        line = line.replace(char, f"\\u{ord(char):04x}")
    return line


@given(anything | odd_evidence | odd_links)
def test_a_line_is_what_its_fields_say_in_their_order(record: object) -> None:
    assert dumps(record) == line_of(record)
    assert to_json(record) == plain(record)


@given(anything | odd_evidence)
def test_values_without_a_space_are_what_json_writes(record: object) -> None:
    value = to_json(record)
    expected = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert without_halves(expected).encode() == compact(value)


@pytest.mark.parametrize("value", [1e-5, 9.9e-5, 1e15, 2**70, -0.0, "\x7f\x1f/<\u2028"])
def test_no_value_is_written_in_another_way_than_json_does(value: object) -> None:
    assert json.dumps([value], ensure_ascii=False).encode() == compact([value])


def test_half_a_surrogate_pair_is_written_as_one_letter_without_a_space() -> None:
    value = {"a\ud800": ["\udfffب", "🔴"]}
    assert compact(value).decode() == '{"a\ufffd":["\ufffdب","🔴"]}'


def test_a_very_large_float_is_the_same_number() -> None:
    assert json.loads(compact([1e16, 1.5e22])) == [1e16, 1.5e22]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_with_every_field_is_written_and_read(kind: type) -> None:
    record = filled(kind)
    assert dumps(record) == line_of(record)
    assert read_line(kind, dumps(record)) == record
    assert from_json(kind, to_json(record)) == record


@given(odd_evidence | odd_links)
def test_whatever_a_value_holds_it_is_read_from_its_line(record: object) -> None:
    # What is empty is left out, and so is not set.
    unset = {
        name: None
        for name, sparse in layout(type(record))
        if sparse and getattr(record, name) == ""
    }
    assert read_line(type(record), dumps(record)) == replace(record, **unset)  # type: ignore[type-var]


@pytest.mark.parametrize(
    "confidence", [0.0, 1e-4, 9.9e-5, 1e-7, 5e-324, 0.1 + 0.2, 1e15, 1e16, 1e22]
)
@pytest.mark.parametrize("sign", [1, -1])
@given(mention=records.mentions())
def test_a_float_has_the_digits_that_python_gives_it(
    mention: Mention, confidence: float, sign: int
) -> None:
    line = dumps(replace(mention, confidence=sign * confidence))
    assert f'"confidence": {sign * confidence!r},' in line


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


@given(anything | records.coded_documents())
def test_a_record_comes_back_from_another_process_as_it_was(record: object) -> None:
    assert pickle.loads(pickle.dumps(record)) == record


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_travels(kind: type) -> None:
    record = filled(kind)
    assert pickle.loads(pickle.dumps(record)) == record


@pytest.mark.parametrize("odd", [{"campaign": "\udc00"}, {"killed": make_count(10**30)}])
def test_what_has_no_messagepack_travels_too(odd: dict[str, Any]) -> None:
    mention = make_mention(**odd)
    assert pickle.loads(pickle.dumps(mention)) == mention


odd_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda held: st.lists(held) | st.dictionaries(st.text(st.characters()), held),
)
odd_judgements = st.builds(
    model.Judgement,
    id=st.text(),
    action=st.sampled_from(model.Action),
    at=st.text(),
    by=st.text(),
    value=odd_json,
)
odd_reviews = st.builds(
    model.Judged,
    id=st.text(),
    action=st.sampled_from(model.Action),
    by=st.text(),
    at=st.text(),
    machine=st.builds(model.Machine, value=odd_json),
)


@given(odd_judgements | odd_reviews)
@example(model.Machine(value="\udc00"))
@example(model.Machine(value={"\udc00": ["\udc00"]}))
def test_a_value_of_any_json_is_written_whatever_it_holds(record: object) -> None:
    assert to_json(record) == plain(record)
    assert dumps(record) == line_of(record)
    assert json.loads(canonical(record)) == plain(record)


@pytest.mark.parametrize("beside", ["", "e-", "\udc00", 2**70, 9.9e-5], ids=ascii)
@pytest.mark.parametrize("no_json", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_has_not_is_null_whatever_stands_beside_it(
    beside: object, no_json: float
) -> None:
    whole = without_halves(json.dumps(beside, ensure_ascii=False))
    assert compact([no_json, beside]).decode() == f"[null,{whole}]"
