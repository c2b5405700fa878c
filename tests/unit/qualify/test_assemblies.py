"""Which words of assembly tell of no protest, and which do beside them."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.knowledge import load_knowledge
from rasd.qualify.assemblies import ASSEMBLY_KINDS, no_protest
from rasd.text import fold


def verdicts(phrase: str) -> set[str | None]:
    knowledge = load_knowledge()
    return {
        no_protest(frame, trigger)
        for annotated in annotate(None, fold(phrase), knowledge)
        for frame in build_frames(annotated, knowledge)
        for trigger in frame.triggers
        if trigger.row.kind in ASSEMBLY_KINDS and trigger.row.kind != "demand"
    }


@pytest.mark.parametrize(
    "phrase",
    [
        "أعلن حزب النهر تنظيم مظاهرة حاشدة في بيروت غدا",
        "منعت الوزارة إقامة تظاهرة في قفصة",
        "بعد تحشيد لوقفة احتجاجية في البصرة",
        "اعتقلوا بسبب المشاركة في مظاهرة",
    ],
)
def test_a_protest_that_is_arranged_has_not_been_held(phrase: str) -> None:
    assert "arrange" in verdicts(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "قام سكان الحي بتنظيم مظاهرة في سبها",
        "نظم سكان الحي مظاهرة في سبها",
        "عرضت القناة صورا لمظاهرة في سبها",
        "عملية قمع لمظاهرة في سبها",
    ],
)
def test_a_protest_that_a_verb_tells_has(phrase: str) -> None:
    assert verdicts(phrase) == {None}


def test_a_crowd_that_mourns_or_feasts_protests_nothing() -> None:
    assert verdicts("احتشد المئات في المأتم وسط المدينة") == {"rite"}
    assert verdicts("تظاهر المئات للتعبير عن فرحهم بالقرار") >= {"rite"}
    assert None in verdicts("تظاهر المئات بعد تشييع القتيل")
    assert verdicts("احتشد المئات في الساحة احتجاجا على القرار") == {None}


@pytest.mark.parametrize(
    "phrase",
    [
        "تظاهرة ثقافية في الجزائر",
        "شارك مئات الطلاب في مسيرة خضراء للتوعية بأهمية التشجير",
        "احتشد مئات المواطنين في الشوارع للاحتفال بالعيد",
    ],
)
def test_a_show_a_feast_and_a_campaign_are_no_protest(phrase: str) -> None:
    assert "rite" in verdicts(phrase)


def test_a_protest_that_somebody_means_to_join_is_a_plan() -> None:
    assert "plan" in verdicts("جاء من مدينة بعيدة ليشارك في الاعتصام")
    assert "plan" in verdicts("طلبوا منهم أن يتظاهروا أمام الوزارة")
    assert "plan" not in verdicts("شاركوا في الاعتصام أمام الوزارة")
    assert "plan" not in verdicts("يتظاهر الآلاف أمام الوزارة")
