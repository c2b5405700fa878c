"""Decides the range of a toll, low, best and high, and how it grew.

Best is the figure that the event shows. A source's later figure replaces its earlier one; what a
party says of its enemy's losses only raises the upper end. ``قتيلان``, then ``4`` from the same
agency a day later, then 6 from the army that fired: 4, range 4 to 6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from rasd.merge.agree import counts_agree
from rasd.merge.ballots import Ballot, Ballots, By, news_first, published
from rasd.merge.written import written_count
from rasd.model import Account, Count, Standing, Toll, TollStep

Figures = Ballots[Count]


@published
def last_figure(ballots: Figures, _: By[Count]) -> Figures:
    """A source's later figure replaces its earlier one, unless it only says less ("several" after
    "four"); an outlet, and texts that copy each other, are one source. What it passes on from a
    party does not replace its own figure."""
    last: dict[tuple[int, bool], Ballot[Count]] = {}
    for ballot in ballots:
        by = (ballot.source, ballot.party)
        before = last.get(by)
        if before is None or not _says_less(ballot.value, before.value):
            last[by] = ballot
    return sorted(last.values(), key=lambda ballot: ballot.at)


def _says_less(later: Count, earlier: Count) -> bool:
    open_above = later.max is None
    holds = later.min <= earlier.min and (
        open_above or (earlier.max is not None and earlier.max <= later.max)  # type: ignore[operator]
    )
    return holds and (later.min, later.max) != (earlier.min, earlier.max)


@published
def number_first(ballots: Figures, _: By[Count]) -> Figures:
    """Of figures with equally good backing, a closed one comes before "at least"."""
    return [ballot for ballot in ballots if ballot.value.max is not None] or ballots


@published
def toll_best(shown: Count) -> int:
    """Best is the figure that the event shows: its number, or its lower bound ("at least five" and
    "five to eight": 5)."""
    return shown.min


@published
def toll_low(figures: Figures, best: int, own: frozenset[int]) -> int:
    """Low is the smallest figure that still stands: not one that its source replaced, that is told
    as background beside news, or that a party gives of its enemy's losses."""
    return min((f.value.min for f in figures if not f.party or f.at in own), default=best)


@published
def toll_high(figures: Figures, best: int) -> int:
    """High is the largest figure that still stands, what a party says of its enemy's losses
    included; an open figure ("at least") counts with its number."""
    return max(best, *(f.value.min if f.value.max is None else f.value.max for f in figures))


def toll(
    field: str,
    ballots: Figures,
    accounts: Sequence[Account],
    *,
    shown: Count,
    own: frozenset[int],
) -> Toll:
    """The range of a toll and its timeline. `own` are places of ballots by which a party admits
    its own losses; `accounts` stand in the order of `Ballot.at`."""
    news = news_first(ballots, By())
    standing = last_figure(news, By())
    best = toll_best(shown)
    return Toll(
        field=field,
        low=min(best, toll_low(standing, best, own)),
        best=best,
        high=toll_high(standing, best),
        timeline=_timeline(ballots, news, standing, accounts),
    )


def _timeline(
    ballots: Figures, news: Figures, standing: Figures, accounts: Sequence[Account]
) -> tuple[TollStep, ...]:
    told = {ballot.at for ballot in news}
    last = {(ballot.source, ballot.party, ballot.key) for ballot in standing}
    steps: dict[tuple[date | None, str, Standing], list[str]] = defaultdict(list)
    for ballot in ballots:
        account = accounts[ballot.at]
        if ballot.at not in told:
            how = Standing.BACKGROUND
        elif (ballot.source, ballot.party, ballot.key) not in last:
            how = Standing.REPLACED
        else:
            how = Standing.PARTY if ballot.party else Standing.COUNTS
        steps[account.published, written_count(ballot.value), how].append(account.mention_id)
    return tuple(
        TollStep(published=day, value=value, said_by=tuple(ids), standing=how)
        for (day, value, how), ids in steps.items()
    )


@published
def updates(ballots: Figures, accounts: Sequence[Account]) -> frozenset[int]:
    """An outlet's larger figure of a later day is an update of its own smaller one and no conflict
    with it. Figures of one day, a smaller figure after a larger one, and figures of different
    outlets that exclude each other are a conflict, even where one text copies the other."""
    newest: dict[str, Ballot[Count]] = {}
    for ballot in ballots:
        outlet = accounts[ballot.at].outlet
        if outlet is not None:
            newest[outlet] = ballot
    return frozenset(
        ballot.at
        for ballot in ballots
        if (outlet := accounts[ballot.at].outlet) is not None
        and _grew(ballot, newest[outlet], accounts)
    )


def tolls_conflict(ballots: Figures, accounts: Sequence[Account]) -> bool:
    """Whether figures exclude each other, updates of one outlet's own left aside."""
    replaced = updates(ballots, accounts)
    return not counts_agree(ballot.value for ballot in ballots if ballot.at not in replaced)


def _grew(old: Ballot[Count], new: Ballot[Count], accounts: Sequence[Account]) -> bool:
    day, later = accounts[old.at].published, accounts[new.at].published
    return day is not None and later is not None and day < later and old.value.min <= new.value.min
