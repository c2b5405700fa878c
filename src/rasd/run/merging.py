"""Decides when events are derived from what a store holds, and that they come from one state of it.

Only what changed since the last merge is read and worked out; what there is in the end is what a
first merge of everything would have come to. Where another run adds documents meanwhile, the
merge is done again: events always come from the documents that they stand beside.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rasd.merge import (
    EventDigests,
    Hands,
    Library,
    MergeMemory,
    Report,
    ReuseMemory,
    head_of,
    is_of_merge,
    pack_memory,
    pack_merge_memory,
    unpack_memory,
)
from rasd.model import DataError, Issue, Mention
from rasd.model.scratch import Again
from rasd.pipeline import Remerged, merge_again, merge_recipe
from rasd.run.hands import OwnHands
from rasd.run.waiting import Waiting
from rasd.store import Store

logger = logging.getLogger(__name__)

TRIES = 3
"""Merges that others may overtake before the others are made to wait."""


def merge_store(
    store: Store,
    *,
    issues: Iterable[Issue] = (),
    read: Iterable[str] = (),
    hands: Hands | None = None,
) -> None:
    """Derives reuse and events from documents and judgements, and notes what was wrong with inputs.

    `read` names the sources that were tried; what was known against them is replaced. `hands` are
    others who do some of the work.
    """
    with store.transaction():
        store.write_issues(issues, read=read)
    others = hands or OwnHands()
    with Waiting() as waiting:
        # Each by itself: what an overtaken one noted is gone before the next notes as much.
        if any(_try_merge(store, others, waiting) for _ in range(TRIES)):
            return
        with store.transaction():
            remembered = _remembered(store)
            _write(store, _merged(store, remembered, others, waiting), remembered)


def _try_merge(store: Store, hands: Hands, waiting: Waiting) -> bool:
    """Whether no other run wrote while this one merged."""
    with store.snapshot():
        revision = store.revision()
        remembered = _remembered(store)
        merged = _merged(store, remembered, hands, waiting)
    with store.transaction():
        if store.revision() != revision:
            return False
        _write(store, merged, remembered)
    return True


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What the last merge left."""

    copies: ReuseMemory
    memory: MergeMemory
    spoilt: bool = False


def _remembered(store: Store) -> _Remembered:
    memory = MergeMemory(EventDigests(store.event_digests()).of)

    def of_copies() -> Iterator[tuple[str, bytes]]:
        for key, value in store.memory(merge_recipe()):
            if is_of_merge(key):
                memory.put(key, value)
            else:
                yield key, value

    try:
        copies = unpack_memory(of_copies())
    except DataError as error:
        logger.warning("everything is merged anew: %s", error)
        return _Remembered(ReuseMemory(), MergeMemory(), spoilt=True)
    return _Remembered(copies, memory)


def _merged(store: Store, remembered: _Remembered, hands: Hands, waiting: Waiting) -> Remerged:
    heads = ((each.id, head_of(each)) for each in store.documents())
    documents = Library(heads, store.documents_of)

    def reports() -> Iterator[Report]:
        for mention_id, doc_id, digest in store.mention_digests():
            if doc_id in documents:
                yield Report(mention_id, doc_id, digest)

    def load(wanted: Mapping[str, str]) -> Mapping[str, Mention]:
        found = store.mentions_of(sorted(set(wanted.values())))
        return {mention.id: mention for mention in found if mention.id in wanted}

    return merge_again(
        documents,
        Again(reports),
        load,
        tuple(store.judgements()),
        copies=remembered.copies,
        memory=remembered.memory,
        hands=hands,
        keep=waiting.keep,
    )


def _write(store: Store, merged: Remerged, remembered: _Remembered) -> None:
    store.write_reuse(merged.reuse)
    store.write_events(merged.events, kept=merged.kept)
    store.write_bonds(merged.bonds, merge_recipe())
    if remembered.spoilt:
        store.write_memory([], "")
    left = pack_merge_memory(merged.left, EventDigests(store.event_digests()).of)
    store.write_memory(chain(pack_memory(remembered.copies), left), merge_recipe())
