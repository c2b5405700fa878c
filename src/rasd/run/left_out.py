"""Decides what to show of passages that read like an incident and were left out, and why.

``تفاصيل اختطافه التي تحدث عنها التقرير`` names an abduction without telling it: the signs that
spoke against it come with their weights (`data/assertion.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.engines.mention import group_type
from rasd.engines.rules import is_kept, read
from rasd.knowledge import load_knowledge
from rasd.model import Document, SettingsError, SubEventType
from rasd.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A passage, what it was read as, and what was believed of it.

    `detailed` says whether it gave enough detail; `parts` are the signs with what each added to
    or took from the logit of `probability`, the strongest first.
    """

    quote: str
    sub_type: SubEventType
    detailed: bool
    probability: float
    threshold: float
    parts: tuple[tuple[str, float], ...]


def left_out_of(store: Store, doc_id: str) -> tuple[LeftOut, ...]:
    """What was left out of a document of the store; raises `SettingsError` where it has none."""
    document = store.document(doc_id)
    if document is None:
        raise SettingsError(f"no document has the id {doc_id!r}; ids stand in documents.jsonl")
    return left_out(document)


def left_out(document: Document) -> tuple[LeftOut, ...]:
    """The incidents that the rules read in a document, but did not keep, in order."""
    reading = read(document, load_knowledge())
    found: list[LeftOut] = []
    for candidate in reading.candidates:
        belief = candidate.belief
        if belief is None or is_kept(candidate):
            continue
        frame = candidate.group[0].frame
        text = reading.texts[frame.annotated.sentence.part]
        span = text.original_span(frame.span)
        found.append(
            LeftOut(
                quote=text.original[span.start : span.end],
                sub_type=group_type(candidate.group),
                detailed=candidate.stands,
                probability=belief.probability,
                threshold=belief.threshold,
                parts=belief.parts,
            )
        )
    return tuple(found)
