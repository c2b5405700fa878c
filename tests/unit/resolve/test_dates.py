"""How a time becomes days: contract rule 4 and what it leaves open."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.annotate.time_expression import TimeExpression, TimeKind, Which
from rasd.annotate.times import find_times
from rasd.model import DatePrecision, DateValue
from rasd.resolve.dates import earlier_date, last_weekday_on_or_before, resolve_date, statement_day
from rasd.text import fold, split_sentences

PUBLISHED = date(2019, 4, 10)  # a Wednesday


def _resolve(
    text: str, published: date | None = PUBLISHED, anchor: date | None = None
) -> DateValue:
    (sentence,) = split_sentences(fold(text), "body")
    (time,) = find_times(sentence)
    return resolve_date(time.expression, published=published, anchor=anchor, text=text)


def _days(text: str, published: date | None = PUBLISHED) -> tuple[str, str]:
    value = _resolve(text, published)
    return str(value.start), str(value.end)


@pytest.mark.parametrize(
    "text", ["أمس", "الاثنين", "قبل يومين", "الشهر الماضي", "5 مارس", "في مارس الماضي"]
)
def test_without_a_publication_date_relative_times_keep_their_text_alone(text: str) -> None:
    value = _resolve(text, published=None)
    assert (value.start, value.end, value.precision, value.text) == (
        None, None, DatePrecision.UNKNOWN, text
    )  # fmt: skip


def test_without_a_publication_date_a_whole_date_still_resolves() -> None:
    assert _days("في 5 مارس 2018", None) == ("2018-03-05", "2018-03-05")


def test_a_date_without_a_year_is_the_latest_not_after_publication() -> None:
    assert _days("في 5 مارس") == ("2019-03-05", "2019-03-05")
    assert _days("في 5 ديسمبر") == ("2018-12-05", "2018-12-05")


def test_a_date_may_lie_three_days_after_the_stored_publication() -> None:
    assert _days("في 12 أبريل") == ("2019-04-12", "2019-04-12")
    assert _days("في 14 أبريل") == ("2018-04-14", "2018-04-14")


def test_a_weekday_settles_the_year_of_its_date() -> None:
    assert _days("الخميس 14 أبريل", date(2016, 9, 1)) == ("2016-04-14", "2016-04-14")
    assert _days("الثلاثاء 14 أبريل", date(2016, 9, 1)) == ("2015-04-14", "2015-04-14")


def test_an_offset_yields_to_the_weekday_that_it_names() -> None:
    assert _days("أمس الاثنين") == ("2019-04-08", "2019-04-08")
    assert _days("أمس الثلاثاء") == ("2019-04-09", "2019-04-09")


def test_29_february_without_a_year_finds_a_leap_year() -> None:
    assert _days("في 29 فبراير") == ("2016-02-29", "2016-02-29")


@pytest.mark.parametrize("text", ["30/02/2018", "في 31 نيسان 2018"])
def test_a_day_that_never_was_stays_unresolved(text: str) -> None:
    assert _resolve(text).start is None


def test_the_same_day_needs_an_anchor() -> None:
    assert _resolve("في اليوم نفسه").start is None
    assert _resolve("في اليوم نفسه", anchor=date(2019, 1, 3)).start == date(2019, 1, 3)
    assert _resolve("في اليوم التالي", anchor=date(2019, 1, 3)).start == date(2019, 1, 4)


def test_an_impossible_day_of_last_month_is_unresolved() -> None:
    expression = TimeExpression(kind=TimeKind.DATE, day=31, which=Which.LAST)
    assert resolve_date(expression, published=date(2019, 7, 10)).start is None
    assert resolve_date(expression, published=date(2019, 6, 10)).start == date(2019, 5, 31)


def test_a_range_of_weekdays_runs_forward() -> None:
    assert _days("بين الثلاثاء والخميس") == ("2019-04-02", "2019-04-04")


def test_a_range_over_two_months() -> None:
    assert _days("من 28 فبراير حتى 3 مارس") == ("2019-02-28", "2019-03-03")


@pytest.mark.parametrize(
    ("future", "text"), [(True, "غدا"), (True, "السبت المقبل"), (False, "أمس")]
)
def test_future_words_are_marked(future: bool, text: str) -> None:
    (time,) = find_times(split_sentences(fold(text), "body")[0])
    assert time.future is future


def test_what_was_said_on_a_day_happened_then_or_the_day_before() -> None:
    value = statement_day(_resolve("الثلاثاء"))
    assert (value.start, value.end) == (date(2019, 4, 8), date(2019, 4, 9))
    assert value.precision is DatePrecision.RANGE


def test_days_after_an_attack_put_the_attack_days_ago() -> None:
    (time,) = find_times(split_sentences(fold("وقع بعد ثلاثة أيام من الهجوم"), "body")[0])
    assert resolve_date(time.expression, published=PUBLISHED).start is None
    assert earlier_date(time.expression, published=PUBLISHED).start == date(2019, 4, 7)
    assert resolve_date(
        time.expression, published=PUBLISHED, anchor=date(2019, 4, 1)
    ).start == date(2019, 4, 4)


def test_a_range_of_a_statement_is_left_as_it_is() -> None:
    value = _resolve("الشهر الماضي")
    assert statement_day(value) == value


def test_a_weekday_on_its_own_day_is_that_day() -> None:
    assert last_weekday_on_or_before(2, PUBLISHED) == PUBLISHED
    assert last_weekday_on_or_before(3, PUBLISHED) == date(2019, 4, 4)
