"""Decides where bytes wait that are too many to be held in memory until they are stored.

One file without a name, in blocks that are used again: it grows with what waits, not with what
has passed through, and the system removes it when the process ends, however it ends.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from rasd.model import temporary_files

BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Slot:
    """Where some bytes wait."""

    blocks: tuple[int, ...]
    size: int


class Spool:
    """Bytes that wait in a file; nothing is made before the first come."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._free: list[int] = []
        self._blocks = 0

    def put(self, parts: Iterable[bytes]) -> Slot:
        blocks: list[int] = []
        size = 0
        with temporary_files():
            for block in _blocks(parts):
                blocks.append(self._write(block))
                size += len(block)
        return Slot(tuple(blocks), size)

    def read(self, slot: Slot) -> Iterator[bytes]:
        rest = slot.size
        for block in slot.blocks:
            assert self._file is not None
            self._file.seek(block * BLOCK)
            yield self._file.read(min(BLOCK, rest))
            rest -= BLOCK

    def free(self, slot: Slot) -> None:
        self._free += slot.blocks

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _write(self, data: bytes) -> int:
        if self._file is None:
            # Not in a `with`: it lives as long as the run; `close` ends it.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        if self._free:
            block = self._free.pop()
        else:
            block, self._blocks = self._blocks, self._blocks + 1
        self._file.seek(block * BLOCK)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        return block


def _blocks(parts: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for part in parts:
        for start in range(0, len(part), BLOCK):
            waiting += part[start : start + BLOCK]
            while len(waiting) >= BLOCK:
                yield bytes(waiting[:BLOCK])
                del waiting[:BLOCK]
    if waiting:
        yield bytes(waiting)
