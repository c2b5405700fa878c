"""Decides in what form work travels to a worker and back: lines of JSON, packed.

Nothing that arrives is run: each line is read as the record or the rows that it is to be, which are
checked field by field. The first line says by which recipe the rest is, or was, coded.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import ValidationError, convert, to_builtins

from rasd.model import Document, InputError, Issue, RunError
from rasd.model.codec import dumps, from_json
from rasd.store import CodedRows, check_cells

_LEVEL = 1
"""Arabic in JSON packs to a quarter at the first level, in a hundredth of the time that it takes
to code it."""

Found = tuple[CodedRows | Issue, ...]


def pack(head: object, records: Iterable[object]) -> bytes:
    """A head and records as bytes, the same for the same."""
    lines = "\n".join([dumps(head), *map(dumps, records)])
    # Readers show half surrogate pairs as U+FFFD; what else holds one is refused by the store.
    return zlib.compress(lines.encode("utf-8", "surrogatepass"), _LEVEL)


def unpack(packed: bytes) -> tuple[Any, list[Any]]:
    """What `pack` was given, as JSON values. Raises `InputError` for other bytes."""
    try:
        lines = zlib.decompress(packed).decode("utf-8", "surrogatepass").split("\n")
        head, *records = map(json.loads, lines)
    except (zlib.error, ValueError, RecursionError) as error:
        raise InputError(f"no packed records: {error}") from error
    return head, records


def pack_documents(documents: Sequence[Document], recipe: str) -> bytes:
    """Documents to be coded by a recipe."""
    return pack({"recipe": recipe}, documents)


def unpack_documents(packed: bytes) -> tuple[str, tuple[Document, ...]]:
    """The recipe to code by, and the documents."""
    head, records = unpack(packed)
    return _named(head, "recipe"), tuple(from_json(Document, each) for each in records)


def pack_found(found: Found, recipe: str, worker: str) -> bytes:
    """What was found in documents, by which recipe and by whom."""
    return pack(
        {"recipe": recipe, "worker": worker},
        (
            {"issue": each} if isinstance(each, Issue) else {"rows": to_builtins(each)}
            for each in found
        ),
    )


def unpack_found(packed: bytes) -> tuple[str, str, Found]:
    """The recipe and the worker of an answer, and what it found."""
    theirs, who, records = unpack_answer(packed)
    try:
        return theirs, who, tuple(map(_found, records))
    except InputError as error:
        raise InputError(f"the worker {who}: {error}") from error


def unpack_answer(packed: bytes) -> tuple[str, str, list[Any]]:
    """The recipe and the worker of an answer, and its records; raises `InputError` for others.

    `RunError` where the worker says that it failed.
    """
    head, records = unpack(packed)
    who = _named(head, "worker")
    if "fault" in head:
        raise RunError(
            f"the worker {who} failed: {_named(head, 'fault')}. What was finished is kept; please "
            "report this as a fault of rasd"
        )
    return _named(head, "recipe"), who, records


def _named(head: Any, name: str) -> str:
    value = head.get(name) if isinstance(head, dict) else None
    if not isinstance(value, str):
        raise InputError(f"packed records that do not say their {name}")
    return value


def _found(record: Any) -> CodedRows | Issue:
    if isinstance(record, dict) and "issue" in record:
        return from_json(Issue, record["issue"])
    if isinstance(record, dict) and "rows" in record:
        try:
            rows = convert(record["rows"], CodedRows)
        except ValidationError as error:
            raise InputError(f"rows of another form: {error}") from error
        check_cells(rows)
        return rows
    raise InputError("a record that is neither the rows of a document nor an issue")
