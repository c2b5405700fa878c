"""Decides whom GTD names as the group behind an attack, and who claims it.

Who claims an attack stands as its group where nobody else is named. Whether several claims contend
with each other is not read, and so is not said.
"""

from __future__ import annotations

from rasd.export.csv_rows import Cell
from rasd.export.gtd.codes import claim_modes, groups, label
from rasd.export.gtd.counted import Attack
from rasd.model import Actor, Claim, Event, Status

Cells = dict[str, Cell]

_UNKNOWN = "Unknown"
_NOT_KNOWN = -9
_MODE_UNKNOWN = 10


def group_cells(event: Event, attack: Attack) -> Cells:
    """The cells of the groups, up to three, and of how sure they are."""
    names = list(dict.fromkeys(map(group_name, attack.groups))) or claimants(event)
    disputed = any(conflict.field == "perpetrators" for conflict in event.conflicts)
    by_a_party = event.status is Status.CLAIMED and not event.claimed_by
    uncertain = int(disputed or by_a_party)
    return {
        "gname": names[0] if names else _UNKNOWN,
        "gname2": names[1] if len(names) > 1 else None,
        "gname3": names[2] if len(names) > 2 else None,
        "guncertain1": uncertain if names else 0,
        "guncertain2": uncertain if len(names) > 1 else None,
        "guncertain3": uncertain if len(names) > 2 else None,
    }


def group_name(actor: Actor) -> str:
    """The name of a group as GTD has it, else ours."""
    return groups().get(actor.id or "") or actor.name_en or actor.text


def claimants(event: Event) -> list[str]:
    """The names of those who claim an event, each once."""
    parties = {actor.id: actor.name_en for actor in (*event.perpetrators, *event.targets)}
    return list(dict.fromkeys(_claimant(claim, parties) for claim in event.claimed_by))


def _claimant(claim: Claim, parties: dict[str | None, str | None]) -> str:
    known = groups().get(claim.id or "")
    return known or (parties.get(claim.id) if claim.id else None) or claim.text


def claim_cells(event: Event) -> Cells:
    """The cells of the claims, up to three."""
    by_claimant = {claim.id or claim.text: claim for claim in event.claimed_by}
    modes = [
        claim_modes().get(claim.channel or "", _MODE_UNKNOWN) for claim in by_claimant.values()
    ]
    cells: Cells = {"claimed": int(bool(modes))}
    for place, suffix in enumerate(("", "2", "3")):
        mode = modes[place] if place < len(modes) else None
        if place:
            cells[f"claim{suffix}"] = None if mode is None else 1
        cells[f"claimmode{suffix}"] = mode
        cells[f"claimmode{suffix}_txt"] = label("claimmode", mode)
    cells["compclaim"] = _NOT_KNOWN if len(modes) > 1 else None
    return cells
