"""`rasd extract`: records on standard output, one JSON object a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.options import Inputs, Outlet, Published, Strict, Workers, processors
from rasd.cli.show import issue_line, utf8_stdout

if TYPE_CHECKING:
    from rasd.model import CodedDocument


class What(StrEnum):
    """Which records `extract` prints."""

    MENTIONS = "mentions"
    FIGURES = "figures"
    ALL = "all"


class Format(StrEnum):
    """How `extract` prints them."""

    JSONL = "jsonl"


def extract(
    inputs: Inputs,
    *,
    published: Published = None,
    outlet: Outlet = None,
    what: Annotated[
        What, typer.Option(metavar="WHAT", help="Which records to print: mentions, figures or all.")
    ] = What.MENTIONS,
    format: Annotated[
        Format, typer.Option(metavar="F", help="How to print them: jsonl.")
    ] = Format.JSONL,
    workers: Workers = None,
    strict: Strict = False,
) -> None:
    """Print mentions as JSON lines, nothing kept.

    No store and no merging: records come out as soon as their document is read, so the command
    can stand in a pipe. Issues go to standard error, one a line.
    """
    from rasd.model import Issue, dumps
    from rasd.run.extract import extract_inputs

    documents = issues = 0
    utf8_stdout(line_by_line=True)
    for item in extract_inputs(
        inputs, published=published, outlet=outlet, workers=workers or processors()
    ):
        if isinstance(item, Issue):
            issues += 1
            print(f"rasd: {issue_line(item)}", file=sys.stderr)
            continue
        documents += 1
        for record in _records(item, what):
            sys.stdout.write(dumps(record) + "\n")
    sys.stdout.flush()
    if not documents:
        if not issues:
            print("rasd: nothing could be read: the inputs hold no files", file=sys.stderr)
        raise typer.Exit(Code.FAILED)
    if strict and issues:
        raise typer.Exit(Code.ISSUES)


def _records(coded: CodedDocument, what: What) -> Iterator[object]:
    if what is not What.FIGURES:
        yield from coded.mentions
    if what is not What.MENTIONS:
        yield from coded.figures
