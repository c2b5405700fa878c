"""Decides how records read as JSON Lines: one record a line, as the contract has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rasd.export.files import write_file
from rasd.model import dumps


def jsonl_text(records: Iterable[object]) -> Iterator[str]:
    """One line for each record."""
    return (dumps(record) + "\n" for record in records)


def write_jsonl(records: Iterable[object], path: Path) -> bool:
    """Writes the records to `path`; false where the file already said the same."""
    return write_file(jsonl_text(records), path)
