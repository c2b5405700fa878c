"""Decides how much of a file is sent at once: enough to be quick, little enough to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rasd.export.files import Part, as_bytes

_A_PIECE = 1 << 16


def pieces_of(parts: Iterable[Part]) -> Iterator[bytes]:
    """The parts put together into pieces of some tens of kilobytes, text as UTF-8.

    A character that no encoding has becomes a question mark.
    """
    waiting: list[bytes] = []
    size = 0
    for part in parts:
        waiting.append(as_bytes(part))
        size += len(waiting[-1])
        if size > _A_PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
