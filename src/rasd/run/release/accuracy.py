"""Decides what a release says of how right rasd is: figures of the evaluation, not of itself.

They are measured on articles that people annotated, by `benchmarks/evaluate_dev.py`, and hold for
the recipe that they were measured with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from rasd.knowledge.tables import data_file
from rasd.model import from_json

FILE = "release/accuracy.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure: of all texts of a set, and of the half that no rule was written by.

    `measure` is `incidents_f1`, a field of found incidents, `record` (every field right),
    `stay_empty` or `hard_stay_empty`.
    """

    set: str
    measure: str
    all: Share | None = None
    unread: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSet:
    """Texts that were measured on: how many, and from when they are."""

    id: str
    documents: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """All figures, and the recipe that they are of."""

    recipe: str
    sets: tuple[TextSet, ...]
    measures: tuple[Measured, ...]

    def of(self, name: str) -> tuple[Measured, ...]:
        """The figures of a set."""
        return tuple(measured for measured in self.measures if measured.set == name)


@cache
def accuracy() -> Accuracy:
    """The figures of the evaluation that came with this version of rasd."""
    return from_json(Accuracy, json.loads(data_file(FILE).read_text("utf-8")))
