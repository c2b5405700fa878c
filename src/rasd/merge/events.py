"""Makes events of all mentions: block → compare → cluster → fuse.

`merge_mentions` is a function of its input alone: whatever order documents and mentions arrive
in, the same events with the same ids come out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rasd.merge.block import Pair, candidate_pairs
from rasd.merge.cluster import Joint, Member, cluster
from rasd.merge.compare import Comparison, Verdict, compare, verdict
from rasd.merge.copies import CopiedPassages, Copies
from rasd.merge.fuse import fuse
from rasd.merge.library import Library
from rasd.merge.lore import Lore
from rasd.merge.passages import Passages, index_passages
from rasd.merge.profile import Profile, profile
from rasd.merge.sketch import sketch_of
from rasd.merge.sources import independent_sources
from rasd.merge.weights import Weights, load_weights
from rasd.model import Bonds, Constraints, Document, Event, Link, Mention, Reuse, by_date, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What mentions are merged by, beside themselves."""

    documents: Library
    reuse: Mapping[str, tuple[Reuse, ...]]
    passages: Passages
    lore: Lore
    weights: Weights
    constraints: Constraints


def corpus_of(
    documents: Iterable[Document] | Library,
    reuse: Mapping[str, tuple[Reuse, ...]],
    *,
    lore: Lore | None = None,
    weights: Weights | None = None,
    constraints: Constraints | None = None,
) -> Corpus:
    """What mentions of these documents are merged by."""
    return Corpus(
        documents=documents if isinstance(documents, Library) else Library.of(documents),
        reuse=reuse,
        passages=CopiedPassages(reuse) if isinstance(reuse, Copies) else index_passages(reuse),
        lore=lore or Lore(),
        weights=weights or load_weights(),
        constraints=constraints or Constraints(),
    )


def merge_mentions(
    documents: Sequence[Document],
    mentions: Sequence[Mention],
    reuse: Mapping[str, tuple[Reuse, ...]],
    *,
    parents: Mapping[str, str] | None = None,
    lore: Lore | None = None,
    weights: Weights | None = None,
    constraints: Constraints | None = None,
) -> tuple[Event, ...]:
    """Every mention in one event at most; events in the order of their dates, undated ones last.

    `reuse` is what `find_reuse` says of the documents; `parents` maps an actor's id to the one
    that it belongs to, and `lore` brings these with what is known of outlets; `constraints` is what
    people said of which mentions belong together. Rejected mentions are in no event, but are
    compared like all others: which pairs of the others meet does not depend on what people say.
    """
    corpus = corpus_of(
        documents,
        reuse,
        lore=lore or Lore(parents=parents or {}),
        weights=weights,
        constraints=constraints,
    )
    unique = {mention.id: mention for mention in mentions}
    ordered = [unique[each] for each in sorted(unique)]
    profiles = [profile_of(mention, corpus) for mention in ordered]
    pairs = candidate_pairs(
        {n: sketch_of(each) for n, each in enumerate(profiles)},
        weights=corpus.weights,
        passages=corpus.passages,
        added=corpus.constraints.added,
    )
    return tuple(sorted(events_of(ordered, profiles, pairs, corpus), key=by_date))


def merge_bonded(
    mentions: Iterable[Mention], bonds: Iterable[Bonds], corpus: Corpus
) -> tuple[Event, ...]:
    """The events of mentions of which is known with which others each may be one incident.

    With all that any of them is bound to, by these bonds or by `corpus.constraints`, the events
    are those that `merge_mentions` makes of them beside whatever else.
    """
    ordered = sorted(mentions, key=lambda mention: mention.id)
    at = {mention.id: n for n, mention in enumerate(ordered)}
    pairs = [
        (at[each.mention_id], at[other])
        for each in bonds
        for other in each.others
        if each.mention_id < other
    ]
    profiles = [profile_of(mention, corpus) for mention in ordered]
    return tuple(sorted(events_of(ordered, profiles, pairs, corpus), key=by_date))


def profile_of(mention: Mention, corpus: Corpus) -> Profile:
    """The profile of a mention of the corpus."""
    document = corpus.documents.get(mention.doc_id)
    text = "" if document is None else document.text
    return profile(mention, parents=corpus.lore.parents, weights=corpus.weights, text=text)


def events_of(
    mentions: Sequence[Mention],
    profiles: Sequence[Profile],
    pairs: Iterable[Pair],
    corpus: Corpus,
) -> tuple[Event, ...]:
    """The events of mentions of which only those in `pairs` (positions) may be one incident."""
    weights, rejected = corpus.weights, corpus.constraints.rejected
    kept = [n for n, mention in enumerate(mentions) if mention.id not in rejected]
    at = {n: k for k, n in enumerate(kept)}
    mentions, profiles = [mentions[n] for n in kept], [profiles[n] for n in kept]

    def compared(i: int, j: int) -> Verdict:
        return verdict(profiles[i], profiles[j], weights=weights, passages=corpus.passages)

    def link(joint: Joint) -> Link:
        ids = {"mention_a": mentions[joint.one].id, "mention_b": mentions[joint.other].id}
        if joint.verdict is None:
            return Link(**ids, score=None, reasons=())
        a, b = profiles[joint.one], profiles[joint.other]
        found = compare(a, b, weights=weights, passages=corpus.passages)
        return Link(**ids, score=found.score, reasons=found.reasons())

    groups = cluster(
        _members(profiles, corpus.constraints),
        [(at[i], at[j]) for i, j in pairs if i in at and j in at],
        compared,
        mean_floor=weights.mean_floor,
        margin=weights.margin,
    )
    return tuple(
        _event([mentions[n] for n in group.positions], tuple(map(link, group.joints)), corpus)
        for group in groups
    )


def event_of_one(mention: Mention, corpus: Corpus) -> tuple[Event, ...]:
    """The event of a mention that has nothing to do with others: it need not be profiled."""
    if mention.id in corpus.constraints.rejected:
        return ()
    return (_event([mention], (), corpus),)


def _event(mentions: Sequence[Mention], links: tuple[Link, ...], corpus: Corpus) -> Event:
    def chronological(mention: Mention) -> tuple[date, str, str]:
        document = corpus.documents.get(mention.doc_id)
        published = None if document is None else document.published
        return (published or date.max, mention.doc_id, mention.id)

    told = sorted(mentions, key=chronological)
    event = fuse(
        told,
        sources=independent_sources(told, corpus.reuse, corpus.documents),
        press=corpus.documents,
        unidentified=corpus.weights.unidentified,
        unspecific=corpus.weights.unspecific,
        lore=corpus.lore,
    )
    return replace(event, links=links) if links else event


def explain_merge(
    a: Mention,
    b: Mention,
    *,
    reuse: Mapping[str, tuple[Reuse, ...]] | None = None,
    parents: Mapping[str, str] | None = None,
    weights: Weights | None = None,
    texts: Mapping[str, str] | None = None,
) -> Comparison:
    """Why two mentions are, or are not, one incident; `lines()` of it reads aloud.

    `texts` are those of their documents by id; without them only the quotes are compared.
    """
    weights = weights or load_weights()
    one, other = (
        profile(m, parents=parents or {}, weights=weights, text=(texts or {}).get(m.doc_id, ""))
        for m in (a, b)
    )
    return compare(one, other, weights=weights, passages=index_passages(reuse or {}))


def _members(profiles: Sequence[Profile], constraints: Constraints) -> list[Member]:
    bound = {each: n for n, group in enumerate(constraints.together) for each in group}
    sides: dict[str, dict[int, int]] = defaultdict(dict)
    for split, groups in enumerate(constraints.apart):
        for side, group in enumerate(groups):
            for each in group:
                sides[each][split] = side
    return [
        Member(
            id=p.id,
            doc_id=p.doc_id,
            look=(p.kind, p.days, p.spot),
            days=p.days,
            bound=bound.get(p.id),
            sides=sides.get(p.id, {}),
        )
        for p in profiles
    ]
