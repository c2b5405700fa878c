"""What the record of an event says of the judgements on it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from rasd.model.codes import Action, ReviewState
from rasd.model.values import FieldValues, Toll

JUDGED = "judged"
"""The name of the rule by which an event shows what a person said."""


class Machine(Struct, frozen=True, kw_only=True):
    """What rasd itself makes of a field that a person edited: all that the edit changed.

    `value` is as JSON; `told` and `toll` are the field's own, where the event has them.
    """

    value: Any
    told: FieldValues | None = None
    toll: Toll | None = None


class Judged(Struct, frozen=True, kw_only=True):
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

    @property
    def signed(self) -> str:
        """Who says it, with the organisation where there is one."""
        return signed(self.by, self.organisations)


class Dispute(Struct, frozen=True, kw_only=True, gc=False):
    """That organisations contradict each other; what the last of the `judgements` says stands.

    `field` is the one that they give different values (`about`: the outlet that they grade), and
    `None` where they group the reports differently.
    """

    field: str | None
    organisations: tuple[str, ...]
    judgements: tuple[str, ...]
    about: str | None = None


class Review(Struct, frozen=True, kw_only=True):
    """What people made of an event; `by` and `at` are those of the last judgement on it.

    `disputes` say where organisations contradict each other.
    """

    state: ReviewState
    by: str
    at: str
    stale: bool
    judgements: tuple[Judged, ...]
    disputes: tuple[Dispute, ...] = ()


def signed(by: str, organisations: tuple[str, ...]) -> str:
    """A name with those of organisations: `Salma @ Archive`."""
    return f"{by} @ {', '.join(organisations)}" if organisations else by
