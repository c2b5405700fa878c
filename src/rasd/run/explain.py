"""Decides what stands behind a record: for each field its value, and behind each value the rule,
the data row and the words that gave it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.model import Action, Document, Event, Evidence, Figure, Judgement, Mention, in_force
from rasd.run.data_rows import DataRow, find_row
from rasd.run.find import find_record
from rasd.store import Store

_CONTEXT = 40

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
    added: tuple[Judgement, ...]
    """Who added it, where it is a mention that people added."""
    fields: tuple[tuple[str, tuple[Trail, ...]], ...]


def explain(store: Store, wanted: str) -> Explanation:
    """What stands behind the mention, event or figure with this id, or the start of one.

    An id that an event once had leads to the event that holds its reports now.

    Raises `SettingsError` where no record or more than one begins so.
    """
    with store.snapshot():
        record = find_record(store, wanted)
        ids = record.doc_ids if isinstance(record, Event) else (record.doc_id,)
        documents = {doc_id: store.document(doc_id) for doc_id in ids}
        said = in_force(store.judgements_on(ids)) if isinstance(record, Mention) else ()
    fields: dict[str, list[Trail]] = {}
    for evidence in record.evidence:
        owner = documents.get(evidence.doc_id or ids[0])
        fields.setdefault(evidence.field, []).append(_trail(evidence, owner))
    return Explanation(
        record=record,
        documents=tuple(document for document in documents.values() if document),
        added=tuple(
            each
            for each in said
            if each.action is Action.ADD and record.id in [a.mention_id for a in each.anchors]
        ),
        fields=tuple((name, tuple(trails)) for name, trails in fields.items()),
    )


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
