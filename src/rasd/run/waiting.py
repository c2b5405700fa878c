"""Decides where events wait between their making and the moment when the store may be written.

In a file without a name, in the order in which they came: those of a large corpus are too many
for memory, and making them takes too long to keep others from writing meanwhile.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Self

from rasd.merge import Made, unpack_event
from rasd.model import Event, RunError

_IN_MEMORY = 1 << 20


class Waiting:
    """Events that can be read again and again."""

    def __init__(self) -> None:
        # Not in a `with`: it lives as long as its events are wanted; `close` ends it.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._sizes = array("L")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def keep(self, events: Iterable[Made]) -> Waiting:
        """Takes these in place of all before."""
        self._file.seek(0)
        self._file.truncate()
        self._sizes = array("L")
        for event in events:
            with _explained():
                self._sizes.append(self._file.write(event.packed))
        return self

    def __iter__(self) -> Iterator[Event]:
        at = 0
        for size in self._sizes:
            self._file.seek(at)
            at += size
            yield unpack_event(self._file.read(size))


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(
            f"the folder for temporary files cannot be written to: {error.strerror}. Free some "
            "space there, or name another folder in TMPDIR, and run again"
        ) from error
