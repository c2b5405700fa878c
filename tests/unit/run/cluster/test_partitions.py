"""How documents are cut into partitions."""

from __future__ import annotations

from tests.builders import make_document

from rasd.run.cluster import coding
from rasd.run.cluster.coding import PARTITION, PARTITION_LETTERS, partitions


def test_each_document_is_in_one_partition_in_its_order() -> None:
    documents = [make_document(f"d{n}") for n in range(2 * PARTITION + 1)]
    cut = list(partitions(iter(documents)))
    assert [len(each) for each in cut] == [PARTITION, PARTITION, 1]
    assert [document for each in cut for document in each] == documents


def test_long_documents_travel_with_few_others() -> None:
    long = make_document("long", "م" * PARTITION_LETTERS)
    cut = list(partitions([make_document("a"), long, make_document("b")]))
    assert [[document.id for document in each] for each in cut] == [["a", "long"], ["b"]]


def test_a_partition_is_cut_before_the_next_document_is_read() -> None:
    read: list[str] = []

    def documents() -> object:
        for n in range(PARTITION + 1):
            read.append(f"d{n}")
            yield make_document(f"d{n}")

    next(coding.partitions(documents()))  # type: ignore[arg-type]
    assert len(read) == PARTITION
