"""Sums over a period or several incidents are figures and no toll; one incident's dead are."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import CodedDocument, Document, FigureKind, sha256_text
from rasd.pipeline import code_document


def code(text: str) -> CodedDocument:
    return code_document(
        Document(id="t", text=text, sha256=sha256_text(text), published=date(2023, 6, 15))
    )


def figures(text: str) -> list[tuple[str, int, int | None]]:
    return [(f.quantity, f.value.min, f.value.max) for f in code(text).figures]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (
            [("killed", 29, 29), ("wounded", 75, 75)],
            "قتل 29 جنديا وأصيب 75 في هجمات للمتمردين خلال الشهر الماضي",
        ),
        ([("killed", 18, None)], "ارتفع عدد القتلى منذ 20 أيار إلى 18 شخصا على الأقل"),
        ([("killed", 260, 260)], "أسفرت الغارات خلال أسبوعين عن مقتل 260 عنصرا"),
        (
            [("civilians_killed", 9, 9), ("wounded", 42, 42)],
            "استقبل المستشفى خلال الأشهر الماضية جثامين 9 مدنيين و42 جريحا",
        ),
        ([("killed", 240000, 240000)], "أودت الحرب بحياة 240 ألف شخص"),
    ],
)
def test_the_dead_of_a_period_are_figures(
    expected: list[tuple[str, int, int | None]], text: str
) -> None:
    coded = code(text)
    assert figures(text) == expected
    assert all(m.killed is None and m.wounded is None for m in coded.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "قتل ثلاثة جنود في انفجار عبوة ناسفة في بعقوبة خلال الأسبوع الماضي",
        "قتل أربعة جنود وأصيب 15 في قتال مع متمردين في بعقوبة خلال الأربع والعشرين ساعة الماضية",
        "قتل خمسة مدنيين في قصف على مدينة سرمين منذ صباح اليوم",
    ],
)
def test_the_dead_of_one_incident_are_its_toll(text: str) -> None:
    coded = code(text)
    assert coded.figures == ()
    assert [m.killed is not None for m in coded.mentions] == [True]


def test_a_sum_of_incidents_told_one_by_one_is_a_figure() -> None:
    coded = code(
        "قتل 24 مدنيا في محافظة ديالى أمس. "
        "وقتل ستة مدنيين في انفجار عبوة ناسفة في مدينة بعقوبة. "
        "كما قتل 18 مدنيا في قصف بقذائف الهاون على ناحية هبهب."
    )
    assert [m.killed.min for m in coded.mentions if m.killed] == [6, 18]
    assert [f.value.min for f in coded.figures] == [24]


def test_a_greater_toll_that_is_no_sum_stays_a_toll() -> None:
    coded = code(
        "قتل 25 مدنيا في انفجار سيارة مفخخة في مدينة المقدادية أمس. "
        "وقتل ستة مدنيين في انفجار عبوة ناسفة في مدينة بعقوبة. "
        "كما قتل 18 مدنيا في قصف بقذائف الهاون على ناحية هبهب."
    )
    assert [m.killed.min for m in coded.mentions if m.killed] == [25, 6, 18]
    assert coded.figures == ()


def test_a_share_is_part_of_a_whole_and_no_rate_of_change() -> None:
    shares = code("نسبت الوثيقة سقوط 70% من الجرحى والقتلى إلى المسلحين").figures
    assert [(f.kind, f.value.min, f.unit) for f in shares] == [(FigureKind.SHARE, 70, "%")]
    assert code("ارتفع عدد القتلى بنسبة 6% في النصف الأول").figures == ()


def test_thousands_under_arms_are_a_strength() -> None:
    found = code("بدأت عملية واسعة بمشاركة خمسة آلاف عنصر من الشرطة في المدينة").figures
    assert [(f.kind, f.value.min) for f in found] == [(FigureKind.STRENGTH, 5000)]
    assert code("تظاهر خمسة آلاف شخص في المدينة").figures == ()


def test_a_figure_told_twice_is_one_with_two_quotes() -> None:
    (figure,) = code(
        "قتل 29 جنديا في هجمات خلال الشهر الماضي. "
        "وقالت الوزارة إن 29 جنديا قتلوا في هجمات خلال الشهر الماضي."
    ).figures
    assert len(figure.evidence) == 2
