"""Which passages tell the assembly itself, and what the others need to be an event."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.engines.gathering import tells_gathering
from rasd.knowledge import load_knowledge
from rasd.model import Document, EventType, sha256_text
from rasd.pipeline import code_document
from rasd.text import fold


def told(text: str) -> bool:
    knowledge = load_knowledge()
    return any(
        tells_gathering(frame)
        for annotated in annotate(None, fold(text), knowledge)
        for frame in build_frames(annotated, knowledge)
    )


def public(text: str) -> bool:
    found = code_document(Document(id="t", text=text, sha256=sha256_text(text))).mentions
    return any(m.event_type in (EventType.PROTEST, EventType.RIOT) for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "تظاهر آلاف العمال في صفاقس",
        "تجددت المظاهرات في الخرطوم",
        "خرجوا في مسيرات وسط المدينة",
        "فرقت الشرطة مظاهرة نظمها عمال النسيج",
        "احتجاجات شعبية في البصرة على انقطاع الكهرباء",
        "تجمع مئات المتظاهرين أمام البرلمان",
        "احتج مئات الطلبة أمام رئاسة الجامعة",
        "سارت حشود غفيرة في شوارع كراتشي تندد بالرسوم",
        "توجهت مسيرة ضمت المئات إلى مبنى البلدية",
        "واصل المعتصمون في ساحة الشهداء اعتصامهم",
        "رفع مئات المحتجين في مانيلا لافتات",
        "خرج المواطنون إلى الشوارع مرددين هتافات ضد الحاكم",
    ],
)
def test_an_assembly_is_told_by_its_verb_its_crowd_or_its_headline(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "اندلعت مواجهات بين الشرطة ومتظاهرين",
        "قال شاب ممن تظاهروا في صفاقس إن الأجور لا تكفي",
        "القانون يحمل من ينظم المظاهرة مسؤولية الأضرار",
        "رفع المتظاهرون لافتات",
        "وصل آلاف الحجاج إلى المدينة",
        "خرج المئات من مكاتبهم بعد الهزة",
    ],
)
def test_people_who_are_there_are_no_assembly(text: str) -> None:
    assert not told(text)


def test_what_befell_a_crowd_that_nobody_told_to_gather_needs_its_details() -> None:
    assert not public("وأضاف أن مواجهات وقعت بين متظاهرين والشرطة")
    assert public("أصيب سبعة متظاهرين في مواجهات مع الشرطة العراقية أمس في مدينة الناصرية")
    assert public("تظاهر المئات في الناصرية. وأضاف أن مواجهات وقعت بين متظاهرين والشرطة.")


@pytest.mark.parametrize(
    "text",
    [
        "اندلعت احتجاجات في عدد من أحياء نواكشوط بعد انقطاع الماء",
        "شهدت مدن المغرب الكبرى أمس وقفات احتجاجية على غلاء الأسعار",
        "استمرت المظاهرات في مدينة سيدي بوزيد لليوم الثالث",
        "نظمت نقابة المحامين في عمان أمس مسيرة إلى مجلس النواب",
        "أغلق متظاهرون المطار الدولي في بانكوك",
        "دخل عشرات العمال في اعتصام مفتوح أمام مقر الشركة في أسوان",
        "تجمعن أمام السجن في حمص عشرات النساء للمطالبة بأبنائهن",
    ],
)
def test_forms_of_the_press_that_tell_a_protest(text: str) -> None:
    assert public(text)


@pytest.mark.parametrize(
    "text",
    [
        "أثارت الاحتجاجات جدلا في نواكشوط",
        "هل تخرج الجماهير في مظاهرات ضد الفقر في الرباط؟",
        "كثيرا ما يتظاهر الطلاب في ساحة الجامعة في الرباط",
        "احتجت الخارجية المصرية لدى السفير على التصريحات",
        "وطالب نواب المعارضة في الرباط باستقالة الوزير",
    ],
)
def test_what_is_asked_often_or_only_spoken_of_is_none(text: str) -> None:
    assert not public(text)


def test_a_known_crowd_that_marches_on_needs_its_place() -> None:
    assert not public("وسار المتظاهرون أمام أعضاء الحكومة")
    assert public("وسار مئات المتظاهرين أمام أعضاء الحكومة")
    assert public("وسار المتظاهرون في مدينة الناصرية أمام أعضاء الحكومة")


def test_a_crowds_own_riot_is_surer_than_what_befell_it() -> None:
    assert public("أصيب شرطيان في أعمال شغب في مدينة قفصة أمس")
