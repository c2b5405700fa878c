"""Decides how much of a file is sent at once: enough to be quick, little enough to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_A_PIECE = 1 << 16


def pieces_of(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts put together into pieces of some tens of kilobytes, as UTF-8.

    A character that no encoding has becomes a question mark.
    """
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size > _A_PIECE:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8", "replace")
