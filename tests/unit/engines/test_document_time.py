"""Days that a document gives for all its passages: roundups, datelines, breaking news."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import INCIDENT_TYPES, Document, Mention, sha256_text
from rasd.pipeline import code_document

PUBLISHED = date(2022, 6, 18)  # a Saturday


def incidents(text: str, published: date | None = PUBLISHED) -> list[Mention]:
    document = Document(id="t", text=text, sha256=sha256_text(text), published=published)
    return [m for m in code_document(document).mentions if m.event_type in INCIDENT_TYPES]


LEAD = ("2022-06-17", "2022-06-18")
"""What an undated lead gets: the day of publication or the one before."""


def days(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str] | None]:
    return [
        None if m.date is None else (str(m.date.start), str(m.date.end))
        for m in incidents(text, published)
    ]


ITEMS = """
حلب: قصفت مدفعية الجيش قرية كفر نوران ما أدى لمقتل طفل.
درعا: قتل ضابط برصاص مسلحين في مدينة نوى أمس.
"""


@pytest.mark.parametrize(
    "heading",
    [
        "حصاد الأحداث الميدانية ليوم السبت 18-06-2022",
        "موجز أحداث يوم السبت 18/ حزيران/ 2022",
        "أبرز التطورات في سوريا 18 يونيو/حزيران 2022",
    ],
)
def test_the_day_of_a_roundup_holds_for_items_that_name_no_other(heading: str) -> None:
    first, second = days(heading + ITEMS)
    assert first == ("2022-06-18", "2022-06-18")
    assert second == ("2022-06-17", "2022-06-17")


def test_a_roundups_whole_date_needs_no_publication_date() -> None:
    first, _ = days("حصاد الأحداث الميدانية ليوم السبت 18-06-2022" + ITEMS, None)
    assert first == ("2022-06-18", "2022-06-18")


def test_a_day_in_another_heading_dates_no_item() -> None:
    assert days("انتخابات 18 يونيو في أعين الناخبين" + ITEMS)[0] == LEAD


def test_a_dateline_puts_the_news_on_its_day_or_the_one_before() -> None:
    dated = (
        "مركز الأخبار\nالسبت, ١٨ يونيو ٢٠٢٢, ١٦:١٧\nقصفت مدفعية الجيش قرية تنب ما أدى لمقتل طفل."
    )
    assert days(dated) == [("2022-06-17", "2022-06-18")]


def test_the_day_on_which_a_page_was_saved_dates_nothing() -> None:
    saved = "السبت 1 آب, 2026\nقصفت مدفعية الجيش قرية تنب ما أدى لمقتل طفل."
    assert days(saved) == [LEAD]


def test_a_dateline_yields_to_what_the_passage_says() -> None:
    text = "18 حزيران 2022\nقصفت مدفعية الجيش قرية تنب يوم الأربعاء ما أدى لمقتل طفل."
    assert days(text) == [("2022-06-15", "2022-06-15")]


@pytest.mark.parametrize("mark", ["#عاجل", "عاجل |", "#عاجــــــل", "#سوريا #عاجل", "عاجل:"])
def test_breaking_news_is_of_the_day_or_the_one_before(mark: str) -> None:
    (found,) = incidents(f"{mark} مقتل طفل في قصف مدفعي على قرية تنب")
    assert found.date is not None
    assert (str(found.date.start), str(found.date.end)) == ("2022-06-17", "2022-06-18")
    evidence = next(e for e in found.evidence if e.field == "date")
    assert evidence.rule == "dates/breaking"


def test_an_urgent_appeal_is_no_breaking_news() -> None:
    assert days("في اجتماع عاجل تحدثوا عنه. قتل طفل في قصف مدفعي على قرية تنب") == [LEAD]


def test_breaking_news_without_a_publication_date_stays_open() -> None:
    assert days("#عاجل مقتل طفل في قصف مدفعي على قرية تنب", None) == [None]


def test_this_morning_in_a_quotation_is_the_morning_of_the_speaker() -> None:
    text = 'وقال لامي يوم الخميس إنه مستاء "من قصف مدفعي أدى لمقتل طفل في غزة هذا الصباح"'
    assert days(text) == [("2022-06-16", "2022-06-16")]


def test_an_undated_lead_lies_on_the_day_of_publication_or_the_one_before() -> None:
    lead = "انفجرت عبوة ناسفة في سوق وسط كركوك وقتل ثلاثة أشخاص."
    assert days(lead) == [LEAD]
    assert days(lead, published=None) == [None]


def test_what_stands_further_down_without_a_day_may_be_older() -> None:
    text = "اجتمع الوزير بالمحافظين.\nانفجرت عبوة ناسفة في سوق وسط كركوك وقتل ثلاثة أشخاص.\n" + (
        "وكانت قوة مجهولة قد هاجمت حاجزا للجيش في مدينة الرطبة وقتلت جنديا."
    )
    assert days(text)[-1] is None
