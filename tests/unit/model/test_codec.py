"""JSON that is no record is refused by the name of the field that is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.builders import make_count, make_mention

from rasd.model import InputError, Mention, dumps, from_json, read_line, to_json


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
