"""A filter that a person keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """`query` is the filter as an address has it, `view` the page that it was kept on.

    A person has one filter of a name: keeping another under it replaces the first. Others see it
    where it is `shared`.
    """

    owner: str
    name: str
    view: str
    query: str
    shared: bool
    at: str
