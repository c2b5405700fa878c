"""Makes events of all mentions: block → compare → cluster → fuse.

`merge_mentions` is a function of its input alone: whatever order documents and mentions arrive
in, the same events with the same ids come out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rasd.merge.block import candidate_pairs
from rasd.merge.cluster import Joint, Member, cluster
from rasd.merge.compare import Comparison, compare
from rasd.merge.fuse import fuse
from rasd.merge.lore import Lore
from rasd.merge.passages import index_passages
from rasd.merge.profile import Profile, profile
from rasd.merge.sources import independent_sources
from rasd.merge.weights import Weights, load_weights
from rasd.model import Constraints, Document, Event, Link, Mention, Reuse, by_date


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
    """Every mention in exactly one event; events in the order of their dates, undated ones last.

    `reuse` is what `find_reuse` says of the documents; `parents` maps an actor's id to the one
    that it belongs to, and `lore` brings these with what is known of outlets; `constraints` is what
    people said of which mentions belong together.
    """
    weights = weights or load_weights()
    by_id = {document.id: document for document in documents}
    lore = lore or Lore(parents=parents or {})
    published = {document.id: document.published or date.max for document in documents}
    unique = {mention.id: mention for mention in mentions}
    ordered = [unique[each] for each in sorted(unique)]
    passages = index_passages(reuse)
    profiles = [
        profile(m, parents=lore.parents, weights=weights, text=by_id[m.doc_id].text)
        if m.doc_id in by_id
        else profile(m, parents=lore.parents, weights=weights)
        for m in ordered
    ]

    def compared(i: int, j: int) -> Comparison:
        return compare(profiles[i], profiles[j], weights=weights, passages=passages)

    groups = cluster(
        _members(profiles, constraints or Constraints()),
        candidate_pairs(profiles, weights=weights, passages=passages),
        compared,
        mean_floor=weights.mean_floor,
        margin=weights.margin,
    )

    def chronological(mention: Mention) -> tuple[date, str, str]:
        return (published.get(mention.doc_id, date.max), mention.doc_id, mention.id)

    events = []
    for group in groups:
        told = sorted((ordered[n] for n in group.positions), key=chronological)
        sources = independent_sources(told, reuse, by_id)
        event = fuse(
            told,
            sources=sources,
            press=by_id,
            unidentified=weights.unidentified,
            unspecific=weights.unspecific,
            lore=lore,
        )
        links = tuple(_link(ordered, joint) for joint in group.joints)
        events.append(replace(event, links=links))
    return tuple(sorted(events, key=by_date))


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


def _link(mentions: Sequence[Mention], joint: Joint) -> Link:
    comparison = joint.comparison
    return Link(
        mention_a=mentions[joint.one].id,
        mention_b=mentions[joint.other].id,
        score=None if comparison is None else comparison.score,
        reasons=() if comparison is None else comparison.reasons(),
    )


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
            dated=p.days is not None,
            bound=bound.get(p.id),
            sides=sides.get(p.id, {}),
        )
        for p in profiles
    ]
