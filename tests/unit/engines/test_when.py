"""Which time of a passage dates its event, and which dates something else."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import INCIDENT_TYPES, Document, Mention, sha256_text
from rasd.pipeline import code_document

PUBLISHED = date(2023, 6, 15)  # a Thursday


def incidents(text: str, published: date | None = PUBLISHED) -> list[Mention]:
    document = Document(id="t", text=text, sha256=sha256_text(text), published=published)
    return [m for m in code_document(document).mentions if m.event_type in INCIDENT_TYPES]


LEAD = ("2023-06-14", "2023-06-15")
"""What an undated lead gets: the day of publication or the one before."""


def days(text: str, published: date | None = PUBLISHED) -> tuple[str, str] | None:
    """First and last day of the first incident."""
    value = incidents(text, published)[0].date
    return None if value is None else (str(value.start), str(value.end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a statement's day, with words between it and "that"
        (
            "قالت وكالة الواحة، اليوم، نقلا عن وزارة الداخلية، إن مسلحين قتلوا شرطيين في تعز",
            ("2023-06-14", "2023-06-15"),
        ),
        # right before the noun of the event
        ("أعلنت الشرطة الثلاثاء مقتل ثلاثة جنود في تفجير بعقوبة", ("2023-06-12", "2023-06-13")),
        # a condemnation has its day, too
        (
            "دانت المنظمة الثلاثاء قصف المسلحين لمدينة تعز الذي أسفر عن مقتل طفل",
            ("2023-06-12", "2023-06-13"),
        ),
        (
            "أصدر المركز الإعلامي، الثلاثاء، بيانا كشف فيه عن مقتل جنديين في قصف على تعز",
            ("2023-06-12", "2023-06-13"),
        ),
        # the event's own day outweighs it
        (
            "قالت الوزارة اليوم إن ثلاثة جنود قتلوا في تفجير وقع الثلاثاء في تعز",
            ("2023-06-13", "2023-06-13"),
        ),
        # also where it is wider
        (
            "أعلن الجيش أمس أن خمسة جنود قتلوا في قصف على تعز خلال الشهر الماضي",
            ("2023-05-01", "2023-05-31"),
        ),
        # "the last 24 hours" end when the source speaks
        (
            "أعلن الجيش أمس أن خمسة جنود قتلوا في قصف على تعز خلال الأربع والعشرين ساعة الماضية",
            ("2023-06-13", "2023-06-14"),
        ),
        # the event's time, not its telling
        ("قتل ثلاثة جنود الثلاثاء في تفجير في تعز، قالت الشرطة", ("2023-06-13", "2023-06-13")),
        ("قالت الشرطة إن ثلاثة جنود قتلوا الثلاثاء في تفجير", ("2023-06-13", "2023-06-13")),
    ],
)
def test_the_day_of_a_statement_is_not_the_events_own(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


def test_the_day_nearest_to_the_events_words_dates_it() -> None:
    text = "وصل أمس الأربعاء إلى القرية جثمان جندي قتل يوم الأحد في اشتباكات مع مسلحين في نجران"
    assert days(text) == ("2023-06-11", "2023-06-11")


def test_a_planned_day_dates_no_event() -> None:
    planned = "خرجت مظاهرة حاشدة في عدن قبل الانتخابات المقررة في 14 يونيو"
    assert days(planned) == LEAD
    assert days("خرجت مظاهرة حاشدة في عدن في 14 يونيو") == ("2023-06-14", "2023-06-14")


def test_to_this_day_is_no_date() -> None:
    assert days("قتل خمسة جنود في تفجير في تعز ولم يعرف الفاعل حتى اليوم") == LEAD
    assert days("قتل خمسة جنود في تفجير في تعز اليوم") == ("2023-06-15", "2023-06-15")


def test_hours_ago_tell_of_news_not_of_the_past() -> None:
    (mention,) = incidents("تتعرض بلدة سرمين منذ ساعات لقصف مدفعي عنيف أسفر عن مقتل رجل")
    assert mention.status == "reported"
    assert mention.date is not None
    assert mention.date.end == PUBLISHED


def test_years_after_another_attack_that_one_is_old() -> None:
    text = (
        "قتل مسلح أربعة أشخاص في لاهور أمس. ويأتي الهجوم بعد ثلاث سنوات على "
        "إطلاق نار في بيشاور قتل فيه 12 شخصا."
    )
    assert all(
        m.status == "background"
        for m in incidents(text)
        if m.place is not None and m.place.text == "بيشاور"
    )


def test_two_days_named_alike_are_two_incidents() -> None:
    text = (
        "قتل جنديان في اشتباكات في تعز أمس. "
        "وكانت اشتباكات قد اندلعت في تعز أول من أمس قتل فيها ضابط."
    )
    assert [str(m.date.start) for m in incidents(text) if m.date] == ["2023-06-14", "2023-06-13"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ويأتي الهجوم بعد يومين من تفجير قتل فيه جندي في سبها", ("2023-06-12", "2023-06-12")),
        ("ويأتي هذا الهجوم غداة تفجير قتل فيه شرطيان في سبها", ("2023-06-13", "2023-06-13")),
        ("وجاء الهجوم عقب ثلاثة أيام على كمين قتل فيه جندي في سبها", ("2023-06-11", "2023-06-11")),
    ],
)
def test_what_the_news_came_after_is_counted_back_from_the_news(
    said: str, expected: tuple[str, str]
) -> None:
    found = incidents(f"قتل مسلحون ثلاثة مدنيين في هجوم في درنة أمس. {said}.")
    dates = [(str(m.date.start), str(m.date.end)) for m in found if m.date is not None]
    assert dates == [("2023-06-14", "2023-06-14"), expected]


def test_two_days_after_it_a_new_attack_keeps_its_own_day() -> None:
    found = incidents("هاجم مسلحون مقرا للشرطة في درنة أمس بعد يومين من تفجير في سبها")
    assert [str(m.date.start) for m in found if m.date] == ["2023-06-14"]


def test_a_visit_to_what_had_happened_does_not_date_it() -> None:
    visit = "وقف المحافظ ظهر اليوم على موقع التفجير الذي استهدف مسجدا في تعز وقتل فيه جندي"
    assert days(visit) == ("2023-06-14", "2023-06-15")  # the day of the news, or the one before
    told = "وقع ظهر اليوم التفجير الذي استهدف مسجدا في تعز وقتل فيه جندي"
    assert days(told) == ("2023-06-15", "2023-06-15")


def test_a_statements_day_holds_for_what_it_adds() -> None:
    found = incidents(
        "أعلنت الشرطة أمس الأربعاء مقتل ثلاثة جنود في اشتباكات في درنة. وأشارت إلى مقتل 13 مدنيا "
        "جراء انفجار عبوات ناسفة في سبها."
    )
    dates = [(str(m.date.start), str(m.date.end)) for m in found if m.date is not None]
    assert dates == [("2023-06-13", "2023-06-14")] * 2


def test_of_late_dates_no_incident() -> None:
    text = "قتل مسلحون شرطيا في درنة شنت جماعتهم هجمات مماثلة في الشهور الماضية"
    assert days(text) == ("2023-06-14", "2023-06-15")  # as for any undated lead
    assert days("قتل مسلحون شرطيا في درنة الشهر الماضي") == ("2023-05-01", "2023-05-31")


@pytest.mark.parametrize(("between", "holds"), [(0, True), (2, True), (5, False)])
def test_a_day_holds_for_the_next_few_paragraphs(between: int, holds: bool) -> None:
    filler = "وتتواصل الاتصالات بين الوفدين في عمان.\n" * between
    found = incidents(
        f"قتل ثلاثة جنود في تفجير في درنة يوم الأحد.\n{filler}"
        "وقتل خمسة مدنيين في قصف مدفعي على سبها."
    )
    last = found[-1].date
    assert (last is not None and last.start == date(2023, 6, 11)) is holds
