"""Fills a store with an invented corpus of any size, merged: `python -m benchmarks.invented_store`.

The corpora are those of `invented_corpus`: some years, 14 countries, 4,000 towns, 40 outlets, one
event for each document or a little more. Which reports may be one incident is not searched for
but known from the making of the corpus; what follows (comparing, clustering, fusing) is done by
the functions of a merge, so that events have real links, conflicts and values. Copies are not
searched for.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from benchmarks.invented_corpus import make_corpus

from rasd.merge import corpus_of, load_lore, merge_bonded
from rasd.model import Bonds, CodedDocument, Event, Mention, stable_id
from rasd.pipeline import merge_recipe
from rasd.search import arabic_analyser
from rasd.store import Store, open_store

DOCUMENTS_A_BATCH, INCIDENTS_A_MERGE = 200, 500


def fill_store(store: Store, documents: int, *, searched: bool = True) -> None:
    """Writes so many documents, what was found in them and their events into an empty store."""
    corpus = make_corpus(documents)
    analyser = arabic_analyser() if searched else None
    for start in range(0, documents, DOCUMENTS_A_BATCH):
        store.write_coded(
            corpus.coded[start : start + DOCUMENTS_A_BATCH], "invented", analyser=analyser
        )
    told: dict[int, list[Mention]] = defaultdict(list)
    for coded in corpus.coded:
        for mention in coded.mentions:
            told[corpus.incident_of[mention.id]].append(mention)
    bonds = [each for mentions in told.values() for each in _bonds(mentions)]
    store.write_events(_merged(corpus.coded, told))
    store.write_bonds(bonds, merge_recipe())


def _bonds(mentions: Sequence[Mention]) -> Iterator[Bonds]:
    part = stable_id("part", *(mention.id for mention in mentions))
    for one in mentions:
        others = tuple(sorted(m.id for m in mentions if m is not one))
        yield Bonds(mention_id=one.id, doc_id=one.doc_id, part=part, others=others)


def _merged(coded: Sequence[CodedDocument], told: dict[int, list[Mention]]) -> Iterator[Event]:
    documents = {each.document.id: each.document for each in coded}
    incidents, lore = iter(told.values()), load_lore()
    while some := list(islice(incidents, INCIDENTS_A_MERGE)):
        mentions = [mention for each in some for mention in each]
        known = {mention.doc_id: documents[mention.doc_id] for mention in mentions}
        bonds = [bond for each in some for bond in _bonds(each)]
        yield from merge_bonded(mentions, bonds, corpus_of(known.values(), {}, lore=lore))


def main() -> None:
    """Fills the store at a place."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("place", help="a file or the address of a database")
    options.add_argument("documents", type=int, nargs="?", default=100_000)
    given = options.parse_args()
    with open_store(given.place) as store:
        fill_store(store, given.documents)
        print(store.counts())


if __name__ == "__main__":
    main()
