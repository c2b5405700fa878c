"""Decides how the list of documents is read: the newest first, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    exists,
    func,
    or_,
    select,
)

from rasd.model import (
    Analyser,
    Document,
    DocumentFilter,
    DocumentPage,
    DocumentRow,
    SettingsError,
    read_cursor,
    write_cursor,
)
from rasd.store.damage import read_one
from rasd.store.search import having_all, terms_of
from rasd.store.tables import DOCUMENT, EVENT_DOCUMENT

_DOC = DOCUMENT.c
_MOST_IDS = 30_000
"""Ids that one statement can name."""


def document_page(
    connection: Connection,
    wanted: DocumentFilter,
    analyser: Analyser | None,
    *,
    limit: int,
    cursor: str | None,
) -> DocumentPage:
    """A page of the documents that a filter wants; `cursor` is one that another page gave."""
    limits = _limits(connection, wanted, analyser)
    behind, key = (True, None) if cursor is None else _read(cursor)
    if wanted.text:
        # Words are looked for once, for the page and for the total.
        fitting: FromClause = select(_DOC.id, _DOC.published).where(*limits).cte("fitting")
        limits = []
    else:
        fitting = DOCUMENT
    total = select(func.count()).select_from(fitting).where(*limits).scalar_subquery()
    doc = fitting.c
    asked = select(doc.id, doc.published, total.label("total")).where(*limits).limit(limit + 1)
    if key is not None:
        asked = asked.where(_after(doc, *key) if behind else _before(doc, *key))
    order = (doc.published.desc().nulls_last(), doc.id.asc())
    against = (doc.published.asc().nulls_first(), doc.id.desc())
    found = connection.execute(asked.order_by(*(order if behind else against))).all()
    more, found = len(found) > limit, found[:limit]
    if not behind:
        found = found[::-1]
    comes_before = key is not None if behind else more
    comes_behind = more if behind else True
    return DocumentPage(
        rows=_rows(connection, [row.id for row in found]),
        total=found[0].total if found else 0,
        next=_written(found[-1], behind=True) if found and comes_behind else None,
        previous=_written(found[0], behind=False) if found and comes_before else None,
    )


def outlets(connection: Connection) -> tuple[tuple[str, int], ...]:
    """How many documents each outlet has, the most first; the empty one has those without."""
    name = func.coalesce(_DOC.outlet, "")
    count = func.count()
    asked = select(name, count).group_by(name).order_by(count.desc(), name)
    return tuple((outlet, number) for outlet, number in connection.execute(asked).all())


def _limits(
    connection: Connection, wanted: DocumentFilter, analyser: Analyser | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        if analyser is None:
            raise SettingsError(f"a filter by text ({wanted.text!r}) needs an analyser of words")
        found.append(_DOC.id.in_(having_all(connection, terms_of(wanted.text, analyser))))
    if wanted.outlets:
        named = _DOC.outlet.in_([outlet for outlet in wanted.outlets if outlet])
        found.append(or_(named, _DOC.outlet.is_(None)) if "" in wanted.outlets else named)
    if wanted.since is not None:
        found.append(_DOC.published >= wanted.since.isoformat())
    if wanted.until is not None:
        found.append(_DOC.published <= wanted.until.isoformat())
    if wanted.with_events is not None:
        has = exists().where(EVENT_DOCUMENT.c.doc_id == _DOC.id)
        found.append(has if wanted.with_events else ~has)
    if wanted.ids is not None:
        found.append(_DOC.id.in_(wanted.ids[:_MOST_IDS]))
    return found


def _after(doc: Any, published: str | None, doc_id: str) -> ColumnElement[bool]:
    """What stands behind a document in the list."""
    if published is None:
        return and_(doc.published.is_(None), doc.id > doc_id)
    same = and_(doc.published == published, doc.id > doc_id)
    return or_(doc.published < published, same, doc.published.is_(None))


def _before(doc: Any, published: str | None, doc_id: str) -> ColumnElement[bool]:
    if published is None:
        return or_(doc.published.is_not(None), doc.id < doc_id)
    return or_(doc.published > published, and_(doc.published == published, doc.id < doc_id))


def _rows(connection: Connection, ids: Sequence[str]) -> tuple[DocumentRow, ...]:
    wanted = select(_DOC.id, _DOC.record).where(_DOC.id.in_(ids))
    records = dict(connection.execute(wanted).all())
    in_document = EVENT_DOCUMENT.c.doc_id
    counted = select(in_document, func.count()).where(in_document.in_(ids)).group_by(in_document)
    events: dict[str, int] = dict(connection.execute(counted).all())
    return tuple(_row(doc_id, records[doc_id], events.get(doc_id, 0)) for doc_id in ids)


def _row(doc_id: str, record: str, events: int) -> DocumentRow:
    # The record leaves out what a list does not show.
    whole = json.dumps({**json.loads(record), "text": "", "reuse": []})
    document = read_one(Document, whole, DOCUMENT, doc_id)
    return DocumentRow(
        id=doc_id,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        events=events,
        notes=len(document.warnings),
    )


def _written(row: Any, *, behind: bool) -> str:
    return write_cursor([behind, row.published, row.id])


def _read(cursor: str) -> tuple[bool, tuple[str | None, str]]:
    try:
        behind, published, doc_id = read_cursor(cursor)
        if isinstance(published, str):
            date.fromisoformat(published)
        if isinstance(behind, bool) and isinstance(doc_id, str):
            match published:
                case None | str():
                    return behind, (published, doc_id)
    except ValueError:
        pass
    raise SettingsError(f"{cursor!r} is no place in the list of documents; begin at its start")
