"""Cuts annotated sentences into clauses and says how each hangs on what stands before it.

``هاجم مسلحون مقرا، ما أدى إلى مقتل جندي، فيما فجر آخرون عبوة`` is three clauses: a start, a
result of it, and a further item.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from rasd.annotate import Annotated
from rasd.knowledge import Kind, Match
from rasd.text import WAW, TokenKind

_BREAKS = frozenset("،,؛;:()|") | {"..", "..."}


class Link(StrEnum):
    """How a clause hangs on the one before it."""

    START = "start"
    COMMA = "comma"
    AND = "and"
    NEW = "new"
    SAME = "same"
    RESULT = "result"
    CAUSE = "cause"
    AFTER = "after"


class Clause:
    """Tokens `start` to `end` of a sentence and how they hang on what stands before."""

    __slots__ = ("annotated", "end", "link", "start")

    def __init__(self, annotated: Annotated, start: int, end: int, link: Link) -> None:
        self.annotated: Final = annotated
        self.start: Final = start
        self.end: Final = end
        self.link: Final = link


_LINKS = {
    "new": Link.NEW,
    "same": Link.SAME,
    "result": Link.RESULT,
    "cause": Link.CAUSE,
    "after": Link.AFTER,
}


def split_clauses(annotated: Annotated) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; together they cover its tokens."""
    tokens = annotated.sentence.tokens
    timed = {t.start for t in annotated.times}
    connectives = {m.start: m for m in annotated.of(Kind.CONNECTIVE) if m.start not in timed}
    breaks = {i for i, text in enumerate(annotated.sentence.texts, 1) if text in _BREAKS}
    breaks.discard(len(tokens))
    cuts: list[tuple[int, Link]] = [(0, Link.START)]
    for i in sorted(breaks | connectives.keys()):
        connective = connectives.get(i)
        after_break = i in breaks
        if connective is not None and _adds_people(annotated, connective):
            continue
        if connective is not None and connective.entry.id == "also" and i and not after_break:
            continue  # inside a clause: أصيبتا أيضا بجروح
        if connective is not None and (
            i == 0 or _LINKS[connective.entry.what] is not Link.SAME or after_break
        ):
            _cut(cuts, i, _LINKS[connective.entry.what])
        elif after_break and tokens[i].kind is not TokenKind.PUNCTUATION:
            joined = tokens[i].text.startswith(WAW) and _tells(annotated, i)
            _cut(cuts, i, Link.AND if joined else Link.COMMA)
    clauses: list[Clause] = []
    last = len(cuts) - 1
    for n, (start, link) in enumerate(cuts):
        end = cuts[n + 1][0] if n < last else len(tokens)
        if end > start:
            clauses.append(Clause(annotated, start, end, link))
    return tuple(clauses)


def _tells(annotated: Annotated, at: int) -> bool:
    """Whether a word tells of an event, or is a light verb that leads to one."""
    return bool(annotated.of(Kind.TRIGGER, at, at + 1) or annotated.of(Kind.LIGHT_VERB, at, at + 1))


def _adds_people(annotated: Annotated, connective: Match) -> bool:
    """Whether "besides" adds people to a toll: ``مقتل 3 أشخاص فضلا عن أربعين جريحا``."""
    return connective.entry.id == "more" and any(
        0 <= c.start - connective.end <= 0 and (c.outcome or c.form == "number")
        for c in annotated.counts
    )


def _cut(cuts: list[tuple[int, Link]], at: int, link: Link) -> None:
    if cuts and cuts[-1][0] == at:
        if link not in (Link.COMMA, Link.START):
            cuts[-1] = (at, link)
    else:
        cuts.append((at, link))


def matches_in(clause: Clause, kind: Kind) -> tuple[Match, ...]:
    """Matches of a kind that begin inside a clause."""
    return tuple(clause.annotated.of(kind, clause.start, clause.end))
