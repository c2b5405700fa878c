"""Publication dates as rows, feeds and bylines write them."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.readers.dates import read_date


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-18",
        "2024-01-18T23:59:00Z",
        "2024-01-18T00:10:00+03:00",
        "2024/1/18 14:05",
        "20240118",
        "20240118T101500Z",
        "Thu, 18 Jan 2024 23:30:00 +0300",
        "18/01/2024",
        "١٨/١/٢٠٢٤",
        "۱۸-۰۱-۲۰۲۴",
        "18.01.2024 - 12:30",
        "الخميس 18 كانون الثاني 2024",
        "18 كانون الثاني/يناير 2024",
        "18 يناير (كانون الثاني) 2024",
        "نُشر في: ١٨ يناير، ٢٠٢٤",
        "18 جانفي 2024",
        "الخميس، 18 من يناير عام 2024 - 10:15 ص",
        "الخميس 6 رجب 1445هـ",
        "6 رجب 1445 هـ الموافق 18 يناير 2024",
        "\u200f18 يناير\u00a02024",
    ],
)
def test_a_stated_day_is_read(text: str) -> None:
    assert date(2024, 1, 18) == read_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 آب 2015", date(2015, 8, 3)),
        ("21 تموز 2015", date(2015, 7, 21)),
        ("9 غشت 2019", date(2019, 8, 9)),
        ("9 أوت 2019", date(2019, 8, 9)),
        ("5 ماي 2020", date(2020, 5, 5)),
        ("5 مايو 2020", date(2020, 5, 5)),
        ("04/04/2015", date(2015, 4, 4)),
    ],
)
def test_each_region_names_its_months(text: str, expected: date) -> None:
    assert expected == read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/2024",
        "2024",
        "© 2024 جميع الحقوق محفوظة",
        "18 يناير",
        "يناير 2024",
        "31 شباط 2024",
        "2024-13-01",
        "118 يناير 2024",
        "12:30",
        "مقتل 18 شخصا في 2024",
    ],
)
def test_what_states_no_single_day_is_none(text: str) -> None:
    assert read_date(text) is None
