"""Decides what of an incident is compared: ours and theirs are brought to these terms first.

Nothing that a person wrote about the incident is among them: of a file that somebody else lent us,
ids, days, points, codes, names of parties and tolls are kept, never notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Codebook(StrEnum):
    """Whose terms a comparison is made in."""

    ACLED = "acled"
    GED = "ged"
    GTD = "gtd"


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """A code of their codebook; `sub` is empty where it has one level."""

    type: str
    sub: str = ""

    def __str__(self) -> str:
        return f"{self.type}: {self.sub}" if self.sub else self.type


@dataclass(frozen=True, slots=True)
class People:
    """A number of people: `low` <= `best` <= `high`; `high` is `None` where it is open above."""

    low: int
    best: int
    high: int | None

    def holds(self, number: int) -> bool:
        """Whether the number lies within the range."""
        return self.low <= number and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low}+"
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"


def exactly(number: int) -> People:
    """A number without doubt."""
    return People(number, number, number)


Names = frozenset[str]
"""The names by which one party is known."""

COUNTRY_KM = 1000.0
"""The radius of a point that stands for a country: no distance speaks for or against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident of either side.

    `first` and `last` bound the day on which it began or lasted; `spans` says that it is told to
    have lasted through them. `radius` is how far in kilometres the point may lie from the place.
    `kinds` are all the codes that it may have. `line` is where it stands in a file of theirs.
    """

    id: str
    first: date | None
    last: date | None
    spans: bool = False
    country: str | None
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    radius: float = COUNTRY_KM
    kinds: tuple[Kind, ...] = ()
    parties: tuple[Names, ...] = ()
    killed: People | None = None
    wounded: People | None = None
    outlets: tuple[str, ...] = ()
    status: str = ""
    reason: str = ""
    """Why their codebook does not count this event of ours; empty where it does."""
    published: tuple[date, ...] = ()
    line: int = 0

    @property
    def placed(self) -> bool:
        """Whether it lies nearer than somewhere in a country."""
        return self.lat is not None and self.radius < COUNTRY_KM

    @property
    def when(self) -> str:
        """Its days as one writes them."""
        if self.first is None or self.last is None:
            return ""
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"

    def days(self) -> Iterator[int]:
        """The numbers of its days."""
        if self.first is not None and self.last is not None:
            yield from range(self.first.toordinal(), self.last.toordinal() + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A row of a file that could not be read; the others were."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """A file of a codebook: its incidents in its order, and the rows that hold none."""

    codebook: Codebook
    incidents: tuple[Incident, ...]
    faults: tuple[Fault, ...]
