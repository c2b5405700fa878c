"""Decides which mentions people's judgements make of the documents as they stand now.

They are drawn in the transaction that writes a judgement or a document: at every moment the store
holds those, and only those, that its judgements and documents make. They lie apart from those that
were found, which are replaced whole when a document is read anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from rasd.model import Action, Document, Judgement, Mention, added_mention, gives_way, in_force
from rasd.store import history
from rasd.store.added import lines_of, position_of, row_of
from rasd.store.coded import documents_of, found_in
from rasd.store.damage import Damage
from rasd.store.judgements import judgement, judgements_on
from rasd.store.statements import drop, put
from rasd.store.tables import ADDED_MENTION

Added = dict[str, list[tuple[Judgement, Mention]]]
"""Judgements that add mentions, with these, by document."""


def follow(connection: Connection, judgements: Iterable[Judgement]) -> None:
    """Draws anew what judgements that were just written add, or take back."""
    draw_added(connection, sorted({i for each in judgements for i in _concerned(connection, each)}))


def added_in(connection: Connection, documents: Iterable[Document]) -> Added:
    """What holds of the mentions that people added to these documents, in order, by document."""
    by_id = {document.id: document for document in documents}
    found: dict[str, dict[str, tuple[Judgement, Mention]]] = defaultdict(dict)
    for said in in_force(judgements_on(connection, by_id, ())):
        for anchor in said.anchors if said.action is Action.ADD else ():
            mention = added_mention(said, by_id[anchor.doc_id])
            if mention is not None:
                found[anchor.doc_id][mention.id] = (said, mention)
    return {
        doc_id: sorted(each.values(), key=lambda pair: (position_of(pair[1]), pair[1].id))
        for doc_id, each in found.items()
    }


def draw_added(connection: Connection, doc_ids: Sequence[str]) -> None:
    """Makes the added mentions of documents those that judgements make of their texts.

    Where something that is read in a document is what a person added, an id that the one had leads
    on to the other.
    """
    held = dict(lines_of(connection, doc_ids))
    if not held and not judgements_on(connection, doc_ids, ()):
        return  # as of nearly all documents that come
    damage = Damage()  # named when these rows are asked for
    documents = list(documents_of(connection, doc_ids, damage))
    given = added_in(connection, documents)
    now = {mention.id: mention for pairs in given.values() for _, mention in pairs}
    rows = {key: row_of(mention) for key, mention in now.items()}
    same = {key for key, record in held.items() if key in rows and rows[key]["record"] == record}
    drop(connection, ADDED_MENTION.c.id, held.keys() - same)
    put(connection, ADDED_MENTION, [row for key, row in rows.items() if key not in same])
    _note_twins(connection, documents, given, found_in(connection, doc_ids, damage))


def _concerned(connection: Connection, said: Judgement) -> set[str]:
    """The documents of which a judgement, made or withdrawn, changes the added mentions."""
    undone: Judgement | None = said
    while undone is not None and undone.withdraws is not None:
        undone = judgement(connection, undone.withdraws)
    if undone is None or undone.action is not Action.ADD:
        return set()
    return {anchor.doc_id for anchor in undone.anchors}


def _note_twins(
    connection: Connection,
    documents: Iterable[Document],
    given: Added,
    found: Iterable[Mention],
) -> None:
    of_document: dict[str, list[Mention]] = defaultdict(list)
    for each in found:
        of_document[each.doc_id].append(each)
    # Either way: one of the two is in an event, the person's as long as the judgement holds.
    twins = [
        pair
        for document in documents
        for said, own in given.get(document.id, ())
        for each in of_document[document.id]
        if gives_way(each, own, said, document)
        for pair in ((each.id, own.id), (own.id, each.id))
    ]
    history.note_same(connection, twins)
