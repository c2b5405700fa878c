"""Decides which passages two documents share, word by word.

A passage is a chain of stretches of equal words (`words.Words`) in the same order with small gaps
on either side, so that a changed spelling, a dropped word or ``4000`` for ``أربعة آلاف`` does not
end one. Sentences in another order give several passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from rasd.merge.stretches import Stretch

GAP = 6
"""Words that may differ between two equal ones of a passage."""
_FEWEST = 5
"""Equal words that make a passage."""
_DENSITY = 0.5
"""Part of a passage's words, on its longer side, that must be equal."""
_GAP_COST = 0.2
"""What each word of a gap takes from a chain's score; an equal word adds one."""


Chain = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words `a_start:a_end` of one text and `b_start:b_end` of the other; `stretches` are alike."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    stretches: Chain

    @property
    def equal(self) -> int:
        """How many words are alike."""
        return sum(stretch.length for stretch in self.stretches)


def passages_of(stretches: list[Stretch]) -> tuple[Passage, ...]:
    """The passages that stretches make, in the order of the first text; none overlap there.

    The stretches are in that order, too.
    """
    passages = (_passage(chain) for chain in _chains(stretches))
    kept = [p for p in passages if _dense(p)]
    return tuple(sorted(kept, key=lambda p: (p.a_start, p.b_start)))


def _chains(stretches: list[Stretch]) -> Iterator[Chain]:
    """Disjoint chains, best first: each word of either side serves one chain.

    Stretches too far apart to share a chain are looked at apart; a group is looked at again
    where an earlier chain took words of it.
    """
    best = [_best_chain(group) for group in _groups(stretches)]
    waiting = [
        (-score, chain[0], number, chain, group)
        for number, (score, chain, group) in enumerate(best)
        if _words(chain) >= _FEWEST
    ]
    heapify(waiting)
    number = len(best)
    taken: list[Chain] = []
    while waiting:
        _, _, _, chain, group = heappop(waiting)
        left = _without(group, taken)
        if left is group:
            yield chain
            taken.append(chain)
            left = _without(group, taken)
        for rest in _groups(left):
            score, chain, group = _best_chain(rest)
            if _words(chain) >= _FEWEST:
                heappush(waiting, (-score, chain[0], number, chain, group))
                number += 1


def _words(chain: Chain) -> int:
    return sum(stretch.length for stretch in chain)


def _groups(stretches: list[Stretch]) -> Iterable[list[Stretch]]:
    """Stretches that small gaps connect in both texts, with words enough for a passage."""
    leader = list(range(len(stretches)))

    def find(k: int) -> int:
        while leader[k] != k:
            leader[k] = k = leader[leader[k]]
        return k

    recent: list[int] = []
    for k, (i, j, length) in enumerate(stretches):
        recent = [p for p in recent if stretches[p].i + stretches[p].length + GAP >= i]
        for p in recent:
            other = stretches[p]
            if other.j <= j + length + GAP and j <= other.j + other.length + GAP:
                leader[find(k)] = find(p)
        recent.append(k)
    groups: dict[int, list[Stretch]] = {}
    for k, stretch in enumerate(stretches):
        groups.setdefault(find(k), []).append(stretch)
    return [group for group in groups.values() if sum(s.length for s in group) >= _FEWEST]


def _best_chain(stretches: list[Stretch]) -> tuple[float, Chain, list[Stretch]]:
    score: list[float] = []
    before: list[int] = []
    cut: list[int] = []
    recent: list[int] = []
    for k, (i, j, length) in enumerate(stretches):
        best, link, trimmed = float(length), -1, 0
        recent = [p for p in recent if stretches[p].i + stretches[p].length + GAP >= i]
        for p in recent:
            other = stretches[p]
            step_i = i - other.i - other.length
            step_j = j - other.j - other.length
            if step_j > GAP:
                continue
            # A repeated word may belong to both; the later stretch gives it up.
            overlap = max(0, -step_i, -step_j)
            if overlap >= length:
                continue
            gap = max(step_i, step_j) + overlap
            if gap > GAP:
                continue
            reached = score[p] + length - overlap - _GAP_COST * gap
            if reached > best:
                best, link, trimmed = reached, p, overlap
        score.append(best)
        before.append(link)
        cut.append(trimmed)
        recent.append(k)
    at = max(range(len(stretches)), key=lambda k: (score[k], -k))
    top = score[at]
    chain: list[Stretch] = []
    while at >= 0:
        i, j, length = stretches[at]
        chain.append(Stretch(i + cut[at], j + cut[at], length - cut[at]))
        at = before[at]
    return top, tuple(reversed(chain)), stretches


def _without(stretches: list[Stretch], taken: list[Chain]) -> list[Stretch]:
    """What is left of stretches beside the words of chains; the same list where that is all."""
    left: list[Stretch] = []
    for stretch in stretches:
        left.extend(_cut_out([stretch], taken))
    return stretches if left == stretches else left


def _cut_out(pieces: list[Stretch], taken: list[Chain]) -> list[Stretch]:
    for chain in taken:
        first, last = chain[0], chain[-1]
        ranges = (
            (0, first.i, last.i + last.length),
            (1, first.j, last.j + last.length),
        )
        for side, low, high in ranges:
            cut: list[Stretch] = []
            for piece in pieces:
                start, end = piece[side], piece[side] + piece.length
                if end <= low or start >= high:
                    cut.append(piece)
                    continue
                if start < low:
                    cut.append(Stretch(piece.i, piece.j, low - start))
                if end > high:
                    skip = high - start
                    cut.append(Stretch(piece.i + skip, piece.j + skip, end - high))
            pieces = cut
    return pieces


def _passage(chain: Chain) -> Passage:
    first, last = chain[0], chain[-1]
    return Passage(
        a_start=first.i,
        a_end=last.i + last.length,
        b_start=first.j,
        b_end=last.j + last.length,
        stretches=chain,
    )


def _dense(passage: Passage) -> bool:
    longer = max(passage.a_end - passage.a_start, passage.b_end - passage.b_start)
    return passage.equal >= _FEWEST and passage.equal >= _DENSITY * longer
