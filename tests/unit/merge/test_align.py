"""Passages are chains of equal words in order, each word in one of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.merge.align import Passage, passages_of
from rasd.merge.stretches import equal_words
from rasd.merge.words import Words

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def words(text: str) -> Words:
    """A text of invented words of four letters, one for each number."""
    return Words(" ".join(LETTERS[int(each) % 26] * 4 for each in text.split()))


def shared_passages(a: Words, b: Words) -> tuple[Passage, ...]:
    return passages_of(equal_words(a, b).stretches())


def numbers(*ranges: range) -> str:
    return " ".join(str(n) for each in ranges for n in each)


def test_a_changed_word_does_not_end_a_passage() -> None:
    (passage,) = shared_passages(words("0 1 2 3 25 5 6 7"), words(numbers(range(8))))
    assert (passage.a_start, passage.a_end, passage.b_start, passage.b_end) == (0, 8, 0, 8)
    assert passage.equal == 7


def test_an_inserted_word_shifts_the_rest() -> None:
    (passage,) = shared_passages(words("0 1 2 3 25 24 4 5 6 7"), words(numbers(range(8))))
    assert (passage.a_end, passage.b_end, passage.equal) == (10, 8, 8)


def test_parts_in_another_order_are_passages_of_their_own() -> None:
    a, b = words(numbers(range(6), range(10, 16))), words(numbers(range(10, 16), range(6)))
    assert [(p.a_start, p.b_start, p.equal) for p in shared_passages(a, b)] == [
        (0, 6, 6),
        (6, 0, 6),
    ]


def test_a_wide_gap_parts_passages() -> None:
    a = words(numbers(range(6), range(16, 24), range(6, 12)))
    b = words(numbers(range(12)))
    assert [(p.a_start, p.a_end) for p in shared_passages(a, b)] == [(0, 6), (14, 20)]


def test_few_equal_words_are_no_passage() -> None:
    assert shared_passages(words(numbers(range(4))), words(numbers(range(4)))) == ()


def test_equal_words_far_apart_are_no_passage() -> None:
    assert (
        shared_passages(words("0 20 1 21 2 22 3 23 4"), words("0 1 25 24 2 19 18 3 17 16 4")) == ()
    )


def test_a_word_that_both_stretches_could_claim_is_counted_once() -> None:
    (passage,) = shared_passages(words("0 1 2 3 4 5 6 7"), words("0 1 2 3 4 20 4 5 6 7"))
    assert passage.equal == 8


TEXTS = st.lists(st.integers(0, 11).map(str), max_size=40).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_passages_hold_equal_words_and_share_none(left: str, right: str) -> None:
    a, b = words(left), words(right)
    passages = shared_passages(a, b)
    for passage in passages:
        for i, j, length in passage.stretches:
            assert a.stems[i : i + length] == b.stems[j : j + length] != ()
        for one, other in pairwise(passage.stretches):
            assert one.i + one.length <= other.i
            assert one.j + one.length <= other.j
        assert (passage.a_start, passage.b_start) == passage.stretches[0][:2]
    for one, other in pairwise(passages):
        assert one.a_end <= other.a_start
    spans = sorted((p.b_start, p.b_end) for p in passages)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(26)))
def test_a_text_is_one_passage_of_itself(order: list[int]) -> None:
    text = words(" ".join(map(str, order)))
    (passage,) = shared_passages(text, text)
    assert passage.equal == 26
