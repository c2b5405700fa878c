"""Decides why one side lacks what the other has, by the first reason that holds.

Their codebook may not count it; it may lie outside what both cover; be part of what is paired
already; have a counterpart that another incident fits better; or miss one by a day, a distance or
a code. Of theirs, we may hold it as denied or background, without a day, or hold no report of
its days, or none of the sources that they name. What is left is unexplained, and worth a look.
The words of each reason stand in `data/compare/reasons.tsv`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import inf

from rasd.evaluate.compare.fit import LEAST, Fit, Point, Window, days_apart, km_apart, point_of
from rasd.evaluate.compare.incident import Incident
from rasd.evaluate.compare.lists import read_list
from rasd.evaluate.compare.matching import Matching
from rasd.evaluate.compare.near import Near
from rasd.evaluate.compare.ours import UNCOUNTED, may_pair
from rasd.evaluate.compare.outlets import is_among, names_of
from rasd.evaluate.compare.scope import Coverage, Scope

_NEAR_ENOUGH = LEAST - 2.5
"""The points from which, with the window widened, the nearest is told as a near miss."""
_WIDER_DAYS, _WIDER_KM = 5, 3.0
_EXCLUDED_KIND = -3.0
_ONE_PLACE_KM = 10.0
_VAGUE = timedelta(days=27)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one side lacks an incident: a reason of the list, the nearest of the other side, how."""

    reason: str
    other: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a reason means. `lacks` is false where the other side has the incident after all, or
    can't have it, so that it does not count against it."""

    code: str
    lacks: bool
    words_en: str
    words_ar: str


@cache
def reasons() -> dict[str, Reason]:
    """Every reason by its code, in the order of the list."""
    return {
        row["reason"]: Reason(
            code=row["reason"],
            lacks=row["lacks"] == "yes",
            words_en=row["words_en"],
            words_ar=row["words_ar"],
        )
        for row in read_list("compare/reasons.tsv")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Both sides and what became of them, as the reasons need it."""

    ours: Sequence[Incident]
    theirs: Sequence[Incident]
    matching: Matching
    scope: Scope
    window: Window
    coverage: Coverage


def why_theirs_lack(compared: Compared) -> dict[int, Why]:
    """For each of ours that is not paired, by its number, why theirs has none."""
    ours, theirs, matching = compared.ours, compared.theirs, compared.matching
    parts = {pair.ours: pair for pair in matching.of_theirs}
    paired = {pair.ours for pair in matching.pairs}
    held = {pair.theirs for pair in matching.pairs} | {pair.theirs for pair in matching.of_ours}
    nearest = _Nearest(compared.window, theirs, lambda at: at not in held)
    found: dict[int, Why] = {}
    for at, incident in enumerate(ours):
        if at in paired:
            continue
        if at in parts:
            found[at] = Why(reason="part_of_theirs", other=theirs[parts[at].theirs].id)
        elif incident.reason and not (
            incident.reason == "unplaced" and at in matching.rivals_of_ours
        ):
            found[at] = Why(reason=incident.reason)
        elif outside := compared.scope.outside(incident):
            found[at] = Why(reason=outside)
        elif at in matching.rivals_of_ours:
            found[at] = Why(reason="taken", other=theirs[matching.rivals_of_ours[at].theirs].id)
        elif miss := nearest.miss(incident, ours_first=True):
            found[at] = miss
        else:
            found[at] = Why(reason="claimed" if incident.status == "claimed" else "unexplained")
    return found


def why_ours_lack(compared: Compared) -> dict[int, Why]:
    """For each of theirs that is not paired, by its number, why we have none."""
    ours, theirs, matching = compared.ours, compared.theirs, compared.matching
    parts = {pair.theirs: pair for pair in matching.of_ours}
    paired = {pair.theirs for pair in matching.pairs}
    held = {pair.ours for pair in matching.pairs} | {pair.ours for pair in matching.of_theirs}
    nearest = _Nearest(compared.window, ours, lambda at: at not in held and may_pair(ours[at]))
    uncounted = _Nearest(compared.window, ours, lambda at: ours[at].reason in UNCOUNTED)
    undated = _Undated([each for each in ours if each.reason == "undated"], compared.window)
    outlets = names_of(compared.coverage.outlets)
    found: dict[int, Why] = {}
    for at, incident in enumerate(theirs):
        if at in paired:
            continue
        if at in parts:
            found[at] = Why(reason="part_of_ours", other=ours[parts[at].ours].id)
        elif outside := compared.scope.outside(incident):
            found[at] = Why(reason=outside)
        elif other := uncounted.fitting(incident):
            found[at] = Why(reason=f"ours_{other.status}", other=other.id)
        elif _is_vague(incident):
            found[at] = Why(reason="vague")
        elif at in matching.rivals_of_theirs:
            found[at] = Why(reason="taken", other=ours[matching.rivals_of_theirs[at].ours].id)
        elif miss := nearest.miss(incident, ours_first=False):
            found[at] = miss
        elif other := undated.fitting(incident):
            found[at] = Why(reason="ours_undated", other=other.id)
        elif compared.coverage.days and not compared.coverage.reports_of(incident):
            found[at] = Why(reason="no_report")
        elif _others(incident, outlets):
            found[at] = Why(reason="other_outlets")
        else:
            found[at] = Why(reason="unexplained")
    return found


def _is_vague(incident: Incident) -> bool:
    """Whether it is known to a country alone, and to no day."""
    if incident.placed or incident.first is None or incident.last is None:
        return False
    return incident.last - incident.first >= _VAGUE


def _others(incident: Incident, outlets: frozenset[str]) -> bool:
    named = incident.outlets
    return bool(outlets and named) and not any(is_among(source, outlets) for source in named)


class _Nearest:
    """The incidents of the other side that are left over, to find the nearest among them."""

    def __init__(
        self, window: Window, others: Sequence[Incident], wanted: Callable[[int], bool]
    ) -> None:
        self._window = window
        self._wide = replace(
            window, days=window.days + _WIDER_DAYS, km=max(window.km, 1.0) * _WIDER_KM
        )
        self._others = [each for at, each in enumerate(others) if wanted(at)]
        self._near = Near(self._others, km=self._wide.km)
        self._strict, self._fit = Fit(window), Fit(self._wide)

    def fitting(self, incident: Incident) -> Incident | None:
        """The one that would have been paired, had it been of those that are."""
        best = self._best(incident, self._strict)
        return best[1] if best is not None and best[0] >= LEAST else None

    def miss(self, incident: Incident, *, ours_first: bool) -> Why | None:
        """The nearest that nearly fits, and which condition it fails by how much."""
        best = self._best(incident, self._fit)
        if best is None or best[0] < _NEAR_ENOUGH:
            return None
        _, other, here, there = best
        gap, km = days_apart(here, there), km_apart(here, there)
        reach = here.radius + there.radius + self._window.km
        failed: list[tuple[str, str]] = []
        if gap > self._window.days:
            failed.append(("near_day", f"{gap} days apart, {self._window.days} allowed"))
        if here.placed and there.placed and km > reach:
            failed.append(("near_place", f"{km:.0f} km apart, {reach:.0f} allowed"))
        if self._strict.kind(incident, other) == -inf:
            one, two = (incident, other) if ours_first else (other, incident)
            failed.append(("near_kind", f"{_said(one)} in ours, {_said(two)} in theirs"))
        if not failed:
            failed.append(("near_doubt", _doubts(self._strict, incident, other)))
        return Why(
            reason=failed[0][0], other=other.id, detail="; ".join(words for _, words in failed)
        )

    def _best(self, incident: Incident, fit: Fit) -> tuple[float, Incident, Point, Point] | None:
        here = point_of(0, incident)
        if here is None:
            return None
        best: tuple[float, Incident, Point, Point] | None = None
        for there in self._near.around(incident, here, days=fit.window.days):
            other = self._others[there.at]
            points = fit.apart_from_kind(incident, here, other, there)
            kind = fit.kind(incident, other)
            points += _EXCLUDED_KIND if kind == -inf and fit is self._fit else kind
            if best is None or points > best[0]:
                best = (points, other, here, there)
        return best


class _Undated:
    """Events of ours without a day, to be found by place and kind alone."""

    def __init__(self, incidents: Sequence[Incident], window: Window) -> None:
        self._held = [replace(each, first=date.min, last=date.min) for each in incidents]
        self._near = Near(self._held, km=_ONE_PLACE_KM)
        self._fit = Fit(window)

    def fitting(self, incident: Incident) -> Incident | None:
        """One of the same place and code, whose parties and toll do not speak against it."""
        timeless = replace(incident, first=date.min, last=date.min)
        point = point_of(0, timeless)
        if point is None or not point.placed:
            return None
        for other in self._near.around(timeless, point, days=0):
            ours = self._held[other.at]
            same_place = other.placed and km_apart(point, other) <= _ONE_PLACE_KM
            if (
                same_place
                and self._fit.kind(ours, incident) > 0
                and self._fit.parties(ours, incident) >= 0
                and self._fit.tolls(ours, incident) >= 0
            ):
                return ours
        return None


def _said(incident: Incident) -> str:
    return str(incident.kinds[0]) if incident.kinds else "no code"


def _doubts(fit: Fit, one: Incident, other: Incident) -> str:
    against = [
        name
        for name, points in (
            ("code", fit.kind(one, other)),
            ("parties", fit.parties(one, other)),
            ("toll", fit.tolls(one, other)),
        )
        if points < 0
    ]
    return f"too little agrees ({', '.join(against) or 'day or place are vague'})"
