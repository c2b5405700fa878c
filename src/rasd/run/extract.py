"""Mentions without a store: documents in, records out one after another, nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from rasd.model import CodedDocument, Document, Issue, dumps
from rasd.readers import read_inputs
from rasd.readers.inputs import STDIN
from rasd.run.workers import Code, Made, make_batches, make_stream


def extract_inputs(
    inputs: Sequence[str | Path],
    make: Callable[[CodedDocument], Made],
    *,
    published: date | None = None,
    outlet: str | None = None,
    workers: int = 1,
    stdin: BinaryIO | None = None,
    code: Code | None = None,
) -> Iterator[Made | Issue]:
    """What is made of what each document reports, and what went wrong, as soon as it is known.

    It is made where the document is coded, and it alone comes back from there. Standard input is
    coded document by document in this process, so that a slow stream is answered at once. `code`
    codes documents in place of the rules, and they are made something of here.
    """
    waiting: list[Issue] = []
    found = read_inputs(inputs, published=published, outlet=outlet, stdin=stdin)
    documents = _documents(found, waiting)
    batches: Iterator[tuple[Made | Issue, ...]]
    if code is not None:
        batches = (
            tuple(item if isinstance(item, Issue) else make(item) for item in batch)
            for batch in code(documents)
        )
    elif STDIN in inputs:
        batches = ((item,) for item in make_stream(documents, make))
    else:
        batches = make_batches(documents, make, workers=workers)
    for batch in batches:
        yield from _taken(waiting)
        yield from batch
    yield from _taken(waiting)


def record_lines(coded: CodedDocument, *, mentions: bool, figures: bool) -> str:
    """The records of a document as JSON, one a line with its line end; empty for none."""
    records = (*(coded.mentions if mentions else ()), *(coded.figures if figures else ()))
    return "".join([f"{dumps(record)}\n" for record in records])


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
