"""Decides which work of a merge is done by processes beside this one: all that falls apart.

Where processes are copies of this one (Linux), shares and outcomes travel to as many of them as
documents are coded by; elsewhere, or with one worker, a share is done here when it comes. Either
way the records of one share are in memory at a time, and of the others what came of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, NoReturn, TypeVar

from msgspec import msgpack

from rasd.merge import Made, Share, TextShare, load_lore
from rasd.merge.common import Common
from rasd.merge.fingerprint import Fingerprint
from rasd.merge.shares import (
    ProfileShare,
    bonds_of,
    common_of,
    compared_of,
    events_of_parts,
    fingerprints_of,
    profiled_of,
    sketches_of,
)
from rasd.model import RunError
from rasd.run.apart import FORKS, Apart
from rasd.run.closing import Closing

Given = TypeVar("Given")
Done = TypeVar("Done")

_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(Share)


class OwnHands(Closing):
    """This machine as hands of a merge; its processes end with the block."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        # One set of processes for all: each is a copy of this one, which grows.
        self._apart = Apart(_do, _died, workers=workers, stay=True)

    def close(self) -> None:
        self._apart.end()

    def fingerprints(self, shares: Iterable[TextShare]) -> Iterator[tuple[Fingerprint, ...]]:
        return self._done(fingerprints_of, shares)

    def common(self, shares: Iterable[TextShare]) -> Iterator[tuple[Common, ...]]:
        return self._done(common_of, shares)

    def sketches(self, shares: Iterable[Share]) -> Iterator[tuple[bytes, ...]]:
        return self._done_packed(sketches_of, shares)

    def profiled(self, shares: Iterable[Share]) -> Iterator[tuple[tuple[bytes, bytes], ...]]:
        return self._done_packed(profiled_of, shares)

    def compared(self, shares: Iterable[ProfileShare]) -> Iterator[tuple[bool, ...]]:
        return self._done(compared_of, shares)

    def bonds(self, shares: Iterable[Share]) -> Iterator[tuple[bool, ...]]:
        return self._done_packed(bonds_of, shares)

    def events(self, shares: Iterable[Share]) -> Iterator[tuple[tuple[Made, ...], ...]]:
        return self._done_packed(events_of_parts, shares)

    def _done_packed(
        self, work: Callable[[Share], Done], shares: Iterable[Share]
    ) -> Iterator[Done]:
        # A share of reports packed by msgspec costs a fifth of one pickled, at either end.
        if self._alone:
            return map(work, shares)
        return self._done(partial(_unpacked, work), map(_ENCODER.encode, shares))

    @property
    def _alone(self) -> bool:
        return self._workers == 1 or not FORKS

    def _done(self, work: Callable[[Given], Done], shares: Iterable[Given]) -> Iterator[Done]:
        if self._alone:
            yield from map(work, shares)
            return
        waiting = iter(shares)
        first = list(islice(waiting, 2))
        if len(first) == 1:  # a process would have to be started for it
            yield work(first[0])
            return
        load_lore()  # read once, and shared by the copies of this process
        batches = (((work, each),) for some in (first, waiting) for each in some)
        for batch in self._apart.results(batches):
            yield from batch


def _unpacked(work: Callable[[Share], Done], packed: bytes) -> Done:
    return work(_DECODER.decode(packed))


def _do(piece: tuple[Callable[[Any], Any], Any]) -> Any:
    work, share = piece
    return work(share)


def _died(_: object, ending: str) -> NoReturn:
    raise RunError(
        f"a process that worked on the merge ended ({ending}). All that was coded is kept: free "
        "some memory and run the same command again, or add --workers 1"
    )
