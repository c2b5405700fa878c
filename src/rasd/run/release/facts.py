"""Decides what a release says of its own content: how many of what, from when, how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rasd.export.source import Source
from rasd.model import Citation, Event

UNKNOWN = "unknown"


@dataclass(slots=True, kw_only=True)
class Facts:
    """Counts over everything that a release holds. `recipes` counts reports by their coding."""

    recipes: Mapping[str, int]
    reports: int = 0
    undated: int = 0
    outlets: Counter[str] = field(default_factory=Counter)
    published: tuple[date, date] | None = None
    mentions: int = 0
    figures: int = 0
    events: int = 0
    days: tuple[date, date] | None = None
    several_sources: int = 0
    with_conflicts: int = 0
    stale: int = 0
    counted: dict[str, Counter[str]] = field(default_factory=dict)
    """How many events have each value: of `event_type`, `status`, `date_precision`,
    `place_precision`, `country` and `review`."""

    def cite(self, citations: Iterable[Citation]) -> None:
        """Counts the reports."""
        for citation in citations:
            self.reports += 1
            self.outlets[citation.outlet or ""] += 1
            if citation.published is None:
                self.undated += 1
            else:
                self.published = _wider(self.published, citation.published)

    def count_events(self, source: Source) -> None:
        for event in source.events():
            self.events += 1
            self.several_sources += event.independent_sources > 1
            self.with_conflicts += bool(event.conflicts)
            self.stale += event.review is not None and event.review.stale
            for name, value in _values(event):
                self.counted.setdefault(name, Counter())[value] += 1
            if event.date is not None:
                for day in (event.date.start, event.date.end):
                    if day is not None:
                        self.days = _wider(self.days, day)

    def count_figures(self, source: Source) -> None:
        self.figures = sum(1 for _ in source.figures())

    def values(self, name: str) -> list[tuple[str, int]]:
        """How many events have each value, the most first."""
        found = self.counted.get(name, Counter())
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _values(event: Event) -> tuple[tuple[str, str], ...]:
    place, when, review = event.place, event.date, event.review
    return (
        ("event_type", event.event_type.value),
        ("status", event.status.value),
        ("date_precision", when.precision.value if when else UNKNOWN),
        ("place_precision", place.precision.value if place else UNKNOWN),
        ("country", (place.country if place else None) or ""),
        ("review", review.state.value if review else ""),
    )


def _wider(span: tuple[date, date] | None, day: date) -> tuple[date, date]:
    return (day, day) if span is None else (min(span[0], day), max(span[1], day))
