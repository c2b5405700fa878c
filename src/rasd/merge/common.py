"""Decides what two texts have in common, and how much of it is the texts' own words.

A pure function of two texts, so that it is worked out once for each pair and kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.merge.align import Passage, shared_passages
from rasd.merge.words import Whose, Words
from rasd.model import ReusedSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonPassage:
    """A passage of two texts. `first:end` are its words in the copy.

    `own` equal words are reporting, `quoted` ones stand in quotation marks in either text; one
    that is equal alone or with one neighbour counts half.
    """

    first: int
    end: int
    own: float
    quoted: float
    span: ReusedSpan


Common = tuple[CommonPassage, ...]

_FIRM = 4
"""Equal words in a row that count in full: independent reports share names and word pairs."""


def common_passages(copy: Words, origin: Words) -> Common:
    """What a text shares with an earlier one, in the order of the copy."""
    return tuple(_common(passage, copy, origin) for passage in shared_passages(copy, origin))


def _common(passage: Passage, copy: Words, origin: Words) -> CommonPassage:
    counts = [0.0] * len(Whose)
    for i, j, length in passage.stretches:
        weight = 1.0 if length >= _FIRM else 0.5
        marks = copy.whose[i : i + length], origin.whose[j : j + length]
        # Most stretches are the texts' own throughout; looking at each word is what costs.
        if any(map(any, marks)):
            for each in map(max, *marks):
                counts[each] += weight
        else:
            counts[Whose.OWN] += weight * length
    here = copy.span(passage.a_start, passage.a_end)
    there = origin.span(passage.b_start, passage.b_end)
    return CommonPassage(
        first=passage.a_start,
        end=passage.a_end,
        own=counts[Whose.OWN],
        quoted=counts[Whose.QUOTED],
        span=ReusedSpan(start=here.start, end=here.end, of_start=there.start, of_end=there.end),
    )
