"""Decides what rows a coded document becomes in the tables: all of them, made where it was coded.

They are plain values. The process that writes to the database, of which there is one, finds nothing
left to work out, and a worker sends no record that is only written again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from rasd.model import (
    Analyser,
    CodedDocument,
    Document,
    Figure,
    InputError,
    Mention,
    StoreError,
    from_json,
    read_line,
    sha256_text,
    to_json,
)
from rasd.store.columns import COLUMNS, Cell, cells, record_line
from rasd.store.digests import outcome_digest

MENTION_CELLS = ("id", "doc_id", "position", *COLUMNS, "record")
FIGURE_CELLS = ("doc_id", "position", "id", "kind", "quantity", "record")
DOCUMENT_CELLS = ("id", "sha256", "text_sha256", "published", "outlet", "language", "record")
PART_CELLS = ("doc_id", "position", "lemmas", "forms", "words")
"""The columns of each kind of row, in the order of its table."""

_text_of = json.JSONEncoder(ensure_ascii=False).encode

PART = 4000
"""Words of a document in one row; PostgreSQL counts no more than 16,383 positions."""
_OVERLAP = 20
"""Words that a row has in common with the next, so that no phrase falls between them."""


class SearchRows(Struct, frozen=True, kw_only=True):
    """What a document is found by, under a version of the analyser: rows of `PART_CELLS`."""

    analysis: str
    parts: tuple[tuple[str | int, ...], ...]


class CodedRows(Struct, frozen=True, kw_only=True):
    """A coded document as it is written; without `search` it is indexed by the first search."""

    document: tuple[str | None, ...]
    text: str
    mentions: tuple[tuple[Cell, ...], ...]
    figures: tuple[tuple[str | int, ...], ...]
    digest: str
    search: SearchRows | None = None

    @property
    def id(self) -> str:
        return self.document[0] or ""

    @property
    def sha256(self) -> str:
        return self.document[1] or ""

    @property
    def text_sha256(self) -> str:
        return self.document[2] or ""

    @property
    def record(self) -> str:
        return self.document[-1] or ""

    def found(self) -> tuple[Document, tuple[Mention, ...]]:
        """The document and its mentions, read from their rows."""
        document = from_json(Document, {**json.loads(self.record), "text": self.text})
        return document, tuple(read_line(Mention, str(row[-1])) for row in self.mentions)


def coded_rows(coded: CodedDocument, analyser: Analyser | None = None) -> CodedRows:
    """The rows of a coded document; with an analyser those that it is found by, too.

    Raises `StoreError` for what no store can hold.
    """
    _check(coded)
    document = coded.document
    text_sha256, record = sha256_text(document.text), document_record(document)
    mentions = [
        (mention.id, document.id, position, *cells(mention), record_line(mention))
        for position, mention in enumerate(coded.mentions)
    ]
    figures = [
        (document.id, at, figure.id, figure.kind.value, figure.quantity, record_line(figure))
        for at, figure in enumerate(coded.figures)
    ]
    try:
        document.text.encode()
        lines = ([str(row[-1]) for row in rows] for rows in (mentions, figures))
        digest = outcome_digest(record, text_sha256, *lines)
    except UnicodeEncodeError as error:
        raise StoreError(
            f"document {document.id!r} holds half a surrogate pair ({error.object[error.start]!r} "
            f"at {error.start}), which no database takes; readers show it as U+FFFD"
        ) from error
    published = document.published.isoformat() if document.published else None
    return CodedRows(
        document=(
            *(document.id, document.sha256, text_sha256, published),
            *(document.outlet, document.language, record),
        ),
        text=document.text,
        mentions=tuple(mentions),
        figures=tuple(figures),
        digest=digest,
        search=None if analyser is None else search_rows(document, analyser),
    )


def check_cells(rows: CodedRows) -> None:
    """Refuses rows from elsewhere that no table has, or that are of another document.

    Raises `InputError`.
    """
    parts = rows.search.parts if rows.search else ()
    kinds: tuple[tuple[str, str, tuple[str, ...], Iterable[Sequence[Cell]]], ...] = (
        ("document", "id", DOCUMENT_CELLS, (rows.document,)),
        ("mention", "doc_id", MENTION_CELLS, rows.mentions),
        ("figure", "doc_id", FIGURE_CELLS, rows.figures),
        ("search part", "doc_id", PART_CELLS, parts),
    )
    for kind, key, names, found in kinds:
        at = names.index(key)
        for row in found:
            if len(row) != len(names):
                raise InputError(f"the row of a {kind} has {len(row)} cells, not {len(names)}")
            if row[at] != rows.id:
                raise InputError(f"a {kind} names document {row[at]!r}, not {rows.id!r}")


def document_record(document: Document) -> str:
    """A document as the column `record` holds it."""
    # The text is kept in a table of its own; reuse is no property of one document.
    record = {k: v for k, v in to_json(document).items() if k not in ("text", "reuse")}
    return _text_of(record)


def search_rows(document: Document, analyser: Analyser) -> SearchRows:
    """What a document is found by; its title comes first, as if it were its first sentence."""
    words = [*analyser.words(document.title or ""), *analyser.words(document.text)]
    parts: list[tuple[Any, ...]] = []
    for position, start in enumerate(range(0, len(words), PART - _OVERLAP)):
        some = words[start : start + PART]
        if position and len(some) <= _OVERLAP:
            break
        forms, lemmas = map(joined, zip(*some, strict=True))
        parts.append((document.id, position, lemmas, forms, len(some)))
    return SearchRows(analysis=analyser.version, parts=tuple(parts))


def joined(words: Iterable[str]) -> str:
    """Each word between two spaces of its own, so that it can be counted."""
    row = "  ".join(words)
    return f" {row} " if row else ""


def _check(coded: CodedDocument) -> None:
    """Refuses a document without a name, and what another document says."""
    doc_id = coded.document.id
    if not doc_id:
        raise StoreError("a document without an id cannot be stored; give it one")
    found: tuple[Mention | Figure, ...] = (*coded.mentions, *coded.figures)
    for record in found:
        if record.doc_id != doc_id:
            raise StoreError(
                f"{record.id!r} was found in document {doc_id!r} but names document "
                f"{record.doc_id!r}"
            )
