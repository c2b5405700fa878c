"""What a number in a sentence is worth."""

from __future__ import annotations

import pytest

from rasd.annotate.numbers import NumberSpan, find_numbers
from rasd.text import fold, split_sentences


def _numbers(text: str) -> tuple[NumberSpan, ...]:
    return tuple(n for s in split_sentences(fold(text), "body") for n in find_numbers(s))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (25326, "خمسة وعشرين ألفا وثلاثمئة وستة وعشرين رجلا"),
        (3500, "3 آلاف و500 شخص"),
        (4000, "أربعة آلاف"),
        (150_000, "150 ألف"),
        (2_500_000, "2.5 مليون نازح"),
        (1500, "1,500 شخص"),
        (1500, "1.500 شخص"),
        (2000, "ألفي نازح"),
        (11, "أحد عشر جنديا"),
        (11, "إحدى عشرة امرأة"),
        (12, "اثني عشر مسلحا"),
        (13, "ثلاث عشرة طفلة"),
        (21, "واحد وعشرون جنديا"),
        (200, "مئتي قتيل"),
        (300, "ثلاث مائة"),
        (150, "مئة وخمسين"),
        (8, "وثماني نساء"),
        (12, "١٢ قتيلا"),
        (20, "الـ20"),
        (6, "بستة جرحى"),
    ],
)
def test_a_number_is_read_in_every_form(expected: int, text: str) -> None:
    assert [(expected, expected)] == [(n.value_min, n.value_max) for n in _numbers(text)]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (5, 7, "بين 5 و7 قتلى"),
        (5, 7, "بين خمسة وسبعة قتلى"),
        (5, 7, "من 5 إلى 7 أشخاص"),
        (5, 7, "5-7 أشخاص"),
        (3, 4, "3 أو 4 مسلحين"),
        (5000, 7000, "من 5 إلى 7 آلاف"),
        (20, 99, "عشرات المدنيين"),
        (200, 999, "مئات المدنيين"),
        (2000, 9999, "آلاف النازحين"),
        (20_000, 99_999, "عشرات الآلاف"),
        (100, None, "لعدة مئات من مقاتلي التنظيم"),
    ],
)
def test_ranges_and_vague_words_have_bounds(low: int, high: int | None, text: str) -> None:
    assert [(low, high)] == [(n.value_min, n.value_max) for n in _numbers(text)]


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("clock", "الساعة 10 مساء"),
        ("km", "على بعد 20 كيلومترا"),
        ("date", "في 12 يناير"),
        ("year", "في عام 2015"),
        ("label", "القرار 2254"),
        ("label", "الرقم 0790123456"),
        ("percent", "25%"),
        ("percent", "25 في المئة"),
        ("time", "البالغ 17 عاما"),
        ("money", "مليون دولار"),
    ],
)
def test_a_number_that_counts_no_people_has_its_unit(unit: str, text: str) -> None:
    assert [unit] == [n.unit for n in _numbers(text)]


@pytest.mark.parametrize(
    "text", ["الثالث عشر", "الذكرى الثالثة والعشرين", "12-05-2020", "يوم الاثنين"]
)
def test_ordinals_dates_and_monday_are_no_number(text: str) -> None:
    assert _numbers(text) == ()


def test_two_tolls_joined_by_wa_stay_two_numbers() -> None:
    assert [n.value_min for n in _numbers("مقتل مئة و20 جريحا")] == [100, 20]


def test_at_least_after_the_noun_reaches_only_its_own_number() -> None:
    first, second = _numbers("20 قتيلا و30 جريحا على الأقل")
    assert (first.value_max, second.value_max) == (20, None)
