"""Decides what a store is brought up to before people work with it.

A newer version of rasd may know other forms of words, or other rules of merging. Then all is
indexed or merged anew, once, so that no page has to wait for it later.
"""

from __future__ import annotations

from typing import Protocol

from rasd.pipeline import merge_recipe
from rasd.run.merging import merge_store
from rasd.search import arabic_analyser
from rasd.store import Store


class Readying(Protocol):
    """Is told what a store lacks, and how far the work on it has come."""

    def begin(self, name: str, total: int | None) -> None:
        """Begins `indexing` or `merging`, of so many documents where that is known."""

    def done(self, documents: int) -> None:
        """So many of them are done."""


def make_ready(store: Store, watch: Readying) -> None:
    """Indexes the documents that cannot be searched, and merges where events are not of today.

    Says nothing to the watch of a store that lacks nothing. What is indexed stays so if stopped.
    """
    total = 0
    for left in store.index(arabic_analyser()):
        if left and not total:
            total = left
            watch.begin("indexing", total)
        elif total:
            watch.done(max(0, total - left))
    if store.merge_due(merge_recipe()):
        watch.begin("merging", None)
        merge_store(store)
