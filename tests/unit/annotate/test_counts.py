"""Whom a sentence counts."""

from __future__ import annotations

import pytest

from rasd.annotate.counts import CountSpan, find_counts
from rasd.text import fold, split_sentences


def _counts(text: str) -> tuple[CountSpan, ...]:
    return tuple(c for s in split_sentences(fold(text), "body") for c in find_counts(s))


def _text(text: str) -> list[str]:
    folded = fold(text)
    return [
        folded.cut(s.span_of(c.start, c.end))
        for s in split_sentences(folded, "body")
        for c in find_counts(s)
    ]


def test_a_count_spans_its_modifier_noun_and_body() -> None:
    assert _text("مقتل نحو 20 من عناصر الشرطة في البلدة") == ["نحو 20 من عناصر الشرطه"]
    assert _text("سقوط قتيلين على الأقل في البلدة") == ["قتيلين علي الاقل"]


def test_a_form_in_een_is_a_plural_unless_two_are_spoken_of() -> None:
    (plural,) = _counts("إصابة مدنيين في القصف")
    (dual,) = _counts("إصابة مدنيين اثنين في القصف")
    assert [(c.min, c.max) for c in (plural, dual)] == [(1, None), (2, 2)]


@pytest.mark.parametrize("text", ["الدفاع المدني", "الهجوم العسكري", "في سوريا", "أمام المبنى"])
def test_adjectives_and_look_alikes_count_nobody(text: str) -> None:
    assert _counts(text) == ()


def test_a_definite_noun_with_a_definite_number_points_back() -> None:
    (count,) = _counts("دفن القتلى الثلاثة")
    assert (count.min, count.max, count.definite, count.outcome) == (3, 3, True, "killed")


def test_a_number_of_dead_and_hurt_without_a_figure_is_one_of_each() -> None:
    counts = _counts("سقوط عدد من القتلى والجرحى")
    assert [(c.outcome, c.min, c.max) for c in counts] == [
        ("killed", 1, None),
        ("wounded", 1, None),
    ]


def test_the_toll_word_ends_a_list_of_parts() -> None:
    counts = _counts("مقتل 12 شخصا بينهم 3 أطفال وإصابة 2")
    assert [c.part_of for c in counts] == [None, 0, None]


def test_unknown_gunmen_carry_the_generic_actor() -> None:
    (count,) = _counts("هاجم 3 مسلحين نقطة تفتيش")
    assert count.actor_id == "gen_unidentified_armed"
