"""Where rules are unsure a model may confirm, refute and fill; what they are sure of stays."""

from __future__ import annotations

from typing import Any

import pytest
from tests.llm import choice, content, event, make_article

from rasd.engines import rules
from rasd.engines.choice import EngineName
from rasd.engines.llm.code import Answered, Result
from rasd.engines.llm.questions import Answer
from rasd.engines.llm.rules_llm import UNREADABLE
from rasd.engines.llm.unsure import Doubt, unsure
from rasd.knowledge import load_knowledge
from rasd.model import INCIDENT_TYPES, Document, Mention
from rasd.pipeline import code_answered, code_document, questions

BOTH = choice(EngineName.RULES_LLM)
SURE = "قتل ثلاثة جنود وأصيب خمسة آخرون أمس في انفجار عبوة ناسفة في بلدة بعشيقة شمال الموصل.\n"
UNPLACED = (
    "قتل ثلاثة جنود وأصيب خمسة في هجوم انتحاري تبناه تنظيم الدولة الإسلامية أمس.\n"
    "ونقل المصابون إلى مستشفى بعشيقة.\n"
)
OTHER = "وفي القاهرة مقتل شرطيين في هجوم.\n"
BELIEVED = "مقتل جنديين. الحادث في بعشيقة.\n"
UNTOLD = "ثار بركان من الغضب بعد هجوم على حاجز في بعشيقة أمس.\n"


def _doubts(document: Document) -> list[Doubt]:
    return [each.doubt for each in unsure(rules.read(document, load_knowledge()))]


def _coded(document: Document, *events: Any, raw: str | None = None, cut: bool = False) -> Result:
    asked = questions(document, BOTH)
    answer = Answer(content(*events) if raw is None else raw, cut)
    return code_answered(document, BOTH, [Answered(question, answer) for question in asked])


def test_nothing_is_asked_where_the_rules_are_sure() -> None:
    document = make_article(SURE, None)
    assert (_doubts(document), questions(document, BOTH)) == ([], ())
    assert code_answered(document, BOTH, ()).coded == code_document(document)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [(UNPLACED, Doubt.UNPLACED), (BELIEVED, Doubt.BELIEF), (UNTOLD, Doubt.UNTOLD)],
    ids=["no place", "near the threshold", "told, and no incident"],
)
def test_each_doubt_asks_about_its_own_words(text: str, doubt: Doubt) -> None:
    document = make_article(text, None)
    assert _doubts(document) == [doubt]
    assert len(questions(document, BOTH)) == 1


def test_only_the_parts_that_hold_a_doubt_are_asked_about() -> None:
    filler = "وقال شهود إنهم سمعوا دويا قويا.\n" * 600
    document = make_article(UNPLACED + filler, None)
    assert len(questions(document, choice())) > len(questions(document, BOTH)) == 1


def test_a_model_fills_the_place_that_the_rules_lack_and_leaves_the_rest() -> None:
    document = make_article(UNPLACED, None)
    (before,) = code_document(document).mentions
    told = event(
        sub_event_type="armed_clash",
        status="claimed",
        quote="هجوم انتحاري",
        place="بعشيقة",
        killed={"min": 5, "max": 5, "quote": "وأصيب خمسة"},
        perpetrators=["جنود"],
    )
    (after,) = _coded(document, told).coded.mentions
    assert (before.place, after.place and after.place.country) == (None, "IQ")
    assert _rest(after) == _rest(before)
    assert {e.field for e in after.evidence if e.rule == "llm/quote"} == {"event", "place"}
    assert after.confidence >= before.confidence


def _rest(mention: Mention) -> tuple[object, ...]:
    return (
        mention.id,
        mention.sub_event_type,
        mention.status,
        mention.date,
        mention.killed,
        mention.wounded,
        mention.perpetrators,
        mention.targets,
    )


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [(BELIEVED, "مقتل جنديين", "armed_clash"), (UNTOLD, "هجوم على حاجز", "armed_clash")],
    ids=["kept by the rules", "left out by the rules"],
)
def test_a_doubtful_incident_stands_where_the_model_tells_it_and_falls_where_not(
    text: str, quote: str, kind: str
) -> None:
    document = make_article(text, None)
    told = event(sub_event_type=kind, status="reported", quote=quote)
    (mention,) = _coded(document, told).coded.mentions
    assert mention.event_type in INCIDENT_TYPES
    assert _coded(document).coded.mentions == ()


def test_an_answer_that_was_cut_off_refutes_nothing() -> None:
    document = make_article(BELIEVED, None)
    assert len(code_document(document).mentions) == 1
    assert _coded(document, cut=True).coded.mentions == code_document(document).mentions


def test_an_incident_of_another_kind_confirms_nothing() -> None:
    told = event(sub_event_type="peaceful_protest", status="reported", quote="مقتل جنديين")
    mentions = _coded(make_article(BELIEVED, None), told).coded.mentions
    assert [m.sub_event_type for m in mentions] == ["peaceful_protest"]


def test_what_the_rules_are_sure_of_stays_beside_a_refuted_doubt() -> None:
    document = make_article(SURE + OTHER, None)
    before = [m.sub_event_type for m in code_document(document).mentions]
    after = [m.sub_event_type for m in _coded(document).coded.mentions]
    assert (before, after) == (["remote_explosive", "armed_clash"], ["remote_explosive"])


def test_an_answer_that_cannot_be_read_leaves_the_rules_alone() -> None:
    document = make_article(UNPLACED, None)
    result = _coded(document, raw="I would rather not")
    assert result.coded.mentions == code_document(document).mentions
    assert UNREADABLE in result.coded.document.warnings


def test_an_unplaced_incident_stands_though_the_model_tells_none() -> None:
    document = make_article(UNPLACED, None)
    assert _coded(document).coded.mentions == code_document(document).mentions
