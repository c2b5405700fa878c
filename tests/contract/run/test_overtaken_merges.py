"""A merge that other runs overtake is done again, and leaves nothing of itself behind."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.runs import REPORTS

from rasd.model import CodedDocument, Document
from rasd.pipeline import code_document, merge_corpus
from rasd.readers import read_inputs
from rasd.run import merge_store, merging
from rasd.store import open_store


@pytest.fixture
def coded() -> list[CodedDocument]:
    read = read_inputs([REPORTS])
    return [code_document(item) for item in read if isinstance(item, Document)][:12]


@pytest.fixture
def counted_at_once() -> Iterator[None]:
    """What nothing refers to is gone at once, or it is kept by a cycle."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("counted_at_once")
@pytest.mark.parametrize("times", [1, merging.TRIES])
def test_what_an_overtaken_merge_noted_is_gone_before_the_next_one(
    coded: list[CodedDocument], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    place = tmp_path / "rasd.sqlite"
    merged = merging._merged
    before: list[weakref.ref[Any]] = []
    with open_store(place) as store, open_store(place) as other:
        store.write_coded(coded[:-times], "r")

        def overtaken(*given: Any) -> Any:
            assert [each() for each in before] == [None] * len(before)
            found = merged(*given)
            before.append(weakref.ref(found.reuse))
            if len(before) <= times:
                other.write_coded([coded[-len(before)]], "r")
            return found

        monkeypatch.setattr(merging, "_merged", overtaken)
        merge_store(store)
        assert len(before) == times + 1
        _, expected = merge_corpus(coded)
        assert tuple(store.events()) == expected
