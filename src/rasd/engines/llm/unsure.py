"""Decides where the rules are unsure of a document: what `rules+llm` asks a model about.

Three doubts, each with the words that it is about:

- `belief`: an incident whose probability lies within `MARGIN` of the threshold that keeps it or
  leaves it out;
- `untold`: a report in which no incident stands, though a strong word tells of violence in some
  detail;
- `unplaced`: an incident that stands, without a place on the map.

What is sure is not asked about: most reports cost nothing. How many are asked is measured by
`benchmarks/llm_rate.py` and told in docs/performance.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rasd.engines import rules
from rasd.engines.mention import group_type
from rasd.join.draft import Draft
from rasd.model import INCIDENT_TYPES, PARENT

MARGIN = 0.2
"""How near to its threshold a probability is a doubt.

At 0.2 a third of the annotated articles is asked about, and ten of thirteen mistakes lie in them;
at 0.12 five do.
"""
_TOLD = 2
"""Kinds of detail that make a passage worth a question where no incident stands."""


class Doubt(StrEnum):
    """Why the rules are unsure."""

    BELIEF = "belief"
    UNTOLD = "untold"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Unsure:
    """A doubt about one candidate."""

    doubt: Doubt
    candidate: rules.Candidate


def unsure(reading: rules.Reading) -> tuple[Unsure, ...]:
    """The doubts of the rules about a document, in the order of its candidates."""
    incidents = [c for c in reading.candidates if PARENT[group_type(c.group)] in INCIDENT_TYPES]
    told = any(rules.is_kept(candidate) for candidate in incidents)
    return tuple(
        Unsure(doubt, candidate)
        for candidate in incidents
        if (doubt := _doubt(candidate, told=told)) is not None
    )


def spans_of(group: list[Draft], reading: rules.Reading) -> Iterator[tuple[str, int, int]]:
    """Where passages stand: the part of the document, and original offsets into it."""
    for draft in group:
        part = draft.frame.annotated.sentence.part
        span = reading.texts[part].original_span(draft.frame.span)
        yield part, span.start, span.end


def _doubt(candidate: rules.Candidate, *, told: bool) -> Doubt | None:
    belief = candidate.belief
    kept = rules.is_kept(candidate)
    if (
        belief is not None
        and rules.is_detailed(candidate)
        and abs(belief.probability - belief.threshold) <= MARGIN
    ):
        return Doubt.BELIEF
    if kept and not any(_located(draft) for draft in candidate.group):
        return Doubt.UNPLACED
    if not told and any(_tells(draft) for draft in candidate.group):
        return Doubt.UNTOLD
    return None


def _located(draft: Draft) -> bool:
    return draft.place is not None and draft.place.place.lat is not None


def _tells(draft: Draft) -> bool:
    """Whether a passage tells of violence by a strong word, with some detail."""
    return draft.violent and not draft.weak and draft.support >= _TOLD
