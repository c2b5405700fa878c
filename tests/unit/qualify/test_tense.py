"""Future and present verbs, and roots that only look like them."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import Trigger, build_frames
from rasd.knowledge import load_knowledge
from rasd.qualify.tense import is_future, is_present
from rasd.text import fold


def trigger_of(phrase: str) -> Trigger:
    knowledge = load_knowledge()
    annotated = annotate(None, fold(phrase), knowledge)[0]
    return build_frames(annotated, knowledge)[0].triggers[0]


@pytest.mark.parametrize(
    ("phrase", "future"),
    [
        ("ستقتل الرهائن", True),
        ("وسيسيطر المسلحون على البلدة", True),
        ("سيطر المسلحون على البلدة", False),
        ("قتلت الرهائن", False),
    ],
)
def test_a_future_verb_is_told_from_a_root_in_sin(phrase: str, future: bool) -> None:
    trigger = trigger_of(phrase)
    assert is_future(trigger.clause.annotated, trigger) is future


def test_a_present_verb_is_told_from_a_past_one() -> None:
    present, past = trigger_of("يقتل المدنيين"), trigger_of("قتل المدنيين")
    assert is_present(present.clause.annotated, present.match)
    assert not is_present(past.clause.annotated, past.match)
