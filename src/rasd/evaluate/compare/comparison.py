"""Decides what a comparison holds: pairs, what each side lacks and why, and the figures of both.

Shares are of what both could have: of theirs, the incidents of the countries and days that both
cover; of ours, those of them that their codebook counts. A part of a paired incident counts as had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rasd.evaluate.compare.fields import Differences, Paired, differences, paired
from rasd.evaluate.compare.fit import Window
from rasd.evaluate.compare.incident import Fault, Incident, Theirs
from rasd.evaluate.compare.matching import Matching, match
from rasd.evaluate.compare.scope import Coverage, Scope, coverage_of, scope_of
from rasd.evaluate.compare.shares import Share
from rasd.evaluate.compare.why import Compared, Why, reasons, why_ours_lack, why_theirs_lack


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRow:
    """A pair with how far it agrees."""

    ours: Incident
    theirs: Incident
    points: float
    fields: Paired


@dataclass(frozen=True, slots=True, kw_only=True)
class LackedRow:
    """An incident that the other side lacks, and why."""

    incident: Incident
    why: Why

    @property
    def lacked(self) -> bool:
        """Whether it counts as lacked, and is not merely told apart, or none that they'd have."""
        return reasons()[self.why.reason].lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The incidents that began in a week, by its Monday, within what both cover."""

    monday: date
    ours: int
    theirs: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that a report of it tells."""

    window: Window
    scope: Scope
    pairs: tuple[PairedRow, ...]
    ours_only: tuple[LackedRow, ...]
    theirs_only: tuple[LackedRow, ...]
    weeks: tuple[Week, ...]
    faults: tuple[Fault, ...]

    @property
    def ours(self) -> int:
        """How many events we have."""
        return len(self.pairs) + len(self.ours_only)

    @property
    def theirs(self) -> int:
        """How many incidents they have."""
        return len(self.pairs) + len(self.theirs_only)

    @property
    def theirs_found(self) -> Share:
        """The share of theirs that we have, within what both cover."""
        return _found(len(self.pairs), self.theirs_only, "part_of_ours")

    @property
    def ours_found(self) -> Share:
        """The share of ours that they have, within what both cover and their codebook counts."""
        return _found(len(self.pairs), self.ours_only, "part_of_theirs")

    def agreeing(self, field: str, *verdicts: str, among: Collection[str] = ()) -> Share:
        """The share of pairs with one of the verdicts, of those with any of `among`, or of all."""
        found = [getattr(row.fields, field) for row in self.pairs]
        counted = [each for each in found if not among or each in among]
        return Share(sum(each in verdicts for each in counted), len(counted))

    def verdicts(self, field: str) -> Counter[str]:
        """How many pairs have which verdict."""
        return Counter(getattr(row.fields, field) for row in self.pairs)

    def confusion(self, *, subs: bool) -> Counter[tuple[str, str]]:
        """How many pairs have which code of theirs and which of ours."""
        coded = (
            (row.fields.their_kind, row.fields.our_kind)
            for row in self.pairs
            if row.fields.their_kind is not None and row.fields.our_kind is not None
        )
        if subs:
            return Counter((str(theirs), str(ours)) for theirs, ours in coded)
        return Counter((theirs.type, ours.type) for theirs, ours in coded)

    def differences(self, field: str) -> Differences:
        """How tolls of pairs differ."""
        return differences(
            (getattr(row.ours, field), getattr(row.theirs, field)) for row in self.pairs
        )

    def reasons(self, side: Sequence[LackedRow]) -> Mapping[str, int]:
        """How many of a side have which reason, in the order of the list."""
        counts = Counter(row.why.reason for row in side)
        return {code: counts[code] for code in reasons() if counts[code]}


def compare(
    ours: Sequence[Incident],
    theirs: Theirs,
    *,
    days: int = 2,
    km: float = 30.0,
    reports: Collection[tuple[date | None, str | None]] = (),
) -> Comparison:
    """Compares events of ours, brought to their terms, with a file of theirs.

    `days` and `km` bound how far apart a pair may lie beyond what is imprecise. `reports` are the
    days and outlets of reports that told of no event, so that it is known that they were read.
    """
    window = Window(codebook=theirs.codebook, days=days, km=km)
    scope = scope_of(ours, theirs.incidents)
    matching = match(ours, theirs.incidents, window)
    coverage: Coverage = coverage_of(ours, reports)
    compared = Compared(
        ours=ours,
        theirs=theirs.incidents,
        matching=matching,
        scope=scope,
        window=window,
        coverage=coverage,
    )
    pairs = tuple(
        PairedRow(
            ours=ours[pair.ours],
            theirs=theirs.incidents[pair.theirs],
            points=pair.points,
            fields=paired(ours[pair.ours], theirs.incidents[pair.theirs]),
        )
        for pair in matching.pairs
    )
    return Comparison(
        window=window,
        scope=scope,
        pairs=pairs,
        ours_only=_rows(ours, why_theirs_lack(compared)),
        theirs_only=_rows(theirs.incidents, why_ours_lack(compared)),
        weeks=_weeks(ours, theirs.incidents, matching, scope),
        faults=theirs.faults,
    )


def _found(pairs: int, rest: Sequence[LackedRow], part: str) -> Share:
    parts = sum(row.why.reason == part for row in rest)
    return Share(pairs + parts, pairs + parts + sum(row.lacked for row in rest))


def _rows(incidents: Sequence[Incident], why: Mapping[int, Why]) -> tuple[LackedRow, ...]:
    return tuple(LackedRow(incident=incidents[at], why=why[at]) for at in sorted(why))


def _weeks(
    ours: Sequence[Incident], theirs: Sequence[Incident], matching: Matching, scope: Scope
) -> tuple[Week, ...]:
    if scope.days is None:
        return ()
    counted = Counter(_monday(each) for each in ours if not each.reason and not scope.outside(each))
    their = Counter(_monday(each) for each in theirs if not scope.outside(each))
    paired = Counter(
        _monday(theirs[pair.theirs])
        for pair in matching.pairs
        if not scope.outside(theirs[pair.theirs])
    )
    first, last = (day - timedelta(days=day.weekday()) for day in scope.days)
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    return tuple(
        Week(monday=day, ours=counted[day], theirs=their[day], pairs=paired[day]) for day in mondays
    )


def _monday(incident: Incident) -> date | None:
    day = incident.first
    return None if day is None else day - timedelta(days=day.weekday())
