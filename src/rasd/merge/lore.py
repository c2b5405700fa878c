"""Loads what fusion goes by: `data/merge/fusion.toml`, and what it is handed of the knowledge.

An outlet is known by any of its names, however spelt; one that no list has cannot be judged.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from rasd.knowledge import load_knowledge
from rasd.knowledge.tables import read_rows
from rasd.model import DataError, Grade, SubEventType
from rasd.text import fold_plain

_FILE = "merge/fusion.toml"
_GRADES = frozenset("BCDEF")
_QUARTER = "neighbourhood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher: its id, the type that the list of outlets gives it, the party it speaks for."""

    id: str
    type: str
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore:
    """Knowledge about parties, outlets and places that an event's values are judged by.

    `parents` maps an actor to the one it belongs to, `outlets` a folded name to its outlet;
    `quarters` are the geonameids of parts of towns.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    quarters: frozenset[int] = frozenset()

    def outlet(self, name: str | None) -> Outlet | None:
        """The outlet of this name or id; `None` where the list has none."""
        return None if name is None else self.outlets.get(fold_plain(name).strip())


def outlets_by_name(named: Iterable[tuple[Outlet, Iterable[str]]]) -> dict[str, Outlet]:
    """Outlets by each of their names, folded; a name of several outlets is nobody's."""
    found: dict[str, Outlet | None] = {}
    for outlet, names in named:
        for name in {fold_plain(each).strip() for each in (outlet.id, *names) if each}:
            found[name] = None if found.get(name, outlet) != outlet else outlet
    return {name: outlet for name, outlet in found.items() if outlet is not None}


@cache
def load_lore() -> Lore:
    """The lore of the data that ship with rasd."""
    knowledge = load_knowledge()
    names = {
        row["id"]: (row["name_ar"], row["name_en"], *row.many("aliases"))
        for row in read_rows("actors/outlets.tsv")
    }
    return Lore(
        parents={actor.id: actor.parent for actor in knowledge.actors.values() if actor.parent},
        outlets=outlets_by_name(
            (Outlet(id=each.id, type=each.type, party=each.party or None), names[each.id])
            for each in knowledge.outlets.values()
        ),
        quarters=frozenset(
            place.geonameid
            for place in knowledge.gazetteer.entries
            if place.kind == _QUARTER and place.geonameid is not None
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusion:
    """The tables of `fusion.toml`."""

    says_more: Mapping[SubEventType, frozenset[SubEventType]]
    exclusive: tuple[frozenset[str], ...]
    near_km: float
    quarter_km: float
    reliability: Mapping[str, Grade]


@cache
def load_fusion() -> Fusion:
    """The tables that ship with rasd. Raises `DataError` that names every fault."""
    return parse_fusion(files("rasd.data").joinpath(_FILE).read_text("utf-8"), _FILE)


def parse_fusion(text: str, where: str) -> Fusion:
    """The tables from the text of a file; `where` names it in faults."""
    table = tomllib.loads(text)
    faults: list[str] = []

    def kind(name: str) -> SubEventType | None:
        try:
            return SubEventType(name)
        except ValueError:
            faults.append(f"{where}: [says_more] {name!r} is no sub_event_type")
            return None

    says_more = {
        kind(general): frozenset(kind(name) for name in finer)
        for general, finer in table["says_more"].items()
    }
    reliability = {
        name: _grade(given, f"{where}: [reliability] {name}", faults.append)
        for name, given in table["reliability"].items()
    }
    if faults:
        raise DataError(faults)
    return Fusion(
        says_more={
            general: frozenset(each for each in finer if each is not None)
            for general, finer in says_more.items()
            if general is not None
        },
        exclusive=tuple(frozenset(family) for family in table["exclusive"].values()),
        near_km=float(table["places"]["near_km"]),
        quarter_km=float(table["places"]["quarter_km"]),
        reliability=reliability,
    )


def _grade(given: str, where: str, fault: Callable[[str], None]) -> Grade:
    value, _, reason = given.partition(" ")
    if value not in _GRADES or not reason:
        fault(f"{where}: {given!r} is no grade B to F with the name of a rule; A is a person's")
    return Grade(value=value, suggested=True, reason=reason)
