"""Decides how much work is under way at a cluster, and that outcomes come in the order of the work.

Few pieces are out at once, so neither this process nor the scheduler fills up with them. A piece
whose worker dies is done again by another; one that ends each worker that tries it comes back as
`None`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from rasd.model import RunError
from rasd.run.cluster.crew import Crew, scheduler_faults

Piece = TypeVar("Piece")
Work = Callable[[bytes], bytes]
"""A pure function that workers can import."""

_IN_HAND = 3
"""Pieces out for each worker: one that it works on, the next, and one on its way back."""
_RETRIES = 2
"""How often a piece is tried again that failed for want of a connection."""


def in_order(
    crew: Crew, work: Work, pieces: Iterable[tuple[Piece, bytes]]
) -> Iterator[tuple[Piece, bytes | None]]:
    """Each piece with what came of its bytes."""
    out: deque[tuple[Piece, Any]] = deque()
    try:
        for piece, packed in pieces:
            out.append((piece, _given(crew, work, packed)))
            crew.look()
            while len(out) > _IN_HAND * max(1, crew.size):
                first, answer = out.popleft()
                yield first, _taken(crew, answer)
        while out:
            first, answer = out.popleft()
            yield first, _taken(crew, answer)
    finally:
        for _, answer in out:
            answer.cancel()


def done(crew: Crew, work: Work, packed: bytes) -> bytes | None:
    """What came of one piece."""
    return _taken(crew, _given(crew, work, packed))


def _given(crew: Crew, work: Work, packed: bytes) -> Any:
    key = f"rasd-{work.__name__}-{hashlib.sha256(packed).hexdigest()[:32]}"
    with scheduler_faults(crew.name):
        return crew.client.submit(work, packed, key=key, retries=_RETRIES, pure=True)


def _taken(crew: Crew, answer: Any) -> bytes | None:
    crew.wait_for(answer)
    if answer.status == "finished":
        with scheduler_faults(crew.name):
            found = answer.result()
        if isinstance(found, bytes):
            return found
        raise RunError(f"a worker at {crew.name} sent what is no result of rasd")
    if crew.killed(answer):
        return None
    error = answer.exception() if answer.status == "error" else None
    told = answer.status if error is None else f"{type(error).__name__}: {error}"
    raise RunError(
        f"work at {crew.name} came back undone ({' '.join(told.split())[:200]}). What was finished "
        "is kept: run the same command again"
    )
