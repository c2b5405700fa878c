"""Who speaks in short fictional phrases."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.knowledge import load_knowledge
from rasd.qualify.voices import Speaker, continues, find_speakers
from rasd.text import fold


def speakers(phrase: str) -> tuple[Speaker, ...]:
    return find_speakers(annotate(None, fold(phrase), load_knowledge())[0])


def test_a_military_source_speaks_for_the_army_of_its_adjective() -> None:
    (speaker,) = speakers("قال مصدر عسكري عراقي إن القتلى ستة")
    assert speaker.actor is not None
    assert (speaker.actor.country, speaker.actor.branch) == ("IQ", "army")


def test_a_statement_does_not_speak_for_whom_it_is_about() -> None:
    assert all(s.actor is None for s in speakers("وقالت في بيان إن الجيش العراقي انسحب"))


def test_a_security_source_stays_neutral() -> None:
    assert [s.nature for s in speakers("أفاد مصدر أمني بانفجار عبوة")] == ["neutral"]


def test_a_verb_of_saying_without_a_source_carries_the_voice_on() -> None:
    annotated = annotate(None, fold("وقالت إن القصف مستمر"), load_knowledge())[0]
    assert continues(annotated)


@pytest.mark.parametrize(
    ("phrase", "nature", "actor"),
    [
        ("أكد المركز الإعلامي للمقاومة الشعبية أن القتال مستمر", "party", "مقاومة الشعبية"),
        ("كشفت مصادر داخل المقاومة الشعبية أن القتال مستمر", "party", "مقاومة الشعبية"),
        ("وقال قائد بالمقاومة الشعبية إن القتال مستمر", "party", "مقاومة الشعبية"),
        ("وقال الكولونيل سالم البان مسؤول الإعلام لقوة المهام المشتركة في بيان إن", "party", "قوة"),
        ("قالت مصادر عسكرية، في الجيش السوري الحر، إن القصف مستمر", "party_state", "الحر"),
        ("قال ضابط بوروندي إن القتال مستمر", "party", "بوروندي"),
        ("أعلنت قوى الأمن الداخلي (الأسايش) أن مسيرة قصفت", "actor", "الأسايش"),
        ("قال العقيد سالم البان إن القتال مستمر", "named", None),
        ("قال النائب سالم البان لوكالة الصحافة الفرنسية إن القتال مستمر", "named", None),
        ("قال مدير المرصد السوري لحقوق الإنسان سالم البان إن القتال مستمر", "outlet", None),
    ],
)
def test_the_words_before_what_is_said_name_the_source(
    phrase: str, nature: str, actor: str | None
) -> None:
    speaker = next(s for s in speakers(phrase) if s.role == "says")
    assert speaker.nature == nature
    if actor is None:
        assert speaker.actor is None
    else:
        assert speaker.actor is not None
        tokens = speaker.annotated.sentence.tokens
        words = " ".join(t.text for t in tokens[speaker.actor.start : speaker.actor.end])
        assert fold(actor).folded in words


def test_a_relayed_source_speaks_and_the_outlet_is_the_way() -> None:
    found = speakers("ونقلت وكالة رويترز عن مسؤول في حركة حماس قوله إن القصف مستمر")
    assert [(s.role, s.nature) for s in found] == [("via", "outlet"), ("says", "party")]


@pytest.mark.parametrize(
    "phrase",
    [
        "وقال إن القصف مستمر",
        "وأضاف أن الجيش العراقي انسحب",
        "مشيرا إلى أن تنظيم داعش انسحب من محيط القاعدة",
        "أعلنت أمس أن القصف مستمر",
        "سقطت قذيفة رغم الهدنة التي أعلنها التحالف العربي",
    ],
)
def test_who_is_spoken_of_does_not_speak(phrase: str) -> None:
    assert speakers(phrase) == ()


def test_the_source_of_a_headline_stands_before_a_colon() -> None:
    assert [s.nature for s in speakers("مصدر طبي: وصول ثلاثة جرحى")] == ["neutral"]
    assert speakers("العراق: مقتل ثلاثة في انفجار") == ()


def test_another_subject_of_a_verb_of_saying_ends_the_voice_before() -> None:
    annotated = annotate(None, fold("وأعلن مكتب المدعي العام فتح تحقيق"), load_knowledge())[0]
    assert not continues(annotated)


@pytest.mark.parametrize("phrase", ["يذكر أن القصف مستمر", "ويشار إلى أن القصف مستمر"])
def test_a_reminder_is_the_outlets_own(phrase: str) -> None:
    assert not continues(annotate(None, fold(phrase), load_knowledge())[0])
