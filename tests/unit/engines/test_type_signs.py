"""What of a passage decides its sub-type."""

from __future__ import annotations

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.assemble.kinds import Signs
from rasd.assemble.tolls import read_tolls
from rasd.engines.type_signs import type_signs
from rasd.knowledge import load_knowledge
from rasd.text import fold


def signs(text: str) -> Signs:
    knowledge = load_knowledge()
    (annotated,) = annotate(None, fold(text), knowledge)
    frame = build_frames(annotated, knowledge)[0]
    return type_signs(frame, (), (), (), read_tolls(frame), knowledge)


def test_soldiers_hit_are_an_armed_target() -> None:
    found = signs("قتل ثلاثة جنود بانفجار عبوة ناسفة")
    assert (found.armed_target, found.civilian_target) == (True, False)


def test_children_hit_are_a_civilian_target() -> None:
    found = signs("قتل ثلاثة أطفال بانفجار عبوة ناسفة")
    assert (found.armed_target, found.civilian_target) == (False, True)


def test_persons_of_whom_no_more_is_said_are_neither() -> None:
    found = signs("قتل ثلاثة أشخاص بانفجار عبوة ناسفة")
    assert (found.armed_target, found.civilian_target) == (False, False)
    assert found.killed_or_wounded


def test_a_toll_of_detained_is_no_harm() -> None:
    assert not signs("اعتقلت الشرطة ثلاثة أطفال").killed_or_wounded
