"""The rows of documents are made where these are coded, by whatever codes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from tests.builders import make_document, make_mention

from rasd.engines.choice import RULES
from rasd.model import CodedDocument, Document, Issue, IssueKind
from rasd.run import rows
from rasd.run.rows import own_rows, rows_by, rows_of, rows_safely
from rasd.run.workers import FEW, code_safely
from rasd.search import arabic_analyser


@pytest.mark.parametrize("number", [1, 2], ids=["one worker", "two workers"])
def test_processes_of_this_machine_make_the_rows_of_what_they_find(number: int) -> None:
    text = "قتل {} مسلحين في انفجار في مدينة الرقة."
    documents = [make_document(f"d{n:02}", text.format(n + 3)) for n in range(FEW + 4)]
    batches = own_rows(documents, workers=number, engine=RULES)
    made = [each for batch in batches for each in batch]
    assert made == [rows_safely(code_safely(document)) for document in documents]
    assert all(not isinstance(each, Issue) and each.mentions and each.search for each in made)


def test_where_nothing_is_to_be_coded_no_list_of_words_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(rows, "arabic_analyser", lambda: loaded.append(1))
    assert list(own_rows((), workers=2, engine=RULES)) == []
    assert not loaded


def test_rows_of_what_something_else_codes_are_made_here() -> None:
    coded = CodedDocument(document=make_document("a"), mentions=(make_mention("a"),), figures=())
    issue = Issue(source="b", kind=IssueKind.FAILED, message="m")

    def code(_: Iterable[Document]) -> Iterator[tuple[CodedDocument | Issue, ...]]:
        yield coded, issue

    assert list(rows_by(code, ())) == [(rows_of(coded), issue)]


def test_rows_read_as_what_they_were_made_of() -> None:
    mentions = (make_mention("a"), make_mention("a", 1))
    coded = CodedDocument(document=make_document("a"), mentions=mentions, figures=())
    assert rows_of(coded).found() == (coded.document, mentions)


def test_documents_are_found_by_the_words_of_their_rows() -> None:
    document = make_document("a", "هاجم المسلحون القرية")
    search = rows_of(CodedDocument(document=document, mentions=(), figures=())).search
    assert search is not None
    assert search.analysis == arabic_analyser().version
    lemmas = search.parts[0][2]
    assert all(f" {w.lemma} " in str(lemmas) for w in arabic_analyser().words(document.text))


def test_what_no_store_can_hold_is_an_issue() -> None:
    coded = CodedDocument(document=make_document("a", "x\ud800"), mentions=(), figures=())
    issue = rows_safely(coded)
    assert isinstance(issue, Issue)
    assert (issue.source, issue.kind) == ("a", IssueKind.FAILED)
    assert issue.message.startswith("document 'a' holds half a surrogate pair")
    assert issue.remedy == "the other documents are unaffected; mend this one, or leave it out"


def test_what_no_store_can_hold_says_the_same_wherever_it_is_coded() -> None:
    document = make_document("a", "x\ud800")
    (batch,) = own_rows([document], workers=1, engine=RULES)
    assert batch == (rows_safely(CodedDocument(document=document, mentions=(), figures=())),)


def test_a_document_whose_words_cannot_be_found_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        version = "v"

        def words(self, text: str) -> Iterator[object]:
            raise ZeroDivisionError(text)

    coded = CodedDocument(document=make_document("a", "t"), mentions=(), figures=())
    monkeypatch.setattr(rows, "arabic_analyser", Broken)
    (issue,) = next(rows_by(lambda _: iter([(coded,)]), ()))
    assert isinstance(issue, Issue)
    assert (issue.source, issue.kind, issue.fatal) == ("a", IssueKind.FAILED, True)
    assert "ZeroDivisionError" in issue.message
