"""Texts that can not be copies of each other are seen not to be; what is found stays the same."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.merge.align import GAP, passages_of
from rasd.merge.common import common_passages
from rasd.merge.enough import FEWEST_IN_PASSAGE, suffices, weight_of_each
from rasd.merge.stretches import equal_words
from rasd.merge.words import Words

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
PIECES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 14), st.integers(0, 7)), min_size=1, max_size=9
)
"""Stretches of one long text: where each begins, its words, and how many other words follow."""


def text_of(pieces: list[tuple[int, int, int]], other: int) -> str:
    numbers: list[int] = []
    ends = accumulate(after for _, _, after in pieces)
    for (start, length, after), so_far in zip(pieces, ends, strict=True):
        numbers += range(start, start + length)
        numbers += range(other + so_far - after, other + so_far)
    return " ".join(LETTERS[n % 23] * 3 + LETTERS[n // 23 % 23] * 3 for n in numbers)


@settings(max_examples=400, deadline=None)
@given(PIECES, PIECES)
def test_what_is_not_looked_at_closely_could_not_have_been_enough(
    left: list[tuple[int, int, int]], right: list[tuple[int, int, int]]
) -> None:
    copy, origin = Words(text_of(left, 100)), Words(text_of(right, 300))
    found = common_passages(copy, origin)
    passages = passages_of(equal_words(copy, origin).stretches())
    weights = [
        sum(each.length * weight_of_each(each.length) for each in passage.stretches)
        for passage in passages
    ]
    heavy = [weight for weight in weights if weight >= FEWEST_IN_PASSAGE]
    if suffices(heavy, min(len(copy), len(origin))):
        assert [each.own for each in found] == weights
    else:
        assert found == ()


@settings(max_examples=400, deadline=None)
@given(PIECES, PIECES)
def test_from_stretch_to_stretch_a_passage_moves_by_no_more_than_a_gap(
    left: list[tuple[int, int, int]], right: list[tuple[int, int, int]]
) -> None:
    equal = equal_words(Words(text_of(left, 100)), Words(text_of(right, 300)))
    for passage in passages_of(equal.stretches()):
        diagonals = [each.j - each.i for each in passage.stretches]
        moved = [abs(b - a) for a, b in pairwise(diagonals)]
        assert all(each <= GAP for each in moved)


def test_names_and_phrases_alone_are_nothing_in_common() -> None:
    names = [(1, 3, 7), (11, 2, 7), (21, 3, 7), (31, 2, 7)]
    assert common_passages(Words(text_of(names, 100)), Words(text_of(names, 300))) == ()
