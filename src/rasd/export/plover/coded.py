"""Decides what an event is in PLOVER: the event and its mode, who did it to whom, the contexts.

In a fight all who bear arms are actors; of one-sided violence the attacker is the actor, the victim
the recipient. A text that names nobody is none of PLOVER's events in its classic form: it is
coded here with the sector `UNK`, and says so. The context `military` is for armies of states alone,
and `terrorism` is never set, since what a government calls so proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.export.countries import countries
from rasd.export.left_out import never_counted
from rasd.export.plover.codes import contexts, events, kinds, weapon_modes
from rasd.export.sectors import UNKNOWN, Belonging, belonging, belonging_of_group
from rasd.model import HARMED, Actor, Event, Place, PlacePrecision

_ASSAULT = "ASSAULT"
_FIGHTING = frozenset({"MIL", "COP", "PRM", "REB", "SPY", "UAF"})
_GENERIC = "generic"
_UNNAMED = "parties/unknown_attacker"
"""The rule behind a party that the text leaves unnamed; its words are those for the deed."""
_NOBODY = Belonging(code=None, sector=UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A party as PLOVER has it; `name` is ours, `text` that of the source where it has one."""

    belongs: Belonging
    name: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An event as PLOVER has it."""

    event: str
    quad: int
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]


def reason(event: Event) -> str | None:
    """Why PLOVER has no such event; `None` where it does."""
    if (why := never_counted(event)) is not None:
        return why
    if kinds()[event.sub_event_type].event is None:
        return "no_event"
    if event.date is None or event.date.start is None:
        return "no_date"
    return None


def code(event: Event) -> Coded:
    """What an event is in PLOVER, for one that it has."""
    kind = kinds()[event.sub_event_type]
    if kind.event is None:
        raise ValueError(f"{event.sub_event_type.value} is no event of PLOVER")
    country = event.place.country if event.place is not None else None
    unnamed = _deeds(event)
    actors = [_entity(actor, country, unnamed) for actor in event.perpetrators]
    recipients = [_entity(actor, country, unnamed) for actor in event.targets]
    recipients = recipients or _victims(event, country)
    if kind.two_sided and actors:
        # Who fights is an actor, whoever began; civilians between the lines are none.
        actors += [each for each in recipients if each.belongs.sector in _FIGHTING]
        recipients = [each for each in recipients if each.belongs.sector not in _FIGHTING]
    return Coded(
        event=kind.event,
        quad=events()[kind.event].quad,
        modes=_modes(event),
        contexts=_contexts(event, (*actors, *recipients)),
        actors=tuple(actors) or (Entity(belongs=_NOBODY),),
        recipients=tuple(recipients),
    )


def iso3(place: Place | None) -> str | None:
    """The three letters of a place's country."""
    country = countries().get(place.country or "") if place is not None else None
    return None if country is None else country.iso3


def point(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude, unless they stand for a country or for nothing known."""
    if place.lat is None or place.lon is None:
        return None
    if place.precision in (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN):
        return None
    return place.lat, place.lon


def _deeds(event: Event) -> frozenset[str]:
    """The words for a deed that stand where nobody is named: `خطف` in place of a kidnapper."""
    return frozenset(each.quote for each in event.evidence if each.rule == _UNNAMED)


def _entity(actor: Actor, country: str | None, deeds: frozenset[str]) -> Entity:
    is_deed = actor.category == _GENERIC and any(actor.text in deed for deed in deeds)
    return Entity(
        belongs=belonging(actor, country),
        name=actor.name_en or actor.name_ar,
        text=None if is_deed else actor.text,
    )


def _victims(event: Event, country: str | None) -> list[Entity]:
    groups = dict.fromkeys(part.group for part in event.harm if part.outcome in HARMED)
    return [
        Entity(belongs=belonging_of_group(group, country), name=group.replace("_", " "))
        for group in groups
    ]


def _modes(event: Event) -> tuple[str, ...]:
    kind = kinds()[event.sub_event_type]
    told = [weapon_modes()[each] for each in event.weapons if each in weapon_modes()]
    if kind.event == _ASSAULT and kind.by_weapon and told:
        return tuple(dict.fromkeys(told))
    return (kind.mode,) if kind.mode is not None else ()


def _contexts(event: Event, parties: tuple[Entity, ...]) -> tuple[str, ...]:
    known = contexts()
    signs = [("sub_event_type", event.sub_event_type.value)]
    signs += [("sector", party.belongs.sector) for party in parties]
    signs += [("code", party.belongs.code or "") for party in parties]
    signs += [("group", part.group) for part in event.harm]
    signs += [("object", thing.object) for thing in event.materiel]
    return tuple(sorted({known[sign] for sign in signs if sign in known}))
