"""Gathers what decides the sub-type of a passage: its kinds, weapons, sides and harm.

``انفجرت عبوة ناسفة بدورية للشرطة وقتل شرطيان`` has an explosive, an armed target and two dead;
`assemble.kinds` makes a remote explosive of it.
"""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.annotate.actors import CONTEXTUAL
from rasd.assemble.assembly import tells_assembly
from rasd.assemble.frames import Frame
from rasd.assemble.kinds import Signs
from rasd.assemble.tolls import Toll
from rasd.assemble.weapons import weapons_used
from rasd.engines.categories import ARMED, STATE
from rasd.join.draft import GroundedActor
from rasd.knowledge import ANY_POLICE, Knowledge
from rasd.model import HARMED

_POLICE = frozenset({"police", "security_forces"})
_FORCES = frozenset({"state_force", CONTEXTUAL})
_CIVILIANS_ID = "gen_civilians"
_ARMED_GROUPS = frozenset(
    {"police", "soldiers", "officers", "security_forces", "militants", "fighters", "guards"}
)
_CIVIL_GROUPS = frozenset(
    {
        "civilians",
        "children",
        "women",
        "elderly",
        "journalists",
        "medics",
        "aid_workers",
        "students",
        "worshippers",
        "migrants",
        "workers",
    }
)


def type_signs(
    frame: Frame,
    perpetrators: tuple[GroundedActor, ...],
    targets: tuple[GroundedActor, ...],
    objects: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    knowledge: Knowledge,
) -> Signs:
    """The signs of one passage, for `decide_type`."""
    annotated = frame.annotated
    armed_target = civilian_target = False
    for thing in objects:
        if thing.actor.name_en:
            side = knowledge.object_classes[thing.actor.name_en.replace(" ", "_")][1]
            armed_target = armed_target or side == "military"
            civilian_target = civilian_target or side == "civilian"
    for target in targets:
        armed_target = armed_target or target.actor.category in ARMED
        armed_target = armed_target or target.actor.id == ANY_POLICE
        civilian_target = civilian_target or target.actor.id == _CIVILIANS_ID
    harmed = protesters_hurt = False
    for toll in tolls:
        armed_target = armed_target or toll.group in _ARMED_GROUPS
        civilian_target = civilian_target or toll.group in _CIVIL_GROUPS
        if toll.outcome in HARMED:
            harmed = harmed or toll.min >= 1
            if toll.group == "protesters" and (toll.max is None or toll.max > 0):
                protesters_hurt = True
    state_doer = armed_doer = police_doer = False
    for doer in perpetrators:
        category = doer.actor.category
        state_doer = state_doer or category in STATE
        armed_doer = armed_doer or category in ARMED or category == "generic"
        police_doer = police_doer or category == "state_force" or doer.actor.id == ANY_POLICE
    return Signs(
        kinds=frame.kinds,
        weapons=frozenset([m.entry.what for m in weapons_used(frame)]),
        armed_target=armed_target,
        civilian_target=civilian_target,
        state_perpetrator=state_doer,
        armed_perpetrator=armed_doer,
        killed_or_wounded=harmed,
        police_present=_sees_police(annotated),
        protesters_hurt_by_state=protesters_hurt and police_doer,
        assembled=tells_assembly(frame),
    )


def _sees_police(annotated: Annotated) -> bool:
    """Whether a sentence names the police or an army, or counts men of theirs."""
    for actor in annotated.actors:
        if actor.category in _FORCES or actor.id == ANY_POLICE:
            return True
    return any(c.group in _POLICE for c in annotated.counts)
