"""Decides what our values are called in PLOVER: events, modes, contexts.

The lists stand in `data/export/plover`; `events.tsv` has every event of the manual with its quad
and its modes, and no other list may name one that it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rasd.export.mapping import rows
from rasd.model import DataError, SubEventType


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverEvent:
    """An event of the manual: its quad (1 to 4) and the modes that it may have."""

    quad: int
    modes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of ours: the event that it is, if any, and its mode.

    Of a `two_sided` kind all parties are actors. Where one is `by_weapon`, the weapons give the
    modes, and `mode` stands where none is told.
    """

    event: str | None
    mode: str | None
    two_sided: bool
    by_weapon: bool


@cache
def events() -> Mapping[str, PloverEvent]:
    """The events of PLOVER by their names."""
    return {
        event: PloverEvent(quad=int(quad), modes=frozenset(filter(None, modes.split("|"))))
        for _, (event, quad, modes) in rows("plover/events.tsv", ("event", "quad", "modes"))
    }


_KINDS = ("sub_event_type", "event", "mode", "two_sided", "by_weapon")


@cache
def kinds() -> Mapping[SubEventType, Kind]:
    """What PLOVER makes of each kind of event. Raises `DataError` for a mode that it lacks."""
    found = {}
    for where, (kind, event, mode, two_sided, by_weapon) in rows("plover/kinds.tsv", _KINDS):
        if mode and mode not in events()[event].modes:
            raise DataError([f"{where}: {mode!r} is no mode of {event} in plover/events.tsv"])
        found[SubEventType(kind)] = Kind(
            event=event or None,
            mode=mode or None,
            two_sided=two_sided == "y",
            by_weapon=by_weapon == "y",
        )
    return found


@cache
def weapon_modes() -> Mapping[str, str]:
    """The mode of an assault with a weapon."""
    return {weapon: mode for _, (weapon, mode) in rows("plover/weapons.tsv", ("weapon", "mode"))}


@cache
def contexts() -> Mapping[tuple[str, str], str]:
    """Contexts by what gives them away: a `sector`, a `group` of victims, an `object`."""
    return {
        (of, value): context
        for _, (of, value, context) in rows("plover/contexts.tsv", ("of", "value", "context"))
    }


@cache
def cow_numbers() -> Mapping[str, str]:
    """Numbers of the Correlates of War project by a country's two letters."""
    return {iso2: cow for _, (iso2, cow) in rows("plover/cow.tsv", ("iso2", "cow"))}
