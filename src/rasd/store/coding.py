"""Decides how what was found in documents is written into the tables, and what needs no coding.

The rows of a batch are made before the store is locked; a document that is held as it comes is
left alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from rasd.model import (
    DATED_BY_TEXT,
    NO_PUBLICATION_DATE,
    NOTE_OF_MODEL,
    Document,
    InputError,
    LogKind,
    Mention,
    Original,
    StoreError,
    from_json,
    replace,
    sha256_text,
)
from rasd.store import history, log, meta
from rasd.store.adding import draw_added
from rasd.store.coded import found_in, readable_document
from rasd.store.contract import Change
from rasd.store.damage import Damage
from rasd.store.originals import write_originals
from rasd.store.rows import (
    DOCUMENT_CELLS,
    FIGURE_CELLS,
    MENTION_CELLS,
    CodedRows,
    document_record,
)
from rasd.store.search import write_search
from rasd.store.statements import A_CALL, chunks, drop, put, put_cells
from rasd.store.tables import (
    CODING,
    DOCUMENT,
    DOCUMENT_TEXT,
    DOCUMENT_VERSION,
    FIGURE,
    MENTION,
    REUSE,
)

_DOCUMENTS_A_PAGE = 200


def check_batch(batch: Sequence[CodedRows]) -> None:
    """Refuses a batch that names a document twice."""
    seen: set[str] = set()
    for rows in batch:
        if rows.id in seen:
            raise StoreError(f"document {rows.id!r} comes twice in one batch; make ids unique")
        seen.add(rows.id)


def write_coded(
    connection: Connection,
    batch: Sequence[CodedRows],
    recipe: str,
    originals: Mapping[str, Original],
    *,
    at: str,
) -> Change:
    """Writes what differs from what is held, and logs it as of the time `at`; counts documents."""
    held = _codings(connection, [rows.id for rows in batch])
    old = {rows.id: held.get(rows.id) for rows in batch}
    changed = [r for r in batch if (was := old[r.id]) is None or was.says_else(r)]
    touched = {rows.id for rows in changed}
    other_recipe = [i for i, was in held.items() if i not in touched and was.recipe != recipe]
    for some in chunks(other_recipe, A_CALL):
        connection.execute(_SET_RECIPE, {"new": recipe, "ids": some})
    _note_reading(connection, changed, held)
    _forget(connection, changed, held)
    _check_mention_ids(connection, changed)
    _write_documents(connection, changed, recipe)
    figures = [row for rows in changed for row in rows.figures]
    mentions = [row for rows in changed for row in rows.mentions]
    put_cells(connection, FIGURE, FIGURE_CELLS, figures)
    put_cells(connection, MENTION, MENTION_CELLS, mentions)
    draw_added(connection, sorted(touched))
    written = write_originals(connection, originals, changed=touched)
    found_by = {rows.id: rows.search for rows in batch if rows.search is not None}
    write_search(connection, found_by, changed=touched)
    if changed or other_recipe:
        meta.step_on(connection)
    if changed or other_recipe or written:
        _log(connection, changed, other_recipe, recipe, written, at)
    new = len(batch) - len(held)
    return Change(added=new, updated=len(changed) - new, unchanged=len(batch) - len(changed))


def needs_coding(
    connection: Connection, documents: Iterable[Document], recipe: str
) -> Iterator[Document]:
    for page in chunks(documents, _DOCUMENTS_A_PAGE):
        held = _codings(connection, [document.id for document in page])
        for document in page:
            old = held.get(document.id)
            finished = (
                old is not None
                and old.recipe == recipe
                and _was_read_as(old.record, document)
                and old.text_sha256 == sha256_text(document.text)
            )
            if not finished:
                yield document


def distrust(connection: Connection, doc_ids: Iterable[str]) -> None:
    for some in chunks(doc_ids, A_CALL):
        connection.execute(_DISTRUST, {"ids": some})


@dataclass(frozen=True, slots=True)
class _Coding:
    recipe: str
    digest: str
    record: str
    text_sha256: str

    def says_else(self, rows: CodedRows) -> bool:
        # The digest is that of what was written; the row itself may have been damaged since.
        return (self.digest, self.record) != (rows.digest, rows.record)


def _codings(connection: Connection, ids: list[str]) -> dict[str, _Coding]:
    return {
        doc_id: _Coding(*rest)
        for some in chunks(ids, A_CALL)
        for doc_id, *rest in connection.execute(_CODINGS, {"ids": some}).all()
    }


def _was_read_as(record: str, document: Document) -> bool:
    """Whether a stored document came from one like this: coding adds warnings, and a day to one
    that states none.
    """
    if record == document_record(document):
        return True
    try:
        stored = from_json(Document, {**json.loads(record), "text": ""})
    except (ValueError, InputError):
        return False  # the row is damaged
    published = stored.published
    warnings = [w for w in stored.warnings if not w.startswith(NOTE_OF_MODEL)]
    if any(w.startswith(DATED_BY_TEXT) for w in warnings):
        published = None
        warnings = [w for w in warnings if not w.startswith(DATED_BY_TEXT)]
    given = [w for w in document.warnings if w != NO_PUBLICATION_DATE]
    kept = [w for w in warnings if w != NO_PUBLICATION_DATE]
    as_read = replace(stored, published=published, warnings=document.warnings)
    return given == kept and document_record(as_read) == document_record(document)


def _log(
    connection: Connection,
    changed: list[CodedRows],
    same: list[str],
    recipe: str,
    originals: dict[str, str],
    at: str,
) -> None:
    """Notes what was written, and which documents are the same under another recipe."""
    documents = [
        {
            "id": rows.id,
            "sha256": rows.sha256,
            "text_sha256": rows.text_sha256,
            "digest": rows.digest,
        }
        for rows in changed
    ]
    payload: dict[str, object] = {"recipe": recipe, "documents": documents}
    if originals:
        payload["originals"] = originals
    if same:
        payload["same"] = same
    log.append(connection, at=at, by=log.MACHINE, kind=LogKind.DOCUMENTS, payload=payload)


def _note_reading(
    connection: Connection, changed: list[CodedRows], held: dict[str, _Coding]
) -> None:
    """Keeps which mentions of documents that are read anew are the ones they had."""
    again = {rows.id: rows for rows in changed if rows.id in held}
    damage = Damage()  # of rows that are written anew right away
    for some in chunks(again, A_CALL):
        old: dict[str, list[Mention]] = defaultdict(list)
        for mention in found_in(connection, some, damage):
            old[mention.doc_id].append(mention)
        for doc_id, found in old.items():
            before = readable_document(connection, doc_id, damage)
            if before is None:
                continue
            history.note_reading(connection, (before, found), again[doc_id].found())


def _forget(connection: Connection, changed: list[CodedRows], held: dict[str, _Coding]) -> None:
    """Takes away what was found in the documents before."""
    old = [rows for rows in changed if rows.id in held]
    for rows in old:
        if held[rows.id].text_sha256 != rows.text_sha256:
            # Offsets into the old text mean nothing in the new one.
            connection.execute(_FORGET_REUSE, {"wanted": rows.id})
    for column in (MENTION.c.doc_id, FIGURE.c.doc_id):
        drop(connection, column, [rows.id for rows in old])


def _check_mention_ids(connection: Connection, changed: list[CodedRows]) -> None:
    owners: dict[str, str] = {}
    named = [(str(row[0]), rows.id) for rows in changed for row in rows.mentions]
    for some in chunks((mention_id for mention_id, _ in named), A_CALL):
        owners.update(connection.execute(_MENTION_OWNERS, {"ids": some}).all())
    for mention_id, doc_id in named:
        if mention_id in owners:
            raise StoreError(
                f"mention id {mention_id!r} of document {doc_id!r} is already that of another "
                f"mention (in document {owners[mention_id]!r}); mention ids must be unique"
            )
        owners[mention_id] = doc_id


def _write_documents(connection: Connection, changed: list[CodedRows], recipe: str) -> None:
    texts = {rows.text_sha256: rows.text for rows in changed}
    put(
        connection,
        DOCUMENT_TEXT,
        [{"text_sha256": key, "text": text} for key, text in texts.items()],
        on_held="keep",
    )
    documents = [rows.document for rows in changed]
    put_cells(connection, DOCUMENT, DOCUMENT_CELLS, documents, on_held="replace")
    ids = [rows.id for rows in changed]
    seen: dict[str, list[str]] = defaultdict(list)
    for some in chunks(ids, A_CALL):
        for doc_id, text_sha256 in connection.execute(_SEEN, {"ids": some}).all():
            seen[doc_id].append(text_sha256)
    put(
        connection,
        DOCUMENT_VERSION,
        [
            {"doc_id": key, "text_sha256": rows.text_sha256, "first_seen": len(seen[key]) + 1}
            for key, rows in zip(ids, changed, strict=True)
            if rows.text_sha256 not in seen[key]
        ],
    )
    put(
        connection,
        CODING,
        [{"doc_id": rows.id, "recipe": recipe, "digest": rows.digest} for rows in changed],
        on_held="replace",
    )


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_SEEN = select(DOCUMENT_VERSION.c.doc_id, DOCUMENT_VERSION.c.text_sha256).where(
    DOCUMENT_VERSION.c.doc_id.in_(_IDS)
)
_CODINGS = (
    select(
        DOCUMENT.c.id, CODING.c.recipe, CODING.c.digest, DOCUMENT.c.record, DOCUMENT.c.text_sha256
    )
    .join_from(DOCUMENT, CODING)
    .where(DOCUMENT.c.id.in_(_IDS))
)
_MENTION_OWNERS = select(MENTION.c.id, MENTION.c.doc_id).where(MENTION.c.id.in_(_IDS))
_DISTRUST = update(CODING).where(CODING.c.doc_id.in_(_IDS)).values(recipe="", digest="")
_SET_RECIPE = update(CODING).where(CODING.c.doc_id.in_(_IDS)).values(recipe=bindparam("new"))
_FORGET_REUSE = delete(REUSE).where(
    or_(REUSE.c.doc_id == bindparam("wanted"), REUSE.c.of_id == bindparam("wanted"))
)
