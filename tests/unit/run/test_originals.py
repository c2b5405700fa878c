"""Originals wait for their documents in bounded memory and are written with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import make_document

from rasd.model import CodedDocument, Original
from rasd.run.originals import IN_MEMORY, Originals
from rasd.run.spool import BLOCK, Spool
from rasd.store import Store, open_store


def make_original(data: bytes, locator: str | None = None) -> Original:
    return Original(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        locator=locator,
        chunks=lambda: iter((data,)),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "rasd.sqlite") as opened:
        yield opened


def coded(doc_id: str) -> CodedDocument:
    return CodedDocument(document=make_document(doc_id, f"خبر {doc_id}"), mentions=(), figures=())


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
def test_what_waits_comes_back_whole(size: int) -> None:
    data = os.urandom(size)
    spool = Spool()
    slot = spool.put([data[: size // 3], data[size // 3 :]])
    other = spool.put([b"other"])
    assert data == b"".join(spool.read(slot)) == b"".join(spool.read(slot))
    assert b"".join(spool.read(other)) == b"other"
    spool.close()


def test_what_has_passed_through_takes_no_room() -> None:
    spool = Spool()
    kept = spool.put([b"k" * BLOCK * 2])
    for _ in range(20):
        spool.free(spool.put([b"x" * BLOCK * 3]))
    assert spool._file is not None
    assert os.fstat(spool._file.fileno()).st_size <= 5 * BLOCK
    assert b"".join(spool.read(kept)) == b"k" * BLOCK * 2
    spool.close()


@pytest.mark.parametrize("size", [10, IN_MEMORY + 1])
def test_an_original_is_written_with_its_document(store: Store, size: int) -> None:
    data = b"x" * size
    documents = [coded(name) for name in "ab"]
    with Originals(store) as waiting:
        for item in documents:
            waiting.keep(item.document.id, make_original(data, f"#{item.document.id}"))
        needed = waiting.following(item.document for item in documents)
        ids = [document.id for document in needed]
        store.write_coded(documents, "r", originals=waiting.of(ids))
        waiting.drop(ids)
    for name in "ab":
        original = store.original(name)
        assert original is not None
        assert (data, f"#{name}") == (original.data(), original.locator)


def test_a_document_that_needs_no_coding_gets_the_original_that_it_lacks(store: Store) -> None:
    store.write_coded([coded("a"), coded("b")], "r", originals={"b": make_original(b"first")})
    with Originals(store) as waiting:
        for name in ("a", "b", "unknown"):
            waiting.keep(name, make_original(b"later"))
        assert list(waiting.following([])) == []
    found = {name: store.original(name) for name in ("a", "b", "unknown")}
    assert {name: original and original.data() for name, original in found.items()} == {
        "a": b"later",
        "b": b"first",
        "unknown": None,
    }
