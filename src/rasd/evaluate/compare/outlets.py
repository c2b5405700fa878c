"""Decides whether a source that they name is one of our outlets, in whatever language or form."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from rasd.evaluate.compare.lists import read_list
from rasd.evaluate.compare.names import folded

_ARTICLES = 3
"""Words of so many letters or fewer are no name by themselves, as an agency's initials in a title.
"""


def names_of(outlets: Collection[str]) -> frozenset[str]:
    """Every folded name of the outlets; those of the table go by all their names."""
    known = _known()
    found: set[str] = set()
    for outlet in outlets:
        key = folded(outlet)
        found |= known.get(key, {key})
    return frozenset(filter(None, found))


def is_among(source: str, ours: frozenset[str]) -> bool:
    """Whether a source, or a citation that holds its name, is one of ours."""
    key = folded(source)
    if key in ours or _known().get(key, frozenset()) & ours:
        return True
    padded = f" {key} "
    return any(f" {name} " in padded for name in ours if len(name) > _ARTICLES)


@cache
def _known() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in read_list("actors/outlets.tsv"):
        names = (row["name_en"], row["name_ar"], row["domain"], *row["aliases"].split("|"))
        keys = frozenset(filter(None, map(folded, names)))
        found.update((key, keys) for key in keys)
    return found
