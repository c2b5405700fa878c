"""Decides which of their codes an event of ours may have, and how near two codes are.

The crosswalk gives every code that a sub-event type of ours may have; the parties settle UCDP's
type of violence where they can: a state against an armed group is 1, two groups without a state
are 2, civilians as targets are 3. Old spellings of theirs (`Battle-No change of territory`) stand
in `data/compare/spellings.tsv`, codes that one incident is often given side by side in
`related.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from rasd.evaluate.compare.incident import Codebook, Kind
from rasd.evaluate.compare.lists import read_list
from rasd.evaluate.compare.names import folded
from rasd.export.acled.kinds import kind_of
from rasd.export.acled.kinds import kinds as acled_codes
from rasd.model import SubEventType

SAME_SUB, SAME_TYPE = 2.0, 1.0
UNKNOWN_KIND = 0.0
_GTD_UNKNOWN = "Unknown"
_DIGIT = re.compile(r"\d+")
_FIGHTERS = frozenset({"rebel", "militia", "external"})
GTD_ATTACKS = (
    "Assassination",
    "Armed Assault",
    "Bombing/Explosion",
    "Hijacking",
    "Hostage Taking (Barricade Incident)",
    "Hostage Taking (Kidnapping)",
    "Facility/Infrastructure Attack",
    "Unarmed Assault",
    _GTD_UNKNOWN,
)
"""The attack types of the GTD, by their number less one."""


def our_kinds(
    codebook: Codebook, sub: SubEventType, doers: Iterable[str], targets: Iterable[str]
) -> tuple[Kind, ...]:
    """The codes that an event of ours may have; the parties are given by their categories."""
    row = _crosswalk().get(sub.value)
    if row is None:
        return ()
    if codebook is Codebook.ACLED:
        if sub not in acled_codes():
            return ()
        subs = row["acled_sub_event_type"].split(" or ")
        coded = [Kind(row["acled_event_type"], each) for each in subs]
        # An arrest by a group that is no state is an abduction there.
        by_group = kind_of(sub, by_a_non_state_group=True)
        coded.append(Kind(by_group.event_type, by_group.sub_event_type))
        return tuple(dict.fromkeys(coded))
    if codebook is Codebook.GED:
        possible = _DIGIT.findall(row["ucdp_type_of_violence"])
        settled = _violence(frozenset(doers), frozenset(targets))
        chosen = [settled] if settled and settled in possible else possible
        return tuple(Kind(each) for each in chosen)
    numbers = _DIGIT.findall(row["gtd_attacktype"].split("(")[0])
    return tuple(Kind(GTD_ATTACKS[int(each) - 1]) for each in numbers)


def _violence(doers: frozenset[str], targets: frozenset[str]) -> str | None:
    if "civilian" in targets and not targets & (_FIGHTERS | {"state_force"}):
        return "3"
    if not doers or not targets:
        return None
    state = "state_force" in doers | targets
    fighters = (doers | targets) & _FIGHTERS
    if state and fighters:
        return "1"
    return "2" if doers & _FIGHTERS and targets & _FIGHTERS else None


def acled_kinds(type_: str, sub: str) -> tuple[Kind, ...]:
    """The codes of an ACLED row in today's spelling."""
    meant = spellings(Codebook.ACLED, "type").get(folded(type_))
    if meant is None:
        return (Kind(type_, _canonical(sub)),)
    found = []
    for each in meant.split("|"):
        name, _, own = each.partition(": ")
        found.append(Kind(name, own or _canonical(sub)))
    return tuple(found)


@cache
def _canonical(sub: str) -> str:
    return _subs().get(folded(sub), sub)


@cache
def _subs() -> dict[str, str]:
    names = (row["acled_sub_event_type"] for row in _crosswalk().values())
    return {folded(each): each for name in names for each in name.split(" or ")}


def kind_points(codebook: Codebook, ours: tuple[Kind, ...], theirs: tuple[Kind, ...]) -> float:
    """How strongly the codes speak for one incident, in bits; minus infinity where they exclude it.

    Codes that one side lacks say nothing.
    """
    if not ours or not theirs:
        return UNKNOWN_KIND
    return max(_points(codebook, one, other) for one in ours for other in theirs)


@cache
def _points(codebook: Codebook, one: Kind, other: Kind) -> float:
    if one.type == other.type:
        return SAME_SUB if one.sub == other.sub else SAME_TYPE
    if codebook is Codebook.GTD and _GTD_UNKNOWN in (one.type, other.type):
        return UNKNOWN_KIND
    related = _related().get((codebook.value, *sorted((one.type, other.type))))
    return float("-inf") if related is None else related


def spellings(codebook: Codebook, of: str) -> Mapping[str, str]:
    """What else a dataset writes for a `type` or a `country`, by the folded spelling."""
    return _spellings().get((codebook.value, of), {})


@cache
def _spellings() -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in read_list("compare/spellings.tsv"):
        found.setdefault((row["codebook"], row["of"]), {})[folded(row["found"])] = row["meant"]
    return found


@cache
def _related() -> dict[tuple[str, ...], float]:
    return {
        (row["codebook"], *sorted((row["kind_a"], row["kind_b"]))): float(row["points"])
        for row in read_list("compare/related.tsv")
    }


@cache
def _crosswalk() -> dict[str, dict[str, str]]:
    return {row["sub_event_type"]: row for row in read_list("crosswalk.tsv")}
