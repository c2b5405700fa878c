"""What folding unifies, drops and keeps."""

from __future__ import annotations

import pytest

from rasd.text import Span, fold, fold_plain
from rasd.text.fold import folding_table


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد إلى آخر ٱلرجل", "احمد الي اخر الرجل"),
        ("مُقَاتِلُون", "مقاتلون"),
        ("الـمـقـاتـل", "المقاتل"),
        ("الرقة", "الرقه"),
        ("مسؤول شؤون", "مسوول شوون"),
        ("لاجئ", "لاجي"),
        ("یتسبب", "يتسبب"),
        ("کرکوك", "كركوك"),
        ("٤٧ و۱۲", "47 و12"),
        ("ﻻجئون", "لاجيون"),
        ("«نعم» “لا”", '"نعم" "لا"'),
        ("قـ.ـتـ.ل", "قتل"),
        ("#عاجــــلجرحى", " عاجل جرحي"),
        ("#عاجلة", " عاجله"),
        ("ذكرت\u200fالوكالة", "ذكرتالوكاله"),
    ],
)
def test_a_spelling_folds_to_its_plain_form(written: str, folded: str) -> None:
    assert fold_plain(written) == folded


def test_the_way_back_gives_the_words_with_their_marks() -> None:
    text = fold("سقط القَتِيلُ في الرّقّة")
    at = text.folded.index("القتيل")
    back = text.original_span(Span(at, at + len("القتيل")))
    assert text.original[back.start : back.end] == "القَتِيلُ"


def test_a_ligature_gives_both_its_letters_the_same_place() -> None:
    text = fold("ﻻ")
    assert text.original_span(Span(0, 2)) == Span(0, 1)
    assert text.original_span(Span(1, 2)) == Span(0, 1)


def test_the_word_behind_a_glued_tag_keeps_its_place() -> None:
    text = fold("خبر #عاجــــلجرحى")
    at = text.folded.index("جرحي")
    back = text.original_span(Span(at, at + len("جرحي")))
    assert text.original[back.start : back.end] == "جرحى"


def test_what_a_letter_folds_to_folds_no_further() -> None:
    table = folding_table().one_to_one
    assert not [folded for folded in table.values() if table.get(ord(folded), folded) != folded]


def test_every_row_of_the_table_is_folded_as_it_says() -> None:
    table = folding_table()
    for code, folded in table.one_to_one.items():
        assert fold(f"x {chr(code)} x").folded == f"x {folded} x"
    for letter, folded in table.others.items():
        if letter:
            assert fold(f"x {letter} x").folded == f"x {folded} x"
