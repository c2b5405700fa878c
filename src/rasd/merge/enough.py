"""Decides how much of a text another must have before it counts as copied.

Equal words are weighed: one that is equal alone or with few neighbours counts half, since
independent reports share names and pairs of words.
"""

from __future__ import annotations

from collections.abc import Sequence

FEWEST_IN_PASSAGE = 5
"""Equal words that a passage has beside standing phrases."""
_FEWEST_WORDS = 16
"""Equal words in all that make copying; news on one theme rarely shares more by chance."""
_LONGEST_PASSAGE = 10
"""Equal words that at least one passage must have."""
_SHORT = 24
"""A text of fewer words is copied where another has nearly all of it."""
_FEWEST_OF_SHORT, _MOST_OF_SHORT = 7, 0.8
"""Equal words of a short text that make copying: fixed, and as part of it."""
_FIRM = 4
"""Equal words in a row that count in full."""


def weight_of_each(length: int) -> float:
    """What each of so many equal words in a row counts."""
    return 1.0 if length >= _FIRM else 0.5


def suffices(passages: Sequence[float], shorter: int) -> bool:
    """Whether passages of such weights make copying; `shorter` is the length of either text."""
    total, longest = sum(passages), max(passages, default=0.0)
    if total >= _FEWEST_WORDS and longest >= _LONGEST_PASSAGE:
        return True
    return shorter < _SHORT and total >= max(_FEWEST_OF_SHORT, _MOST_OF_SHORT * shorter)
