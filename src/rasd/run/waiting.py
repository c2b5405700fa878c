"""Decides where events wait between their making and the moment when the store may be written.

In a file without a name, in the order in which they came: those of a large corpus are too many
for memory, and making them takes too long to keep others from writing meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from rasd.merge import Made, unpack_event
from rasd.merge.nameless import Nameless
from rasd.model import Event
from rasd.run.closing import Closing


class Waiting(Closing):
    """Events that can be read again and again."""

    def __init__(self) -> None:
        self._file = Nameless()
        self._sizes = array("L")

    def close(self) -> None:
        self._file.close()

    def keep(self, events: Iterable[Made]) -> Waiting:
        """Takes these in place of all before."""
        self._file.clear()
        self._sizes = array("L")
        for event in events:
            self._file.append(event.packed)
            self._sizes.append(len(event.packed))
        self._file.settle()
        return self

    def __iter__(self) -> Iterator[Event]:
        at = 0
        for size in self._sizes:
            packed = self._file.read(at, size)
            at += size
            yield unpack_event(packed)
