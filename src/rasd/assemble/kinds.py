"""Decides the sub-event type of a frame from its triggers, weapons and parties.

The order of the rules is the contract's: who was there decides. An attacker who dies on
purpose makes a suicide bombing; an exchange of fire a clash, whatever the weapons; a bomb
without an exchange of fire an explosion; present attackers and unarmed victims violence
against civilians.
"""

from __future__ import annotations

from rasd.model import SubEventType as Sub
from rasd.model.frozen import Frozen


class Signs(Frozen, frozen=True):
    """What a frame shows: trigger kinds, weapon classes, and who its parties are."""

    kinds: frozenset[str]
    weapons: frozenset[str]
    armed_target: bool
    civilian_target: bool
    state_perpetrator: bool
    armed_perpetrator: bool
    killed_or_wounded: bool
    police_present: bool
    protesters_hurt_by_state: bool
    assembled: bool


ASSAULT_KINDS = frozenset(
    {
        "attack",
        "target",
        "operation",
        "strike",
        "shoot",
        "stab",
        "assassinate",
        "massacre",
        "assassinate_attempt",
        "kill",
        "wound",
        "kill_weak",
        "fall",
        "raid",
        "storm",
        "infiltrate",
        "die",
        "neutralise",
        "ambush",
        "incursion",
    }
)
EXCHANGE_KINDS = frozenset({"clash", "ambush", "repel", "incursion", "storm", "infiltrate"})
# what only armed people do to each other
_FIRE_FROM_AFAR = frozenset(
    {
        "shell",
        "artillery",
        "strike",
        "target",
        "attack",
        "kill",
        "wound",
        "massacre",
        "air",
        "operation",
        "assassinate",
        "fall",
    }
)
_BLAST = frozenset({"blast", "bomb"})
_FROM_AFAR = _BLAST | {"suicide", "air", "drone", "shell", "artillery"}
_STATEMENTS: dict[str, Sub] = {
    "deny": Sub.DENIAL,
    "acknowledge": Sub.ACKNOWLEDGEMENT,
    "claim": Sub.CLAIM_OF_RESPONSIBILITY,
    "threat": Sub.THREAT,
    "call": Sub.CALL_TO_ARMS,
    "pledge": Sub.PLEDGE_OF_ALLEGIANCE,
}
_STRATEGIC: tuple[tuple[str, Sub], ...] = (
    ("disrupt", Sub.DISRUPTED_ATTACK),
    ("release", Sub.RELEASE),
    ("weapons_seizure", Sub.WEAPONS_SEIZURE),
    ("arrest", Sub.ARREST),
    ("defect", Sub.DEFECTION),
    ("base", Sub.BASE_ESTABLISHED),
    ("agreement", Sub.AGREEMENT),
    ("fallen", Sub.TERRITORY_TRANSFER),
    ("transfer", Sub.TERRITORY_TRANSFER),
    ("burn", Sub.PROPERTY_DESTRUCTION),
    ("loot", Sub.PROPERTY_DESTRUCTION),
    ("demolish", Sub.PROPERTY_DESTRUCTION),
    ("displace", Sub.DISPLACEMENT),
    ("strategic_other", Sub.OTHER),
)
_EXCLUSIVE = {Sub.DISRUPTED_ATTACK, Sub.RELEASE, Sub.WEAPONS_SEIZURE, Sub.ARREST}


def decide_type(signs: Signs) -> Sub | None:
    """The sub-event type, or `None` where the triggers make no event of their own."""
    return (
        _protest(signs)
        or _clash(signs)
        or _explosion(signs)
        or _civilians(signs)
        or _territory(signs)
        or _assault(signs)
        or _strategic(signs)
        or statement_type(signs.kinds)
    )


def _protest(s: Signs) -> Sub | None:
    k = s.kinds
    if "protest_shoot" in k or (s.protesters_hurt_by_state and not k & _FROM_AFAR):
        return Sub.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    fired_at = {"shoot", "protesters"} <= k and s.police_present
    if fired_at and (s.killed_or_wounded or not k & {"disperse", "dispersal"}):
        return Sub.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    if "mob" in k and not s.state_perpetrator:
        return Sub.VIOLENT_DEMONSTRATION if "protesters" in k else Sub.MOB_VIOLENCE
    if not k & {"protest", "riot", "dispersal"} and not s.assembled:
        return None
    if "riot" in k or (k & {"burn", "loot"} and "protesters" in k):
        return Sub.VIOLENT_DEMONSTRATION
    if k & {"shoot", "kill", "wound"} and s.police_present and s.killed_or_wounded:
        return Sub.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    if "dispersal" in k or (k & {"disperse", "arrest"} and (s.police_present or "disperse" in k)):
        return Sub.PROTEST_WITH_INTERVENTION
    if "clash" in k:
        return Sub.VIOLENT_DEMONSTRATION
    if k & _FROM_AFAR and s.killed_or_wounded:
        return None
    return Sub.PEACEFUL_PROTEST


def _clash(s: Signs) -> Sub | None:
    k = s.kinds
    if k & {"capture", "retake", "liberate"} and "clash" in k:
        return _territory(s)
    if "clash" in k and "suicide" not in k and not (k & {"air", "drone"} and not s.armed_target):
        return Sub.ARMED_CLASH
    if "ambush" in k and not k & {"suicide"}:
        return Sub.ARMED_CLASH
    if "repel" in k:
        return Sub.DISRUPTED_ATTACK if s.weapons & {"drone"} else Sub.ARMED_CLASH
    return None


def _explosion(s: Signs) -> Sub | None:
    k, w = s.kinds, s.weapons
    if "disrupt" in k and not k & {"kill", "wound", "attack", "suicide"}:
        return Sub.DISRUPTED_ATTACK
    if "chemical" in k and (s.killed_or_wounded or k & {"attack", "shell", "target", "air"}):
        return Sub.CHEMICAL_WEAPON
    if "suicide" in k:
        return Sub.SUICIDE_BOMBING
    if k & {"suicide_weapon", "suicide_actor"} and k & (_BLAST | {"attack", "target", "kill"}):
        return Sub.SUICIDE_BOMBING
    if "drone" in k or ("drone" in w and k & (_FIRE_FROM_AFAR | _BLAST)):
        return Sub.DRONE_STRIKE
    if "air" in k or ("air" in w and k & _FIRE_FROM_AFAR) or "air_weapon" in k:
        return Sub.AIR_STRIKE
    if "grenade" in k or ("grenade" in w and k & (ASSAULT_KINDS | _BLAST)):
        return Sub.GRENADE
    if k & _BLAST and "artillery" not in k and "shell" not in k:
        return Sub.REMOTE_EXPLOSIVE
    if k & {"artillery", "shell"}:
        return Sub.SHELLING
    if "bomb" in w and k & ASSAULT_KINDS:
        return Sub.REMOTE_EXPLOSIVE
    if "artillery" in w and k & (_FIRE_FROM_AFAR - {"assassinate"}):
        return Sub.SHELLING
    if "strike" in k and not k & {"attack", "shoot", "stab"} and s.killed_or_wounded:
        return Sub.AIR_STRIKE
    return None


def _civilians(s: Signs) -> Sub | None:
    k = s.kinds
    if "execution" in k:
        return Sub.EXECUTION
    if "rape" in k:
        return Sub.SEXUAL_VIOLENCE
    if "abduct" in k:
        return (
            Sub.ATTACK
            if "kill" in k and s.killed_or_wounded and "release" not in k
            else Sub.ABDUCTION
        )
    return None


def _territory(s: Signs) -> Sub | None:
    k = s.kinds
    if k & {"retake", "liberate"} and "release" not in k:
        return Sub.TERRITORY_RETAKEN_BY_STATE
    if "fallen" in k and k & {"clash", "attack", "kill"}:
        return Sub.TERRITORY_TAKEN_BY_ARMED_GROUP
    if "capture" in k:
        if s.state_perpetrator:
            return Sub.TERRITORY_RETAKEN_BY_STATE
        return Sub.TERRITORY_TAKEN_BY_ARMED_GROUP
    return None


def _assault(s: Signs) -> Sub | None:
    k = s.kinds
    if not k & (ASSAULT_KINDS | {"assassinate"}):
        return None
    for kind, sub in _STRATEGIC:
        if sub in _EXCLUSIVE and kind in k and not k & {"shoot", "kill", "wound", "attack"}:
            return sub
    if s.armed_target and not s.civilian_target:
        return Sub.ARMED_CLASH
    if s.armed_target and s.armed_perpetrator and k & {"attack", "storm", "infiltrate", "raid"}:
        return Sub.ARMED_CLASH
    return Sub.ATTACK


def _strategic(s: Signs) -> Sub | None:
    for kind, sub in _STRATEGIC:
        if kind in s.kinds:
            return sub
    return None


def statement_type(kinds: frozenset[str]) -> Sub | None:
    """The statement that a frame makes, whatever event it speaks of; `None` where it makes none."""
    for kind, sub in _STATEMENTS.items():
        if kind in kinds:
            return sub
    return None
