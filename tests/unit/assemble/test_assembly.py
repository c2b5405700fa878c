"""Which words that each prove little show people who assemble."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.assembly import of_known_protest, tells_assembly
from rasd.assemble.frames import Frame, build_frames
from rasd.knowledge import load_knowledge
from rasd.text import fold


def frames(phrase: str) -> list[Frame]:
    knowledge = load_knowledge()
    return [
        frame
        for annotated in annotate(None, fold(phrase), knowledge)
        for frame in build_frames(annotated, knowledge)
    ]


@pytest.mark.parametrize(
    "phrase",
    [
        "تجمع صباح أمس أمام المحكمة مئات العمال للمطالبة بأجورهم",
        "خرج نحو 300 عامل في المدينة احتجاجا على الغلاء",
        "هتف المحتجون ضد الوالي",
        "أطلقت الشرطة الغاز على محتجين",
        "أغلق عشرات المزارعين الطريق احتجاجا على نقص الوقود",
        "أحرق المتظاهرون سيارة",
    ],
)
def test_a_crowd_beside_a_verb_of_gathering_is_an_assembly(phrase: str) -> None:
    assert any(tells_assembly(frame) for frame in frames(phrase))


@pytest.mark.parametrize(
    "phrase",
    [
        "اصطف الجنود أمام المتظاهرين",
        "ظهرت النائبة أثناء تجمع في عمان وشكرت المتظاهرين",
        "أصبح المتظاهر في الغرب يضرب بالهراوات",
        "خرج الوزير إلى الصحفيين للتعبير عن أسفه",
        "قال متظاهر يدعى سالم إن مسلحين أحرقوا منزله",
    ],
)
def test_a_crowd_that_does_not_gather_is_none(phrase: str) -> None:
    assert not any(tells_assembly(frame) for frame in frames(phrase))


def test_who_was_dispersed_with_the_article_was_told_of_before() -> None:
    def known(phrase: str) -> bool:
        return any(of_known_protest(f, t) for f in frames(phrase) for t in f.triggers)

    assert known("فرقت الشرطة المتظاهرين بالقوة")
    assert not known("فرقت الشرطة متظاهرين وسط المدينة")
    assert not known("فرقت الشرطة مظاهرة نظمها عمال النسيج")
