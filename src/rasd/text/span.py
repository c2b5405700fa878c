"""A half-open pair of offsets that knows what it can do."""

from __future__ import annotations

from rasd.model.frozen import Frozen


class Span(Frozen, frozen=True):
    """Half-open code point offsets, 0-based."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a letter."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def join(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
