"""Decides how documents are coded by a cluster: partitions out, batches back in the order given.

What comes back is what `code_batches` gives on one machine. Few partitions are under way at once,
so memory doesn't grow. A partition whose worker dies is done again by another; where it ends that
one too, its documents go one by one, and the one that kills is named.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from rasd.engines.choice import RULES, EngineChoice
from rasd.model import CodedDocument, Document, InputError, Issue, IssueKind, RunError
from rasd.pipeline import recipe
from rasd.run.cluster import work
from rasd.run.cluster.crew import Crew, scheduler_faults
from rasd.run.cluster.opening import other_recipe
from rasd.run.cluster.wire import Found, pack_documents, unpack_found
from rasd.run.workers import BATCH

PARTITION = 32
"""Documents that travel together: half a second of work, beside which the journey is nothing."""
PARTITION_LETTERS = 500_000
"""Letters from which a partition takes no further document."""
_IN_HAND = 3
"""Partitions under way for each worker: one that it works on, the next, and one on its way back."""
_RETRIES = 2
"""How often a piece is tried again that failed for want of a connection."""
_MOST_DEATHS = 20
"""So many documents in a row that each end a worker: the fault is not theirs."""


def code_on(
    crew: Callable[[], Crew],
    documents: Iterable[Document],
    *,
    batch: int = BATCH,
    engine: EngineChoice = RULES,
) -> Iterator[tuple[CodedDocument | Issue, ...]]:
    """What was found in each document, batch by batch in the order given.

    `crew` is asked for once there is something to code.
    """
    given = partitions(documents)
    first = next(given, None)
    if first is None:
        return
    found = _Coding(crew(), engine).found(chain((first,), given))
    while group := tuple(islice(found, batch)):
        yield group


def partitions(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """The documents in their order, cut by number and size; the same for the same documents."""
    group: list[Document] = []
    letters = 0
    for document in documents:
        group.append(document)
        letters += len(document.text)
        if len(group) == PARTITION or letters >= PARTITION_LETTERS:
            yield tuple(group)
            group, letters = [], 0
    if group:
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class _Given:
    """A partition that a worker has been given."""

    documents: tuple[Document, ...]
    answer: Any


class _Coding:
    def __init__(self, crew: Crew, engine: EngineChoice) -> None:
        self._crew = crew
        self._engine = engine
        self._recipe = recipe(engine)
        self._deaths = 0

    def found(self, given: Iterator[tuple[Document, ...]]) -> Iterator[CodedDocument | Issue]:
        under_way: deque[_Given] = deque()
        try:
            for documents in given:
                under_way.append(self._give(documents))
                self._crew.look()
                while len(under_way) > _IN_HAND * max(1, self._crew.size):
                    yield from self._taken(under_way.popleft())
            while under_way:
                yield from self._taken(under_way.popleft())
        finally:
            for each in under_way:
                each.answer.cancel()

    def _give(self, documents: tuple[Document, ...]) -> _Given:
        packed = pack_documents(documents, self._recipe, self._engine)
        key = f"rasd-code-{hashlib.sha256(packed).hexdigest()[:32]}"
        with scheduler_faults(self._crew.name):
            answer = self._crew.client.submit(
                work.code_partition, packed, key=key, retries=_RETRIES, pure=True
            )
        return _Given(documents, answer)

    def _taken(self, given: _Given) -> Iterator[CodedDocument | Issue]:
        found = self._answer(given)
        if found is not None:
            self._deaths = 0
            yield from found
        elif len(given.documents) == 1:
            yield self._mourned(given.documents[0])
        else:
            self._crew.tell(
                f"{len(given.documents)} documents ended the workers that coded them; they are "
                "coded one by one"
            )
            for document in given.documents:
                yield from self._taken(self._give((document,)))

    def _answer(self, given: _Given) -> Found | None:
        """What came back; `None` where the work ended the workers that did it."""
        self._crew.wait_for(given.answer)
        if given.answer.status == "finished":
            return self._checked(given)
        if self._crew.killed(given.answer):
            return None
        error = given.answer.exception() if given.answer.status == "error" else None
        told = given.answer.status if error is None else f"{type(error).__name__}: {error}"
        raise RunError(
            f"work at {self._crew.name} came back undone ({' '.join(told.split())[:200]}). What "
            "was finished is kept: run the same command again"
        )

    def _checked(self, given: _Given) -> Found:
        try:
            theirs, who, found = unpack_found(given.answer.result())
        except (InputError, TypeError) as error:
            raise RunError(
                f"a worker at {self._crew.name} sent what is no result of rasd: {error}"
            ) from error
        if fault := other_recipe("a worker that came later", who, theirs, self._recipe):
            raise RunError(fault)
        ids = [_doc_id(each) for each in found]
        if ids != [document.id for document in given.documents]:
            raise RunError(f"the worker {who} answered for other documents than it was given")
        return found

    def _mourned(self, document: Document) -> Issue:
        self._deaths += 1
        if self._deaths >= _MOST_DEATHS:
            raise RunError(
                f"the last {self._deaths} documents all ended the workers that coded them. What "
                "was finished is kept: give the workers more memory and run the same command again"
            )
        return Issue(
            source=document.id,
            kind=IssueKind.FAILED,
            message="coding it ended the workers of the cluster that tried",
            remedy="the other documents are unaffected; leave this one out, or report it as a "
            "fault of rasd",
        )


def _doc_id(each: CodedDocument | Issue) -> str:
    return each.source if isinstance(each, Issue) else each.document.id
