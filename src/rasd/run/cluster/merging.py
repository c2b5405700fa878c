"""Decides how a merge is shared out to a cluster: who may be one incident is compared there, and
the parts that come of it are made events there.

This process keeps the whole: which texts and reports meet, and which are one part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rasd.merge import Made, Share, TextShare
from rasd.merge.common import Common
from rasd.merge.fingerprint import Fingerprint
from rasd.model import InputError, RunError
from rasd.pipeline import merge_recipe
from rasd.run.cluster import work
from rasd.run.cluster.crew import Crew
from rasd.run.cluster.flow import TRIES, done, in_order
from rasd.run.cluster.opening import other_recipe
from rasd.run.cluster.shares import (
    Task,
    pack_share,
    pack_text_share,
    read_common,
    read_events,
    read_prints,
)
from rasd.run.cluster.wire import unpack_answer


class ClusterHands:
    """The workers of a cluster as hands of a merge; asked for when there is work for them."""

    def __init__(self, crew: Callable[[], Crew]) -> None:
        self._crew = crew
        self._recipe = merge_recipe()

    def fingerprints(self, shares: Iterable[TextShare]) -> Iterator[tuple[Fingerprint, ...]]:
        head = self._head(Task.FINGERPRINTS)
        for records in self._done(pack_text_share(each, head) for each in shares):
            yield read_prints(records)

    def common(self, shares: Iterable[TextShare]) -> Iterator[tuple[Common, ...]]:
        head = self._head(Task.COMMON)
        for records in self._done(pack_text_share(each, head) for each in shares):
            yield read_common(records)

    def sketches(self, shares: Iterable[Share]) -> Iterator[tuple[bytes, ...]]:
        head = self._head(Task.SKETCHES)
        for records in self._done(pack_share(each, head) for each in shares):
            yield tuple(str(each).encode() for each in records)

    def bonds(self, shares: Iterable[Share]) -> Iterator[tuple[bool, ...]]:
        head = self._head(Task.BONDS)
        for records in self._done(pack_share(each, head) for each in shares):
            yield tuple(each is True for each in records)

    def events(self, shares: Iterable[Share]) -> Iterator[tuple[tuple[Made, ...], ...]]:
        head = self._head(Task.EVENTS)
        for records in self._done(pack_share(each, head) for each in shares):
            yield read_events(records)

    def _head(self, task: Task) -> dict[str, str]:
        return {"recipe": self._recipe, "task": task}

    def _done(self, packed: Iterable[bytes]) -> Iterator[list[Any]]:
        crew = self._crew()
        pieces = ((each, each) for each in packed)
        for share, first in in_order(crew, work.merge_share, pieces):
            answer, tries = first, 1
            while answer is None and tries < TRIES:
                tries += 1
                answer = done(crew, work.merge_share, share, tries=tries)
            if answer is None:
                raise RunError(
                    f"a part of the merge ended each worker at {crew.name} that tried it. All that "
                    "was coded is kept: give the workers more memory, or run the same command "
                    "without --cluster"
                )
            yield self._outcome(crew, answer)

    def _outcome(self, crew: Crew, answer: bytes) -> list[Any]:
        try:
            theirs, who, records = unpack_answer(answer)
        except InputError as error:
            raise RunError(
                f"a worker at {crew.name} sent what is no result of rasd: {error}"
            ) from error
        if fault := other_recipe("a worker", who, theirs, self._recipe):
            raise RunError(fault)
        return records
