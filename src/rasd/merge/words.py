"""Decides what the words of a text are where texts are compared word by word, and which of
them prove nothing when another text has them too.

What stands in quotation marks was said by a third (``«لن نتهاون مع ..»``). A standing phrase of
`data/merge/standing.tsv` (``ولم تعلن أي جهة مسؤوليتها عن الهجوم``) and a line of the page around an
article (``جميع الحقوق محفوظة ..``) belong to everybody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from enum import IntEnum
from functools import cache, cached_property
from itertools import pairwise

from rasd.knowledge.furniture import openers
from rasd.knowledge.tables import read_rows
from rasd.merge.wording import stems_in, stems_of
from rasd.text import Span, Text, fold

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_QUOTATION_MARK = '"'
_NAME_WORDS = 3
"""Words in quotation marks that are a name or a term, not speech."""
_OPENER_WORDS = 3
_COMMON = 3
"""A pair of words that occurs more often than this in one text places nothing."""
_LONG = 4
"""Letters of a stem that may place a word alone, where it is unique in the text."""

_LETTERS_HELD = 1_000_000
"""Letters of the texts whose words are at hand: some 450 articles, and 46 MB."""

Pair = tuple[str, str]


class Whose(IntEnum):
    """Whose a word is: the text's own, a speaker's, or everybody's."""

    OWN = 0
    QUOTED = 1
    STANDING = 2


class Words:
    """The words of a text as light stems, each with its place; the rest is worked out on demand."""

    def __init__(self, text: str) -> None:
        self._text: Text = fold(text)
        self.stems: tuple[str, ...] = stems_in(self._text.folded)

    def __len__(self) -> int:
        return len(self.stems)

    def span(self, first: int, end: int) -> Span:
        """The place of words `first:end` in the original text."""
        return self._text.original_span(Span(self._at[first][0], self._at[end - 1][1]))

    @cached_property
    def _at(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self._text.folded)]

    @cached_property
    def pairs(self) -> dict[Pair, int]:
        """Where each pair of neighbours stands that occurs once."""
        return self._pairs[0]

    @cached_property
    def repeated(self) -> dict[Pair, list[int]]:
        """Where each pair stands that occurs more than once, unless it is too common here."""
        return {pair: at for pair, at in self._pairs[1].items() if len(at) <= _COMMON}

    @cached_property
    def _pairs(self) -> tuple[dict[Pair, int], dict[Pair, list[int]]]:
        first: dict[Pair, int] = {}
        again: dict[Pair, list[int]] = {}
        for at, pair in enumerate(pairwise(self.stems)):
            before = first.setdefault(pair, at)
            if before != at:
                again.setdefault(pair, [before]).append(at)
        for pair in again:
            del first[pair]
        return first, again

    @cached_property
    def singles(self) -> dict[str, int]:
        """Where each longer word stands that is unique here."""
        places = range(len(self.stems))
        last = dict(zip(self.stems, places, strict=True))
        first = dict(zip(reversed(self.stems), reversed(places), strict=True))
        return {each: at for each, at in last.items() if first[each] == at and len(each) >= _LONG}

    @cached_property
    def whose(self) -> bytes:
        """For each word a `Whose`."""
        marks = bytearray(len(self))
        folded = self._text.folded
        starts = [start for start, _ in self._at]
        first = 0
        for line in _LINE.finditer(folded):
            end = bisect_left(starts, line.end(), first)
            if _is_furniture(
                [folded[slice(*at)] for at in self._at[first : first + _OPENER_WORDS]]
            ):
                marks[first:end] = bytes([Whose.STANDING]) * (end - first)
            elif _QUOTATION_MARK in line.group():
                self._mark_quoted(marks, first, end, line.span())
            first = end
        self._mark_standing(marks)
        return bytes(marks)

    def _mark_quoted(self, marks: bytearray, first: int, end: int, line: tuple[int, int]) -> None:
        folded = self._text.folded
        at = [m.start() for m in re.finditer(_QUOTATION_MARK, folded[slice(*line)])]
        for opened, closed in zip(at[::2], at[1::2], strict=False):
            low, high = line[0] + opened, line[0] + closed
            inside = [n for n in range(first, end) if low < self._at[n][0] < high]
            if len(inside) > _NAME_WORDS:
                marks[inside[0] : inside[-1] + 1] = bytes([Whose.QUOTED]) * len(inside)

    def _mark_standing(self, marks: bytearray) -> None:
        heads = _standing()
        if heads.keys().isdisjoint(self.stems):
            return
        for at, each in enumerate(self.stems):
            for phrase in heads.get(each, ()):
                if self.stems[at : at + len(phrase)] == phrase:
                    marks[at : at + len(phrase)] = bytes([Whose.STANDING]) * len(phrase)


class RecentWords:
    """Words of texts; those looked at last are held, since a text is compared with several."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Words] = OrderedDict()
        self._letters = 0

    def of(self, text: str) -> Words:
        """The words of a text; the same object where it was asked for a moment ago."""
        found = self._held.get(text)
        if found is not None:
            self._held.move_to_end(text)
            return found
        found = self._held[text] = Words(text)
        self._letters += len(text)
        while self._letters > _LETTERS_HELD and len(self._held) > 1:
            oldest, _ = self._held.popitem(last=False)
            self._letters -= len(oldest)
        return found


@cache
def _standing() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Standing phrases as stems, by their first one."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in read_rows("merge/standing.tsv"):
        phrase = stems_of(row["phrase"])
        found[phrase[0]].append(phrase)
    return {head: tuple(sorted(phrases)) for head, phrases in found.items()}


def _is_furniture(opening: list[str]) -> bool:
    known = openers(at_end=False)
    return any(" ".join(opening[: n + 1]) in known for n in range(len(opening)))
