"""What the record of an event says of the judgements on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasd.model.codes import Action, ReviewState
from rasd.model.values import FieldValues, Toll

JUDGED = "judged"
"""The name of the rule by which an event shows what a person said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What rasd itself makes of a field that a person edited: all that the edit changed.

    `value` is as JSON; `told` and `toll` are the field's own, where the event has them.
    """

    value: Any
    told: FieldValues | None = None
    toll: Toll | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement on an event.

    `stale` says what has changed since, and `None` where nothing has: a stale judgement still
    holds. `about` is the outlet whose reliability it grades. `machine` is what rasd itself makes of
    an edited `field`. `overruled_by` is a later edit of the same field. `organisations` are those
    that say it, where the dataset is exchanged.
    """

    id: str
    action: Action
    by: str
    at: str
    field: str | None = None
    about: str | None = None
    reason: str | None = None
    stale: str | None = None
    machine: Machine | None = None
    overruled_by: str | None = None
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What people made of an event; `by` and `at` are those of the last judgement on it."""

    state: ReviewState
    by: str
    at: str
    stale: bool
    judgements: tuple[Judged, ...]
