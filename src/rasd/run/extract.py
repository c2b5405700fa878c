"""Mentions without a store: documents in, records out one after another, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from rasd.engines.choice import RULES, EngineChoice
from rasd.model import CodedDocument, Document, Issue
from rasd.readers import read_inputs
from rasd.readers.inputs import STDIN
from rasd.run.workers import code_batches, code_stream


def extract_inputs(
    inputs: Sequence[str | Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    workers: int = 1,
    stdin: BinaryIO | None = None,
    engine: EngineChoice = RULES,
) -> Iterator[CodedDocument | Issue]:
    """What each document reports and what went wrong, as soon as it is known.

    Standard input is coded document by document in this process, so that a slow stream is
    answered at once.
    """
    waiting: list[Issue] = []
    found = read_inputs(inputs, published=published, outlet=outlet, stdin=stdin)
    documents = _documents(found, waiting)
    batches: Iterator[tuple[CodedDocument | Issue, ...]] = (
        ((item,) for item in code_stream(documents, engine=engine))
        if STDIN in inputs
        else code_batches(documents, workers=workers, engine=engine)
    )
    for batch in batches:
        yield from _taken(waiting)
        yield from batch
    yield from _taken(waiting)


def _documents(found: Iterable[Document | Issue], issues: list[Issue]) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Issue):
            issues.append(item)
        else:
            yield item


def _taken(issues: list[Issue]) -> list[Issue]:
    taken = issues.copy()
    issues.clear()
    return taken
