"""Decides which judgements hold, and which reports of today each of them speaks of.

A judgement holds until one that withdraws it holds. Its reports are found by their anchors; what
has changed since it was made is written down beside it, and it still holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rasd.judge.basis import reports_basis
from rasd.judge.changes import REPORTS, Change, What
from rasd.model import (
    Action,
    Anchor,
    Basis,
    Document,
    Evidence,
    Judgement,
    Mention,
    added_mention,
    find_mention,
    find_quote,
    gives_way,
    in_force,
)

_ON_REPORTS = frozenset({Action.REJECT, Action.JOIN, Action.SPLIT, Action.ADD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A judgement that holds, with the reports of today that it speaks of, group by group.

    `evidence` are the judge's own quotes where they stand now; `changed` says what is no longer
    as the judge saw it. `covers` are what rasd reads of an incident that the judge added: they
    give way to the judge's report.
    """

    judgement: Judgement
    groups: tuple[tuple[Mention, ...], ...]
    evidence: tuple[Evidence, ...] = ()
    changed: tuple[str, ...] = ()
    covers: tuple[Mention, ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every report that it speaks of, once."""
        return tuple({m.id: m for group in self.groups for m in group}.values())


@dataclass(slots=True, kw_only=True)
class _Corpus:
    """The documents of today and what they report."""

    documents: Mapping[str, Document]
    mentions: Mapping[str, Sequence[Mention]]
    added: frozenset[str]

    def find(self, anchor: Anchor) -> Mention | None:
        """The report that an anchor holds on to; an added one is itself or nothing."""
        document = self.documents.get(anchor.doc_id)
        found = self.mentions.get(anchor.doc_id, ())
        return find_mention(anchor, None if anchor.mention_id in self.added else document, found)

    def covered(self, judgement: Judgement, own: Mention) -> Iterable[Mention]:
        """What rasd reads of the incident that a judgement adds."""
        document = self.documents[own.doc_id]
        for mention in self.mentions[own.doc_id]:
            if mention.id not in self.added and gives_way(mention, own, judgement, document):
                yield mention

    def find_quote(self, evidence: Evidence) -> Evidence | None:
        document = self.documents.get(evidence.doc_id or "")
        return find_quote(evidence, document) if document is not None else None


def holding(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those that say something of events and were not withdrawn, in the order of their making."""
    return tuple(each for each in in_force(judgements) if each.action is not Action.WITHDRAW)


def stand(
    judgements: Sequence[Judgement], documents: Iterable[Document], mentions: Iterable[Mention]
) -> tuple[Standing, ...]:
    """The judgements that hold, in the order in which they were made.

    `documents` and `mentions` (the added ones with them) are those of the whole corpus, or at least
    of the documents that the judgements name.
    """
    kept = holding(judgements)
    if not kept:
        return ()
    named = {anchor.doc_id for judgement in kept for anchor in judgement.anchors}
    named |= {each.doc_id for judgement in kept for each in judgement.evidence if each.doc_id}
    of_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.doc_id in named:
            of_document[mention.doc_id].append(mention)
    corpus = _Corpus(
        documents={d.id: d for d in documents if d.id in named},
        mentions=of_document,
        added=frozenset(a.mention_id for j in kept if j.action is Action.ADD for a in j.anchors),
    )
    return tuple(_stand(judgement, corpus) for judgement in kept)


def rejected(standing: Iterable[Standing]) -> frozenset[str]:
    """The ids of mentions that people said are no event."""
    return frozenset(
        mention.id
        for each in standing
        if each.judgement.action is Action.REJECT
        for mention in each.mentions
    )


def added(judgements: Sequence[Judgement], documents: Iterable[Document]) -> tuple[Mention, ...]:
    """The reports that people added and did not withdraw, of these documents, by their ids."""
    by_id = {document.id: document for document in documents}
    found: dict[str, Mention] = {}
    for judgement in in_force(judgements):
        for anchor in judgement.anchors if judgement.action is Action.ADD else ():
            document = by_id.get(anchor.doc_id)
            mention = added_mention(judgement, document) if document is not None else None
            if mention is not None:
                found[mention.id] = mention
    return tuple(found[each] for each in sorted(found))


def set_aside(standing: Sequence[Standing]) -> frozenset[str]:
    """The ids of mentions that are in no event: rejected, or read by a person in other words."""
    covered = (mention.id for each in standing for mention in each.covers)
    return frozenset(covered) | rejected(standing)


def _stand(judgement: Judgement, corpus: _Corpus) -> Standing:
    groups = tuple(
        tuple({m.id: m for anchor in group if (m := corpus.find(anchor)) is not None}.values())
        for group in judgement.groups
    )
    evidence = tuple(
        place for each in judgement.evidence if (place := corpus.find_quote(each)) is not None
    )
    covers = (
        tuple(each for group in groups for own in group for each in corpus.covered(judgement, own))
        if judgement.action is Action.ADD
        else ()
    )
    return Standing(
        judgement=judgement,
        groups=groups,
        evidence=evidence,
        changed=tuple(_changes(judgement, groups, evidence, corpus, covers)),
        covers=covers,
    )


def _changes(
    judgement: Judgement,
    groups: tuple[tuple[Mention, ...], ...],
    evidence: tuple[Evidence, ...],
    corpus: _Corpus,
    covers: tuple[Mention, ...],
) -> Iterable[str]:
    anchors = judgement.anchors
    lost = sum(corpus.find(anchor) is None for anchor in anchors)
    if lost:
        yield str(Change(what=What.LOST, n=lost, total=len(anchors)))
    ids = [mention.id for group in groups for mention in group]
    if len(set(ids)) < len(ids):
        yield str(Change(what=What.READ_AS_ONE))
    if len(evidence) < len(judgement.evidence):
        yield str(Change(what=What.QUOTE_LOST))
    if judgement.action in _ON_REPORTS and judgement.basis is not None and not lost:
        now = reports_basis([mention for group in groups for mention in group])
        yield from differences(judgement, now, REPORTS)
    for mention in covers:
        yield str(Change(what=What.FOUND_ITSELF, of=mention.id))


def differences(judgement: Judgement, now: Basis, of: str) -> Iterable[str]:
    """What today's digests say of the basis of a judgement."""
    seen = judgement.basis
    if seen is None or seen == now:
        return
    if seen.values == now.values:
        what = What.EVIDENCE
    elif seen.evidence == now.evidence:
        what = What.VALUES
    else:
        what = What.VALUES_AND_EVIDENCE
    yield str(Change(what=what, of=of))
