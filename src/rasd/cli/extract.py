"""`rasd extract`: records on standard output, one JSON object a line."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.options import Inputs, Outlet, Published, Strict, Workers, processors
from rasd.cli.show import issue_line, utf8_stdout


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
    from rasd.model import Issue
    from rasd.run.extract import extract_inputs, record_lines

    make = partial(
        record_lines, mentions=what is not What.FIGURES, figures=what is not What.MENTIONS
    )
    documents = issues = 0
    utf8_stdout(line_by_line=True)
    for item in extract_inputs(
        inputs, make, published=published, outlet=outlet, workers=workers or processors()
    ):
        if isinstance(item, Issue):
            issues += 1
            print(f"rasd: {issue_line(item)}", file=sys.stderr)
            continue
        documents += 1
        sys.stdout.write(item)
    sys.stdout.flush()
    if not documents:
        if not issues:
            print("rasd: nothing could be read: the inputs hold no files", file=sys.stderr)
        raise typer.Exit(Code.FAILED)
    if strict and issues:
        raise typer.Exit(Code.ISSUES)
