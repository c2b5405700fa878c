"""The arguments and options that several commands share, and how their values are read."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer


def day(text: str) -> date:
    """A day written as 2019-04-10."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2019-04-10") from error


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def examples(*lines: str) -> str:
    """An epilog that shows each example on a line of its own."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders or - for standard input: txt, html, json, jsonl, csv, parquet, "
        "RSS/Atom, docx, pdf, warc, each also as .gz.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        parser=day,
        metavar="DATE",
        help="Publication date (2019-04-10) of the inputs that state none. Without one, relative "
        "dates stay unresolved.",
        show_default="none",
    ),
]
Outlet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Outlet of the inputs that state none.", show_default="none"),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Processes that code documents side by side.",
        show_default="all processors",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with code 3 where any input had an issue.")
]
Db = Annotated[
    str,
    typer.Option(
        metavar="DB",
        help="The store of a run: its file rasd.sqlite, or postgresql://USER@HOST/DATABASE.",
        show_default=True,
    ),
]
DEFAULT_DB = "out/rasd.sqlite"
