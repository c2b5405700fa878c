"""Decides how much work is under way at a cluster, and that outcomes come in the order of the work.

Few pieces are out at once, so neither this process nor the scheduler fills up with them. A piece
that waits at a worker which dies is done by another; one at which as many workers have died as the
scheduler allows comes back as `None`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from rasd.model import RunError
from rasd.run.cluster.crew import Crew, scheduler_faults

Piece = TypeVar("Piece")
Work = Callable[[bytes], bytes]
"""A pure function that workers can import."""

_IN_HAND = 3
"""Pieces out for each worker: one that it works on, the next, and one on its way back."""
TRIES = 3
"""How often a piece is tried that fails for another reason than a worker's death."""


@dataclass(slots=True)
class _Out:
    """A piece of work that a worker has been given."""

    work: Work
    packed: bytes
    answer: Any
    tries: int = 1


def in_order(
    crew: Crew, work: Work, pieces: Iterable[tuple[Piece, bytes]]
) -> Iterator[tuple[Piece, bytes | None]]:
    """Each piece with what came of its bytes."""
    waiting: deque[tuple[Piece, _Out]] = deque()
    try:
        for piece, packed in pieces:
            waiting.append((piece, _given(crew, work, packed)))
            crew.look()
            while len(waiting) > _IN_HAND * max(1, crew.size):
                first, out = waiting.popleft()
                yield first, _taken(crew, out)
        while waiting:
            first, out = waiting.popleft()
            yield first, _taken(crew, out)
    finally:
        for _, out in waiting:
            out.answer.cancel()


def done(crew: Crew, work: Work, packed: bytes, *, tries: int = 1) -> bytes | None:
    """What came of one piece, which may be tried for the so many'th time."""
    return _taken(crew, _Out(work, packed, _submitted(crew, work, packed, tries=tries), tries))


def _given(crew: Crew, work: Work, packed: bytes) -> _Out:
    return _Out(work, packed, _submitted(crew, work, packed, tries=1))


def _submitted(crew: Crew, work: Work, packed: bytes, *, tries: int) -> Any:
    digest = hashlib.sha256(packed).hexdigest()[:32]
    with scheduler_faults(crew.name):
        # Dask's own retries would let a deadly document end three times as many workers.
        return crew.client.submit(
            work, packed, key=f"rasd-{work.__name__}-{digest}-{tries}", pure=True
        )


def _taken(crew: Crew, out: _Out) -> bytes | None:
    while True:
        crew.wait_for(out.answer)
        if out.answer.status == "finished":
            with scheduler_faults(crew.name):
                found = out.answer.result()
            if isinstance(found, bytes):
                return found
            raise RunError(f"a worker at {crew.name} sent what is no result of rasd")
        if crew.killed(out.answer):
            return None
        error = out.answer.exception() if out.answer.status == "error" else None
        told = "the scheduler lost it" if error is None else f"{type(error).__name__}: {error}"
        told = " ".join(told.split())[:200]
        if error is None or out.tries >= TRIES:
            raise RunError(
                f"work at {crew.name} came back undone ({told}). What was finished is kept: run "
                "the same command again"
            )
        out.tries += 1
        crew.tell(f"a piece of work failed and is tried again ({told})")
        out.answer = _submitted(crew, out.work, out.packed, tries=out.tries)
