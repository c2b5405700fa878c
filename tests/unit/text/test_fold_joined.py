"""Words that lost a space or hide behind strokes are read, and found again in the original."""

from __future__ import annotations

import pytest

from rasd.text import Span, fold


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("السفارةوسط المدينة", "السفاره وسط المدينه"),
        ("جهة أخرىوقفت", "جهه اخري وقفت"),
        ("أعلنت الطوارىء", "اعلنت الطواريء"),
        ("أطـ ـفال", "اطفال"),
        ("شَـ.ـنّ", "شن"),
        ("غـ.ـارة", "غاره"),
        ("لتنظيم داع،ـش", "لتنظيم داعش"),
        ("خلايا دا*عش وداعـ،ش", "خلايا داعش وداعش"),
        ("حركة حم_اس", "حركه حماس"),
        ("غارة إسر.ائيلية", "غاره اسراييليه"),
        ("وداع،شكرا", "وداع،شكرا"),
        ("حماس.وقال", "حماس.وقال"),
        ("تل_رفعت", "تل رفعت"),
    ],
)
def test_hidden_and_joined_words_read_plainly(original: str, folded: str) -> None:
    assert fold(original).folded == folded


def test_a_parted_word_keeps_its_place_in_the_original() -> None:
    text = fold("السفارةوسط المدينة")
    at = text.folded.index("وسط")
    span = text.original_span(Span(at, at + 3))
    assert text.original[span.start : span.end] == "وسط"
