"""Places in lists, as addresses hold them."""

from __future__ import annotations

import base64
import json

import pytest

from rasd.model import read_cursor, write_cursor


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_a_place_is_read_as_it_was_written() -> None:
    keys = ["-date", True, -(2**63) + 1, 0.25, None, "\u0645/\U0001f30d"]
    assert read_cursor(write_cursor(keys)) == keys


@pytest.mark.parametrize(
    "plain",
    [
        "[" * 20_000 + "]" * 20_000,
        '["a", [1]]',
        '["a", {"b": 1}]',
        '{"a": 1}',
        '"a"',
        "[1e400]",
        "[NaN]",
        f"[{2**63}]",
        f"[-{10**30}]",
        f"[{'9' * 5000}]",
        json.dumps(["\0"]),
        json.dumps(["\ud800"]),
        "[",
        "",
    ],
    ids=range(14),
)
def test_what_no_list_gave_is_no_place(plain: str) -> None:
    with pytest.raises(ValueError):
        read_cursor(_encoded(plain))


@pytest.mark.parametrize("cursor", ["\u00e9", "a", "%", "A" * 50_000])
def test_what_is_not_even_encoded_is_no_place(cursor: str) -> None:
    with pytest.raises(ValueError):
        read_cursor(cursor)
