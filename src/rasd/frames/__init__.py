"""The dataset as data frames, for notebooks and programs: see docs/reference/python.md."""

from rasd.frames.read import (
    read_accounts,
    read_citations,
    read_events,
    read_evidence,
    read_figures,
    read_mentions,
)

__all__ = [
    "read_accounts",
    "read_citations",
    "read_events",
    "read_evidence",
    "read_figures",
    "read_mentions",
]
