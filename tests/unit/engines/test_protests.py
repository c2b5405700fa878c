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
