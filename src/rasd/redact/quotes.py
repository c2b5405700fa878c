"""Decides how much of a text is published: hidden words marked, and no more words than needed.

What happened is shown by the word that says it and a few around it (``EVENT_WORDS``), a value by
its own words (``VALUE_WORDS``); a party that speaks of its own deeds gets fewer, so that nobody's
propaganda is passed on. ``[…]`` stands for whatever is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from rasd.redact.log import Rule
from rasd.redact.names import read_names
from rasd.redact.verdicts import ReadText, same_names

MASK = "[\u2026]"
"""What stands for hidden words."""
EVENT_WORDS = 20
"""How many words of a quote may show what happened."""
VALUE_WORDS = 12
"""How many words may show any other value."""
CLAIM_WORDS = 8
"""How many words of a party that speaks of its own deeds are quoted."""
_BEFORE = 0.4


class Shown(NamedTuple):
    """A text fit to be published, and how many words of it each rule removed."""

    text: str
    removed: tuple[tuple[Rule, int], ...]


def published(
    text: str,
    *,
    coarse: bool,
    most: int,
    names: Set[str] = frozenset(),
    title: bool = False,
) -> str:
    """A text fit to be published: at most `most` words of it, the hidden ones marked."""
    return shown(text, names, coarse=coarse, most=most, title=title).text


def shown(text: str, names: Set[str], *, coarse: bool, most: int, title: bool) -> Shown:
    """The same with what was removed; words of `names` go as well."""
    same = read_names(text, coarse, title).shown_names & names if names else frozenset[str]()
    return _remembered(text, coarse, title, most, same)


@lru_cache(maxsize=50_000)
def _remembered(text: str, coarse: bool, title: bool, most: int, same: frozenset[str]) -> Shown:
    # The reports of an event quote it in the same words, and name the same parties.
    removed: Counter[Rule] = Counter()
    left = _left(same_names(read_names(text, coarse, title), same), most, removed)
    return Shown(left, tuple(removed.items()))


def _left(read: ReadText, most: int, removed: Counter[Rule]) -> str:
    if 0 <= read.untouched <= most:
        return read.text
    words = read.words
    counted = [i for i, word in enumerate(words) if not word.punctuation]
    if not counted:
        return _gap(read.text)
    first, last = _window(read, counted, most)
    shown: list[str] = []
    if first:
        shown.append(MASK)
    at = words[first].start if first else 0
    end = words[last].end if last + 1 < len(words) else len(read.text)
    for word in words[first : last + 1]:
        gap = _gap(read.text[at : word.start])
        if word.rule is None:
            shown.append(gap + read.text[word.start : word.end])
        elif shown and shown[-1].endswith(MASK) and not gap.strip():
            pass
        else:
            shown.append(gap + MASK)
        at = word.end
    shown.append(_gap(read.text[at:end]))
    if last + 1 < len(words):
        shown.append(" " + MASK)
    for i, word in enumerate(words):
        if word.punctuation:
            continue
        if word.rule is not None:
            removed[word.rule] += 1
        elif not first <= i <= last:
            removed[Rule.CUT] += 1
    return "".join(shown)


def _window(read: ReadText, counted: list[int], most: int) -> tuple[int, int]:
    """The first and the last word shown: those around what says what happened."""
    if len(counted) <= most:
        return 0, len(read.words) - 1
    at = next((n for n, i in enumerate(counted) if read.words[i].trigger), 0)
    first = max(0, min(at - int(most * _BEFORE), len(counted) - most))
    return (counted[first] if first else 0), counted[first + most - 1]


def _gap(text: str) -> str:
    """What stands between words: a letter there is of a script that no list holds."""
    if not text or text == " " or not any(map(str.isalnum, text)):
        return text
    return " " * text[:1].isspace() + MASK + " " * text[-1:].isspace()
