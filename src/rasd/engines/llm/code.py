"""The language-model engine: a document and what a model answered about it, to a coded document.

A pure function, as the rules are: asking happens elsewhere. The rules read the document too: they
give the setting in which names and days resolve, and the figures, for which no model is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rasd.engines import rules
from rasd.engines.llm.build import build_mention
from rasd.engines.llm.grounds import Grounds
from rasd.engines.llm.locate import Index
from rasd.engines.llm.proved import Proved, prove
from rasd.engines.llm.questions import Answer, Question
from rasd.engines.llm.reply import AnswerError, read_reply
from rasd.engines.llm.same import Part, join_same
from rasd.knowledge import Knowledge
from rasd.model import NOTE_OF_MODEL, CodedDocument, Document, Mention, replace


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Told:
    """The events that answers prove, and how many values of each field were dropped."""

    events: tuple[Proved, ...]
    dropped: Counter[str]
    cut: int
    """How many answers were cut off."""


@dataclass(frozen=True, slots=True)
class Result:
    """A coded document, and how many values of each field the text did not prove."""

    coded: CodedDocument
    dropped: Counter[str]


def code(document: Document, answers: Sequence[Answered], knowledge: Knowledge) -> Result:
    """The document with every event that the answers tell and its text proves.

    Raises `AnswerError` for an answer that holds no events in JSON.
    """
    reading = rules.read(document, knowledge)
    if not answers and any(each.sentence.tokens for each in reading.sentences):
        raise AnswerError("no language model was asked: rasd.run.llm does that")
    told = proved_events(reading, answers, knowledge)
    mentions = tuple(
        build_mention(event, reading.document, n) for n, event in enumerate(told.events)
    )
    return result(reading, mentions, told, knowledge)


def result(
    reading: rules.Reading, mentions: tuple[Mention, ...], told: Told, knowledge: Knowledge
) -> Result:
    """The coded document of mentions, with the figures left and a warning of what was dropped."""
    document = replace(reading.document, warnings=(*reading.document.warnings, *_warnings(told)))
    figures = rules.figures_beside(reading, mentions, knowledge)
    return Result(
        CodedDocument(document=document, mentions=mentions, figures=figures), told.dropped
    )


def proved_events(
    reading: rules.Reading, answers: Sequence[Answered], knowledge: Knowledge
) -> Told:
    """The events of all answers about a document, each incident once."""
    dropped: Counter[str] = Counter()
    index = Index(reading.sentences, reading.texts)
    parts: list[Part] = []
    for number, each in enumerate(answers):
        try:
            reply = read_reply(each.answer)
        except AnswerError as error:
            if each.answer.cut:
                raise AnswerError(
                    "the answer was cut off before its first event ended; a larger "
                    "--llm-max-tokens may hold it"
                ) from error
            raise
        dropped.update(reply.dropped)
        grounds = Grounds(reading, index, knowledge, (each.question.start, each.question.end))
        for told in reply.events:
            event = prove(told, grounds, dropped)
            if event is not None:
                parts.append(Part(number, event))
    return Told(join_same(parts), dropped, sum(each.answer.cut for each in answers))


def _warnings(told: Told) -> tuple[str, ...]:
    warnings: list[str] = []
    if told.dropped:
        fields = ", ".join(f"{name} {n}" for name, n in sorted(told.dropped.items()))
        warnings.append(
            f"{NOTE_OF_MODEL}values that the text does not prove were dropped: {fields}"
        )
    if told.cut:
        warnings.append(f"{NOTE_OF_MODEL}its answer was cut off: later events may be missing")
    return tuple(warnings)
