"""Parts are what bonds connect, directly or through others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasd.merge.parts import connected

COUNT = 12
POSITIONS = st.integers(0, COUNT - 1)


@given(st.lists(st.tuples(POSITIONS, POSITIONS)))
def test_parts_are_those_of_a_search_from_each_position(bonds: list[tuple[int, int]]) -> None:
    reached: set[tuple[int, ...]] = set()
    for start in range(COUNT):
        part = {start}
        while more := {n for pair in bonds if not part.isdisjoint(pair) for n in pair} - part:
            part |= more
        reached.add(tuple(sorted(part)))
    assert sorted(reached) == list(connected(COUNT, bonds))


def test_no_position_makes_no_part() -> None:
    assert list(connected(0, [])) == []
