"""Documents at hand while a report is made: what is needed is there, the rest is let go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.builders import make_document, make_event, make_mention

from rasd.export.report.records import AtHand, Given
from rasd.model import Document


class Counting(Given):
    """Records that note which documents were asked for."""

    def __init__(self, count: int) -> None:
        documents = [make_document(f"d{n:05}") for n in range(count)]
        mentions = [make_mention(each.id) for each in documents]
        super().__init__(documents=documents, mentions=mentions, events=(), figures=(), issues=())
        self.asked: list[str] = []

    def documents_of(self, doc_ids: Iterable[str]) -> Iterator[Document]:
        wanted = list(doc_ids)
        self.asked += wanted
        return super().documents_of(wanted)


def test_a_document_at_hand_is_not_read_again() -> None:
    records = Counting(3)
    at_hand = AtHand(records)
    at_hand.fetch(["d00000", "d00001"])
    at_hand.fetch(["d00001", "d00002"])
    assert records.asked == ["d00000", "d00001", "d00002"]
    first, second = make_mention("d00001"), make_mention("d00002")
    ids = (second.id, "gone", first.id)
    event = make_event(first, mention_ids=ids, doc_ids=("d00002", "d00001", "elsewhere"))
    assert at_hand.mentions(event) == (second, first)


def test_documents_of_long_ago_are_let_go_and_those_needed_stay() -> None:
    records = Counting(4000)
    at_hand = AtHand(records)
    for start in range(0, 4000, 1000):
        at_hand.fetch(f"d{n:05}" for n in range(start, start + 1000))
        assert at_hand.document(f"d{start:05}") is not None
        assert at_hand.document(f"d{start + 999:05}") is not None
    assert at_hand.document("d00000") is None


def test_a_document_that_nobody_holds_is_none() -> None:
    at_hand = AtHand(Counting(1))
    at_hand.fetch(["gone"])
    assert at_hand.document("gone") is None
