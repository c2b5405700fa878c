"""Decides what stands behind a record: for each field its value, and behind each value the rule,
the data row and the words that gave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rasd.model import Document, Event, Evidence, Figure, Mention, SettingsError
from rasd.run.data_rows import DataRow, find_row
from rasd.store import Store

_CONTEXT = 40
_LISTED = 8

Explained = Mention | Event | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One piece of evidence: the rule, the row behind it, and the quote among its neighbours."""

    evidence: Evidence
    document: Document | None
    row: DataRow | None
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A record and the trails of each of its fields, in the order of the evidence."""

    record: Explained
    documents: tuple[Document, ...]
    fields: tuple[tuple[str, tuple[Trail, ...]], ...]


def explain(store: Store, wanted: str) -> Explanation:
    """What stands behind the mention, event or figure with this id, or the start of one.

    Raises `SettingsError` where no record or more than one begins so.
    """
    with store.snapshot():
        record = find_record(store, wanted)
        ids = record.doc_ids if isinstance(record, Event) else (record.doc_id,)
        documents = {doc_id: store.document(doc_id) for doc_id in ids}
    fields: dict[str, list[Trail]] = {}
    for evidence in record.evidence:
        owner = documents.get(evidence.doc_id or ids[0])
        fields.setdefault(evidence.field, []).append(_trail(evidence, owner))
    return Explanation(
        record=record,
        documents=tuple(document for document in documents.values() if document),
        fields=tuple((name, tuple(trails)) for name, trails in fields.items()),
    )


def find_record(store: Store, wanted: str) -> Explained:
    """The one record with this id, or whose id begins so; raises `SettingsError` otherwise."""
    exact = store.mention(wanted) or store.event(wanted)
    if exact is not None:
        return exact
    found = {record.id: record for record in _records(store) if record.id.startswith(wanted)}
    if wanted in found:
        return found[wanted]
    match sorted(found):
        case [only]:
            return found[only]
        case []:
            raise SettingsError(
                f"no mention, event or figure has an id that begins with {wanted!r}; ids stand in "
                "mentions.jsonl, events.jsonl and figures.jsonl, and in report.html"
            )
        case several:
            more = ", …" if len(several) > _LISTED else ""
            raise SettingsError(
                f"{len(several)} ids begin with {wanted!r}: {', '.join(several[:_LISTED])}{more}; "
                "give more of the one you mean"
            )


def _records(store: Store) -> Iterator[Explained]:
    sources: tuple[Iterable[Explained], ...] = (store.mentions(), store.events(), store.figures())
    for source in sources:
        yield from source


def _trail(evidence: Evidence, document: Document | None) -> Trail:
    text = ""
    if document is not None:
        text = (document.title or "") if evidence.part == "title" else document.text
    row = find_row(evidence.row) if evidence.row else None
    if row is None and evidence.rule:
        row = find_row(evidence.rule)
    return Trail(
        evidence=evidence,
        document=document,
        row=row,
        before=_from_word(text[max(0, evidence.start - _CONTEXT) : evidence.start], evidence.start),
        after=_to_word(text[evidence.end : evidence.end + _CONTEXT], len(text) - evidence.end),
    )


def _from_word(before: str, available: int) -> str:
    """The text without the word that it begins in the middle of."""
    return before if available <= _CONTEXT else "…" + before.partition(" ")[2]


def _to_word(after: str, available: int) -> str:
    return after if available <= _CONTEXT else after.rpartition(" ")[0] + "…"
