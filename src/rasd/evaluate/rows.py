"""Reading the measuring sets: JSONL or CSV, gzipped or not, with errors that name the line."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from rasd.model import Document, InputError, Json, sha256_text


def read_jsonl(path: Path) -> Iterator[tuple[str, dict[str, Json]]]:
    """Pairs (`file:line`, object) of a JSONL file; `.gz` is unpacked."""
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{where}: not JSON: {error.msg}") from error
        if not isinstance(value, dict):
            raise InputError(f"{where}: expected an object, found {type(value).__name__}")
        yield where, value


def read_csv(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Pairs (`file: row n`, row) of a CSV file with a header; `.gz` is unpacked."""
    rows = csv.DictReader(_text(path).splitlines(keepends=True))
    for number, row in enumerate(rows, start=2):
        yield f"{path}: row {number}", row


def half_of(doc_id: str) -> str:
    """`read` or `unread`: which half of a set a document belongs to, by a hash of its id.

    Developers read the mistakes of the read half alone; where the unread half scores lower,
    rules were bent to the texts.
    """
    return "unread" if sha256(doc_id.encode()).digest()[0] % 2 else "read"


def required(value: dict[str, Json], name: str, where: str) -> Json:
    """A key that has to be there."""
    if name not in value:
        raise InputError(f"{where}: {name!r} is missing; found {', '.join(sorted(value))}")
    return value[name]


def day(value: Json, where: str) -> date | None:
    """A date from `YYYY-MM-DD…`, or `None` from null."""
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(f"{where}: expected a date as YYYY-MM-DD, found {value!r}") from error


def document_of(value: dict[str, Json], where: str) -> Document:
    """A line of a development set as a document; some sets call the date `published`."""
    text = str(required(value, "text", where))
    return Document(
        id=str(required(value, "id", where)),
        text=text,
        sha256=sha256_text(text),
        title=_said(value, "title"),
        published=day(value.get("published") or value.get("date"), where),
        outlet=_said(value, "outlet"),
        url=_said(value, "url"),
    )


def _said(value: dict[str, Json], name: str) -> str | None:
    found = value.get(name)
    return None if found is None else str(found)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
