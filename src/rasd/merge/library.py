"""Decides which documents of a corpus are in memory while it is merged: the few that are needed.

Of every document a head waits in a table without a name: when it was published, by whom, and
digests of its text and of all else that a merge looks at. The documents themselves are read where
they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rasd.model import Document, sha256_text
from rasd.model.scratch import Scratch

_KEPT = 600
"""Documents that wait to be asked for again."""

Read = Callable[[Collection[str]], Iterable[Document]]
"""Reads documents by their ids; those that cannot be read are missing."""


_TABLES = """
CREATE TABLE head (id TEXT PRIMARY KEY, published TEXT, outlet TEXT, text BLOB, about BLOB)
WITHOUT ROWID;
"""
_IN_TIME = "SELECT id, published, text FROM head ORDER BY coalesce(published, '9999-12-31'), id"


class Head(NamedTuple):
    """What is known of every document."""

    published: date | None
    outlet: str | None
    text: bytes
    """SHA-256 of the text."""
    about: bytes
    """SHA-256 of all that a merge looks at."""


class Timed(NamedTuple):
    """What tells which of two documents is the earlier, and whether they have one text."""

    id: str
    published: date | None
    text: bytes


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

    at_hand = False
    """Whether all of them are in memory."""

    def __init__(self, heads: Iterable[tuple[str, Head]], read: Read) -> None:
        self._heads = Scratch(_TABLES)
        self._heads.put(
            "INSERT INTO head VALUES (?, ?, ?, ?, ?)",
            (
                (doc_id, head.published and head.published.isoformat(), *head[1:])
                for doc_id, head in heads
            ),
        )
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
        return self._heads.one("SELECT 1 FROM head WHERE id = ?", doc_id) is not None

    def __iter__(self) -> Iterator[str]:
        return (doc_id for (doc_id,) in self._heads.each("SELECT id FROM head ORDER BY id"))

    def __len__(self) -> int:
        [count] = self._heads.one("SELECT count(*) FROM head") or (0,)
        return int(count)

    def head(self, doc_id: str) -> Head | None:
        row = self._heads.one(
            "SELECT published, outlet, text, about FROM head WHERE id = ?", doc_id
        )
        return None if row is None else Head(_day(row[0]), *row[1:])

    def in_time(self) -> Iterator[Timed]:
        """All documents by day and id; undated ones come last."""
        return (Timed(row[0], _day(row[1]), row[2]) for row in self._heads.each(_IN_TIME))

    def fetch(self, doc_ids: Iterable[str]) -> None:
        """Has these at hand until others are asked for."""
        wanted = dict.fromkeys(doc_ids)
        lacking = [each for each in wanted if each not in self._held and each in self]
        if not lacking:
            return
        spare = len(self._held) + len(lacking) - max(_KEPT, len(wanted))
        for each in [held for held in self._held if held not in wanted][: max(0, spare)]:
            del self._held[each]
        self._held |= {document.id: document for document in self._read(lacking)}


class _AtHand(Library):
    """Documents that need not be read."""

    at_hand = True

    def __init__(self, documents: Iterable[Document]) -> None:
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

    def in_time(self) -> Iterator[Timed]:
        timed = (Timed(each.id, each.published, head_of(each).text) for each in self._held.values())
        return iter(sorted(timed, key=lambda each: (each.published or date.max, each.id)))

    def fetch(self, doc_ids: Iterable[str]) -> None:
        """They are at hand."""


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
