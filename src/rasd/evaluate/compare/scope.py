"""Decides what both sides cover: only there can one lack what the other has.

Countries are those that both have incidents in. A period runs from the first to the last day of
incidents; of ours, of events within a month before one of their reports, so that a report that
recalls an event of years ago doesn't stretch it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rasd.evaluate.compare.incident import Incident

_NEWS = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The countries and days of one side; `None` where it has no dated incident."""

    countries: frozenset[str]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What both cover, and what each does."""

    ours: Span
    theirs: Span

    @property
    def countries(self) -> frozenset[str]:
        """Those of both."""
        return self.ours.countries & self.theirs.countries

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day of both; `None` where they share none."""
        if not (self.ours.first and self.theirs.first and self.ours.last and self.theirs.last):
            return None
        first = max(self.ours.first, self.theirs.first)
        last = min(self.ours.last, self.theirs.last)
        return (first, last) if first <= last else None

    def outside(self, incident: Incident) -> str:
        """Why an incident lies outside what both cover; empty where it lies within."""
        if incident.country is None:
            return "no_country"
        if incident.country not in self.countries:
            return "outside_countries"
        if self.days is None or incident.first is None or incident.last is None:
            return "outside_period"
        first, last = self.days
        return "" if incident.first <= last and first <= incident.last else "outside_period"


def scope_of(ours: Sequence[Incident], theirs: Sequence[Incident]) -> Scope:
    """What both sides cover."""
    news = [each for each in ours if not each.published or _is_news(each)]
    return Scope(ours=_span(news), theirs=_span(theirs))


def _is_news(incident: Incident) -> bool:
    last = incident.last
    return last is not None and any(last >= day - _NEWS for day in incident.published)


def _span(incidents: Iterable[Incident]) -> Span:
    dated = [each for each in incidents if each.first is not None]
    return Span(
        countries=frozenset(each.country for each in dated if each.country is not None),
        first=min((each.first for each in dated if each.first), default=None),
        last=max((each.last for each in dated if each.last), default=None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days on which reports of ours were published, and who published them."""

    days: frozenset[date]
    outlets: frozenset[str]

    def reports_of(self, incident: Incident) -> bool:
        """Whether we hold a report of the days on which news of an incident comes out."""
        if incident.first is None or incident.last is None:
            return True
        length = (incident.last - incident.first).days + _ECHO
        return any(incident.first + timedelta(days=n) in self.days for n in range(length + 1))


_ECHO = 3
"""Days after an incident within which its news come out."""


def coverage_of(ours: Iterable[Incident], reports: Collection[tuple[date | None, str | None]] = ()
) -> Coverage:  # fmt: skip
    """The coverage of our events' reports, and of further reports that told of none."""
    days = {day for day, _ in reports if day is not None}
    outlets = {outlet for _, outlet in reports if outlet}
    for each in ours:
        days.update(each.published)
        outlets.update(each.outlets)
    return Coverage(days=frozenset(days), outlets=frozenset(outlets))
