"""Decides where what is known of each text waits: in a table without a name.

That of a large corpus is too much for memory, and so is where each of it lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rasd.model.scratch import Scratch

_TABLES = "CREATE TABLE filed (number INTEGER PRIMARY KEY, digest BLOB UNIQUE, value BLOB);"


class Filed(Mapping[bytes, bytes]):
    """Bytes by the digest of a text, in the order in which they were put in."""

    def __init__(self) -> None:
        self._scratch = Scratch(_TABLES)

    def put(self, digest: bytes, value: bytes) -> None:
        """Adds a value, or puts it in the place of the one that was there."""
        self._scratch.put(
            "INSERT INTO filed (digest, value) VALUES (?, ?)"
            " ON CONFLICT (digest) DO UPDATE SET value = excluded.value",
            [(digest, value)],
        )

    def __getitem__(self, digest: bytes) -> bytes:
        found = self._scratch.one("SELECT value FROM filed WHERE digest = ?", digest)
        if found is None:
            raise KeyError(digest)
        value: bytes = found[0]
        return value

    def __contains__(self, digest: object) -> bool:
        return self._scratch.one("SELECT 1 FROM filed WHERE digest = ?", digest) is not None

    def __iter__(self) -> Iterator[bytes]:
        return (
            digest for (digest,) in self._scratch.each("SELECT digest FROM filed ORDER BY number")
        )

    def __len__(self) -> int:
        [count] = self._scratch.one("SELECT count(*) FROM filed") or (0,)
        return int(count)
