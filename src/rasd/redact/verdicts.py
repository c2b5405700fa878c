"""What a reading of a text leaves: each word with the verdict on it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import NamedTuple

from rasd.redact.log import Rule

_SHORTEST_SHARED = 3


class Word(NamedTuple):
    """A word of a text: its original offsets, whether it is hidden, and why."""

    folded: str
    start: int
    end: int
    rule: Rule | None
    punctuation: bool
    trigger: bool
    may_be_name: bool


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with the verdict on each of its words."""

    text: str
    words: tuple[Word, ...]
    hidden: frozenset[str]
    """The hidden words that may be names, folded."""
    untouched: int
    """How many words it has where all of it may be published, else -1."""
    shown_names: frozenset[str] = field(repr=False)
    """The words not hidden that may be names, folded: they go where another text hides them."""


def read_text(text: str, words: tuple[Word, ...]) -> ReadText:
    """A text of these words."""
    ruled = [w for w in words if w.rule is not None]
    hidden = frozenset(
        w.folded for w in ruled if w.may_be_name and len(w.folded) >= _SHORTEST_SHARED
    )
    shown = frozenset(w.folded for w in words if w.may_be_name and w.rule is None)
    whole = not ruled and not _other_letters(text, words)
    return ReadText(
        text, words, hidden, sum(not w.punctuation for w in words) if whole else -1, shown
    )


def _other_letters(text: str, words: tuple[Word, ...]) -> bool:
    """Whether letters stand between the words: those of scripts that no list holds."""
    at = 0
    for _, start, end, *_ in words:
        if start > at and text[at:start] != " " and any(map(str.isalnum, text[at:start])):
            return True
        at = end
    return any(map(str.isalnum, text[at:]))


def same_names(read: ReadText, names: Set[str]) -> ReadText:
    """A text in which words hidden elsewhere are hidden too."""
    if read.shown_names.isdisjoint(names):
        return read
    return read_text(
        read.text,
        tuple(
            w._replace(rule=Rule.SAME)
            if w.rule is None and w.may_be_name and w.folded in names
            else w
            for w in read.words
        ),
    )
