"""Sentences with annotators' yes or no: is an assault or a protest found where they see one?

A sentence counts as found when any mention of the event types below is extracted from it,
whatever its status. Negatives are `easy no` and `difficult no`; `ambiguous` is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasd.evaluate.rows import read_csv
from rasd.evaluate.tally import RESAMPLES, Detection, detection
from rasd.model import EventType, InputError, Mention

TYPES = {
    "ASSAULT": frozenset(
        {EventType.BATTLE, EventType.EXPLOSION, EventType.VIOLENCE_AGAINST_CIVILIANS}
    ),
    "PROTEST": frozenset({EventType.PROTEST, EventType.RIOT}),
}
"""The event types that find a sentence of each kind."""

LABELS = ("yes", "easy no", "difficult no", "ambiguous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One judged sentence; `doc` is the id under which it is coded."""

    doc: str
    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionCard:
    """The scores of one kind, and the sentences that were judged otherwise."""

    kind: str
    all_negatives: Detection
    easy_negatives: Detection
    missed: tuple[Sentence, ...]
    invented: tuple[Sentence, ...]


def read_sentences(path: Path) -> tuple[Sentence, ...]:
    """The sentences of a CSV file with the columns event_type, id, label and text."""
    sentences: list[Sentence] = []
    for where, row in read_csv(path):
        missing = {"event_type", "id", "label", "text"} - set(row)
        if missing:
            raise InputError(f"{where}: the columns {sorted(missing)} are missing")
        if row["event_type"] not in TYPES or row["label"] not in LABELS:
            raise InputError(
                f"{where}: unknown event_type or label {row['event_type']!r}, {row['label']!r}; "
                f"expected one of {sorted(TYPES)} and of {sorted(LABELS)}"
            )
        sentences.append(
            Sentence(
                doc=f"{row['event_type']}/{row['id']}",
                kind=row["event_type"],
                label=row["label"],
                text=row["text"],
            )
        )
    return tuple(sentences)


def score_detection(
    sentences: Sequence[Sentence], predicted: Iterable[Mention], *, resamples: int = RESAMPLES
) -> tuple[DetectionCard, ...]:
    """Compare the mentions of each sentence, coded as a document of its own, with the labels."""
    types: dict[str, set[EventType]] = {}
    for mention in predicted:
        types.setdefault(mention.doc_id, set()).add(mention.event_type)
    return tuple(
        _card(kind, [s for s in sentences if s.kind == kind], types, resamples)
        for kind in TYPES
        if any(s.kind == kind for s in sentences)
    )


def _card(
    kind: str, sentences: Sequence[Sentence], types: dict[str, set[EventType]], resamples: int
) -> DetectionCard:
    judged = [
        (s, s.label == "yes", bool(types.get(s.doc, set()) & TYPES[kind]))
        for s in sentences
        if s.label != "ambiguous"
    ]
    units = [
        (s.label, (int(is_one and seen), int(is_one and not seen), int(seen and not is_one)))
        for s, is_one, seen in judged
    ]
    return DetectionCard(
        kind=kind,
        all_negatives=detection([unit for _, unit in units], resamples=resamples),
        easy_negatives=detection(
            [unit for label, unit in units if label != "difficult no"], resamples=resamples
        ),
        missed=tuple(s for s, is_one, seen in judged if is_one and not seen),
        invented=tuple(s for s, is_one, seen in judged if seen and not is_one),
    )
