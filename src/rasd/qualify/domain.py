"""Measures how much of a document speaks of sport, economy, culture or law.

Such a document tells of attackers, blows and battles that hurt nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rasd.annotate import Annotated
from rasd.knowledge import Kind


@dataclass(frozen=True, slots=True)
class Domain:
    """How much of a document speaks of sport, economy, culture or law, per sentence."""

    sport: float
    economy: float
    culture: float
    law: float


def survey_domain(sentences: Iterable[Annotated]) -> Domain:
    """Counts the domain words of a document, per sentence."""
    counts: Counter[str] = Counter()
    total = 0
    for annotated in sentences:
        total += 1
        for match in annotated.of(Kind.CUE):
            counts[match.entry.what] += 1
    total = max(total, 1)
    return Domain(
        sport=counts["sport"] / total,
        economy=counts["economy"] / total,
        culture=counts["culture"] / total,
        law=counts["law"] / total,
    )
