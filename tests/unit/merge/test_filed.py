"""What is known of texts waits in files, and comes back as it was."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from itertools import accumulate
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.merge.filed import Filed
from rasd.merge.numbered import NOWHERE_ELSE, Numbered
from rasd.merge.parted import Parted


def test_the_last_value_of_a_digest_is_the_one_that_is_held() -> None:
    filed = Filed()
    for digest, value in ((b"a", b"one"), (b"b", b""), (b"a", b"other")):
        filed.put(digest, value)
    assert dict(filed) == {b"a": b"other", b"b": b""}
    assert b"c" not in filed
    with pytest.raises(KeyError):
        filed[b"c"]


def test_values_can_be_read_between_those_that_are_put_in() -> None:
    filed = Filed()
    for number in range(300):
        filed.put(bytes([number % 256, number // 256]), bytes([number % 256]) * 5000)
        assert filed[b"\0\0"] == bytes(5000)
    assert [value[0] for value in filed.values()] == [number % 256 for number in range(300)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40)), max_size=12), st.integers(1, 60))
def test_equal_values_are_in_one_part_with_all_their_places(
    given: list[list[int]], at_once: int
) -> None:
    expected: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(each for some in given for each in some):
        expected[value].append(place)
    with mock.patch.multiple("rasd.merge.parted", AT_ONCE=at_once, _PARTS=7):
        parted = Parted()
        for some in given:
            parted.add(array("Q", some))
        found: dict[int, list[int]] = {}
        for places, values in parted.parts():
            assert found.keys().isdisjoint(values)
            for place, value in zip(places, values, strict=True):
                found.setdefault(value, []).append(place)
    assert found == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), unique=True), max_size=12), st.integers(1, 60))
def test_runs_go_by_one_number_wherever_they_stand(given: list[list[int]], at_once: int) -> None:
    held = Counter(value for some in given for value in some)
    with (
        mock.patch.multiple("rasd.merge.parted", AT_ONCE=at_once, _PARTS=7),
        mock.patch("rasd.merge.numbered.AT_ONCE", at_once),
    ):
        runs = Parted()
        for some in given:
            runs.add(array("Q", some))
        numbered = Numbered(runs, list(accumulate(map(len, given), initial=0)))
    number_of: dict[int, int] = {}
    for position, some in enumerate(given):
        for value, number in zip(some, numbered.of(position), strict=True):
            assert (number == NOWHERE_ELSE) == (held[value] == 1)
            assert number_of.setdefault(value, number) == number
    holders = {
        value: [position for position, some in enumerate(given) if value in some]
        for value, number in number_of.items()
        if number != NOWHERE_ELSE
    }
    assert {number_of[value]: held for value, held in holders.items()} == {
        number: list(positions) for number, positions in numbered.holders
    }
