"""Who holds a run is read from a file: the first of them and the last before a document."""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.merge.holders import Holders

POSITIONS = st.sets(st.integers(0, 400), min_size=2, max_size=120)


@settings(max_examples=80, deadline=None)
@given(st.lists(POSITIONS, max_size=6), st.integers(0, 410), st.integers(1, 7))
def test_the_first_and_the_last_holders_before_a_document_are_found(
    given: list[set[int]], position: int, most: int
) -> None:
    holders = Holders()
    numbers = [holders.put(sorted(each)) for each in given]
    for number, held in zip(numbers, map(sorted, given), strict=True):
        earlier = [each for each in held if each < position]
        expected = earlier if len(earlier) <= 2 * most else earlier[:most] + earlier[-most:]
        assert list(holders.before(number, position, most)) == expected


@settings(max_examples=80, deadline=None)
@given(st.lists(POSITIONS, max_size=9), st.integers(1, 200))
def test_all_holders_can_be_gone_through(given: list[set[int]], at_once: int) -> None:
    holders = Holders()
    expected = {holders.put(sorted(each)): sorted(each) for each in given}
    with mock.patch("rasd.merge.holders._AT_ONCE", at_once):
        assert {number: list(held) for number, held in holders} == expected
    assert all(number < holders.end for number in expected)
