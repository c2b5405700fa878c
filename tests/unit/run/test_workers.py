"""Documents side by side: the order of what comes back, and a document that fails."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Iterator

import pytest
from tests.builders import make_document

from rasd.engines.choice import RULES, EngineChoice
from rasd.model import CodedDocument, Document, Issue, IssueKind
from rasd.run import workers
from rasd.run.workers import FEW, code_safely, make_batches, make_stream


def _coded(document: Document, engine: EngineChoice) -> CodedDocument:
    assert engine == RULES
    if document.id == "bad":
        raise ZeroDivisionError("a\n  toll   of nought")
    if document.id == "deadly":
        faulthandler.disable()  # which would print where it came from
        os.kill(os.getpid(), signal.SIGSEGV)
    return CodedDocument(document=document, mentions=(), figures=())


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "code_document", _coded)


def _itself(coded: CodedDocument) -> CodedDocument:
    return coded


def _ids(batches: Iterator[tuple[CodedDocument | Issue, ...]]) -> list[list[str]]:
    return [
        [item.source if isinstance(item, Issue) else item.document.id for item in batch]
        for batch in batches
    ]


@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, 40], ids=str)
@pytest.mark.parametrize("number", [1, 2], ids=["one worker", "two workers"])
def test_documents_come_back_once_and_in_order(count: int, number: int) -> None:
    documents = [make_document(f"d{n:02}") for n in range(count)]
    batches = _ids(make_batches(iter(documents), _itself, workers=number, batch=3))
    assert [d.id for d in documents] == [doc_id for batch in batches for doc_id in batch]
    assert all(len(batch) == 3 for batch in batches[:-1])


@pytest.mark.parametrize("number", [1, 2], ids=["one worker", "two workers"])
def test_a_document_that_fails_leaves_the_others(number: int) -> None:
    documents = [make_document("bad" if n == 5 else f"d{n}") for n in range(FEW + 4)]
    found = [item for batch in make_batches(documents, _itself, workers=number) for item in batch]
    assert [n for n, item in enumerate(found) if isinstance(item, Issue)] == [5]


def test_a_failure_names_the_error_and_where_it_arose_on_one_line() -> None:
    issue = code_safely(make_document("bad"))
    assert isinstance(issue, Issue)
    assert (issue.source, issue.kind, issue.fatal) == ("bad", IssueKind.FAILED, True)
    assert issue.message.startswith("coding failed at test_workers.py:")
    assert issue.message.endswith("ZeroDivisionError: a toll of nought")


def test_few_documents_are_read_ahead_of_those_that_are_coded() -> None:
    read = 0

    def endless() -> Iterator[Document]:
        nonlocal read
        while True:
            read += 1
            yield make_document(f"d{read}")

    batches = make_batches(endless(), _itself, workers=2, batch=4)
    next(batches)
    assert read <= FEW + 4 * 2 * 3
    batches.close()  # type: ignore[attr-defined]  # a generator


def test_a_stream_codes_a_document_before_it_reads_the_next() -> None:
    read: list[str] = []

    def slow() -> Iterator[Document]:
        for name in ("first", "second"):
            read.append(name)
            yield make_document(name)

    assert next(make_stream(slow(), _named)) == "first"
    assert read == ["first"]


def _named(coded: CodedDocument) -> str:
    if coded.document.id == "unfit":
        raise ZeroDivisionError
    return coded.document.id


@pytest.mark.parametrize("number", [1, 2], ids=["one worker", "two workers"])
def test_what_is_made_of_documents_comes_back_in_their_stead(number: int) -> None:
    documents = [make_document("unfit" if n == 7 else f"d{n}") for n in range(FEW + 4)]
    made = [item for batch in make_batches(documents, _named, workers=number) for item in batch]
    assert [item for item in made if isinstance(item, str)] == [
        document.id for document in documents if document.id != "unfit"
    ]
    [issue] = [item for item in made if isinstance(item, Issue)]
    assert (issue.source, issue.kind) == ("unfit", IssueKind.FAILED)


@pytest.mark.skipif(sys.platform != "linux", reason="few documents have no process of their own")
@pytest.mark.parametrize("count", [3, FEW + 4], ids=["few documents", "many documents"])
@pytest.mark.parametrize("number", [1, 2], ids=["one worker", "two workers"])
def test_a_document_that_kills_its_process_is_an_issue(number: int, count: int) -> None:
    documents = [make_document("deadly" if n == 1 else f"d{n}") for n in range(count)]
    found = [item for batch in make_batches(documents, _itself, workers=number) for item in batch]
    assert len(found) == count
    [issue] = [item for item in found if isinstance(item, Issue)]
    assert (issue.source, issue.kind, issue.fatal) == ("deadly", IssueKind.FAILED, True)
    assert issue.message == "coding it ended its process (SIGSEGV)"
