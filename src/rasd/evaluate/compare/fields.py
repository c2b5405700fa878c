"""Decides how far paired incidents agree, field by field.

Days agree where both give the same, and within precision where they share one. A toll is the same,
within the range that either gives, or differs in a direction; its differences are summed up after
Bland and Altman (1986): their mean, and the limits that hold 95 % of them. A 0 of theirs beside
nothing of ours is no toll of either: ACLED writes 0 for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from rasd.evaluate.compare.incident import Incident, Kind, People
from rasd.evaluate.compare.names import share_met
from rasd.model import distance_km

BANDS = (2, 10, 25, 50)
"""Kilometres up to which distances are counted together."""
_LIMITS = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What two paired incidents have in common."""

    date: str
    days: int | None
    km: float | None
    kind: str
    our_kind: Kind | None
    their_kind: Kind | None
    parties: str
    killed: str
    wounded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Ours less theirs over pairs in which both give a number; `sd` is `None` below two."""

    pairs: int
    ours: int
    theirs: int
    mean: float | None
    sd: float | None

    @property
    def limits(self) -> tuple[float, float] | None:
        """Between these lie 95 % of the differences, if they are spread as usual."""
        if self.mean is None or self.sd is None:
            return None
        return self.mean - _LIMITS * self.sd, self.mean + _LIMITS * self.sd


def paired(ours: Incident, theirs: Incident) -> Paired:
    """How far two incidents agree."""
    kind, our_kind, their_kind = _kinds(ours.kinds, theirs.kinds)
    return Paired(
        date=_date(ours, theirs),
        days=_days(ours, theirs),
        km=_km(ours, theirs),
        kind=kind,
        our_kind=our_kind,
        their_kind=their_kind,
        parties=_parties(ours, theirs),
        killed=_toll(ours.killed, theirs.killed),
        wounded=_toll(ours.wounded, theirs.wounded),
    )


def differences(tolls: Iterable[tuple[People | None, People | None]]) -> Differences:
    """The differences of tolls, best against best."""
    both = [(one.best, other.best) for one, other in tolls if one is not None and other is not None]
    gaps = [one - other for one, other in both]
    mean = sum(gaps) / len(gaps) if gaps else None
    sd = None
    if mean is not None and len(gaps) > 1:
        sd = sqrt(sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1))
    return Differences(
        pairs=len(both),
        ours=sum(one for one, _ in both),
        theirs=sum(other for _, other in both),
        mean=mean,
        sd=sd,
    )


def bands(distances: Sequence[float | None]) -> Counter[str]:
    """How many pairs lie how far apart."""
    return Counter(_band(km) for km in distances)


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))] if ordered else None


def _band(km: float | None) -> str:
    if km is None:
        return "no point"
    # Points are written with four decimals, so that a distance has an end of its own.
    return next((f"up to {band} km" for band in BANDS if km <= band), f"over {BANDS[-1]} km")


def _date(ours: Incident, theirs: Incident) -> str:
    if (ours.first, ours.last) == (theirs.first, theirs.last):
        return "same"
    return "within precision" if _days(ours, theirs) == 0 else "apart"


def _days(ours: Incident, theirs: Incident) -> int | None:
    if ours.first is None or ours.last is None or theirs.first is None or theirs.last is None:
        return None
    return max(0, (ours.first - theirs.last).days, (theirs.first - ours.last).days)


def _km(ours: Incident, theirs: Incident) -> float | None:
    if not (ours.placed and theirs.placed):
        return None
    if ours.lat is None or ours.lon is None or theirs.lat is None or theirs.lon is None:
        return None
    return distance_km(ours.lat, ours.lon, theirs.lat, theirs.lon)


def _kinds(
    ours: tuple[Kind, ...], theirs: tuple[Kind, ...]
) -> tuple[str, Kind | None, Kind | None]:
    """The verdict, and the code of each side that it rests on: the nearest two."""
    if not ours or not theirs:
        return "unsaid", ours[0] if ours else None, theirs[0] if theirs else None
    best = max(
        ((one, other) for one in ours for other in theirs),
        key=lambda both: (both[0].type == both[1].type) + (both[0] == both[1]),
    )
    one, other = best
    verdict = "same" if one == other else "same type" if one.type == other.type else "other type"
    return verdict, one, other


def _parties(ours: Incident, theirs: Incident) -> str:
    share = share_met(ours.parties, theirs.parties)
    match share:
        case None:
            return "unsaid"
        case 1.0:
            return "same"
        case 0.0:
            return "other"
        case _:
            return "some"


def _toll(ours: People | None, theirs: People | None) -> str:
    if ours is None or theirs is None:
        return _silent(ours, theirs)
    if ours.best == theirs.best:
        return "same"
    if ours.holds(theirs.best) or theirs.holds(ours.best):
        return "within range"
    return "ours higher" if ours.best > theirs.best else "ours lower"


def _silent(ours: People | None, theirs: People | None) -> str:
    if ours is None:
        if theirs is None:
            return "neither says"
        return "neither says" if theirs.best == 0 else "only theirs"
    return "only ours"
