"""What the last merge left is taken only where a merge could have written it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rasd.merge import MergeMemory, unpack_memory
from rasd.model import DataError

SKETCH = ["armed_clash", False, [1, 2], None, [], [], [5], []]
SPOT = [["a"], ["a"], None, None, None, None, "exact", [1.0, 2.0], False]


def with_value(at: int, value: object) -> bytes:
    return json.dumps([*SKETCH[:at], value, *SKETCH[at + 1 :]]).encode()


@pytest.mark.parametrize("value", [with_value(6, [2**64 - 1, 0]), with_value(3, SPOT)])
def test_a_sketch_within_bounds_is_taken(value: bytes) -> None:
    memory = MergeMemory()
    memory.put("merge/s/a", value)
    assert memory.sketch("a") == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("merge/s/a", with_value(6, [2**64])),
        ("merge/s/a", with_value(6, [-1])),
        ("merge/s/a", with_value(2, [2**40, 2**40])),
        ("merge/s/a", with_value(2, [1, 10**7])),
        ("merge/s/a", with_value(2, [0, 1])),
        ("merge/s/a", with_value(3, [*SPOT[:7], [1.0, 1e308], False])),
        ("merge/s/a", with_value(6, [5]).decode()),
        ("merge/p/a", "[]"),
        ("merge/e/a", None),
    ],
)
def test_a_row_out_of_bounds_is_refused_by_name(key: str, value: Any) -> None:
    with pytest.raises(DataError, match=f"memory of the merge, {key}"):
        MergeMemory().put(key, value)


@pytest.mark.parametrize("key", ["abcd", "abcd 12"])
def test_a_text_for_bytes_is_refused_by_name(key: str) -> None:
    text: Any = "x" * 36
    with pytest.raises(DataError, match=f"search for copies, {key}: str in the place of bytes"):
        unpack_memory([(key, text)])
