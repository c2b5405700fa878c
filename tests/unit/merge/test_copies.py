"""What documents copy, and their ids, wait on disk and come back as they were."""

from __future__ import annotations

from collections.abc import Collection

from tests.reuse_cases import read_cases

from rasd.merge import Library, find_reuse, head_of
from rasd.merge.copies import CopiedPassages, Copies
from rasd.merge.names import Digests, Names
from rasd.merge.passages import index_passages
from rasd.model import Document, Reuse, ReusedSpan, replace


def reuse(of: str, *starts: int) -> Reuse:
    spans = tuple(ReusedSpan(start=n, end=n + 9, of_start=n, of_end=n + 8) for n in starts)
    return Reuse(of=of, share=0.5, spans=spans)


FOUND = {
    "b": (reuse("a", 40, 7),),
    "d": (reuse("c", 3), reuse("a", 0), reuse("c", 1)),
    "e": (reuse("d", 5),),
}


def test_what_documents_copy_comes_back_in_the_order_of_their_ids() -> None:
    copies = Copies(reversed(FOUND.items()))
    assert copies == FOUND
    assert list(copies) == ["b", "d", "e"]
    assert (len(copies), copies.get("a"), "a" in copies) == (3, None, False)


def test_shared_passages_are_those_of_what_is_copied() -> None:
    expected = index_passages(FOUND)
    passages = CopiedPassages(Copies(FOUND.items()))
    assert passages == expected
    assert (len(passages), bool(passages)) == (len(expected), True)
    assert ("a", "b") not in passages
    assert ("b", "e") not in passages
    assert not CopiedPassages(Copies({}.items()))


def test_a_library_on_disk_is_searched_like_documents_at_hand() -> None:
    documents = {
        f"{n}{document.id}": replace(document, id=f"{n}{document.id}")
        for n, case in enumerate(read_cases())
        for document in (case.earlier, case.later)
    }

    def read(ids: Collection[str]) -> list[Document]:
        return [documents[each] for each in ids]

    library = Library(((key, head_of(each)) for key, each in documents.items()), read)
    found = find_reuse(library)
    assert isinstance(found, Copies)
    assert found == find_reuse(documents.values())
    assert len(found) > 10


def test_numbered_ids_and_digests_come_back() -> None:
    names, digests = Names(), Digests()
    given = ["", "a", "\ud800 half", "وثيقة", "a\0b"]
    for number, each in enumerate(given):
        names.append(each)
        digests.append(bytes([number]) * 32)
    assert [names[number] for number in (4, 0, 2, 1, 3)] == [given[n] for n in (4, 0, 2, 1, 3)]
    assert len(names) == len(given)
    assert list(digests) == [bytes([number]) * 32 for number in range(5)]
    assert digests[3] == bytes([3]) * 32
