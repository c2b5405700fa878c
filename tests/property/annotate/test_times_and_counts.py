"""Whatever the words, spans lie inside the sentence, in order, and bounds are bounds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rasd.annotate.counts import find_counts
from rasd.annotate.numbers import find_numbers
from rasd.annotate.times import Opening, find_times, openings, reading_at
from rasd.resolve.dates import last_weekday_on_or_before, resolve_date
from rasd.text import fold, proclitic_readings, split_sentences

_VOCABULARY = """
    من إلى بين 5 12 و7 2015 ألف آلاف ألفا مئة وثلاثون خمسة عشر عشرات عدة عدد مارس آب شباط
    اليوم أمس أول الاثنين والثلاثاء ليل فجر يوم قبل بعد منذ أيام مضت أسبوعين الشهر الماضي المقبل
    العام عام هـ / ( ) - قتلى وجرحى جنديين مدنيين شخصا بينهم الشرطة عناصر من على الأقل صيف آخر
    أكثر نحو رمضان الخامس والعشرين 12/02/2022 مطلع الأسبوع ساعة الماضية خلت الجاري هذا نهاية
"""
_WORDS = st.sampled_from(_VOCABULARY.split())
_TEXTS = st.lists(_WORDS, min_size=1, max_size=14).map(" ".join)
_DATES = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(_TEXTS, _DATES)
def test_spans_are_ordered_and_bounds_hold(text: str, published: date) -> None:
    for sentence in split_sentences(fold(text), "body"):
        size = len(sentence.tokens)
        at = 0
        for number in find_numbers(sentence):
            assert 0 <= number.start < number.end <= size
            assert number.value_max is None or number.value_min <= number.value_max
        for count in find_counts(sentence):
            assert 0 <= count.start < count.end <= size
            assert count.max is None or count.min <= count.max
        for time in find_times(sentence):
            assert at <= time.start < time.end <= size
            at = time.end
            value = resolve_date(time.expression, published=published)
            if value.start is not None and value.end is not None:
                assert value.start <= value.end


@given(st.integers(0, 6), _DATES)
def test_the_last_weekday_lies_within_a_week(weekday: int, day: date) -> None:
    found = last_weekday_on_or_before(weekday, day)
    assert found.weekday() == weekday
    assert timedelta(0) <= day - found < timedelta(7)


@given(_TEXTS)
def test_no_time_begins_with_a_reading_that_is_passed_over(text: str) -> None:
    for sentence in split_sentences(fold(text), "body"):
        for i, token in enumerate(sentence.tokens):
            kept = {opening.stem: opening for opening in openings(token.text)}
            for _, stem in proclitic_readings(token.text):
                read = reading_at(sentence.tokens, i, Opening(stem, day=True, longer=True))
                if stem in kept:
                    assert read == reading_at(sentence.tokens, i, kept[stem])
                else:
                    assert read is None
