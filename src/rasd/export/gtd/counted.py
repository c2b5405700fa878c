"""Decides which events GTD counts, and who attacked whom in one that it does.

GTD counts violence by parties that are no state's. So an attack by an army is left out, an attack
by nobody known is counted, and of a fight between an army and a group the group is the attacker and
the army the target. Whether an attack was meant to terrorise is no question that a report answers:
it is left to people (`crit1` to `crit3`).
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.export.gtd.codes import kinds, lands, states
from rasd.export.left_out import never_counted
from rasd.export.sectors import sector_of
from rasd.model import Actor, Event, EventType, SubEventType

_STATES = frozenset({"state_force", "external"})
_UNIDENTIFIED_MILITARY = "gen_unidentified_military"
_GROUPS = frozenset({"rebel", "militia"})
_GENERIC = "generic"
_STATE_SECTORS = frozenset({"MIL", "COP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """The groups that attacked, none where nobody knows them, and their targets."""

    groups: tuple[Actor, ...]
    targets: tuple[Actor, ...]


def reason(event: Event) -> str | None:
    """Why GTD does not count an event; `None` where it does."""
    if (why := never_counted(event)) is not None:
        return why
    kind = kinds()[event.sub_event_type]
    if kind.left_out is not None:
        return kind.left_out
    attackers = _perpetrators(event)
    others = [actor for actor in attackers if not is_state(actor, event)]
    if (attackers and not others) or (not attackers and _claimed_by_states_alone(event)):
        return "state_perpetrator"
    if kind.needs_group and not any(map(_is_named, others)):
        return "no_group"
    if event.date is None or event.date.start is None:
        return "no_date"
    if event.place is None or event.place.country not in lands():
        return "no_country"
    return None


def attack_of(event: Event) -> Attack:
    """Who attacked whom in an event that GTD counts."""
    attackers = _perpetrators(event)
    groups = tuple(actor for actor in attackers if not is_state(actor, event) and _is_named(actor))
    struck = () if _is_foiled(event) else event.targets
    if event.event_type is not EventType.BATTLE:
        return Attack(groups=groups, targets=struck)
    enemies = tuple(actor for actor in attackers if is_state(actor, event))
    return Attack(groups=groups, targets=(*struck, *enemies))


def is_state(actor: Actor, event: Event) -> bool:
    """Whether a party is an army, police or mission of states on the day of the event."""
    if actor.id == _UNIDENTIFIED_MILITARY:
        return True
    of_category = actor.category in _STATES
    known = states().get(actor.id or "")
    if known is None:
        return of_category
    day = event.date.start if event.date is not None else None
    outside = day is not None and (
        (known.valid_from is not None and day < known.valid_from)
        or (known.valid_to is not None and day >= known.valid_to)
    )
    return of_category if outside else known.is_state


def _perpetrators(event: Event) -> tuple[Actor, ...]:
    """Those who attacked; where an attack was foiled by a force, the party that it foiled."""
    if _is_foiled(event):
        return tuple(actor for actor in event.targets if actor.category in _GROUPS)
    return event.perpetrators


def _claimed_by_states_alone(event: Event) -> bool:
    claimants = event.claimed_by
    return bool(claimants) and all(sector_of(claim.id) in _STATE_SECTORS for claim in claimants)


def _is_foiled(event: Event) -> bool:
    return event.sub_event_type is SubEventType.DISRUPTED_ATTACK and any(
        is_state(actor, event) for actor in event.perpetrators
    )


def _is_named(actor: Actor) -> bool:
    return actor.category != _GENERIC
