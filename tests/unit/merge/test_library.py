"""Documents of a corpus are read where they are asked for, and few of them are held."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import pytest
from tests.builders import make_document

from rasd.merge import Library, head_of
from rasd.model import Document, replace


class Shop:
    """Documents that note when they are read."""

    def __init__(self, count: int) -> None:
        self.documents = {each.id: each for each in (make_document(f"d{n}") for n in range(count))}
        self.read: list[list[str]] = []

    def of(self, doc_ids: Collection[str]) -> Iterator[Document]:
        self.read.append(list(doc_ids))
        return (self.documents[each] for each in doc_ids)

    def library(self) -> Library:
        return Library(((key, head_of(each)) for key, each in self.documents.items()), self.of)


def test_what_is_fetched_together_is_read_together_and_once() -> None:
    shop = Shop(5)
    library = shop.library()
    library.fetch(["d1", "d3"])
    assert (library["d3"], library["d1"]) == (shop.documents["d3"], shop.documents["d1"])
    library.fetch(["d3", "d4"])
    assert shop.read == [["d1", "d3"], ["d4"]]


def test_a_library_holds_the_last_documents_alone() -> None:
    shop = Shop(3000)
    library = shop.library()
    for start in range(0, 3000, 500):
        library.fetch(f"d{n}" for n in range(start, start + 500))
    library.fetch(["d2999"])
    assert len(shop.read) == 6, "it was still held"
    library.fetch(["d0"])
    assert shop.read[-1] == ["d0"], "it was let go"


def test_more_documents_than_are_held_can_be_asked_for_at_once() -> None:
    shop = Shop(3000)
    library = shop.library()
    library.fetch(shop.documents)
    assert library["d0"] == shop.documents["d0"]
    assert len(shop.read) == 1


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_library_knows_all_its_documents_and_no_other(at_hand: bool) -> None:
    shop = Shop(3)
    library = Library.of(shop.documents.values()) if at_hand else shop.library()
    assert (list(library), len(library)) == (["d0", "d1", "d2"], 3)
    assert "d1" in library
    assert "d9" not in library
    assert (library.get("d9"), library.head("d9")) == (None, None)
    assert library.head("d1") == head_of(shop.documents["d1"])


def test_a_head_changes_with_all_that_a_merge_looks_at() -> None:
    plain = make_document("d")
    others = [make_document("d", "آخر"), replace(plain, title="عنوان")]
    assert len({head_of(each).about for each in (plain, *others)}) == 3


@pytest.mark.parametrize("at_hand", [True, False])
def test_documents_come_by_day_and_id_and_undated_ones_last(at_hand: bool) -> None:
    days = {"b": date(2031, 1, 2), "a": date(2031, 1, 2), "c": None, "d": date(987, 1, 1)}
    shop = Shop(0)
    shop.documents = {key: make_document(key, published=day) for key, day in days.items()}
    library = Library.of(shop.documents.values()) if at_hand else shop.library()
    timed = list(library.in_time())
    assert [each.id for each in timed] == ["d", "a", "b", "c"]
    assert [(each.published, each.text) for each in timed] == [
        (days[each.id], head_of(shop.documents[each.id]).text) for each in timed
    ]
