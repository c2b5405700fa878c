"""Decides how often Python looks for garbage that refers to itself: rarely while a run works.

Records hold no such garbage. Each look walks what is alive, again and again as more is made:
with the usual thresholds that was an eighth of what a run does beside coding, and a look at every
20,000 new objects was a thirtieth of merging.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG, _MIDDLE, _OLD = 200_000, 10, 10
"""New objects before a look at these, and looks at these before one at those that stayed."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Looks less often inside the block, and as before behind it."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
