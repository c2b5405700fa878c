"""Decides how many independent sources tell an incident.

Documents are one source where one copies half of the other, where the words on this very
incident stand in a passage that they share, or where both have it from one news agency. Two
reprints of a third are one source too, even where the third tells nothing that was merged. A
statement that both quote makes them one only where nothing but these words tells the incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rasd.merge.agencies import agency_of
from rasd.merge.passages import overlaps
from rasd.model import Document, Mention, Reuse, ReuseKind

_HALF = 0.5
"""Share from which a document counts as a copy, whatever the passage."""


def independent_sources(
    mentions: Sequence[Mention],
    reuse: Mapping[str, tuple[Reuse, ...]],
    documents: Mapping[str, Document] | None = None,
) -> tuple[frozenset[str], ...]:
    """The documents of an event in groups that count as one source each, in a stable order.

    `documents` by id tell the agencies that a text credits at its head or foot.
    """
    told = sorted({mention.doc_id for mention in mentions})
    if len(told) == 1:
        return (frozenset(told),)
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for one, other in (*_copies(mentions, reuse), *_credits(mentions, documents or {})):
        leader[find(one)] = find(other)
    groups: dict[str, set[str]] = {}
    for doc_id in told:
        groups.setdefault(find(doc_id), set()).add(doc_id)
    return tuple(sorted((frozenset(group) for group in groups.values()), key=min))


def _copies(
    mentions: Iterable[Mention], reuse: Mapping[str, tuple[Reuse, ...]]
) -> Iterator[tuple[str, str]]:
    for mention in mentions:
        for copy in reuse.get(mention.doc_id, ()):
            if _is_copied(mention, copy):
                yield mention.doc_id, copy.of


def _is_copied(mention: Mention, copy: Reuse) -> bool:
    told = [e for e in mention.evidence if e.field == "event" and e.part is None]
    inside = [any(overlaps(e.start, e.end, s.start, s.end) for s in copy.spans) for e in told]
    if copy.kind is ReuseKind.QUOTED:
        return bool(inside) and all(inside)
    return copy.share >= _HALF or any(inside)


def _credits(
    mentions: Iterable[Mention], documents: Mapping[str, Document]
) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for mention in mentions:
        agency = agency_of(mention, documents.get(mention.doc_id))
        if agency is not None:
            yield mention.doc_id, first.setdefault(agency, mention.doc_id)
