"""JSON: one object or a list of them, with the columns of JSONL; lines under a `.json` name too."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

from rasd.model import DocumentError, Issue
from rasd.readers import json_lines
from rasd.readers.decode import decode
from rasd.readers.draft import Draft, issue_of
from rasd.readers.raw import Raw
from rasd.readers.rows import draft_of
from rasd.readers.source import Source

_LISTS = ("documents", "articles", "items", "data")


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each object with a text; a file that is really JSONL is read as such."""
    if _first_line_is_whole(source.head):
        yield from json_lines.read(source)
        return
    data = source.read_all()
    decoded = decode(data)
    warnings = () if decoded.warning is None else (decoded.warning,)
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error):
            stream = io.BufferedReader(io.BytesIO(data))
            yield from json_lines.read(replace(source, stream=stream))
            return
        raise DocumentError("malformed", f"no JSON: {error}", "give one JSON value") from error
    raw = Raw(data=data, media_type="application/json")
    yield from _records(value, raw, source, warnings)


def _records(
    value: object, raw: Raw, source: Source, warnings: tuple[str, ...]
) -> Iterator[Draft | Issue]:
    if isinstance(value, dict) and "text" not in value:
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), value)
    if isinstance(value, dict):
        yield from draft_of(value, raw=raw, where=source.name, part=None, warnings=warnings)
        return
    if not isinstance(value, list):
        raise DocumentError(
            "malformed",
            f"a JSON {type(value).__name__}, not an object or a list of objects",
            "give one object with a `text`, or a list of them",
        )
    if not value:
        raise DocumentError("empty", "an empty list", "remove it or fill it")
    for number, row in enumerate(value, 1):
        where = f"{source.name}:[{number}]"
        try:
            if not isinstance(row, dict):
                raise DocumentError(
                    "malformed",
                    f"a JSON {type(row).__name__}, not an object",
                    "make each item an object with a `text`",
                )
            at = f"[{number}]"
            yield from draft_of(
                row, raw=raw, where=where, part=number, locator=at, warnings=warnings
            )
        except DocumentError as error:
            yield issue_of(where, error)


def _first_line_is_whole(head: bytes) -> bool:
    """Whether a second object follows the first line, as only JSONL has it."""
    first, found, rest = head.partition(b"\n")
    if not found or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
