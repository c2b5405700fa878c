"""Who speaks in short fictional phrases."""

from __future__ import annotations

from rasd.annotate import annotate
from rasd.knowledge import load_knowledge
from rasd.qualify.voices import Speaker, continues, find_speakers
from rasd.text import fold


def speakers(phrase: str) -> tuple[Speaker, ...]:
    knowledge = load_knowledge()
    return find_speakers(annotate(None, fold(phrase), knowledge)[0], knowledge)


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
