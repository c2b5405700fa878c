"""JSONL: one record a line, read line by line, so that a file may be of any size."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rasd.model import DocumentError, Issue
from rasd.readers.draft import Draft, issue_of
from rasd.readers.lines import text_lines
from rasd.readers.raw import LINE, Raw
from rasd.readers.rows import draft_of
from rasd.readers.source import Source


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each line that holds one; a bad line is an issue and the next line is read."""
    for line in text_lines(source):
        where = f"{source.name}:{line.number}"
        try:
            if isinstance(line.text, DocumentError):
                raise line.text
            if not line.text.strip():
                continue
            record = _object(line.text)
            raw = Raw(data=line.data, media_type=LINE)
            yield from draft_of(
                record, raw=raw, where=where, part=line.number, warnings=line.warnings
            )
        except DocumentError as error:
            yield issue_of(where, error)


def _object(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            "malformed", f"no JSON: {error}", "write one JSON object on each line"
        ) from error
    if not isinstance(record, dict):
        raise DocumentError(
            "malformed",
            f"a JSON {type(record).__name__}, not an object",
            "write one JSON object with a `text` on each line",
        )
    return record
