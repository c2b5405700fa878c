"""The flow of rasd on one page.

    read → fold → annotate → assemble → qualify → resolve → join ─┐   per document, no shared state
                                                                  ↓
     export ← store ← judge ← merge (reuse → block → compare → cluster → fuse)   over the corpus

`code_document` is a worker: a pure function from a document to what it reports. `merge_corpus`
turns the coded documents of a corpus, and what people said of them, into events. Reading, storing
and exporting stand outside (`rasd.run`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rasd import __version__
from rasd.engines import rules
from rasd.engines.choice import RULES, EngineChoice, EngineName
from rasd.engines.llm import code as llm
from rasd.engines.llm import rules_llm
from rasd.engines.llm.code import Answered, Result
from rasd.engines.llm.questions import Question, model_digest, questions_of
from rasd.judge import Standing, added, apply, apply_to, constraints_of, stand
from rasd.knowledge import llm_digest, load_knowledge, merge_digest, recipe_digest
from rasd.merge import (
    Hands,
    Keep,
    Left,
    Library,
    Load,
    MergeMemory,
    Report,
    ReuseMemory,
    Unit,
    corpus_of,
    find_reuse,
    load_lore,
    merge_bonded,
    merge_mentions,
    merge_reports,
    unpacked,
)
from rasd.model import (
    Bonds,
    CodedDocument,
    Document,
    Event,
    Judgement,
    Mention,
    Reuse,
    replace,
    sha256_text,
)


def recipe(engine: EngineChoice = RULES) -> str:
    """What a coded document depends on beside its own bytes: engine, version and knowledge."""
    match engine.name:
        case EngineName.RULES:
            return f"rules/{__version__}/{recipe_digest()[:16]}"
        case EngineName.LLM | EngineName.RULES_LLM:
            assert engine.model is not None
            digest = sha256_text(
                "\0".join((recipe_digest(), llm_digest(), model_digest(engine.model)))
            )
            return f"{engine.name.value}/{__version__}/{digest[:16]}"


def merge_recipe() -> str:
    """What merging depends on beside the reports and what people said: version, rules, weights."""
    return f"{recipe()}/{merge_digest()[:16]}"


def code_document(
    document: Document, engine: EngineChoice = RULES, answers: Sequence[Answered] = ()
) -> CodedDocument:
    """Everything that one document reports: its mentions and figures, with evidence.

    `answers` are what a language model said to the `questions` of an engine that asks one.
    """
    return code_answered(document, engine, answers).coded


def questions(document: Document, engine: EngineChoice) -> tuple[Question, ...]:
    """What an engine has to ask a language model about a document; the rules ask nothing."""
    match engine.name:
        case EngineName.RULES:
            return ()
        case EngineName.LLM:
            assert engine.model is not None
            return questions_of(document, engine.model)
        case EngineName.RULES_LLM:
            assert engine.model is not None
            return rules_llm.questions_of(document, engine.model, load_knowledge())


def code_answered(document: Document, engine: EngineChoice, answers: Sequence[Answered]) -> Result:
    """What `code_document` finds, with the number of values that the text did not prove."""
    match engine.name:
        case EngineName.RULES:
            return Result(rules.code(document, load_knowledge()), Counter())
        case EngineName.LLM:
            return llm.code(document, answers, load_knowledge())
        case EngineName.RULES_LLM:
            return rules_llm.code(document, answers, load_knowledge())


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
    found_in = [mention for item in coded for mention in item.mentions]
    mentions = [*found_in, *added(judgements, documents)]
    standing = stand(judgements, documents, mentions)
    found = merge_mentions(
        documents,
        mentions,
        reuse,
        lore=load_lore(),
        constraints=constraints_of(standing),
    )
    events = apply(found, standing)
    known = tuple(replace(d, reuse=reuse.get(d.id, ())) for d in documents)
    return known, events


@dataclass(frozen=True, slots=True, kw_only=True)
class Remerged:
    """What a merge that remembers the last one has worked out anew, and what it left alone."""

    reuse: Mapping[str, tuple[Reuse, ...]]
    events: Iterable[Event]
    kept: Iterable[str]
    """Ids of the events that stay as they are."""
    left: Left
    bonds: Iterable[Bonds]
    """Of all mentions: what derives the events of a few of them again."""


def merge_again(
    documents: Library,
    reports: Iterable[Report],
    load: Load,
    judgements: Sequence[Judgement] = (),
    *,
    copies: ReuseMemory,
    memory: MergeMemory,
    hands: Hands | None = None,
    keep: Keep = unpacked,
) -> Remerged:
    """What `merge_corpus` comes to, with only that read and worked out which has changed.

    `reports` stand for the mentions of the documents, those that people added with them, and
    `load` reads them; they are gone through again and again. `copies` and `memory` are what the
    last merge left. `hands` are others who do some of the work; `keep` holds the events.
    """
    reuse = find_reuse(documents, memory=copies, hands=hands)
    named = {anchor.doc_id for each in judgements for anchor in each.anchors}
    spoken = {each.id: each.doc_id for each in (reports if named else ()) if each.doc_id in named}
    read = load(spoken) if spoken else {}
    spoken_of = [documents[each] for each in sorted(named) if each in documents]
    standing = stand(judgements, spoken_of, read.values())
    merged = merge_reports(
        reports,
        load,
        corpus_of(documents, reuse, lore=load_lore(), constraints=constraints_of(standing)),
        units=[_unit(each) for each in standing],
        said_of=_said_of(documents, standing),
        memory=memory,
        hands=hands,
        keep=keep,
    )
    return Remerged(
        reuse=reuse,
        events=apply_to(merged.events, standing),
        kept=merged.kept,
        left=merged.left,
        bonds=merged.bonds,
    )


def merge_part(
    documents: Iterable[Document],
    mentions: Iterable[Mention],
    bonds: Iterable[Bonds],
    standing: Sequence[Standing],
) -> tuple[Event, ...]:
    """The events of mentions that have nothing to do with the rest of a corpus.

    `bonds` are those of the mentions, from a merge of the corpus; `documents`, with what they
    copy, are those that tell them; `standing` is all that people said of them. No bond and no
    judgement leads out: then these are the events that `merge_corpus` comes to.
    """
    known = tuple(documents)
    reuse = {document.id: document.reuse for document in known}
    corpus = corpus_of(known, reuse, lore=load_lore(), constraints=constraints_of(standing))
    return apply(merge_bonded(mentions, bonds, corpus), standing)


def _unit(standing: Standing) -> Unit:
    """The mentions that a judgement speaks of: events of all of them depend on it together."""
    ids = [[mention.id for mention in group] for group in standing.groups]
    said = repr((standing.judgement, ids, standing.evidence, standing.changed))
    mention_ids = frozenset(each for group in ids for each in group)
    return Unit(mention_ids=mention_ids, said=sha256_text(said))


def _said_of(documents: Library, standing: Sequence[Standing]) -> dict[str, str]:
    """What people said of the outlets of documents, which every event of theirs shows."""
    said: dict[str, list[str]] = defaultdict(list)
    for each in standing:
        if each.judgement.about is not None:
            names = ",".join(each.judgement.organisations)  # a signature may come later
            said[each.judgement.about].append(f"{each.judgement.id}@{names}")
    return {
        doc_id: " ".join(said[head.outlet])
        for doc_id in (documents if said else ())
        if (head := documents.head(doc_id)) is not None and head.outlet in said
    }
