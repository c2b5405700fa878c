"""JSON that is no record is refused by the name of the field that is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from tests.builders import make_count, make_mention

from rasd.model import (
    Count,
    InputError,
    Machine,
    Mention,
    dumps,
    from_json,
    read_field,
    read_line,
    to_json,
)


def mention_json(**overrides: Any) -> dict[str, Any]:
    return to_json(make_mention("a", killed=make_count(2))) | overrides


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        pytest.param(
            {"status": "rumoured"}, "status: 'rumoured' is not a valid", id="unknown code"
        ),
        pytest.param(
            {"status": None}, "status: None is not a valid Status", id="null where a code must be"
        ),
        pytest.param({"id": 7}, "id: expected str, found 7", id="number for text"),
        pytest.param({"confidence": "high"}, "confidence: expected float", id="text for number"),
        pytest.param({"confidence": True}, "confidence: expected float", id="true for number"),
        pytest.param({"weapons": "rifle"}, "weapons: expected a list", id="text for list"),
        pytest.param(
            {"killed": 2}, "killed: expected a Count object, found int", id="number for object"
        ),
        pytest.param(
            {"killed": {"min": 2, "max": 2}}, "killed: Count lacks 'text'", id="missing key"
        ),
        pytest.param(
            {"date": {"start": "8 April", "end": None, "precision": "day", "text": "x"}},
            "date.start: expected a day as YYYY-MM-DD, found '8 April'",
            id="no date",
        ),
    ],
)
def test_a_wrong_value_is_named(overrides: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_json(Mention, mention_json(**overrides))
    with pytest.raises(InputError, match=message):
        read_line(Mention, json.dumps(mention_json(**overrides)))


def test_a_missing_field_is_named() -> None:
    given = mention_json()
    del given["doc_id"]
    with pytest.raises(InputError, match="Mention lacks 'doc_id'"):
        from_json(Mention, given)


def test_keys_of_a_newer_version_are_passed_over() -> None:
    assert from_json(Mention, mention_json(mood="calm")) == from_json(Mention, mention_json())


def test_a_whole_number_is_taken_for_a_share() -> None:
    assert from_json(Mention, mention_json(confidence=1)).confidence == 1.0


def test_a_line_that_is_no_json_is_refused_where_it_breaks() -> None:
    line = dumps(make_mention("a"))
    with pytest.raises(InputError, match=r"no JSON: .* column 1\d\d"):
        read_line(Mention, line[:150])


def test_half_a_surrogate_pair_is_read_from_a_line() -> None:
    line = json.dumps(mention_json(campaign="\udc00"))
    assert read_line(Mention, line).campaign == "\udc00"


HALVES = [
    pytest.param({"status": "\udc00"}, r"status: '\\udc00' is not a valid Status", id="code"),
    pytest.param(
        {"date": {"start": "\udc00", "end": None, "precision": "day", "text": "x"}},
        r"date\.start: expected a day as YYYY-MM-DD, found '\\udc00'",
        id="day",
    ),
    pytest.param(
        {"killed": {"min": "\udc00", "max": 2, "text": "x"}},
        r"killed\.min: expected int, found '\\udc00'",
        id="number",
    ),
    pytest.param({"weapons": "\udc00"}, "weapons: expected a list", id="list"),
    pytest.param({"killed": {"\udc00": 2}}, "killed: Count lacks 'min'", id="key in place of due"),
    pytest.param(
        {"campaign": "\udc00", "weapons": [1]}, r"weapons\[0\]: expected str", id="elsewhere"
    ),
]


@pytest.mark.parametrize(("overrides", "message"), HALVES)
def test_half_a_surrogate_pair_in_what_is_no_text_is_refused_by_its_field(
    overrides: dict[str, Any], message: str
) -> None:
    given = mention_json(**overrides)
    with pytest.raises(InputError, match=message):
        from_json(Mention, given)
    for line in (json.dumps(given), json.dumps(given, ensure_ascii=False)):
        with pytest.raises(InputError, match=message):
            read_line(Mention, line)


def test_a_key_with_half_a_surrogate_pair_is_passed_over_like_any_that_is_not_known() -> None:
    killed = {"min": 2, "max": 2, "text": "\udc00", "\udc00": 1}
    given = mention_json(killed=killed) | {"\udc00": 1}
    expected = make_mention("a", killed=Count(min=2, max=2, text="\udc00"))
    assert expected == from_json(Mention, given)
    assert expected == read_line(Mention, json.dumps(given))
    assert expected == read_line(Mention, json.dumps(given, ensure_ascii=False))


def test_a_value_of_any_json_keeps_its_keys_beside_one_that_is_passed_over() -> None:
    given = {"value": {"\udc00": ["\udc00"]}, "\udc00": 1}
    assert from_json(Machine, given) == Machine(value={"\udc00": ["\udc00"]})


def test_bytes_that_are_no_utf_8_are_no_json() -> None:
    with pytest.raises(InputError, match="no JSON"):
        read_line(Mention, b'{"id": "\xff"}')


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("weapons", "rifle", "weapons: expected a list, found 'rifle'"),
        ("weapons", ["rifle", 7], "weapons[1]: expected str, found 7"),
        ("killed", {"min": "2", "max": 2, "text": ""}, "killed.min: expected int, found '2'"),
        ("killed", {"max": 2}, "killed: Count lacks 'min'"),
        ("status", "\udc00", "status: '\\udc00' is not a valid Status"),
        ("mood", "calm", "Mention has no field 'mood'"),
    ],
)
def test_a_wrong_value_of_one_field_is_named_from_the_field_on(
    name: str, value: Any, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_field(Mention, name, value)
    assert str(caught.value) == message


@dataclass(frozen=True)
class Parcel:
    toll: Count


@dataclass(frozen=True)
class Van:
    parcel: Parcel


def test_a_dataclass_within_another_is_named_as_the_object_that_is_due() -> None:
    with pytest.raises(InputError, match="parcel: expected a Parcel object, found int"):
        from_json(Van, {"parcel": 1})
