"""The flow of rasd on one page.

    read → fold → annotate → assemble → qualify → resolve → join ─┐   per document, no shared state
                                                                  ↓
     export ← store ← judge ← merge (reuse → block → compare → cluster → fuse)   over the corpus

`code_document` is a worker: a pure function from a document to what it reports. `merge_corpus`
turns the coded documents of a corpus, and what people said of them, into events. Reading, storing
and exporting stand outside (`rasd.run`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasd import __version__
from rasd.engines import rules
from rasd.judge import apply, constraints_of, rejected, stand
from rasd.knowledge import load_knowledge, recipe_digest
from rasd.merge import ReuseMemory, find_reuse, load_lore, merge_mentions
from rasd.model import CodedDocument, Document, Event, Judgement


def recipe() -> str:
    """What a coded document depends on beside its own bytes: version, rules and knowledge."""
    return f"rules/{__version__}/{recipe_digest()[:16]}"


def code_document(document: Document) -> CodedDocument:
    """Everything that one document reports: its mentions and figures, with evidence."""
    return rules.code(document, load_knowledge())


def merge_corpus(
    coded: Sequence[CodedDocument],
    judgements: Sequence[Judgement] = (),
    *,
    memory: ReuseMemory | None = None,
) -> tuple[tuple[Document, ...], tuple[Event, ...]]:
    """The documents of a corpus with what they copy from each other, and its events.

    `judgements` are what people said of it, in the order in which they said it. `memory` of an
    earlier search for copies spares work and is left as that of this one.
    """
    documents = [item.document for item in coded]
    reuse = find_reuse(documents, memory=memory)
    mentions = [mention for item in coded for mention in item.mentions]
    standing = stand(judgements, documents, mentions)
    out = rejected(standing)
    found = merge_mentions(
        documents,
        [mention for mention in mentions if mention.id not in out],
        reuse,
        lore=load_lore(),
        constraints=constraints_of(standing),
    )
    events = apply(found, standing)
    known = tuple(replace(d, reuse=reuse.get(d.id, ())) for d in documents)
    return known, events
