"""Who demonstrates, and against whom."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import Document, Mention, SubEventType, sha256_text
from rasd.pipeline import code_document


def protest(text: str) -> Mention:
    found = code_document(
        Document(id="t", text=text, sha256=sha256_text(text), published=date(2023, 6, 15))
    )
    return found.mentions[0]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("تظاهر المئات أمام السفارة التركية في بغداد أمس", ["السفارة التركية"]),
        ("تظاهر المئات في بغداد أمس احتجاجا على قصف إسرائيل لبلدة مجاورة", ["إسرائيل"]),
        ("تظاهر عشرات من ذوي شهداء الشرطة العراقية في بغداد أمس", []),
        ("تظاهر المئات في بغداد أمس وفرقت الشرطة العراقية المتظاهرين", ["الشرطة العراقية"]),
        ("تظاهر المئات في بغداد أمس قرب السفارة التركية القديمة", []),
        (
            "تظاهر المئات في أربيل أمس احتجاجا على الغارات الجوية التركية على معسكر لحزب العمال",
            ["التركية"],
        ),
        ("تظاهر المئات في أربيل أمس تنديدا بالهجوم على الجيش التركي", []),
        ("تظاهر المئات في أربيل أمس وهتفوا ضد الجيش التركي", ["الجيش التركي"]),
    ],
)
def test_opposite_stands_the_authority_or_the_forces_that_intervened(
    text: str, targets: list[str]
) -> None:
    found = protest(text)
    assert [a.id for a in found.perpetrators] == ["gen_protesters"]
    assert [a.text for a in found.targets] == targets


def test_shots_at_protesters_by_the_police_are_excessive_force() -> None:
    found = protest("أصيب متظاهران برصاص الشرطة في بغداد أمس")
    assert found.sub_event_type is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    assert [a.id for a in found.targets] == ["irq_fed_police"]
    assert protest("أصيب شرطيان برصاص مسلحين في بغداد أمس").sub_event_type is (
        SubEventType.ARMED_CLASH
    )


def test_shots_of_policemen_at_protesters_are_excessive_force_and_their_gas_is_not() -> None:
    shots = protest("فتح رجال الشرطة النار على متظاهرين في بوجمبورا أمس")
    assert shots.sub_event_type is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    gas = protest("أطلقت الشرطة الغاز المسيل للدموع على متظاهرين في بوجمبورا أمس")
    assert gas.sub_event_type is SubEventType.PROTEST_WITH_INTERVENTION


def test_arrested_protesters_are_no_victims_of_force() -> None:
    held = protest("أوقفت الشرطة سبعة متظاهرين خلال مظاهرة في تونس أمس")
    assert held.sub_event_type is SubEventType.PROTEST_WITH_INTERVENTION


def test_what_ended_a_protest_decides_its_type() -> None:
    found = code_document(
        Document(
            id="t",
            text="تظاهر مئات العمال في صفاقس أمس للمطالبة بأجورهم. وفرقت الشرطة المتظاهرين بالقوة.",
            sha256=sha256_text("t"),
            published=date(2023, 6, 15),
        )
    ).mentions
    assert [m.sub_event_type for m in found] == [SubEventType.PROTEST_WITH_INTERVENTION]


def test_what_people_gather_against_is_not_told() -> None:
    march = protest(
        "خرج المئات في مسيرة وسط بانكوك أمس للاحتجاج على وحشية الشرطة في اشتباكات "
        "بين متظاهرين والشرطة مما أدى إلى مقتل شخصين"
    )
    assert march.sub_event_type is SubEventType.PEACEFUL_PROTEST
    assert march.killed is None
    own = protest(
        "خرج المئات في مسيرة وسط بانكوك أمس للاحتجاج على الغلاء مما أدى إلى مقتل شخصين برصاص الشرطة"
    )
    assert own.killed is not None


@pytest.mark.parametrize(
    "text",
    [
        "كانت الجماعة تنظم مظاهرات للتنديد بسياسة الرئيس",
        "قال القائد إن كل من يخرج في مظاهرة في طبرق سيواجهه الجيش",
        "استخدمت الشرطة الهراوات على تفريق المتظاهرين الغاضبين",
    ],
)
def test_a_habit_a_threat_and_people_not_introduced_are_no_protest(text: str) -> None:
    found = code_document(Document(id="t", text=text, sha256=sha256_text(text))).mentions
    assert [m for m in found if m.event_type in ("protest", "riot")] == []


def test_the_crowd_is_named_by_its_own_word() -> None:
    found = protest("تجمع صباح أمس مئات المتظاهرين أمام البرلمان في بيروت احتجاجا على الغلاء")
    assert [a.text for a in found.perpetrators] == ["المتظاهرين"]


def test_angry_protesters_who_storm_demonstrate_and_an_angry_crowd_is_a_mob() -> None:
    storm = protest("اقتحم متظاهرون غاضبون مبنى البرلمان في بغداد أمس")
    assert storm.sub_event_type is SubEventType.VIOLENT_DEMONSTRATION
    mob = protest("اقتحم حشد من الغاضبين مبنى البرلمان في بغداد أمس")
    assert mob.sub_event_type is SubEventType.MOB_VIOLENCE


def test_people_hurt_when_a_march_is_put_down_meet_excessive_force() -> None:
    hurt = protest("أصيب عشرات الفلسطينيين بالاختناق خلال قمع الجيش الإسرائيلي مسيرة في نابلس أمس")
    assert hurt.sub_event_type is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
