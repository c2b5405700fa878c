"""Decides how the dead of an event stand in UCDP's four columns, which add up to `best`.

`low`, `best` and `high` are those of the toll over all reports; without one, the bounds of the
count, its lower one being `best`. Soldiers and police count to the side that is a state force,
fighters to the other; where both sides are of a kind nobody can tell. Groups of civilians count
once, though they overlap: ten civilians, three of them children, are ten. Whom no report assigns
are civilians in one-sided violence where civilians are named, else of unknown status.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.export.ged.sides import Dyad, Violence
from rasd.export.harm_groups import HarmStatus, harm_groups
from rasd.model import Event, Outcome

_ALL_CIVILIANS = "civilians"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """The dead of each side and of neither; `best` is their sum."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    high: int

    @property
    def best(self) -> int:
        """How many died."""
        return self.a + self.b + self.civilians + self.unknown


def estimates_of(event: Event) -> tuple[int, int, int]:
    """The low, best and high number of dead; nothing told is nobody."""
    toll = next((toll for toll in event.tolls if toll.field == "killed"), None)
    if toll is not None:
        return toll.low, toll.best, max(toll.best, toll.high)
    count = event.killed
    if count is None:
        return 0, 0, 0
    return count.min, count.min, max(count.min, count.max or 0)


def deaths_of(event: Event, dyad: Dyad) -> Deaths:
    """The dead of an event by side."""
    low, best, high = estimates_of(event)
    left = best
    told = _told(event)
    counts = {"a": 0, "b": 0, "civilians": 0}
    for status in (HarmStatus.STATE, HarmStatus.GROUP, HarmStatus.CIVILIAN):
        column = "civilians" if status is HarmStatus.CIVILIAN else _column(status, dyad)
        if column is not None:
            given = min(left, told[status])
            counts[column] += given
            left -= given
    if dyad.violence is Violence.ONE_SIDED and dyad.civilians_named:
        counts["civilians"] += left
        left = 0
    return Deaths(**counts, unknown=left, low=low, high=high)


def _column(status: HarmStatus, dyad: Dyad) -> str | None:
    is_state = status is HarmStatus.STATE
    if dyad.b is None:
        return "a" if dyad.a.is_state is is_state else None
    if dyad.a.is_state is dyad.b.is_state:
        return None
    return "a" if dyad.a.is_state is is_state else "b"


def _told(event: Event) -> dict[HarmStatus, int]:
    found = dict.fromkeys(HarmStatus, 0)
    everyone = 0
    for harm in event.harm:
        group = harm_groups().get(harm.group)
        if harm.outcome is not Outcome.KILLED or group is None:
            continue
        if harm.group == _ALL_CIVILIANS:
            everyone = max(everyone, harm.min)
        else:
            found[group.status] += harm.min
    found[HarmStatus.CIVILIAN] = max(found[HarmStatus.CIVILIAN], everyone)
    return found
