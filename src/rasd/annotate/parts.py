"""Decides which counts of a sentence are part of a count told before.

``12 شخصا بينهم 3 أطفال وامرأة``: the children and the woman are among the twelve. The list of
parts goes on over ``و`` and commas, and ends at a toll word, at another outcome, or at a count
greater than the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rasd.knowledge.tables import read_toml
from rasd.text import Token, TokenKind, fold_plain, proclitic_readings

if TYPE_CHECKING:
    from rasd.annotate.counts import CountSpan

_LONGEST_GAP = 2
_CUE_REACH = 2
_WHOLE_REACH = 10


def link_parts(tokens: Sequence[Token], counts: Sequence[CountSpan]) -> tuple[CountSpan, ...]:
    """The counts with `part_of` set."""
    linked: list[CountSpan] = []
    parent: int | None = None
    for index, count in enumerate(counts):
        if index == 0:
            linked.append(count)
            continue
        gap = tokens[counts[index - 1].end : count.start]
        if _of_them(tokens, count):
            parent = _whole(linked, count)
        elif _opens(gap):
            parent = index - 1
        elif parent is not None and not _goes_on(gap, tokens[count.start], counts[parent], count):
            parent = None
        if parent is not None and not _fits(counts[parent], count):
            parent = None
        linked.append(count if parent is None else replace(count, part_of=parent))
    return tuple(linked)


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(fold_plain(w) for w in read_toml("ar/counts.toml")["words"][key])


def _opens(gap: Sequence[Token]) -> bool:
    if not gap:
        return False
    part = _set("part")
    for token in gap[-_CUE_REACH:]:
        for _, stem in proclitic_readings(token.text):
            if stem in part:
                return True
    return gap[-1].text == "("


def _of_them(tokens: Sequence[Token], count: CountSpan) -> bool:
    """Whether a pronoun behind the count says that it is a part: ``أربعة منهم أطفال``.

    What befell them alone makes them a toll of their own: ``توفي ثلاثة منهم``.
    """
    if count.end >= len(tokens) or tokens[count.end].text not in _set("of_them"):
        return False
    before = tokens[count.start - 1].text
    return not any(stem in _set("toll") for _, stem in proclitic_readings(before))


def _whole(linked: Sequence[CountSpan], count: CountSpan) -> int | None:
    """The nearest count before that may include this one."""
    for index in range(len(linked) - 1, -1, -1):
        if linked[index].part_of is None and _fits(linked[index], count):
            near = count.start - linked[index].end <= _WHOLE_REACH
            return index if near else None
    return None


def _goes_on(gap: Sequence[Token], first: Token, parent: CountSpan, count: CountSpan) -> bool:
    words = [t for t in gap if t.kind is TokenKind.WORD]
    if len(words) == len(gap) and not any(
        t.text.startswith(tuple(_set("wa"))) for t in (*gap, first)
    ):
        return False
    if len(words) > _LONGEST_GAP or any(t.text == ")" for t in gap):
        return False
    if any(s in _set("singular_after") for t in words for _, s in proclitic_readings(t.text)[1:]):
        return False
    if any(t.text in _set("toll") for t in words):
        return False
    if count.form == "bare_number":
        return False
    return count.outcome is None or count.outcome == parent.outcome


def _fits(parent: CountSpan, count: CountSpan) -> bool:
    if parent.form == "singular":
        return False
    if parent.max is not None and count.min > parent.max:
        return False
    return count.outcome is None or parent.outcome in (None, count.outcome)
