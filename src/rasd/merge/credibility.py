"""Suggests how credible it is that an event happened: the second axis of the Admiralty code.

It goes by who tells it, not by how reliable they are: the two axes are independent. Two outlets
that print one agency's text are one source. Nothing here says "confirmed": that is a person's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from rasd.merge.ballots import published
from rasd.model import Account, Grade, Mention, Status, Voice


class Report(Struct, frozen=True, kw_only=True, gc=False):
    """One report of the event; `agrees` with the kind, day and place that the event shows."""

    mention: Mention
    account: Account
    agrees: bool


Reports = Sequence[Report]


def credibility(reports: Reports) -> Grade:
    """The grade of the first rule that holds, with the rule's name as the reason."""
    for rule, value in _RULES:
        if rule(reports):
            return Grade(value=value, suggested=True, reason=rule.__name__)
    return Grade(value="3", suggested=True, reason=sources_differ.__name__)


@published
def only_background(reports: Reports) -> bool:
    """6, cannot be judged: the event is only recalled for context, by no report as its news."""
    return all(report.mention.status is Status.BACKGROUND for report in reports)


@published
def all_deny(reports: Reports) -> bool:
    """5, improbable: every report that tells it concludes that it did not happen."""
    return all(report.mention.status is Status.DENIED for report in _news(reports))


@published
def some_deny(reports: Reports) -> bool:
    """4, doubtful: a report concludes that it did not happen, another tells it."""
    return any(report.mention.status is Status.DENIED for report in reports)


@published
def party_only(reports: Reports) -> bool:
    """6, cannot be judged: only parties to the event tell it, each for itself."""
    return all(report.account.voice is Voice.PARTY for report in _news(reports))


@published
def sources_agree(reports: Reports) -> bool:
    """2, probably true: two or more independent sources, none of them a party, agree on kind, day
    and place. Copies, syndicated texts and reports of one outlet count once."""
    return len({r.account.source for r in _neutral(reports) if r.agrees}) > 1


@published
def one_source(reports: Reports) -> bool:
    """3, possibly true: one independent source tells it, however many print its text."""
    return len({r.account.source for r in _neutral(reports)}) == 1


@published
def sources_differ(reports: Reports) -> bool:
    """3, possibly true: independent sources tell it, but no two agree on kind, day and place."""
    return len({r.account.source for r in _neutral(reports)}) > 1


_RULES: tuple[tuple[Callable[[Reports], bool], str], ...] = (
    (only_background, "6"),
    (all_deny, "5"),
    (some_deny, "4"),
    (party_only, "6"),
    (sources_agree, "2"),
    (one_source, "3"),
)


def _news(reports: Reports) -> Reports:
    return [r for r in reports if r.mention.status is not Status.BACKGROUND]


def _neutral(reports: Reports) -> Reports:
    return [r for r in _news(reports) if r.account.voice is Voice.NEUTRAL]
