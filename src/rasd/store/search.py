"""Decides how documents are found by their words: the same in SQLite and PostgreSQL.

The words come analysed (`rasd.model.Analyser`), so that neither database's own idea of Arabic
matters. A document is found where it has every word of the query, in whatever form; words in
quotes must follow each other. Rank is BM25 over the lemmas, and half as much again for words
that stand as they were typed; a document without a difference comes by its id.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    Select,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.sql import ColumnElement

from rasd.model import Analyser, Document, Found, SettingsError, Word, from_json
from rasd.store.numbers import numbers_of
from rasd.store.rows import PART_CELLS, SearchRows, joined
from rasd.store.snippets import snippet_of
from rasd.store.statements import A_CALL, chunks, drop, put_cells
from rasd.store.tables import (
    DOCUMENT,
    DOCUMENT_NUMBER,
    DOCUMENT_TEXT,
    SEARCH_OF,
    SEARCH_PART,
    SEARCH_STATE,
)

_QUOTED = re.compile('["\u00ab\u201c\u201e]([^"\u00bb\u201d]*)["\u00bb\u201d]?')
_K, _B, _AS_TYPED = 1.2, 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query, or several in a row."""

    words: tuple[Word, ...]

    @property
    def lemmas(self) -> tuple[str, ...]:
        return tuple(word.lemma for word in self.words)


def terms_of(query: str, analyser: Analyser) -> tuple[Term, ...]:
    """The terms of a query; raises `SettingsError` where it holds no word."""
    found: list[Term] = []
    done = 0
    for quoted in [*_QUOTED.finditer(query), None]:
        before = query[done : quoted.start() if quoted else len(query)]
        found += [Term((word,)) for word in analyser.words(before)]
        if quoted:
            done = quoted.end()
            if words := tuple(analyser.words(quoted[1])):
                found.append(Term(words))
    if not found:
        raise SettingsError(f"{query!r} holds no word to search for; give letters or digits")
    return tuple(dict.fromkeys(found))


def write_search(
    connection: Connection, made: Mapping[str, SearchRows], *, changed: Iterable[str] = ()
) -> None:
    """Writes what documents are found by, where it is another or there is nothing yet.

    Those that changed and are not in `made` are no longer found, until the first search indexes
    them.
    """
    renewed = set(changed)
    for some in chunks(made, A_CALL):
        held = dict(connection.execute(_ANALYSES, {"ids": some}).all())
        renewed |= {doc_id for doc_id in some if held.get(doc_id) != made[doc_id].analysis}
    drop(connection, SEARCH_PART.c.doc_id, sorted(renewed))
    drop(connection, SEARCH_STATE.c.doc_id, sorted(renewed))
    ids = sorted(renewed & made.keys())
    parts = [part for doc_id in ids for part in made[doc_id].parts]
    put_cells(connection, SEARCH_PART, PART_CELLS, parts)
    state = [(doc_id, made[doc_id].analysis) for doc_id in ids]
    put_cells(connection, SEARCH_STATE, ("doc_id", "analysis"), state)
    for some in chunks(ids, A_CALL):
        number_of = numbers_of(connection, some)
        numbers = [(part, number_of[d]) for part, d in connection.execute(_PARTS, {"ids": some})]
        put_cells(connection, SEARCH_OF, ("part", "document"), numbers)


def left_to_index(connection: Connection, analyser: Analyser) -> int:
    """How many documents cannot be searched under this version of the analyser."""
    return int(connection.execute(_LEFT, {"analysis": analyser.version}).scalar_one())


def not_indexed(connection: Connection, analyser: Analyser) -> list[Document]:
    """Some documents that are not indexed, or under another version of the analyser."""
    rows = connection.execute(_NOT_INDEXED, {"analysis": analyser.version}).all()
    return [
        from_json(Document, {**json.loads(record), "text": body, "reuse": []})
        for record, body in rows
    ]


def search(
    connection: Connection, query: str, analyser: Analyser, *, limit: int, offset: int
) -> Iterator[Found]:
    """The documents found, the best first."""
    terms = terms_of(query, analyser)
    total, words = connection.execute(_SIZE).one()
    if not total:
        return
    matches = [
        select(SEARCH_PART.c.doc_id)
        .where(SEARCH_PART.c.id.in_(_parts_with(connection, term)))
        .subquery()
        for term in terms
    ]
    score: ColumnElement[Any] = literal(0.0)
    for term, match in zip(terms, matches, strict=True):
        having = connection.execute(select(func.count(match.c.doc_id.distinct()))).scalar() or 0
        weight = math.log(1 + (total - having + 0.5) / (having + 0.5))
        score = score + weight * _weight_in_part(term, float(words) / total)
    best = (
        select(SEARCH_PART.c.doc_id, func.sum(score).label("score"))
        .where(*(SEARCH_PART.c.doc_id.in_(select(match.c.doc_id)) for match in matches))
        .group_by(SEARCH_PART.c.doc_id)
        .order_by(text("score DESC"), SEARCH_PART.c.doc_id)
        .limit(limit)
        .offset(offset)
    )
    for some in chunks(connection.execute(best).all(), A_CALL):
        ids = [doc_id for doc_id, _ in some]
        held = {row.id: row for row in connection.execute(_DOCUMENTS, {"ids": ids}).all()}
        for doc_id, points in some:
            row = held[doc_id]
            document = from_json(
                Document, {**json.loads(row.record), "text": row.text, "reuse": []}
            )
            yield _found(document, float(points), terms, analyser)


def having_all(connection: Connection, terms: Sequence[Term]) -> Select[tuple[str]]:
    """The ids of the documents that have every term."""
    numbers = numbers_having_all(connection, terms)
    return select(DOCUMENT_NUMBER.c.doc_id).where(DOCUMENT_NUMBER.c.number.in_(numbers))


def numbers_having_all(connection: Connection, terms: Sequence[Term]) -> Select[tuple[int]]:
    """The numbers of the documents that have every term."""
    of_terms = [
        select(SEARCH_OF.c.document).where(SEARCH_OF.c.part.in_(_parts_with(connection, term)))
        for term in terms
    ]
    return of_terms[0].where(*(SEARCH_OF.c.document.in_(each) for each in of_terms[1:]))


def _parts_with(connection: Connection, term: Term) -> Select[tuple[int]]:
    """The ids of the parts that a term stands in."""
    lemmas = " ".join(term.lemmas)
    if connection.dialect.name == "postgresql":
        words = func.to_tsvector(text("'simple'"), SEARCH_PART.c.lemmas)
        asked = func.phraseto_tsquery(text("'simple'"), lemmas)
        # Beside another condition it would read the words of each part anew, a hundred times as
        # slow as the index; it does not look into what has an offset, though that is none.
        alone = select(SEARCH_PART.c.id).where(words.op("@@")(asked)).offset(0).subquery()
        return select(alone.c.id)
    index = text("SELECT rowid FROM search_index WHERE search_index MATCH :asked")
    asked_for: BindParameter[str] = bindparam("asked", f'"{lemmas}"', unique=True)
    found = index.bindparams(asked_for).columns(column("rowid", Integer)).subquery()
    return select(found.c.rowid)


def _found(document: Document, score: float, terms: Sequence[Term], analyser: Analyser) -> Found:
    shown = snippet_of(document, [term.lemmas for term in terms], analyser)
    return Found(
        doc_id=document.id,
        score=score,
        title=document.title,
        published=document.published,
        outlet=document.outlet,
        part=shown.part,
        snippet=shown.text,
        start=shown.start,
        hits=shown.hits,
    )


def _weight_in_part(term: Term, average: float) -> ColumnElement[Any]:
    """How much a term weighs in one part: BM25 of its rarest word would need more than counts."""
    times = _times(SEARCH_PART.c.lemmas, term.lemmas)
    typed = _times(SEARCH_PART.c.forms, tuple(word.form for word in term.words))
    length = _K * (1 - _B) + SEARCH_PART.c.words * (_K * _B / average)
    return times * (_K + 1.0) / (times + length) + _AS_TYPED * typed / (typed + 1.0)


def _times(column: Any, words: tuple[str, ...]) -> ColumnElement[Any]:
    """How often words stand in a row in a column, as a number with a point."""
    wanted = joined(words)
    rest = func.replace(column, wanted, "")
    return (func.length(column) - func.length(rest)) * (1.0 / len(wanted))


_SIZE = select(func.count(SEARCH_PART.c.doc_id.distinct()), func.sum(SEARCH_PART.c.words))
_DOCUMENTS = (
    select(DOCUMENT.c.id, DOCUMENT.c.record, DOCUMENT_TEXT.c.text)
    .join_from(DOCUMENT, DOCUMENT_TEXT)
    .where(DOCUMENT.c.id.in_(bindparam("ids", expanding=True)))
)
_ANALYSES = select(SEARCH_STATE.c.doc_id, SEARCH_STATE.c.analysis).where(
    SEARCH_STATE.c.doc_id.in_(bindparam("ids", expanding=True))
)
_PARTS = select(SEARCH_PART.c.id, SEARCH_PART.c.doc_id).where(
    SEARCH_PART.c.doc_id.in_(bindparam("ids", expanding=True))
)
_LEFT = select(
    select(func.count()).select_from(DOCUMENT).scalar_subquery()
    - select(func.count())
    .select_from(SEARCH_STATE)
    .where(SEARCH_STATE.c.analysis == bindparam("analysis"))
    .scalar_subquery()
)
_NOT_INDEXED = (
    select(DOCUMENT.c.record, DOCUMENT_TEXT.c.text)
    .join_from(DOCUMENT, DOCUMENT_TEXT)
    .outerjoin(SEARCH_STATE, SEARCH_STATE.c.doc_id == DOCUMENT.c.id)
    .where(or_(SEARCH_STATE.c.analysis.is_(None), SEARCH_STATE.c.analysis != bindparam("analysis")))
    .order_by(DOCUMENT.c.id)
    .limit(200)
)
