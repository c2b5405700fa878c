"""Decides how a share is told: with its interval after Wilson (1927), which holds for small counts.

E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; `value`, `low` and `high` are `None` where there is nothing to share."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.part / self.whole if self.whole else None

    @property
    def low(self) -> float | None:
        """The lower end of the 95 % interval."""
        return self._end(-1)

    @property
    def high(self) -> float | None:
        """The upper end of the 95 % interval."""
        return self._end(+1)

    def _end(self, side: int) -> float | None:
        n = self.whole
        if not n:
            return None
        share, z2 = self.part / n, _Z * _Z
        root = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        return min(1.0, max(0.0, (share + z2 / (2 * n) + side * root) / (1 + z2 / n)))
