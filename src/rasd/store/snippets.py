"""Decides which passage shows best why a document was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasd.model import Analyser, Document, PlacedWord

WORDS = 30
"""Words in a snippet."""
_BEFORE = 6
"""Words shown before the first one found."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage with the offsets of what was found in it; `part` is `title` or `None`."""

    part: str | None
    text: str
    start: int
    hits: tuple[tuple[int, int], ...]


def snippet_of(document: Document, terms: Sequence[tuple[str, ...]], analyser: Analyser) -> Snippet:
    """The passage of the body with most terms, else the title, else the beginning."""
    for part, text in ((None, document.text), ("title", document.title or "")):
        words = [*analyser.placed_words(text)]
        if hits := sorted(_hits(words, terms)):
            first = _best(hits)
            start = max(0, hits[first][0] - _BEFORE)
            shown = words[start : start + WORDS]
            spans = tuple(
                (words[at].start, words[at + length - 1].end)
                for at, length, _ in hits
                if start <= at and at + length <= start + len(shown)
            )
            begin, end = shown[0].start, shown[-1].end
            return Snippet(part, text[begin:end], begin, spans)
    words = [*analyser.placed_words(document.text)][:WORDS]
    end = words[-1].end if words else 0
    return Snippet(None, document.text[:end], 0, ())


def _hits(
    words: Sequence[PlacedWord], terms: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int, int]]:
    """Where terms stand: the index of the first word, their number, and which term it is."""
    for number, term in enumerate(terms):
        for at in range(len(words) - len(term) + 1):
            if words[at].lemma == term[0] and all(
                words[at + n].lemma == lemma for n, lemma in enumerate(term)
            ):
                yield at, len(term), number


def _best(hits: Sequence[tuple[int, int, int]]) -> int:
    """The first hit from which on a snippet holds the most different terms."""
    room = WORDS - _BEFORE

    def different(first: int) -> int:
        begin = hits[first][0]
        return len({n for at, length, n in hits[first:] if at + length <= begin + room})

    return max(range(len(hits)), key=lambda first: (different(first), -first))
