"""The formats that rasd reads: one name, one function each. A new format is one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from rasd.model import Issue
from rasd.readers.draft import Draft
from rasd.readers.source import Source

Read = Callable[[Source], Iterator[Draft | Issue]]
"""Yields drafts and non-fatal issues; raises `DocumentError` where it cannot go on."""

FORMATS = {
    "text": "rasd.readers.plain",
    "html": "rasd.readers.page",
    "json": "rasd.readers.json_file",
    "jsonl": "rasd.readers.json_lines",
    "csv": "rasd.readers.table",
    "parquet": "rasd.readers.parquet",
    "feed": "rasd.readers.feed",
    "docx": "rasd.readers.word",
    "pdf": "rasd.readers.pdf",
    "warc": "rasd.readers.archive",
}
"""The module of each format; it is imported on first use, since some need heavy libraries."""


def reader(name: str) -> Read:
    """The function that reads format `name`, a key of `FORMATS`."""
    return cast(Read, import_module(FORMATS[name]).read)
