"""Decides which documents of a corpus are in memory while it is merged: the few that are needed.

Of every document a head is held: when it was published, by whom, and digests of its text and of
all else that a merge looks at. The documents themselves are read where they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rasd.model import Document, sha256_text

_KEPT = 600
"""Documents that wait to be asked for again."""

Read = Callable[[Collection[str]], Iterable[Document]]
"""Reads documents by their ids; those that cannot be read are missing."""


class Head(NamedTuple):
    """What is held of every document."""

    published: date | None
    outlet: str | None
    text: bytes
    """SHA-256 of the text."""
    about: bytes
    """SHA-256 of all that a merge looks at."""


def head_of(document: Document) -> Head:
    about = (
        document.sha256,
        document.text,
        document.title,
        str(document.published),
        document.outlet,
        document.url,
    )
    return Head(
        published=document.published,
        outlet=document.outlet,
        text=bytes.fromhex(sha256_text(document.text)),
        about=bytes.fromhex(sha256_text(json.dumps(about, ensure_ascii=False))),
    )


class Library(Mapping[str, Document]):
    """The documents of a corpus by id; those that were read last are held."""

    def __init__(self, heads: Mapping[str, Head], read: Read) -> None:
        self._heads = heads
        self._read = read
        self._held: dict[str, Document] = {}

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Library:
        """Of documents that are at hand."""
        return _AtHand(documents)

    def __getitem__(self, doc_id: str) -> Document:
        if doc_id not in self._held:
            self.fetch([doc_id])
        return self._held[doc_id]

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._heads

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def head(self, doc_id: str) -> Head | None:
        return self._heads.get(doc_id)

    def fetch(self, doc_ids: Iterable[str]) -> None:
        """Has these at hand until others are asked for."""
        wanted = dict.fromkeys(doc_ids)
        lacking = [each for each in wanted if each not in self._held and each in self._heads]
        if not lacking:
            return
        spare = len(self._held) + len(lacking) - max(_KEPT, len(wanted))
        for each in [held for held in self._held if held not in wanted][: max(0, spare)]:
            del self._held[each]
        self._held |= {document.id: document for document in self._read(lacking)}


class _AtHand(Library):
    """Documents that need not be read."""

    def __init__(self, documents: Iterable[Document]) -> None:
        super().__init__({}, lambda _: ())
        self._held = {document.id: document for document in documents}

    def __getitem__(self, doc_id: str) -> Document:
        return self._held[doc_id]

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def head(self, doc_id: str) -> Head | None:
        document = self._held.get(doc_id)
        return None if document is None else head_of(document)

    def fetch(self, doc_ids: Iterable[str]) -> None:
        """They are at hand."""
