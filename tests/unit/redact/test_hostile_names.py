"""Names written so that a reader of words would miss them."""

from __future__ import annotations

import pytest
from tests.builders import DAY, make_evidence, make_mention

from rasd.model import Status
from rasd.redact import Redactor
from rasd.redact.quotes import published


def shown(text: str, **given: bool) -> str:
    return published(text, coarse=given.get("coarse", False), most=40)


@pytest.mark.parametrize(
    "name",
    [
        "مـحـمـد",
        "مُحَمَّدٌ",
        "م\u200bح\u200dم\u200cد",
        "\u202bمحمد\u202c",
        "\u2067محمد\u2069",
        "ﻣﺤﻤﺪ",
        "کاظم",
        "علی",
        "محمد\ufeff",
        "Muhammad",
        "MUHAMMAD",
        "محمدحسن",
        "#محمد_حسن",
        "@mohammed.h",
        "mohammed@example.org",
        "https://t.me/mohammed_hassan",
        "Мухаммад",
        "מוחמד",
        "ܡܘܚܡܕ",
        "م. ح.",
    ],
)
def test_no_spelling_of_a_name_slips_through(name: str) -> None:
    text = shown(f"مقتل الشاب {name} في السوق")
    assert text.startswith("مقتل الشاب ")
    assert text.endswith(" في السوق")
    assert not any(part in text for part in name.replace("_", " ").split())


@pytest.mark.parametrize("text", ["لمحمد", "ومحمد", "فمحمد", "بمحمد", "كمحمد", "ولمحمد"])
def test_what_is_written_onto_a_name_hides_with_it(text: str) -> None:
    assert "محمد" not in shown(f"نسب الهجوم {text} أمس")


def test_a_name_inside_a_quote_inside_a_claim_is_hidden() -> None:
    text = shown('زعم التنظيم أن أميره قال: «قتلنا الجاسوس "ضرغام القصاب" ورفاقه»')
    assert "ضرغام" not in text
    assert "القصاب" not in text


def test_a_place_that_is_also_a_name_stays_after_a_word_for_places() -> None:
    assert shown("انفجار في مدينة الحمزة") == "انفجار في مدينة الحمزة"
    assert "حمزة" not in shown("مقتل حمزة في المدينة")


def test_numbers_of_people_stay_and_numbers_of_papers_go() -> None:
    assert shown("نزوح 1,200,000 شخص") == "نزوح 1,200,000 شخص"
    assert "1987" not in shown("رقم هويته 19871234567")
    assert "٠٧٧" not in shown("هاتفه ٠٧٧٠١٢٣٤٥٦٧")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\ud800", "[…]", "=cmd|' /C calc'!A0", "٪" * 50])
def test_texts_without_words_are_read_without_harm(text: str) -> None:
    assert isinstance(shown(text), str)


def test_a_claim_is_quoted_in_few_words() -> None:
    long = "أعلن التنظيم أن مقاتليه شنوا هجوما كبيرا على مواقع الجيش وسيطروا على مدن وقرى كثيرة"
    mention = make_mention(status=Status.CLAIMED, evidence=(make_evidence(long),))
    [evidence] = Redactor(DAY.replace(year=DAY.year + 9)).mention(mention).evidence
    words = [word for word in evidence.quote.split() if word != "[…]"]
    assert len(words) <= 8
    assert evidence.cut


def test_a_recent_text_names_no_village() -> None:
    assert "تلعفر" not in shown("انفجار في تلعفر", coarse=True)
    assert "تلعفر" in shown("انفجار في تلعفر")
