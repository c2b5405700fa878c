"""Decides how many independent sources tell an incident.

Documents are one source where one copies half of the other, or where the words on this very
incident stand in a passage that they share. Two reprints of a third are one source too, even
where the third tells nothing that was merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rasd.merge.passages import overlaps
from rasd.model import Mention, Reuse

_WHOLE = 0.5
"""Share from which a document counts as a copy, whatever the passage."""


def independent_sources(
    mentions: Sequence[Mention], reuse: Mapping[str, tuple[Reuse, ...]]
) -> tuple[frozenset[str], ...]:
    """The documents of an event in groups that count as one source each, in a stable order."""
    documents = sorted({mention.doc_id for mention in mentions})
    if len(documents) == 1:
        return (frozenset(documents),)
    leader: dict[str, str] = {}

    def find(doc_id: str) -> str:
        while leader.setdefault(doc_id, doc_id) != doc_id:
            doc_id = leader[doc_id]
        return doc_id

    for mention in mentions:
        for copy in reuse.get(mention.doc_id, ()):
            if copy.share >= _WHOLE or _stands_in(mention, copy):
                leader[find(mention.doc_id)] = find(copy.of)
    groups: dict[str, set[str]] = {}
    for doc_id in documents:
        groups.setdefault(find(doc_id), set()).add(doc_id)
    return tuple(sorted((frozenset(group) for group in groups.values()), key=min))


def _stands_in(mention: Mention, copy: Reuse) -> bool:
    told: Iterable[tuple[int, int]] = (
        (e.start, e.end) for e in mention.evidence if e.field == "event" and e.part is None
    )
    return any(
        overlaps(start, end, span.start, span.end) for start, end in told for span in copy.spans
    )
