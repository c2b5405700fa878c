"""Decides where waits what documents of a large corpus copy from others: in a table without a name.

Most articles of an agency are copies of several others in several passages, some thousand bytes
each in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import msgpack

from rasd.merge.passages import Passages, index_passages
from rasd.model import Reuse, ReusedSpan
from rasd.model.scratch import Scratch

Copied = tuple[Reuse, ...]

_TABLES = "CREATE TABLE copied(id TEXT, reuse BLOB);"
_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(Copied)
_KEPT = 1024
"""Documents of which it is at hand: those that are compared lie close in time."""


class Copies(Mapping[str, Copied]):
    """What each copying document has of others, by its id, in the order of these."""

    def __init__(self, found: Iterable[tuple[str, Copied]]) -> None:
        scratch = self._scratch = Scratch(_TABLES)
        scratch.put(
            "INSERT INTO copied VALUES (?, ?)",
            ((doc_id, _ENCODER.encode(reuse)) for doc_id, reuse in found),
        )
        # Ids come in no order: each put in its place would be a page read and written.
        scratch.do("CREATE UNIQUE INDEX copied_id ON copied(id)")
        [self._count] = scratch.one("SELECT count(*) FROM copied") or (0,)

        def read(doc_id: str) -> Copied:
            row = scratch.one("SELECT reuse FROM copied WHERE id = ?", doc_id)
            return () if row is None else _DECODER.decode(row[0])

        self._read = lru_cache(_KEPT)(read)

    def __getitem__(self, doc_id: str) -> Copied:
        found = self._read(doc_id)
        if not found:
            raise KeyError(doc_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return (doc_id for (doc_id,) in self._scratch.each("SELECT id FROM copied ORDER BY id"))

    def __len__(self) -> int:
        return int(self._count)


class CopiedPassages(Passages):
    """The shared passages of each pair of documents, looked up when they are asked for."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._of = lru_cache(_KEPT)(lambda doc_id: index_passages({doc_id: copies.get(doc_id, ())}))

    def __getitem__(self, pair: tuple[str, str]) -> tuple[ReusedSpan, ...]:
        return self._of(pair[0])[pair]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (pair for doc_id in self._copies for pair in self._of(doc_id))

    def __bool__(self) -> bool:
        return bool(self._copies)

    def __len__(self) -> int:
        return sum(1 for _ in self)
