"""Chooses one of several values of a field by rules that are applied one after another.

Each rule leaves out some of what is told; the first that leaves one value has chosen it, and its
name is published with the event. A rule's docstring is the rule as people read it
(`data/merge/rules.tsv` has the Arabic, and the page made of both).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from operator import eq
from typing import Any, Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
RuleText = Callable[..., object]
Rank = Any
"""Comes before or after its like; `Any`, because the standard library has no such type."""
F = TypeVar("F", bound=RuleText)

RULES: dict[str, str] = {}
"""Every published rule by its name."""


def published(rule: F) -> F:
    """Publishes a rule under its function's name, with its docstring."""
    name, text = rule.__name__, " ".join((rule.__doc__ or "").split())
    if not text or name in RULES:
        raise ValueError(f"rule {name!r} needs a docstring and a name of its own")
    RULES[name] = text
    return rule


class Ballot(Struct, Generic[T], frozen=True, kw_only=True, gc=False):
    """What one mention says of a field. `at` is its place in the order of publication.

    Ballots of equal `key` say the same. `source` is the independent source, `party` set where
    only a party to the event vouches, `background` where the text tells it for context only.
    """

    at: int
    key: Hashable
    value: T
    source: int
    party: bool = False
    background: bool = False


Ballots = Sequence[Ballot[T]]


class By(Struct, Generic[T], frozen=True, kw_only=True):
    """What rules compare values by: whether one key holds another, and which value is finer."""

    holds: Callable[[Any, Any], bool] = eq
    rank: Callable[[T], Rank] = lambda _: 0


Rule = Callable[[Ballots[Any], By[Any]], Ballots[Any]]


def choose(ballots: Ballots[T], rules: Sequence[Rule], by: By[T]) -> tuple[Ballot[T], str] | None:
    """The chosen ballot and the name of the rule that decided; `None` without any.

    A rule never leaves out all.
    """
    if not ballots:
        return None
    left, keys = ballots, {ballot.key for ballot in ballots}
    name = sole_value.__name__
    for rule in (*rules, latest):
        if len(keys) == 1:
            break
        left = rule(left, by)
        kept = {ballot.key for ballot in left}
        if len(kept) < len(keys):
            name, keys = rule.__name__, kept
    return left[-1], name


@published
def sole_value(ballots: Ballots[T], _: By[T]) -> Ballots[T]:
    """Every report that gives the field gives this value."""
    return ballots


@published
def news_first(ballots: Ballots[T], _: By[T]) -> Ballots[T]:
    """What a report tells as its news counts before what another names for context only."""
    return [ballot for ballot in ballots if not ballot.background] or ballots


@published
def one_word(ballots: Ballots[T], by: By[T]) -> Ballots[T]:
    """An outlet, and texts that copy each other, are one source with one word: what most of its
    reports say; of equals the later, unless it only says less. What it passes on from a party is
    a word of its own."""
    said: dict[tuple[int, bool], Counter[Hashable]] = defaultdict(Counter)
    for ballot in ballots:
        said[ballot.source, ballot.party][ballot.key] += 1
    most = {source: max(counts.values()) for source, counts in said.items()}
    word: dict[tuple[int, bool], Ballot[T]] = {}
    for ballot in ballots:
        source = (ballot.source, ballot.party)
        if said[source][ballot.key] < most[source]:
            continue
        before = word.get(source)
        if before is None or not _says_less(ballot.key, before.key, by):
            word[source] = ballot
    return sorted(word.values(), key=lambda ballot: ballot.at)


def _says_less(later: Hashable, earlier: Hashable, by: By[T]) -> bool:
    return by.holds(later, earlier) and not by.holds(earlier, later)


@published
def neutral_first(ballots: Ballots[T], _: By[T]) -> Ballots[T]:
    """What a party to the event says of it counts only where nobody else gives the field."""
    return [ballot for ballot in ballots if not ballot.party] or ballots


@published
def most_sources(ballots: Ballots[T], _: By[T]) -> Ballots[T]:
    """The value that most independent sources give; copies of one text count once."""
    return most_backed(ballots, eq)


@published
def agreed_by_most(ballots: Ballots[T], by: By[T]) -> Ballots[T]:
    """The value that most independent sources contain: a day lies in its week, a town in its
    province, a suicide bombing in a blast of unstated means."""
    return most_backed(ballots, by.holds)


@published
def finest(ballots: Ballots[T], by: By[T]) -> Ballots[T]:
    """Of values with equally good backing the most precise: the shortest time, the smallest place,
    the kind that says more."""
    best = min(by.rank(ballot.value) for ballot in ballots)
    return [ballot for ballot in ballots if by.rank(ballot.value) == best]


@published
def latest(ballots: Ballots[T], _: By[T]) -> Ballots[T]:
    """Of values with equally good backing the one published last."""
    return ballots[-1:]


def most_backed(ballots: Ballots[T], holds: Callable[[Any, Any], bool]) -> Ballots[T]:
    """The ballots whose key most sources' keys hold."""
    sources: dict[Hashable, set[int]] = defaultdict(set)
    for ballot in ballots:
        sources[ballot.key].add(ballot.source)
    backing = {
        key: len(set().union(*(by for outer, by in sources.items() if holds(outer, key))))
        for key in sources
    }
    most = max(backing.values())
    return [ballot for ballot in ballots if backing[ballot.key] == most]
