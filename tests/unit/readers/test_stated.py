"""When a document's own words are its publication date, and when a date in it is another's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rasd.model import NO_PUBLICATION_DATE, Document
from rasd.readers import read_inputs
from rasd.readers.stated import stated_day

DAY = date(2023, 9, 19)
TITLE = "قصف مدفعي على قرية تنب شمالي حلب"
BODY = "قصفت مدفعية الجيش قرية تنب أمس ما أدى لمقتل طفل وإصابة رجلين بجروح."


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2023/09/19/report",
        "https://example.org/2023/9/19/report.html",
        "https://example.org/news/2023-09-19-report",
        "https://example.org/%D8%AD%D8%B5%D8%A7%D8%AF-19-09-2023.html?id=5",
    ],
)
def test_a_whole_date_in_the_address_counts(url: str) -> None:
    found = stated_day(BODY, TITLE, url)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2023/09/report",
        "https://example.org/archives/20231945",
        "https://example.org/2023/13/19/report",
        "https://example.org/from-2023-09-19-to-2023-09-25",
        "https://example.org/report?day=2023-09-19",
        None,
    ],
)
def test_half_a_date_or_two_in_the_address_count_for_nothing(url: str | None) -> None:
    assert stated_day(BODY, TITLE, url) is None


@pytest.mark.parametrize(
    "line",
    [
        "نشر في: 19 أيلول 2023",
        "نُشر بتاريخ ١٩ سبتمبر ٢٠٢٣ الساعة ١٠:٢٠",
        "آخر تحديث: 19.9.2023 | 21:41 دمشق",
        "تاريخ النشر: 2023/09/19",
    ],
)
@pytest.mark.parametrize("text", ["{line}\n{body}", "{body}\n{line}"])
def test_a_line_that_says_so_counts_at_either_end(line: str, text: str) -> None:
    found = stated_day(text.format(line=line, body=BODY))
    assert found is not None
    assert found.day == DAY


def test_the_first_publication_counts_not_the_update() -> None:
    found = stated_day(f"نشر في: 19 أيلول 2023\nآخر تحديث: 2 تشرين الأول 2023\n{BODY}")
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\nالثلاثاء, سبتمبر 19, 2023\n{BODY}",
        f"19 أيلول 2023\n{TITLE}\n{BODY}",
        f"الثلاثاء 2023/09/19\nقصف مدفعي على قرية ”تنب“ شمالي حلب\n{BODY}",
        f"وكالة الواحة\nالثلاثاء, ١٩ سبتمبر ٢٠٢٣, ٢٢:٠٧\n{BODY}",
    ],
)
def test_a_date_line_by_the_headline_or_with_the_hour_counts(text: str) -> None:
    found = stated_day(text, TITLE)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    "text",
    [
        # the day on which the page was saved stands above other stories
        f"الأحد 5 تشرين الأول, 2025\nافتتاح معرض الكتاب في دمشق\n{BODY}",
        # a day in the body
        f"{BODY}\nوكانت القرية قد قصفت في 19 أيلول 2023 أيضا.",
        # a day and a month that could change places
        f"{TITLE}\n05/10/2023\n{BODY}",
        # two lines that disagree
        f"{TITLE}\n19 أيلول 2023\n20 أيلول 2023\n{BODY}",
        BODY,
    ],
)
def test_any_other_date_counts_for_nothing(text: str) -> None:
    assert stated_day(text, TITLE) is None


def test_a_stated_day_fills_a_missing_date_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"نشر في: 19 أيلول 2023\n{BODY}", encoding="utf-8")
    (found,) = read_inputs([file])
    assert isinstance(found, Document)
    assert found.published == DAY
    assert "19 أيلول 2023" in found.warnings[-1]
    assert NO_PUBLICATION_DATE not in found.warnings


def test_a_given_date_comes_before_a_stated_one(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"نشر في: 19 أيلول 2023\n{BODY}", encoding="utf-8")
    (found,) = read_inputs([file], published=date(2023, 9, 20))
    assert isinstance(found, Document)
    assert found.published == date(2023, 9, 20)
    assert found.warnings == ()
