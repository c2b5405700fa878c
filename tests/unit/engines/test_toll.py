"""The toll of an incident over several passages, in short fictional reports."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import Count, Document, Mention, Outcome, sha256_text
from rasd.pipeline import code_document


def incident(text: str) -> Mention:
    document = Document(id="t", text=text, sha256=sha256_text(text), published=date(2023, 6, 15))
    return code_document(document).mentions[0]


def bounds(count: Count | None) -> tuple[int, int | None] | None:
    return None if count is None else (count.min, count.max)


@pytest.mark.parametrize(
    ("expected", "second"),
    [
        ((6, 7), "وقال طبيب إن ستة أشخاص أصيبوا في الانفجار."),
        ((7, 7), "وقال طبيب إن سبعة أشخاص أصيبوا في الانفجار."),
        ((7, None), "وقال طبيب إن سبعة أشخاص على الأقل أصيبوا في الانفجار."),
        ((20, 20), "وارتفع عدد الجرحى في الانفجار إلى 20."),
    ],
)
def test_figures_that_differ_a_little_stay_side_by_side(
    expected: tuple[int, int | None], second: str
) -> None:
    mention = incident(f"أصيب سبعة أشخاص في انفجار عبوة ناسفة في بعقوبة. {second}")
    assert bounds(mention.wounded) == expected


def test_the_dead_and_wounded_together_add_nothing_to_both() -> None:
    mention = incident(
        "قتل مدني وأصيب اثنان في قصف مدفعي على مدينة سرمين. "
        "وارتفع عدد ضحايا القصف لـ 3 أشخاص بين شهيد وإصابتين."
    )
    assert (bounds(mention.killed), bounds(mention.wounded)) == ((1, 1), (2, 2))
    assert mention.killed_or_wounded is None


def test_some_of_each_add_nothing_to_a_number_for_both() -> None:
    mention = incident(
        "سقط قتلى وجرحى في قصف مدفعي على مدينة سرمين. وأدى القصف إلى سقوط 6 قتلى وجرحى من المدنيين."
    )
    assert bounds(mention.killed_or_wounded) == (6, 6)
    assert (mention.killed, mention.wounded) == (None, None)


def test_harm_of_unknown_number_gives_way_to_a_number() -> None:
    mention = incident("قتل مدنيون في غارة جوية على مدينة سرمين. وأدت الغارة إلى مقتل خمسة مدنيين.")
    assert [(h.outcome, h.group, h.min) for h in mention.harm] == [(Outcome.KILLED, "civilians", 5)]


def test_a_car_bomb_is_no_materiel() -> None:
    mention = incident("قتل شخصان في تفجير سيارة مفخخة في بعقوبة")
    assert mention.weapons == ("vehicle_bomb",)
    assert mention.materiel == ()


def test_a_burnt_car_is_materiel() -> None:
    mention = incident("انفجرت عبوة ناسفة في بعقوبة ما أدى إلى احتراق سيارة")
    assert [m.object for m in mention.materiel] == ["vehicle"]
