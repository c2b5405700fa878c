"""Decides how passages of many documents are looked up at once: their texts are kept packed.

A source that publishes no texts has none, and a passage no surroundings.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from rasd.export.source import Source

_QUICK = 1
_AT_HAND = 64
"""How many texts stay unpacked: the passages of an event come document by document."""


class Texts:
    """The titles and texts of the documents of a source, read when the first is asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._packed: dict[str, tuple[str, bytes]] | None = None
        self._text = lru_cache(maxsize=_AT_HAND)(self._unpacked)

    def around(
        self, doc_id: str, part: str | None, start: int, end: int, size: int
    ) -> tuple[str, str]:
        """Up to `size` characters before and after a passage; empty where there are none."""
        if self._packed is None:
            self._packed = {
                document.id: (document.title or "", _pack(document.text))
                for document in self._source.documents()
            }
        found = self._packed.get(doc_id)
        if found is None:
            return "", ""
        text = found[0] if part == "title" else self._text(doc_id)
        return text[max(0, start - size) : start], text[end : end + size]

    def _unpacked(self, doc_id: str) -> str:
        packed = (self._packed or {})[doc_id][1]
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICK)
