"""`rasd original`: the bytes that a document was read from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db


def original(
    doc_id: Annotated[
        str, typer.Argument(metavar="DOC_ID", help="A document, by its id in documents.jsonl.")
    ],
    *,
    db: Db = DEFAULT_DB,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write it.", show_default="standard output"),
    ] = None,
) -> None:
    """Give back the bytes that a document was read from, as they came.

    A file's bytes, unpacked where it was gzipped; for a record its own: the line of JSONL, the row
    of CSV under its header, the response of a web archive; for an item of a feed or a JSON list
    the whole feed or list, with a note on standard error which item it is.
    """
    from rasd.model import SettingsError
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        found = store.original(doc_id)
        if found is None:
            if store.document(doc_id) is None:
                raise SettingsError(f"no document has the id {doc_id!r}; see documents.jsonl")
            raise SettingsError(
                f"the store has no original of {doc_id!r}: it was written by an earlier version. "
                "Run again on the same input to add it"
            )
        if found.locator:
            print(f"rasd: the document is the part {found.locator} of this file", file=sys.stderr)
        if out is not None:
            with out.open("wb") as file:
                file.writelines(found.chunks())
            print(out)
            return
        if sys.stdout.isatty() and not _is_text(found.media_type):
            raise SettingsError(
                f"{doc_id!r} is {found.media_type}, nothing for a terminal; add --out FILE"
            )
        for chunk in found.chunks():
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.partition("/")[2] in (
        "json",
        "x-ndjson",
        "xml",
        "http",
    )
