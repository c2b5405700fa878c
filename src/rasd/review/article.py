"""Decides how an article is cut so that the words behind each value can be marked in it.

Spans overlap and hold one another, so the text is cut at every edge; a piece knows all spans that
cover it, the shortest first. The pieces of a text, joined, are the text. A label stands behind
each span, at the end of its word, where it parts no joined letters. Of a long text only what lies
around the marked words is shown, with gaps between.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

WHOLE = 12_000
"""A text of up to so many characters is shown whole."""
AROUND = 700
"""Characters that a long text shows on each side of marked words."""
OPENING = 1_500
"""Characters that a long text shows from its beginning."""
_BETWEEN = 400
"""A gap of fewer characters is not worth hiding."""
_LONGEST_WORD = 40
"""A label moves behind its word unless the word is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words to be marked: `[start, end)` of the text in code points; `key` names the evidence."""

    start: int
    end: int
    field: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A passage that also stands in another document, `of`."""

    start: int
    end: int
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A label behind words: the field that they speak for and the keys of their evidence."""

    field: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the text that the same spans cover, and the labels that follow it."""

    start: int
    text: str
    over: tuple[Marked, ...] = ()
    shared: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()

    @property
    def end(self) -> int:
        """Where the run ends in the text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part of the text that is not shown until it is asked for."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(slots=True)
class _Edge:
    opens: list[Marked] = field(default_factory=list)
    closes: list[Marked] = field(default_factory=list)
    shares: list[str] = field(default_factory=list)
    unshares: list[str] = field(default_factory=list)


def pieces(
    text: str,
    marked: Iterable[Marked] = (),
    shared: Iterable[Shared] = (),
    *,
    start: int = 0,
    end: int | None = None,
) -> tuple[Piece, ...]:
    """The text from `start` to `end` as pieces; spans outside are cut to it or left out."""
    end = len(text) if end is None else min(end, len(text))
    start = max(0, start)
    if start >= end:
        return ()
    edges: dict[int, _Edge] = {}
    labels: dict[int, dict[str, list[str]]] = {}
    for span in marked:
        low, high = max(span.start, start), min(span.end, end)
        if low >= high:
            continue
        edges.setdefault(low, _Edge()).opens.append(span)
        edges.setdefault(high, _Edge()).closes.append(span)
        if high == span.end:
            at = _word_end(text, high, end)
            labels.setdefault(at, {}).setdefault(span.field, []).append(span.key)
            edges.setdefault(at, _Edge())
    for passage in shared:
        low, high = max(passage.start, start), min(passage.end, end)
        if low < high:
            edges.setdefault(low, _Edge()).shares.append(passage.of)
            edges.setdefault(high, _Edge()).unshares.append(passage.of)
    return tuple(_cut(text, edges, labels, start, end))


def parts(
    text: str,
    marked: Sequence[Marked] = (),
    shared: Sequence[Shared] = (),
    *,
    whole: bool = False,
) -> tuple[Piece | Gap, ...]:
    """A text as it is shown at first: pieces, and gaps where a long one holds nothing marked."""
    kept = [(0, len(text))] if whole else windows(text, marked)
    shown: list[Piece | Gap] = []
    at = 0
    for low, high in kept:
        if low > at:
            shown.append(Gap(start=at, end=low))
        shown += pieces(text, marked, shared, start=low, end=high)
        at = high
    if at < len(text):
        shown.append(Gap(start=at, end=len(text)))
    return tuple(shown)


def windows(text: str, marked: Iterable[Marked]) -> list[tuple[int, int]]:
    """The parts of a text that are shown, in order, none touching the next."""
    if len(text) <= WHOLE:
        return [(0, len(text))] if text else []
    wanted = [(0, OPENING)]
    for span in marked:
        if not 0 <= span.start < span.end <= len(text):
            continue
        low, high = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
        # Of words that are themselves too long, both ends.
        if high - low > WHOLE:
            wanted += [(low, low + 2 * AROUND), (high - 2 * AROUND, high)]
        else:
            wanted.append((low, high))
    kept: list[tuple[int, int]] = []
    for first, last in sorted(wanted):
        low, high = _to_space(text, first, -1), _to_space(text, last, +1)
        if len(text) - high < _BETWEEN:
            high = len(text)
        if kept and low - kept[-1][1] < _BETWEEN:
            kept[-1] = (kept[-1][0], max(kept[-1][1], high))
        else:
            kept.append((low, high))
    return kept


def _cut(
    text: str,
    edges: dict[int, _Edge],
    labels: dict[int, dict[str, list[str]]],
    start: int,
    end: int,
) -> Iterable[Piece]:
    over: dict[str, Marked] = {}
    shares: dict[str, int] = {}
    cuts = sorted({start, end, *edges})
    for low, high in pairwise(cuts):
        edge = edges.get(low, _Edge())
        for span in edge.closes:
            over.pop(span.key, None)
        for span in edge.opens:
            over[span.key] = span
        for of in edge.unshares:
            shares[of] -= 1
        for of in edge.shares:
            shares[of] = shares.get(of, 0) + 1
        yield Piece(
            start=low,
            text=text[low:high],
            over=tuple(sorted(over.values(), key=lambda s: (s.end - s.start, s.start, s.key))),
            shared=tuple(sorted(of for of, n in shares.items() if n > 0)),
            tags=tuple(
                Tag(field=name, keys=tuple(keys)) for name, keys in labels.get(high, {}).items()
            ),
        )


def _word_end(text: str, at: int, end: int) -> int:
    """Where the word that holds an offset ends."""
    moved = at
    while 0 < moved < end and _joins(text[moved - 1]) and _joins(text[moved]):
        moved += 1
        if moved - at > _LONGEST_WORD:
            return at
    return moved


def _to_space(text: str, at: int, step: int) -> int:
    """The next space from an offset on, so that no word is cut; the offset where none is near."""
    for n in range(_LONGEST_WORD):
        moved = at + step * n
        if moved <= 0 or moved >= len(text):
            return max(0, min(len(text), moved))
        if text[moved - 1 if step < 0 else moved].isspace():
            return moved
    return at


def _joins(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"
