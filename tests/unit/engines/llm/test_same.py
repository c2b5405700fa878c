"""Events that a long report tells in several of its parts become one; others stay apart."""

from __future__ import annotations

from typing import Any

import pytest
from tests.llm import choice, content, event, make_article

from rasd.engines.llm.code import Answered
from rasd.engines.llm.questions import Answer
from rasd.model import Mention
from rasd.pipeline import code_answered, questions

FIRST = "قتل ثلاثة جنود في انفجار عبوة ناسفة أمس في بلدة بعشيقة.\n"
AGAIN = "وكان انفجار العبوة في بعشيقة قد أوقع ثلاثة قتلى.\n"
OTHER = "وفي مدينة تلعفر أدى انفجار آخر إلى إصابة خمسة جنود.\n"
FILLER = "وقال شهود إنهم سمعوا دويا قويا.\n" * 300


def _blast(quote: str, **told: Any) -> dict[str, Any]:
    return event(
        **{"sub_event_type": "remote_explosive", "status": "reported", "quote": quote} | told
    )


NEWS = _blast(
    "انفجار عبوة ناسفة",
    place="بلدة بعشيقة",
    date="أمس",
    killed={"min": 3, "max": 3, "quote": "قتل ثلاثة جنود"},
)


def _mentions(text: str, *answers: list[dict[str, Any]]) -> tuple[Mention, ...]:
    document = make_article(text, None)
    engine = choice()
    asked = questions(document, engine)
    assert len(asked) == len(answers)
    told = [
        Answered(question, Answer(content(*events)))
        for question, events in zip(asked, answers, strict=True)
    ]
    return code_answered(document, engine, told).coded.mentions


def test_an_incident_told_in_two_parts_is_one_with_the_words_of_both() -> None:
    again = _blast(
        "انفجار العبوة في بعشيقة",
        place="بعشيقة",
        killed={"min": 3, "max": 3, "quote": "ثلاثة قتلى"},
    )
    text = FIRST + FILLER + AGAIN
    (mention,) = _mentions(text, [NEWS], [again])
    quotes = [e.quote for e in mention.evidence if e.field == "event"]
    assert quotes == ["انفجار عبوة ناسفة", "انفجار العبوة في بعشيقة"]
    assert mention.date is not None


@pytest.mark.parametrize(
    "other",
    [
        _blast("انفجار آخر", place="مدينة تلعفر"),
        _blast("انفجار آخر", wounded={"min": 5, "max": 5, "quote": "إصابة خمسة جنود"}),
    ],
    ids=["another place", "nothing in common"],
)
def test_what_differs_or_has_nothing_in_common_stays_apart(other: dict[str, Any]) -> None:
    assert len(_mentions(FIRST + FILLER + OTHER, [NEWS], [other])) == 2


def test_two_events_of_one_answer_stay_apart_in_one_place() -> None:
    text = FIRST + AGAIN
    again = _blast("انفجار العبوة في بعشيقة", place="بعشيقة")
    assert len(_mentions(text, [NEWS, again])) == 2


def test_an_event_told_twice_at_the_same_words_is_one() -> None:
    assert len(_mentions(FIRST, [NEWS, NEWS])) == 1


def test_a_later_part_proves_nothing_by_words_of_an_earlier_one() -> None:
    (mention,) = _mentions(FIRST + FILLER + OTHER, [NEWS], [_blast("انفجار عبوة ناسفة")])
    assert len([e for e in mention.evidence if e.field == "event"]) == 1
