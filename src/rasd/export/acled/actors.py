"""Decides who stands in the columns of ACLED's two actors, and what their meeting is called.

The order of armed parties carries no meaning; the victims of violence against civilians are
always second, and a crowd is first unless force is used against it. Who else took part on a side
is associated with it, as are the group that a unit belongs to and the groups that victims belong
to (`Women (Syria)`). Captives and others who cannot defend themselves are civilians, with their
force associated. Where nobody is named the first actor is an unidentified armed group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rasd.export.acled.kinds import Kind, Roles
from rasd.export.countries import Country
from rasd.export.harm_groups import harm_groups
from rasd.export.parties import Party, parent_of, party_of
from rasd.model import Actor, Event

CIVILIANS = 7
_CROWDS = frozenset({5, 6})
_STATE = frozenset({1, 8})
_VICTIM_LIKE = frozenset({5, 6, 7})
LABELS = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
"""What exports write for each kind of party."""
_UNIDENTIFIED = Actor(id="gen_unidentified_armed", name_en=None, text="", category="generic")
_CIVILIANS = Actor(id="gen_civilians", name_en=None, text="", category="generic")
_CROWD = {
    Roles.CROWD: Actor(id="gen_protesters", name_en=None, text="", category="generic"),
    Roles.FORCED: Actor(id="gen_protesters", name_en=None, text="", category="generic"),
}
_RIOTERS = Actor(id="gen_rioters", name_en=None, text="", category="generic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two actors with those associated with them; there may be no second."""

    one: Party
    beside_one: tuple[str, ...]
    other: Party | None
    beside_other: tuple[str, ...]
    civilians_targeted: bool


def by_a_non_state_group(event: Event, country: Country, on: date) -> bool:
    """Whether those who acted are known and no state."""
    acting = _parties(event.perpetrators, country, on)
    return bool(acting) and all(
        party.inter not in _STATE | _VICTIM_LIKE and party.is_named for party in acting
    )


def sides_of(event: Event, kind: Kind, country: Country, on: date) -> Sides:
    """The parties of an event in ACLED's columns."""
    acting = _parties(event.perpetrators, country, on)
    facing = _parties(event.targets, country, on)
    match kind.roles:
        case Roles.CLASH:
            return _clash(event, acting, facing, country, on)
        case Roles.BLAST:
            return _blast(event, acting, facing, country, on)
        case Roles.VICTIMS:
            return _victims(event, acting, facing, country, on)
        case Roles.CROWD:
            return _crowd(event, kind, acting, facing, country, on)
        case Roles.FORCED:
            return _forced(event, acting, facing, country, on)
        case Roles.ACT:
            first = acting or [_known(_UNIDENTIFIED, country, on)]
            return _sides(event, first, facing, country, on)
        case Roles.ALONE:
            first = acting or facing[:1] or [_known(_UNIDENTIFIED, country, on)]
            second = facing if acting else facing[1:]
            return _sides(event, first, second, country, on)


def interaction_of(one: Party, other: Party | None) -> str:
    """The meeting of two kinds in words, the lower code first; 78 alone is worded the other way."""
    if other is None:
        return f"{LABELS[one.inter]} only"
    low, high = sorted((one.inter, other.inter))
    if (low, high) == (CIVILIANS, 8):
        low, high = high, low
    return f"{LABELS[low]}-{LABELS[high]}"


def _clash(
    event: Event, acting: list[Party], facing: list[Party], country: Country, on: date
) -> Sides:
    first = [party for party in acting if party.inter not in _VICTIM_LIKE]
    second = [party for party in facing if party.inter not in _VICTIM_LIKE]
    if not second and len(first) > 1:  # two armed parties of a clash may both be named as acting
        first, second = first[:1], first[1:]
    unknown = [_known(_UNIDENTIFIED, country, on)]
    return _sides(event, first or unknown, second or unknown, country, on)


def _blast(
    event: Event, acting: list[Party], facing: list[Party], country: Country, on: date
) -> Sides:
    armed = [party for party in facing if party.inter not in _VICTIM_LIKE]
    crowd = [party for party in facing if party.inter in _VICTIM_LIKE]
    sides = _sides(
        event,
        acting or [_known(_UNIDENTIFIED, country, on)],
        armed + crowd,
        country,
        on,
        victims=_groups_of(event, country) if crowd else (),
    )
    return _targeted(sides) if crowd and not armed else sides


def _victims(
    event: Event, acting: list[Party], facing: list[Party], country: Country, on: date
) -> Sides:
    named = next((party for party in facing if party.inter in _VICTIM_LIKE), None)
    victims = named or _known(_CIVILIANS, country, on)
    beside = [party for party in facing if party is not named]
    return _targeted(
        _sides(
            event,
            acting or [_known(_UNIDENTIFIED, country, on)],
            [victims, *beside],
            country,
            on,
            victims=_groups_of(event, country),
        )
    )


def _crowd(
    event: Event,
    kind: Kind,
    acting: list[Party],
    facing: list[Party],
    country: Country,
    on: date,
) -> Sides:
    crowds = [party for party in (*acting, *facing) if party.inter in _CROWDS]
    others = [party for party in (*facing, *acting) if party.inter not in _CROWDS]
    if kind.event_type == "Riots":
        crowd = [party for party in crowds if party.inter == 5] or [_known(_RIOTERS, country, on)]
    else:
        crowd = crowds or [_known(_CROWD[Roles.CROWD], country, on)]
    # People who are merely there are no side of a demonstration.
    present = [party for party in others if party.inter != CIVILIANS or kind.event_type == "Riots"]
    sides = _sides(event, crowd, present, country, on)
    is_mob = kind.sub_event_type == "Mob violence"
    civilians = sides.other is not None and sides.other.inter == CIVILIANS
    return _targeted(sides) if is_mob and civilians else sides


def _forced(
    event: Event, acting: list[Party], facing: list[Party], country: Country, on: date
) -> Sides:
    everyone = (*acting, *facing)
    crowd = [party for party in everyone if party.inter in _CROWDS]
    force = [party for party in everyone if party.inter not in _VICTIM_LIKE]
    return _targeted(
        _sides(
            event,
            force or [_known(_UNIDENTIFIED, country, on)],
            crowd or [_known(_CROWD[Roles.FORCED], country, on)],
            country,
            on,
            victims=_groups_of(event, country),
        )
    )


def _sides(
    event: Event,
    first: list[Party],
    second: list[Party],
    country: Country,
    on: date,
    *,
    victims: tuple[str, ...] = (),
) -> Sides:
    one, other = first[0], second[0] if second else None
    parents = _parents_of(event, country, on)
    return Sides(
        one=one,
        beside_one=_beside(one, first[1:], parents),
        other=other,
        beside_other=() if other is None else _beside(other, second[1:], parents, victims),
        civilians_targeted=False,
    )


def _targeted(sides: Sides) -> Sides:
    return Sides(
        one=sides.one,
        beside_one=sides.beside_one,
        other=sides.other,
        beside_other=sides.beside_other,
        civilians_targeted=True,
    )


def _beside(
    main: Party,
    others: Iterable[Party],
    parents: dict[str, str],
    victims: tuple[str, ...] = (),
) -> tuple[str, ...]:
    others = list(others)
    names = [party.acled for party in others]
    names += [parents[party.acled] for party in (main, *others) if party.acled in parents]
    return tuple(dict.fromkeys(name for name in (*names, *victims) if name != main.acled))


def _parents_of(event: Event, country: Country, on: date) -> dict[str, str]:
    """The name of the group that each party of an event is a part of."""
    found = {}
    for actor in (*event.perpetrators, *event.targets):
        parent = parent_of(actor)
        if parent is not None:
            unit, whole = (party_of(each, country=country.iso2, on=on) for each in (actor, parent))
            # The name of a unit of an army says the army already.
            if unit and whole and not unit.acled.startswith(whole.acled):
                found[unit.acled] = whole.acled
    return found


def _groups_of(event: Event, country: Country) -> tuple[str, ...]:
    names = (harm_groups()[harm.group].acled for harm in event.harm if harm.group in harm_groups())
    return tuple(
        dict.fromkeys(name.replace("{country}", country.acled_name) for name in names if name)
    )


def _parties(actors: Iterable[Actor], country: Country, on: date) -> list[Party]:
    found = (party_of(actor, country=country.iso2, on=on) for actor in actors)
    return list(dict.fromkeys(party for party in found if party is not None))


def _known(actor: Actor, country: Country, on: date) -> Party:
    party = party_of(actor, country=country.iso2, on=on)
    if party is None:
        raise KeyError(actor.id)
    return party
