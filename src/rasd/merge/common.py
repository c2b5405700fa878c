"""Decides what two texts have in common, and how much of it is the texts' own words.

A pure function of two texts, so that it is worked out once for each pair and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rasd.merge.align import GAP, Passage, passages_of
from rasd.merge.enough import FEWEST_IN_PASSAGE, suffices, weight_of_each
from rasd.merge.stretches import Equal, Stretch, equal_words
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


def common_passages(copy: Words, origin: Words) -> Common:
    """What a text shares with an earlier one, in the order of the copy.

    Nothing where it can't be enough for copying, whosever the words are: most texts that are
    compared share names and phrases alone.
    """
    shorter = min(len(copy), len(origin))
    equal = equal_words(copy, origin)
    if not _may_suffice(equal, shorter):
        return ()
    passages = passages_of(equal.stretches())
    if not suffices(_heavy(_weight(each.stretches) for each in passages), shorter):
        return ()
    return tuple(_common(passage, copy, origin) for passage in passages)


def _may_suffice(equal: Equal, shorter: int) -> bool:
    """Whether passages of what is equal may be enough.

    From one stretch of a passage to the next the diagonal moves by no more than a gap. So what is
    equal on neighbouring diagonals weighs at least what the passages there do.
    """
    on: defaultdict[int, float] = defaultdict(float)
    for i, j, length in equal.runs:
        on[j - i] += length * weight_of_each(length)
    one = weight_of_each(1)
    for i, j in equal.singles:
        on[j - i] += one
    weights: list[float] = []
    last = None
    for diagonal in sorted(on):
        if last is None or diagonal - last > GAP:
            weights.append(0.0)
        weights[-1] += on[diagonal]
        last = diagonal
    return suffices(_heavy(weights), shorter)


def _heavy(passages: Iterable[float]) -> list[float]:
    return [weight for weight in passages if weight >= FEWEST_IN_PASSAGE]


def _weight(stretches: Iterable[Stretch]) -> float:
    return sum(each.length * weight_of_each(each.length) for each in stretches)


def _common(passage: Passage, copy: Words, origin: Words) -> CommonPassage:
    counts = [0.0] * len(Whose)
    for i, j, length in passage.stretches:
        weight = weight_of_each(length)
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
