"""Decides which passages two documents share, word by word.

Passages are chains of equal words (`wording.stem`) in the same order with small gaps on either
side, so that a changed spelling, a dropped word or ``4000`` for ``أربعة آلاف`` does not end one.
Sentences in another order give several passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rasd.merge.wording import Words

_GAP = 6
"""Words that may differ between two equal ones of a passage."""
_FEWEST = 5
"""Equal words that make a passage."""
_DENSITY = 0.5
"""Part of a passage's words, on its longer side, that must be equal."""
_COMMON = 3
"""A pair of words that occurs more often than this in one document anchors nothing."""
_LONG = 4
"""Letters of a stem that may anchor alone, where it is unique in both documents."""

Match = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words `a_start:a_end` of one text and `b_start:b_end` of the other, `equal` of them alike."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    equal: int


def shared_passages(a: Words, b: Words) -> tuple[Passage, ...]:
    """The passages that two texts share, in the order of the first; none overlap there."""
    matches = sorted(_matches(a, b))
    chains = _chains(matches)
    passages = [_passage(chain) for chain in chains]
    kept = [p for p in passages if _dense(p)]
    return tuple(sorted(kept, key=lambda p: (p.a_start, p.b_start)))


def _matches(a: Words, b: Words) -> set[Match]:
    matches: set[Match] = set()
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    for pair, at_a in pairs_a.items():
        at_b = pairs_b.get(pair)
        if at_b is None or len(at_a) > _COMMON or len(at_b) > _COMMON:
            continue
        for i in at_a:
            for j in at_b:
                matches.add((i, j))
                matches.add((i + 1, j + 1))
    single_a, single_b = _singles(a), _singles(b)
    matches.update((i, single_b[stem]) for stem, i in single_a.items() if stem in single_b)
    return matches


def _pairs(words: Words) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in range(len(words) - 1):
        found[words.stems[at], words.stems[at + 1]].append(at)
    return found


def _singles(words: Words) -> dict[str, int]:
    found: dict[str, int] = {}
    repeated: set[str] = set()
    for at, stem in enumerate(words.stems):
        if stem in found:
            repeated.add(stem)
        elif len(stem) >= _LONG:
            found[stem] = at
    return {stem: at for stem, at in found.items() if stem not in repeated}


def _chains(matches: list[Match]) -> Iterable[list[Match]]:
    """Disjoint chains, best first: each word of either side serves one chain."""
    left = matches
    while len(left) >= _FEWEST:
        chain = _best_chain(left)
        if len(chain) < _FEWEST:
            return
        yield chain
        (i0, j0), (i1, j1) = chain[0], chain[-1]
        left = [(i, j) for i, j in left if not (i0 <= i <= i1 or j0 <= j <= j1)]


def _best_chain(matches: list[Match]) -> list[Match]:
    score = [1.0] * len(matches)
    before = [-1] * len(matches)
    first = 0
    for k, (i, j) in enumerate(matches):
        while matches[first][0] < i - _GAP - 1:
            first += 1
        for p in range(first, k):
            step_i, step_j = i - matches[p][0], j - matches[p][1]
            if step_i < 1 or not 1 <= step_j <= _GAP + 1:
                continue
            reached = score[p] + 1.0 - 0.2 * (max(step_i, step_j) - 1)
            if reached > score[k]:
                score[k], before[k] = reached, p
    at = max(range(len(matches)), key=lambda k: (score[k], -k))
    chain: list[Match] = []
    while at >= 0:
        chain.append(matches[at])
        at = before[at]
    return chain[::-1]


def _passage(chain: list[Match]) -> Passage:
    return Passage(
        a_start=chain[0][0],
        a_end=chain[-1][0] + 1,
        b_start=chain[0][1],
        b_end=chain[-1][1] + 1,
        equal=len(chain),
    )


def _dense(passage: Passage) -> bool:
    longer = max(passage.a_end - passage.a_start, passage.b_end - passage.b_start)
    return passage.equal >= _FEWEST and passage.equal >= _DENSITY * longer
