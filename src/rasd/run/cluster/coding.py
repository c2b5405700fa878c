"""Decides how documents are coded by a cluster: partitions out, batches back in the order given.

What comes back is what `own_rows` gives on one machine. Where a partition ends the workers that
try it, its documents go one by one, and the one that kills is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from rasd.model import Document, InputError, Issue, IssueKind, RunError
from rasd.pipeline import recipe
from rasd.run.cluster import work
from rasd.run.cluster.crew import Crew
from rasd.run.cluster.flow import done, in_order
from rasd.run.cluster.opening import other_recipe
from rasd.run.cluster.wire import Found, pack_documents, unpack_found
from rasd.run.workers import BATCH
from rasd.store import CodedRows

PARTITION = 32
"""Documents that travel together: half a second of work, beside which the journey is nothing."""
PARTITION_LETTERS = 500_000
"""Letters from which a partition takes no further document."""
_MOST_DEATHS = 20
"""So many documents in a row that each end a worker: the fault is not theirs."""


def rows_on(
    crew: Callable[[], Crew],
    documents: Iterable[Document],
    *,
    batch: int = BATCH,
) -> Iterator[tuple[CodedRows | Issue, ...]]:
    """The rows of each document, batch by batch in the order given.

    `crew` is asked for once there is something to code.
    """
    given = partitions(documents)
    first = next(given, None)
    if first is None:
        return
    found = _Coding(crew()).found(chain((first,), given))
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


class _Coding:
    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._recipe = recipe()
        self._deaths = 0

    def found(self, given: Iterable[tuple[Document, ...]]) -> Iterator[CodedRows | Issue]:
        pieces = ((documents, self._packed(documents)) for documents in given)
        for documents, answer in in_order(self._crew, work.code_partition, pieces):
            if answer is not None:
                yield from self._read(documents, answer)
                continue
            if len(documents) > 1:
                self._crew.tell(f"{len(documents)} documents lost their worker and go one by one")
            for document in documents:
                # The first death may be no fault of its own: that of a single document, too.
                alone = done(self._crew, work.code_partition, self._packed((document,)), tries=2)
                yield from self._read((document,), alone)

    def _packed(self, documents: tuple[Document, ...]) -> bytes:
        return pack_documents(documents, self._recipe)

    def _read(self, documents: tuple[Document, ...], answer: bytes | None) -> Found:
        if answer is None:
            return (self._mourned(documents[0]),)
        self._deaths = 0
        try:
            theirs, who, found = unpack_found(answer)
        except InputError as error:
            raise RunError(
                f"a worker at {self._crew.name} sent what is no result of rasd: {error}"
            ) from error
        if fault := other_recipe("a worker that came later", who, theirs, self._recipe):
            raise RunError(fault)
        if [_doc_id(each) for each in found] != [document.id for document in documents]:
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


def _doc_id(each: CodedRows | Issue) -> str:
    return each.source if isinstance(each, Issue) else each.id
