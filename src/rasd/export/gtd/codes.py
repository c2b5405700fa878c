"""Decides what our values are called in the Global Terrorism Database (GTD): codes and labels.

The lists stand in `data/export/gtd`. `values.tsv` says of each code how it is known: seen in
published rows and scripts, or from memory. GTD names groups in its own words; `groups.tsv` has
them for joining with its files, whatever one thinks of them, and a group that is not in the list
keeps our neutral name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rasd.export.mapping import rows
from rasd.model import DataError, SubEventType

BOMBING = 3
KIDNAPPING = 6
ASSASSINATION = 1
UNKNOWN_TARGET = 20
UNKNOWN_WEAPON = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of event: its attack type, the weapon where none is told, or why it is no attack.

    One that `needs_group` is counted only where a non-state party is named.
    """

    attacktype: int | None
    weapon: tuple[int, int | None] | None
    needs_group: bool
    left_out: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A weapon: its type and sub-type, and the attack type that it makes."""

    type: int
    subtype: int | None
    attacktype: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A type and sub-type of target; people of `standing` are targets of an assassination."""

    type: int
    subtype: int | None
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country as GTD numbers and names it, with its region."""

    code: int
    name: str
    region: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """That a party is or is not a state's, against what its category says, in a span of days."""

    is_state: bool
    valid_from: date | None
    valid_to: date | None


@cache
def labels() -> Mapping[tuple[str, int], str]:
    """The label of each code, by variable and code."""
    return {
        (variable, _number(code, where)): label
        for where, (variable, code, label, _) in _list("values", "variable code label evidence")
    }


def label(variable: str, code: int | None) -> str | None:
    """The label of a code; `None` for no code."""
    return None if code is None else labels()[variable, code]


@cache
def kinds() -> Mapping[SubEventType, Kind]:
    """What GTD makes of each kind of event."""
    return {
        SubEventType(kind): Kind(
            attacktype=_optional(attack, where),
            weapon=(_number(weapon, where), _optional(subtype, where)) if weapon else None,
            needs_group=needs_group == "y",
            left_out=left_out or None,
        )
        for where, (kind, attack, weapon, subtype, needs_group, left_out, *_) in _list(
            "kinds",
            "sub_event_type attacktype weaptype weapsubtype needs_group left_out note_en note_ar",
        )
    }


@cache
def weapons() -> Mapping[str, Weapon]:
    """Our weapons as GTD has them."""
    return {
        weapon: Weapon(
            type=_number(kind, where),
            subtype=_optional(subtype, where),
            attacktype=_number(attack, where),
        )
        for where, (weapon, kind, subtype, attack) in _list(
            "weapons", "weapon weaptype weapsubtype attacktype"
        )
    }


@cache
def targets() -> Mapping[tuple[str, str], Target]:
    """Targets by what they are known by: `actor`, `category`, `group`, `name` or `object`."""
    return {
        (of, value): Target(
            type=_number(kind, where), subtype=_optional(subtype, where), standing=standing == "y"
        )
        for where, (of, value, kind, subtype, standing) in _list(
            "targets", "of value targtype targsubtype standing"
        )
    }


@cache
def lands() -> Mapping[str, Land]:
    """Countries by their two letters."""
    return {
        iso2: Land(code=_number(code, where), name=name, region=_number(region, where))
        for where, (iso2, code, name, region, _) in _list(
            "countries", "iso2 code name region evidence"
        )
    }


@cache
def groups() -> Mapping[str, str]:
    """GTD's name of a group, by the id of the actor."""
    return {actor: name for _, (actor, name, _) in _list("groups", "actor gname evidence")}


@cache
def states() -> Mapping[str, State]:
    """Parties that are a state's, or none, against their category."""
    return {
        actor: State(
            is_state=is_state == "y",
            valid_from=date.fromisoformat(since) if since else None,
            valid_to=date.fromisoformat(until) if until else None,
        )
        for _, (actor, is_state, since, until, _) in _list(
            "states", "actor is_state valid_from valid_to note"
        )
    }


@cache
def claim_modes() -> Mapping[str, int]:
    """The mode of a claim by our channel."""
    return {
        channel: _number(mode, where)
        for where, (channel, mode) in _list("channels", "channel claimmode")
    }


def _list(name: str, header: str) -> Iterator[tuple[str, list[str]]]:
    return rows(f"gtd/{name}.tsv", tuple(header.split()))


def _optional(cell: str, where: str) -> int | None:
    return _number(cell, where) if cell else None


def _number(cell: str, where: str) -> int:
    if not cell.isdigit():
        raise DataError([f"{where}: {cell!r} is no code of GTD: give a number"])
    return int(cell)
