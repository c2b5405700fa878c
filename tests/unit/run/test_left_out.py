"""Why a passage that reads like an incident is none."""

from __future__ import annotations

from rasd.model import Document, sha256_text
from rasd.run.left_out import LeftOut, left_out


def of(text: str) -> tuple[LeftOut, ...]:
    return left_out(Document(id="t", text=text, sha256=sha256_text(text)))


def test_a_passage_that_only_names_its_event_is_shown_with_the_signs_against_it() -> None:
    text = "هل تعرف اللجنة تفاصيل الهجوم بالصواريخ الذي استهدف السفارة في بيروت؟"
    (passage,) = of(text)
    assert passage.quote in text
    assert passage.probability < passage.threshold
    assert any(value < 0 for _, value in passage.parts)


def test_a_told_event_is_not_among_them() -> None:
    assert of("قتل خمسة أشخاص وأصيب عشرة في انفجار سيارة مفخخة في مدينة بعقوبة") == ()
