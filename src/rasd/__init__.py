"""rasd: Arabic conflict reporting turned into a dataset with evidence.

From Python, the dataset is read as data frames:

    events = rasd.read_events("out")     # the folder of a run, a store, a release

See docs/reference/python.md for all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasd.frames import (
        read_accounts,
        read_citations,
        read_events,
        read_evidence,
        read_figures,
        read_mentions,
    )

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "read_accounts",
    "read_citations",
    "read_events",
    "read_evidence",
    "read_figures",
    "read_mentions",
]


def __getattr__(name: str) -> object:
    # Commands and workers import this package without waiting for what frames need.
    if name in __all__:
        from rasd import frames  # noqa: PLC0415

        return getattr(frames, name)
    raise AttributeError(f"module 'rasd' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
