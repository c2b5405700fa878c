"""Decides the range of a toll, low, best and high, and how it grew.

Best is the figure that the event shows. A source's later figure replaces its earlier one; what a
party says of its enemy's losses only raises the upper end. ``قتيلان``, then ``4`` from the same
agency a day later, then 6 from the army that fired: 4, range 4 to 6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
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
    last = _last(ballots, lambda ballot: ballot.source)
    return sorted(last.values(), key=lambda ballot: ballot.at)


@published
def still_stands(ballots: Figures, accounts: Sequence[Account]) -> Figures:
    """A figure stands until its own outlet gives another on a later day; one that says less than
    another of its outlet's figures does not count beside it."""

    def outlet(ballot: Ballot[Count]) -> str:
        account = accounts[ballot.at]
        return account.outlet or account.mention_id

    last = _last(ballots, outlet)

    def stands(ballot: Ballot[Count]) -> bool:
        word = last[outlet(ballot), ballot.party]
        return word.key == ballot.key or not (
            _later(accounts[word.at], accounts[ballot.at]) or _says_less(ballot.value, word.value)
        )

    return [ballot for ballot in ballots if stands(ballot)]


def _last(
    ballots: Figures, by: Callable[[Ballot[Count]], Hashable]
) -> dict[tuple[Hashable, bool], Ballot[Count]]:
    last: dict[tuple[Hashable, bool], Ballot[Count]] = {}
    for ballot in ballots:
        before = last.get((by(ballot), ballot.party))
        if before is None or not _says_less(ballot.value, before.value):
            last[by(ballot), ballot.party] = ballot
    return last


def _later(account: Account, other: Account) -> bool:
    days = account.published, other.published
    return days[0] is not None and days[1] is not None and days[0] > days[1]


def _says_less(later: Count, earlier: Count) -> bool:
    if (later.min, later.max) == (earlier.min, earlier.max) or later.min > earlier.min:
        return False
    return later.max is None or (earlier.max is not None and earlier.max <= later.max)


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
    """Low is the smallest figure that still stands, but for what is told as background beside
    news and what a party gives of its enemy's losses."""
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
    standing = still_stands(news, accounts)
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
    last = {ballot.at for ballot in standing}
    steps: dict[tuple[date | None, str, Standing], list[str]] = defaultdict(list)
    for ballot in ballots:
        account = accounts[ballot.at]
        if ballot.at not in told:
            how = Standing.BACKGROUND
        elif ballot.at not in last:
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
    newest = {(accounts[b.at].outlet, b.party): b for b in ballots if accounts[b.at].outlet}
    return frozenset(
        old.at
        for old in ballots
        if (new := newest.get((accounts[old.at].outlet, old.party))) is not None
        and _later(accounts[new.at], accounts[old.at])
        and old.value.min <= new.value.min
    )


def tolls_conflict(ballots: Figures, accounts: Sequence[Account]) -> bool:
    """Whether figures exclude each other, updates of one outlet's own left aside."""
    replaced = updates(ballots, accounts)
    return not counts_agree(ballot.value for ballot in ballots if ballot.at not in replaced)
