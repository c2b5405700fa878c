"""What the record of an event says of the judgements on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasd.model.codes import Action, ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement on an event.

    `stale` says what has changed since, and `None` where nothing has: a stale judgement still
    holds. `machine` is what rasd itself shows for an edited `field`. `overruled_by` is a later
    edit of the same field.
    """

    id: str
    action: Action
    by: str
    at: str
    field: str | None = None
    reason: str | None = None
    stale: str | None = None
    machine: Any = None
    overruled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What people made of an event; `by` and `at` are those of the last judgement on it."""

    state: ReviewState
    by: str
    at: str
    stale: bool
    judgements: tuple[Judged, ...]
