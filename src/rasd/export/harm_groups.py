"""Decides what the groups of a toll are to other codebooks; `data/export/harm_groups.tsv` has them.

`soldiers` are of the state, `fighters` of the group against it, `children` are civilians, and of
`members` nothing is certain. ACLED has names for some groups of victims: `Women (Syria)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rasd.export.mapping import rows


class HarmStatus(StrEnum):
    """On whose side the people of a group are."""

    STATE = "state"
    GROUP = "group"
    CIVILIAN = "civilian"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmGroup:
    """A group of people harmed; `acled` holds `{country}`, or nothing."""

    status: HarmStatus
    acled: str


@cache
def harm_groups() -> Mapping[str, HarmGroup]:
    """Every group by its name in a toll."""
    return {
        group: HarmGroup(status=HarmStatus(status), acled=acled)
        for _, (group, status, acled, _) in rows(
            "harm_groups.tsv", ("group", "status", "acled", "note")
        )
    }
