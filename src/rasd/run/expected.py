"""Guesses how many documents inputs hold, for a progress bar; `None` where only reading tells."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from rasd.readers import Given
from rasd.readers.inputs import Input, inputs_of

_ONE_DOCUMENT = frozenset({".txt", ".html", ".htm", ".docx", ".pdf", ".md"})
_LINES = frozenset({".jsonl", ".ndjson"})
_COUNTABLE = 100_000_000
"""Bytes of a file of lines up to which counting them takes no time that a person notices."""


def expected_documents(inputs: Sequence[Given]) -> int | None:
    """The number of documents where the names of the files tell."""
    numbers = [_expected(item) for item in inputs_of(inputs)]
    return None if None in numbers else sum(number for number in numbers if number)


def _expected(item: Input) -> int | None:
    path = item.path
    if isinstance(path, str):
        return None
    named = Path(item.name)
    packed = named.suffix.lower() == ".gz"
    suffix = Path(named.stem if packed else named.name).suffix.lower()
    if suffix in _ONE_DOCUMENT:
        return 1
    try:
        if suffix in _LINES and path.stat().st_size <= _COUNTABLE / (10 if packed else 1):
            with gzip.open(path) if packed else path.open("rb") as lines:
                return sum(1 for line in lines if line.strip())
    except (OSError, EOFError):
        return None
    return None
