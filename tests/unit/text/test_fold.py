"""What folding unifies, drops and keeps."""

from __future__ import annotations

import pytest

from rasd.text import Span, fold, fold_plain


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
