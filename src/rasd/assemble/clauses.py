"""Cuts annotated sentences into clauses and says how each hangs on what stands before it.

``هاجم مسلحون مقرا، ما أدى إلى مقتل جندي، فيما فجر آخرون عبوة`` is three clauses: a start, a
result of it, and a further item.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `start` to `end` of a sentence and how they hang on what stands before."""

    annotated: Annotated
    start: int
    end: int
    link: Link


_LINKS = {
    "new": Link.NEW,
    "same": Link.SAME,
    "result": Link.RESULT,
    "cause": Link.CAUSE,
    "after": Link.AFTER,
}
_TELLING = (Kind.TRIGGER, Kind.LIGHT_VERB)


def split_clauses(annotated: Annotated) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; together they cover its tokens."""
    tokens = annotated.sentence.tokens
    timed = {t.start for t in annotated.times}
    connectives = {m.start: m for m in annotated.of(Kind.CONNECTIVE) if m.start not in timed}
    telling = {m.start for kind in _TELLING for m in annotated.of(kind)}
    cuts: list[tuple[int, Link]] = [(0, Link.START)]
    for i, token in enumerate(tokens):
        connective = connectives.get(i)
        after_break = i > 0 and tokens[i - 1].text in _BREAKS
        if connective is not None and _adds_people(annotated, connective):
            continue
        if connective is not None and connective.entry.id == "also" and i and not after_break:
            continue  # inside a clause: أصيبتا أيضا بجروح
        if connective is not None and (
            i == 0 or _LINKS[connective.entry.what] is not Link.SAME or after_break
        ):
            _cut(cuts, i, _LINKS[connective.entry.what])
        elif after_break and token.kind is not TokenKind.PUNCTUATION:
            joined = token.text.startswith(WAW) and i in telling
            _cut(cuts, i, Link.AND if joined else Link.COMMA)
    bounds = [start for start, _ in cuts[1:]] + [len(tokens)]
    return tuple(
        Clause(annotated, start, end, link)
        for (start, link), end in zip(cuts, bounds, strict=True)
        if end > start
    )


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
