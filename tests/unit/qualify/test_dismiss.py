"""What is no event, in short fictional phrases, and what remains one beside it."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.assemble.tolls import read_tolls
from rasd.knowledge import load_knowledge
from rasd.qualify.dismiss import undismissed
from rasd.qualify.domain import survey_domain
from rasd.text import fold


def kinds_left(phrase: str) -> set[str]:
    """The kinds of the triggers that no cue speaks against."""
    knowledge = load_knowledge()
    sentences = annotate(None, fold(phrase), knowledge)
    domain = survey_domain(sentences)
    return {
        trigger.row.kind
        for annotated in sentences
        for frame in build_frames(annotated, knowledge)
        for trigger in undismissed(frame, read_tolls(frame), domain)
        if not trigger.row.weak
    }


@pytest.mark.parametrize(
    "phrase",
    [
        "ساهمت الهواتف في اغتيال فرحة العيد",
        "سيطر المضاربون على الأسعار",
        "القنابل ستنفجر غدا",
        "تدربوا على نصب الألغام",
        "تعلم كيفية تفجير العبوات",
        "أصيبت الطفلة برصاصة طائشة",
        "لقي طيار مصرعه في تحطم مروحية عسكرية",
        "يرتقي بمهارات المواطن",
    ],
)
def test_what_is_not_said_to_have_happened_leaves_nothing(phrase: str) -> None:
    assert kinds_left(phrase) == set()


def test_a_charge_takes_along_what_its_relative_clause_tells() -> None:
    phrase = "أوقفت الشرطة رجلا بتهمة الهجوم الذي استهدف كنيسة وأسفر عن مقتل عشرة"
    assert kinds_left(phrase) <= {"arrest"}


def test_an_item_beside_a_doubted_one_is_doubted_too() -> None:
    assert kinds_left("هل هو وراء اغتيال وقتل الضباط") == set()


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("أوقع هجوم بسيارة مفخخة على حفل زفاف سبعة قتلى", "attack"),
        ("سيطر المسلحون على البلدة", "capture"),
        ("نقل الهلال الأحمر ثلاثة جرحى بعد هجوم على السوق", "attack"),
        ("أسقط الجيش مروحية بعد استهداف القاعدة بصاروخ", "target"),
        ("انفجار يقتل خمسة أشخاص في البلدة", "kill"),
    ],
)
def test_an_attack_stays_one_beside_words_of_peace(phrase: str, kind: str) -> None:
    assert kind in kinds_left(phrase)
