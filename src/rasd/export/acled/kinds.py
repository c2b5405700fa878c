"""Decides which of ACLED's kinds one of ours is; `data/export/acled_kinds.tsv` has them.

A kind that the list lacks is none of ACLED's: threats, claims, denials and the like. `roles` says
how the parties of a kind are set out. The two templates put the event in words, with both parties
or with one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rasd.export.mapping import rows
from rasd.model import SubEventType

_HEADER = (
    "sub_event_type",
    "acled_event_type",
    "acled_sub_event_type",
    "disorder_type",
    "roles",
    "words_two",
    "words_one",
)


class Roles(StrEnum):
    """How the parties stand in the columns of the two actors."""

    CLASH = "clash"
    """Both sides are armed; who is hurt beside them is in neither column."""
    BLAST = "blast"
    """The attacker and what it hit, if that is a party."""
    VICTIMS = "victims"
    """Civilians are always the second."""
    CROWD = "crowd"
    """The crowd is the first."""
    FORCED = "forced"
    """The crowd is the second, after those who used force against it."""
    ACT = "act"
    """Who acts and whom it concerns."""
    ALONE = "alone"
    """Whom it concerns may stand alone, as those who agree or are displaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of event in ACLED's words."""

    event_type: str
    sub_event_type: str
    disorder_type: str
    roles: Roles
    words_two: str
    words_one: str


@cache
def kinds() -> Mapping[SubEventType, Kind]:
    """ACLED's kind of each of ours that it has."""
    return {
        SubEventType(ours): Kind(
            event_type=event_type,
            sub_event_type=sub_event_type,
            disorder_type=disorder_type,
            roles=Roles(roles),
            words_two=two,
            words_one=one,
        )
        for _, (ours, event_type, sub_event_type, disorder_type, roles, two, one) in rows(
            "acled_kinds.tsv", _HEADER
        )
    }


def kind_of(sub_event_type: SubEventType, *, by_a_non_state_group: bool) -> Kind:
    """The kind of an event that ACLED codes; an arrest by a non-state group is an abduction."""
    if sub_event_type is SubEventType.ARREST and by_a_non_state_group:
        return kinds()[SubEventType.ABDUCTION]
    return kinds()[sub_event_type]
