"""Decides what a report that a person added, or took back, changes of the bonds between reports.

It takes no part in who of the others meets whom (`rasd.merge.block`). So its own bonds are found
from the reports at its place and days, and no other bond changes; parts are joined by it, or fall
apart without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasd.merge import candidates_of, corpus_of, load_lore, partners_of, surroundings_of
from rasd.merge.parts import connected
from rasd.model import (
    Action,
    Bonds,
    Document,
    Judgement,
    Mention,
    added_mention,
    gives_way,
    replace,
)
from rasd.store import Store


@dataclass(frozen=True, slots=True)
class Renewed:
    """The reports of today whose events may be others now, and the report that is gone."""

    touched: frozenset[str]
    gone: frozenset[str]


def renew_bonds(store: Store, addition: Judgement) -> Renewed | None:
    """Brings the bonds up to an addition that was just made, withdrawn or brought back.

    `None` where a row that is needed is missing.
    """
    [anchor] = addition.anchors
    document = next(iter(store.documents_of([anchor.doc_id])), None)
    if document is None:
        return None
    own = store.mention(anchor.mention_id)
    partners = () if own is None else _partners(store, own, document)
    held = {each.mention_id: each for each in store.bonds_of([anchor.mention_id, *partners])}
    if not held.keys() >= set(partners):
        return None
    now = _without(held, anchor.mention_id)
    if own is not None:
        now = _with(now, own, partners)
    gone = held.keys() - now.keys()
    changed = [each for each in _in_parts(now) if held.get(each.mention_id) != each]
    store.change_bonds(changed, gone)
    beside = _beside(store, addition, own, document)
    return Renewed(frozenset(now) | beside, frozenset({anchor.mention_id} - now.keys()))


def _partners(store: Store, own: Mention, document: Document) -> tuple[str, ...]:
    where = surroundings_of(own)
    if where is None:
        return ()
    near = candidates_of(own, store.mentions_near(where), corpus_of((), {}, lore=load_lore()))
    documents = (document, *store.documents_of({each.doc_id for each in near} - {document.id}))
    reuse = {each.id: each.reuse for each in documents}
    return partners_of(own, near, corpus_of(documents, reuse, lore=load_lore()))


def _without(bonds: Mapping[str, Bonds], mention_id: str) -> dict[str, Bonds]:
    return {
        key: replace(each, others=tuple(other for other in each.others if other != mention_id))
        for key, each in bonds.items()
        if key != mention_id
    }


def _with(bonds: Mapping[str, Bonds], own: Mention, partners: tuple[str, ...]) -> dict[str, Bonds]:
    bound = dict(bonds)
    for key in partners:
        others = tuple(sorted((*bonds[key].others, own.id)))
        bound[key] = replace(bonds[key], others=others)
    return bound | {
        own.id: Bonds(mention_id=own.id, doc_id=own.doc_id, part=own.id, others=partners)
    }


def _in_parts(bonds: Mapping[str, Bonds]) -> Iterable[Bonds]:
    """The bonds under the parts that they make: each by its first report."""
    ids = sorted(bonds)
    at = {each: n for n, each in enumerate(ids)}
    pairs = [(at[one], at[other]) for one in ids for other in bonds[one].others if one < other]
    for part in connected(len(ids), pairs):
        for n in part:
            yield replace(bonds[ids[n]], part=ids[part[0]])


def _beside(
    store: Store, addition: Judgement, own: Mention | None, document: Document
) -> frozenset[str]:
    """Reports of the same document whose events the addition may change: readings that give way to
    it, and whatever else people may have spoken of there.
    """
    mentions = store.mentions_of([document.id])
    others = (each for each in store.judgements_on([document.id]) if each.id != addition.id)
    if any(each.action is not Action.WITHDRAW for each in others):
        return frozenset(each.id for each in mentions)
    meant = own or added_mention(addition, document)
    if meant is None:
        return frozenset()
    return frozenset(each.id for each in mentions if gives_way(each, meant, addition, document))
