"""Decides what happens to the original of a document between reading and storing it.

It waits until its document has been coded and both are written together. That of a document
which needs no coding is only written where a store made by an earlier version lacks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rasd.model import Document, Original
from rasd.run.closing import Closing
from rasd.run.spool import Slot, Spool
from rasd.store import Store

IN_MEMORY = 64_000
"""Originals up to this many bytes are held in memory; some hundred wait at once."""
_PASSED_OVER = 200


class Originals(Closing):
    """The originals of the documents on their way into a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, Original] = {}
        self._needed: dict[str, Original] = {}
        self._passed_over: dict[str, Original] = {}
        self._spool = Spool()
        self._spooled: dict[str, _Spooled] = {}

    def close(self) -> None:
        self._spool.close()

    def keep(self, doc_id: str, original: Original) -> None:
        """Takes the original of a document that is about to come."""
        self._waiting[doc_id] = self._held(original)

    def following(self, needed: Iterable[Document]) -> Iterator[Document]:
        """The same documents; those kept before one and not among them need no coding."""
        for document in needed:
            self._pass_over(document.id)
            yield document
        self._pass_over(None)
        self._fill_in()

    def of(self, doc_ids: Iterable[str]) -> Mapping[str, Original]:
        """The originals of coded documents."""
        return {doc_id: self._needed[doc_id] for doc_id in doc_ids if doc_id in self._needed}

    def drop(self, doc_ids: Iterable[str]) -> None:
        """Lets go of what has been written or failed."""
        for doc_id in doc_ids:
            if (original := self._needed.pop(doc_id, None)) is not None:
                self._release(original)

    def _pass_over(self, until: str | None) -> None:
        while self._waiting:
            doc_id = next(iter(self._waiting))
            original = self._waiting.pop(doc_id)
            if doc_id == until:
                self._needed[doc_id] = original
                return
            self._passed_over[doc_id] = original
            if len(self._passed_over) >= _PASSED_OVER:
                self._fill_in()

    def _fill_in(self) -> None:
        self._store.write_originals(self._passed_over)
        for original in self._passed_over.values():
            self._release(original)
        self._passed_over.clear()

    def _held(self, original: Original) -> Original:
        if original.size <= IN_MEMORY:
            return original
        # Many documents of one feed or list have one and the same original.
        held = self._spooled.get(original.sha256)
        if held is None:
            held = _Spooled(self._spool.put(original.chunks()))
            self._spooled[original.sha256] = held
        held.users += 1
        slot = held.slot
        return replace(original, chunks=lambda: self._spool.read(slot))

    def _release(self, original: Original) -> None:
        held = self._spooled.get(original.sha256)
        if held is None:
            return
        held.users -= 1
        if not held.users:
            self._spool.free(held.slot)
            del self._spooled[original.sha256]


@dataclass(slots=True)
class _Spooled:
    slot: Slot
    users: int = 0
