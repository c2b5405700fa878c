"""Decides how records pass from the process that makes them fit to the one that writes them.

They lie in one file for each kind, in parts that can be read while the file still grows.
"""

from __future__ import annotations

import io
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from rasd.model import RunError

A_PART = 200
"""Records that are written together."""

_LENGTH = 8
_END = b"\xff" * _LENGTH
_PAUSE = 0.02
"""Seconds between two looks at a file that has not grown."""


class UnfinishedError(RunError):
    """Records that nobody makes any more, though the last has not come."""


class Spool:
    """Records in files of a folder. `is_making` tells whether somebody still makes a kind."""

    def __init__(self, folder: Path, is_making: Callable[[str], bool]) -> None:
        self._folder = folder
        self._is_making = is_making

    def watched_by(self, is_making: Callable[[str], bool]) -> Spool:
        """The same records, for a process that cannot ask those that make them."""
        return Spool(self._folder, is_making)

    def write(self, kind: str, records: Iterable[object]) -> None:
        """Writes all records of a kind, for readers that may already wait for them."""
        records = iter(records)
        with (self._folder / kind).open("wb", buffering=0) as file:
            while part := list(islice(records, A_PART)):
                held = pickle.dumps(part, pickle.HIGHEST_PROTOCOL)
                file.write(len(held).to_bytes(_LENGTH, "big") + held)
            file.write(_END)

    def read(self, kind: str) -> Iterator[Any]:
        """The records of a kind, as they come; `UnfinishedError` where they cease to."""
        return chain.from_iterable(self.parts(kind))

    def parts(self, kind: str) -> Iterator[list[Any]]:
        """The records of a kind as they were written together."""
        path = self._folder / kind
        while not path.exists():
            self._wait(kind)
        with path.open("rb") as file:
            while (head := self._taken(kind, file, _LENGTH)) != _END:
                held = self._taken(kind, file, int.from_bytes(head, "big"))
                # Written by this program, into a folder of its own, moments ago.
                yield pickle.loads(held)  # noqa: S301

    def _taken(self, kind: str, file: BinaryIO, size: int) -> bytes:
        """So many bytes, waited for."""
        held = b""
        while len(held) < size:
            if more := file.read(size - len(held)):
                held += more
            else:
                self._wait(kind)
        return held

    def _wait(self, kind: str) -> None:
        if not self._is_making(kind) and not self._is_whole(kind):
            raise UnfinishedError(
                "a process that worked on the release ended before its work was done. Nothing was "
                "published: run the same command again"
            )
        time.sleep(_PAUSE)

    def _is_whole(self, kind: str) -> bool:
        """Whether whoever made it has come to the end, and what is missing will be there."""
        path = self._folder / kind
        if not path.exists() or path.stat().st_size < _LENGTH:
            return False
        with path.open("rb") as file:
            file.seek(-_LENGTH, io.SEEK_END)
            return file.read() == _END
