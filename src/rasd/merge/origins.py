"""Decides which earlier documents one document is compared with, word by word.

Those that share kept runs of words with it. Wording in many documents over many days that
otherwise differ (a signature, a standing phrase) is no reason. A run leads to the first few and
the last few earlier documents that hold it, so the work for one document does not grow with the
number of all.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rasd.merge.fingerprint import Fingerprint
from rasd.merge.numbered import NOWHERE_ELSE, Numbered
from rasd.merge.parted import Parted

_HOLDERS = 6
"""Earlier documents looked at for one run: so many of the first, from which the others may have
copied too, and so many of the last, which are the most likely origins."""
_MANY_DOCUMENTS, _MANY_DAYS = 8, 6
"""A run in more documents and over more days than these is a standing phrase."""
_ALIKE = 0.3
"""Documents that hold a standing phrase have less than this part of their runs in common."""
_FEWEST_RUNS = 2
"""Kept runs that two documents share before their words are compared."""
_SHORT = 24
"""A text of fewer words is compared for one shared run."""


class Origins:
    """A corpus by the runs that its documents share.

    `prints` are in chronological order; `days` names the day of each, an undated document's
    alone. A run that several documents hold has a number; numbers stand where runs stood.
    """

    def __init__(self, prints: Iterable[Fingerprint], days: Sequence[Hashable]) -> None:
        self._words, self._at = array("I"), array("Q", [0])
        runs = Parted()
        for each in prints:
            self._words.append(each.words)
            self._at.append(self._at[-1] + len(each.runs))
            runs.add(each.runs)
        self._numbers = Numbered(runs, self._at)
        self._holders = self._numbers.holders
        self._standing = self._find_standing(days)

    def words(self, position: int) -> int:
        """How many words a document has."""
        return self._words[position]

    def of(self, position: int) -> list[int]:
        """Earlier documents to compare a document with; those that share most come first."""
        holders = array("I")
        for run in self.numbers(position):
            if run != NOWHERE_ELSE and not self.is_standing(run):
                holders += self._holders.before(run, position, _HOLDERS)
        shared = Counter(holders)
        short = self._words[position] < _SHORT
        found = [
            (-runs, origin)
            for origin, runs in shared.items()
            if runs >= _FEWEST_RUNS or short or self._words[origin] < _SHORT
        ]
        return [origin for _, origin in sorted(found)]

    def numbers(self, position: int) -> array[int]:
        """The numbers of a document's runs, in the order of its fingerprint."""
        return self._numbers.of(position)

    def is_standing(self, run: int) -> bool:
        """Whether the run of a number is a standing phrase."""
        return run != NOWHERE_ELSE and bool(self._standing[run >> 3] & 1 << (run & 7))

    def _find_standing(self, days: Sequence[Hashable]) -> bytearray:
        """Marks, with a bit each, runs in many documents of many days that otherwise differ.

        An agency report under thirty outlets is in many documents too, but these share the rest.
        """
        standing = bytearray(self._holders.end // 8 + 1)
        held = lru_cache(maxsize=1024)(lambda position: frozenset(self.numbers(position)))

        @lru_cache(maxsize=100_000)
        def alike(one: int, other: int) -> float:
            a, b = held(one), held(other)
            common = len(a & b) - (NOWHERE_ELSE in a and NOWHERE_ELSE in b)
            all_runs = self._at[one + 1] - self._at[one] + self._at[other + 1] - self._at[other]
            return common / (all_runs - common)

        for run, holders in self._holders:
            if len(holders) <= _MANY_DOCUMENTS:
                continue
            if len({days[position] for position in holders}) <= _MANY_DAYS:
                continue
            shares = [alike(*two) for two in pairwise(holders[: _MANY_DOCUMENTS + 1])]
            if sum(shares) < _ALIKE * len(shares):
                standing[run >> 3] |= 1 << (run & 7)
        return standing
