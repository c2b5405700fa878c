"""Answers of a language model, made by hand: what a test leaves out is null or empty."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from rasd.engines.choice import Endpoint, EngineChoice, EngineName, Model
from rasd.engines.llm.code import Answered, Result
from rasd.engines.llm.questions import Answer
from rasd.model import Document, sha256_text
from rasd.pipeline import code_answered, questions

TEXT = (
    "قالت الشرطة إن ثلاثة من عناصرها قتلوا وأصيب خمسة آخرون، مساء أمس، في هجوم شنه مسلحون مجهولون "
    "على حاجز في بلدة بعشيقة شمال الموصل. وتبنى تنظيم الدولة الإسلامية الهجوم عبر تلغرام.\n"
)
TITLE = "قتلى من الشرطة في هجوم قرب الموصل"
PUBLISHED = date(2031, 5, 7)

TOLD: dict[str, Any] = {
    "sub_event_type": "armed_clash",
    "status": "reported",
    "quote": "هجوم شنه مسلحون مجهولون على حاجز",
    "date": "مساء أمس",
    "place": "بلدة بعشيقة",
    "perpetrators": ["تنظيم الدولة الإسلامية"],
    "targets": ["الشرطة"],
    "killed": {"min": 3, "max": 3, "quote": "ثلاثة من عناصرها قتلوا"},
    "wounded": {"min": 5, "max": 5, "quote": "أصيب خمسة آخرون"},
    "claimed_by": [{"quote": "تنظيم الدولة الإسلامية", "channel": "تلغرام"}],
    "attribution": [{"quote": "الشرطة", "role": "says"}],
}
"""What a good model tells of `TEXT`."""


def event(**told: Any) -> dict[str, Any]:
    """An event of an answer: the good one where nothing is given, else of what is given alone."""
    lists = ("perpetrators", "targets", "weapons", "harm", "materiel", "claimed_by", "attribution")
    nulls = ("date", "place", "killed", "wounded", "killed_or_wounded", "abducted", "detained")
    empty = {name: [] for name in lists} | dict.fromkeys((*nulls, "campaign"))
    return empty | (told or TOLD)


def attack(**told: Any) -> dict[str, Any]:
    """The event of `TEXT` with its kind and words alone, and what is given."""
    return event(
        **{"sub_event_type": "armed_clash", "status": "reported", "quote": TOLD["quote"]} | told
    )


def content(*events: Any) -> str:
    """The text of an answer."""
    return json.dumps({"events": list(events)}, ensure_ascii=False)


def make_article(text: str = TEXT, title: str | None = TITLE, doc_id: str = "a") -> Document:
    """A document of the day after the attack."""
    return Document(
        id=doc_id, text=text, title=title, sha256=sha256_text(text), published=PUBLISHED
    )


def choice(name: EngineName = EngineName.LLM, **endpoint: Any) -> EngineChoice:
    """An engine that asks a model called `test`."""
    given = {"url": "http://127.0.0.1:9/v1"} | endpoint
    return EngineChoice(name=name, model=Model(name="test"), endpoint=Endpoint(**given))


def told(
    *events: Any, text: str = TEXT, title: str | None = TITLE, raw: str | None = None
) -> Result:
    """What comes of a document where a model answers with these events to each question."""
    document = make_article(text, title)
    engine = choice()
    answer = Answer(raw if raw is not None else content(*events))
    answers = [Answered(question, answer) for question in questions(document, engine)]
    return code_answered(document, engine, answers)
