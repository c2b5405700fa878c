"""Gathers what decides the sub-type of a passage: its kinds, weapons, sides and harm.

``انفجرت عبوة ناسفة بدورية للشرطة وقتل شرطيان`` has an explosive, an armed target and two dead;
`assemble.kinds` makes a remote explosive of it.
"""

from __future__ import annotations

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
    objects_of = [
        knowledge.object_classes[o.actor.name_en.replace(" ", "_")][1]
        for o in objects
        if o.actor.name_en
    ]
    groups = {t.group for t in tolls}
    return Signs(
        kinds=frame.kinds,
        weapons=frozenset([m.entry.what for m in weapons_used(frame)]),
        armed_target=any(t.actor.category in ARMED or t.actor.id == ANY_POLICE for t in targets)
        or "military" in objects_of
        or bool(groups & _ARMED_GROUPS),
        civilian_target=any(t.actor.id == _CIVILIANS_ID for t in targets)
        or "civilian" in objects_of
        or bool(groups & _CIVIL_GROUPS),
        state_perpetrator=any(p.actor.category in STATE for p in perpetrators),
        armed_perpetrator=any(
            p.actor.category in ARMED or p.actor.category == "generic" for p in perpetrators
        ),
        killed_or_wounded=any(t.min >= 1 and t.outcome in HARMED for t in tolls),
        police_present=any(
            a.category in ("state_force", CONTEXTUAL) or a.id == ANY_POLICE
            for a in annotated.actors
        )
        or any(c.group in _POLICE for c in annotated.counts),
        protesters_hurt_by_state=any(
            t.group == "protesters" and t.outcome in HARMED and (t.max is None or t.max > 0)
            for t in tolls
        )
        and any(
            p.actor.category == "state_force" or p.actor.id == ANY_POLICE for p in perpetrators
        ),
        assembled=tells_assembly(frame),
    )
