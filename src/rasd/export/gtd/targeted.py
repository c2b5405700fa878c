"""Decides what GTD takes for the targets of an attack: up to three, each with its type.

First those whom the reports name as targets, then the groups of the victims, then what was damaged;
one type and sub-type stands once. A target that no list knows is Unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rasd.export.countries import countries
from rasd.export.gtd.codes import UNKNOWN_TARGET, Target, lands, targets
from rasd.export.gtd.counted import Attack, is_state
from rasd.export.sectors import belonging
from rasd.model import HARMED, Actor, Effect, Event

_MOST = 3
_CIVILIANS = "Not Applicable"
_GENERIC = "generic"
_GROUPS = frozenset({"rebel", "militia"})
_UNARMED = frozenset({"generic", "civilian", "protesters", "building"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A target: its type, who it belongs to, what it is called, its country's number."""

    type: Target
    corp: str | None = None
    name: str | None = None
    nationality: int | None = None


_UNKNOWN = Struck(type=Target(type=UNKNOWN_TARGET, subtype=None, standing=False))


def struck(event: Event, attack: Attack) -> tuple[Struck, ...]:
    """The targets of an attack, at least one."""
    found: dict[tuple[int, int | None], Struck] = {}
    for each in _each(event, attack):
        found.setdefault((each.type.type, each.type.subtype), each)
    return tuple(found.values())[:_MOST] or (_UNKNOWN,)


def _each(event: Event, attack: Attack) -> Iterator[Struck]:
    known = targets()
    for actor in attack.targets:
        if (kind := _kind(actor, event)) is not None:
            yield _of_actor(actor, kind)
    for part in event.harm:
        kind = known.get(("group", part.group))
        if kind is not None and part.outcome in HARMED:
            yield Struck(type=kind, corp=_CIVILIANS, name=in_english(part.group))
    for thing in event.materiel:
        kind = known.get(("object", thing.object))
        if kind is not None and thing.effect is not Effect.SEIZED:
            yield Struck(type=kind, name=in_english(thing.object))


def in_english(ident: str) -> str:
    """The words of an id of our lists: `vehicle_bomb` is a vehicle bomb."""
    return ident.removesuffix("_any").replace("_", " ")


def _kind(actor: Actor, event: Event) -> Target | None:
    known = targets()
    if actor.category in _GROUPS and is_state(actor, event):
        return known["category", "state_force"]
    return (
        known.get(("actor", actor.id or ""))
        or known.get(("name", actor.name_en or ""))
        or known.get(("category", actor.category))
    )


def _of_actor(actor: Actor, kind: Target) -> Struck:
    name = actor.name_en or actor.text
    if actor.category == _GENERIC:
        name = name.split(" (", maxsplit=1)[0]  # a remark of our list
    if actor.category in _UNARMED:
        return Struck(type=kind, corp=_CIVILIANS, name=name)
    return Struck(type=kind, corp=name, name=name, nationality=_nationality(actor))


def _nationality(actor: Actor) -> int | None:
    code = belonging(actor, None).code
    return None if code is None else _numbers().get(code)


@cache
def _numbers() -> dict[str, int]:
    known = lands()
    return {
        country.iso3: known[iso2].code for iso2, country in countries().items() if iso2 in known
    }
