"""Decides how a run remembers which documents it has read: in a table without a name.

In memory the ids of a million documents would be 200 MB until the run ends.
"""

from __future__ import annotations

from rasd.model.scratch import Scratch

_TABLES = "CREATE TABLE read (id BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID;"
_NUMBER = "SELECT number FROM read WHERE id = ?"


class ReadIds:
    """The ids of documents, each once, with how many there were when it came."""

    def __init__(self) -> None:
        self._scratch = Scratch(_TABLES)
        self._count = 0

    def add(self, doc_id: str) -> None:
        if doc_id not in self:
            self._count += 1
            self._scratch.put("INSERT INTO read VALUES (?, ?)", [(_key(doc_id), self._count)])

    def number(self, doc_id: str) -> int:
        """How many there were when it came, itself included; 0 where it did not come."""
        [number] = self._scratch.one(_NUMBER, _key(doc_id)) or (0,)
        return int(number)

    def update(self, other: ReadIds) -> None:
        """Adds those of another, in their order."""
        for (key,) in other._scratch.each("SELECT id FROM read ORDER BY number"):
            self.add(_doc_id(key))

    def __contains__(self, doc_id: object) -> bool:
        return isinstance(doc_id, str) and self.number(doc_id) > 0

    def __len__(self) -> int:
        return self._count


def _key(doc_id: str) -> bytes:
    # An id may hold half a surrogate pair: that no store takes it is found later.
    return doc_id.encode("utf-8", "surrogatepass")


def _doc_id(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")
