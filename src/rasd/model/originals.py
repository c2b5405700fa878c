"""The bytes that a document was read from, as they came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a reader read: a file's bytes, a record's own, or those of the feed or list it is in.

    `locator` says which part of the bytes is the document's, `None` where all of them are.
    `chunks` gives the bytes piece by piece, from the start each time.
    """

    sha256: str
    size: int
    media_type: str
    locator: str | None = None
    chunks: Callable[[], Iterator[bytes]] = field(compare=False, repr=False)

    def data(self) -> bytes:
        """All the bytes at once."""
        return b"".join(self.chunks())
