"""Codes documents by an engine that asks a language model, many at a time and in their order.

Three steps, each ahead of the next: processes read the documents and say what to ask, one thread
asks, processes read the answers. So no document can end the run, no processor waits for the
network, and an answer that came is kept whatever happens afterwards.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from rasd.engines.choice import EngineChoice
from rasd.engines.llm.code import Answered
from rasd.engines.llm.questions import Question
from rasd.engines.llm.reply import AnswerError
from rasd.knowledge import load_knowledge
from rasd.model import CodedDocument, Document, Issue, IssueKind
from rasd.pipeline import code_answered, questions
from rasd.run.apart import FORKS, Apart
from rasd.run.llm.asker import Asker
from rasd.run.llm.client import UnansweredError
from rasd.run.workers import FEW, died, failed, in_batches, settle_memory

BATCH = 4
"""Documents that travel together: few, since a model takes seconds for each."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """A document and what to ask about it."""

    document: Document
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A document and what was answered."""

    document: Document
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class _Coded:
    """What came of a document, and the values that its text did not prove."""

    found: CodedDocument | Issue
    dropped: Counter[str]


def code_asking(
    documents: Iterable[Document],
    *,
    asker: Asker,
    workers: int,
    seconds: float | None = None,
) -> Iterator[tuple[CodedDocument | Issue, ...]]:
    """What was found in each document, batch by batch in the order given.

    A document about which the model could not be asked, or whose answer cannot be read, gives an
    `Issue` of kind `unanswered`. `seconds` bounds coding alone, not the model's time.
    """
    waiting = iter(documents)
    head = list(islice(waiting, FEW))
    if not head:
        return
    if len(head) < FEW:
        workers = 1
    if FORKS:
        load_knowledge()
        settle_memory()
    wanting: Apart[Document, _Asking | Issue] = Apart(
        partial(_asking, engine=asker.engine), died, workers=workers, seconds=seconds
    )
    coding: Apart[_Told | Issue, _Coded] = Apart(
        partial(_coded, engine=asker.engine), _died, workers=workers, seconds=seconds
    )
    for pool in (wanting, coding):
        pool.start()  # before the thread that asks
    wanted = chain.from_iterable(wanting.results(in_batches(head, waiting, BATCH)))
    answered = _answered(wanted, asker)
    for batch in coding.results(in_batches((), answered, BATCH)):
        yield tuple(_counted(each, asker) for each in batch)


def code_asking_stream(
    documents: Iterable[Document], *, asker: Asker
) -> Iterator[tuple[CodedDocument | Issue, ...]]:
    """What was found in each document, in this process and before the next one is read."""
    for document in documents:
        wanted = iter((_asking(document, asker.engine),))
        for told in _answered(wanted, asker):
            yield (_counted(_coded(told, asker.engine), asker),)


def _asking(document: Document, engine: EngineChoice) -> _Asking | Issue:
    try:
        return _Asking(document, questions(document, engine))
    except Exception as error:  # noqa: BLE001 - one document must not end a run
        return failed(document, error)


def _answered(wanted: Iterator[_Asking | Issue], asker: Asker) -> Iterator[_Told | Issue]:
    """Each document with its answers, in order; few are under way at once."""
    under_way: deque[tuple[_Asking | Issue, Future[tuple[Answered, ...]] | None]] = deque()
    for each in wanted:
        asked = isinstance(each, _Asking) and each.questions
        under_way.append((each, asker.ask(each.questions) if asked else None))  # type: ignore[union-attr]  # asked
        if len(under_way) >= asker.most:
            yield _told(*under_way.popleft())
    while under_way:
        yield _told(*under_way.popleft())


def _told(wanted: _Asking | Issue, answers: Future[tuple[Answered, ...]] | None) -> _Told | Issue:
    if isinstance(wanted, Issue):
        return wanted
    if answers is None:
        return _Told(wanted.document, ())
    try:
        return _Told(wanted.document, answers.result())
    except UnansweredError as error:
        return _unanswered(wanted.document, str(error), error.remedy)


def _coded(told: _Told | Issue, engine: EngineChoice) -> _Coded:
    if isinstance(told, Issue):
        return _Coded(told, Counter())
    try:
        result = code_answered(told.document, engine, told.answers)
    except AnswerError as error:
        remedy = "choose a model that heeds the JSON schema, or another --llm-prompt"
        return _Coded(_unanswered(told.document, str(error), remedy), Counter())
    except Exception as error:  # noqa: BLE001 - one document must not end a run
        return _Coded(failed(told.document, error), Counter())
    return _Coded(result.coded, result.dropped)


def _died(told: _Told | Issue, ending: str) -> _Coded:
    return _Coded(told if isinstance(told, Issue) else died(told.document, ending), Counter())


def _counted(coded: _Coded, asker: Asker) -> CodedDocument | Issue:
    asker.costs.dropped.update(coded.dropped)
    return coded.found


def _unanswered(document: Document, why: str, remedy: str) -> Issue:
    return Issue(source=document.id, kind=IssueKind.UNANSWERED, message=why, remedy=remedy)
