"""Decides what a value is that is no text: a code, an outlet, a loaded name, a place of the list.

``suicide_bombing`` and ``172955`` are codes; a part of a code that is a given name makes it none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rasd.knowledge import load_knowledge
from rasd.knowledge.tables import read_rows
from rasd.redact.lists import load_words
from rasd.text import fold_plain

_CODE = re.compile(r"[a-z0-9_./:+-]*")


@lru_cache(maxsize=50_000)
def is_code(text: str) -> bool:
    """Whether a value is a code or a number, of which no part is a name."""
    if not _CODE.fullmatch(text):
        return False
    return not any(part in load_words().latin for part in re.findall("[a-z]+", text))


def is_sensitive(text: str) -> bool:
    """Whether it names a kind of site where people shelter or are treated."""
    folded = fold_plain(text)
    return any(form in folded for form in _sensitive())


@cache
def _sensitive() -> frozenset[str]:
    return frozenset(
        fold_plain(form) for row in read_rows("redact/sensitive.tsv") for form in row.many("forms")
    )


def is_outlet(name: str) -> bool:
    """Whether it is the name of an outlet of the list."""
    return fold_plain(name) in _outlets()


@cache
def _outlets() -> frozenset[str]:
    rows = read_rows("actors/outlets.tsv")
    return frozenset(
        fold_plain(name)
        for row in rows
        for name in (row["name_ar"], row["name_en"], row["domain"], *row.many("aliases"))
        if name
    )


@cache
def _loaded() -> frozenset[str]:
    return frozenset(
        fold_plain(name) for row in read_rows("actors/actors.tsv") for name in row.many("loaded")
    )


@lru_cache(maxsize=50_000)
def is_loaded(text: str) -> bool:
    """Whether it names a party by a word that takes a side."""
    folded = fold_plain(text)
    return any(name in folded for name in _loaded())


@cache
def place_names() -> frozenset[str]:
    """The English names of the gazetteer."""
    return frozenset(row.name_en for row in load_knowledge().gazetteer.entries)
