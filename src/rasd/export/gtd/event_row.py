"""Decides the row of an event in the table of GTD; `columns/gtd.tsv` states the rule of each cell.

A cell that no function here fills is empty. -9 and -99 are GTD's own signs for unknown; a number
that nobody told is never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from rasd.export.csv_rows import Cell
from rasd.export.gtd.blamed import claim_cells, claimants, group_cells, group_name
from rasd.export.gtd.codes import (
    ASSASSINATION,
    BOMBING,
    KIDNAPPING,
    UNKNOWN_WEAPON,
    kinds,
    label,
    labels,
    lands,
    targets,
    weapons,
)
from rasd.export.gtd.counted import Attack, attack_of
from rasd.export.gtd.numbers import Numbers
from rasd.export.gtd.people import in_words, of_attackers, told
from rasd.export.gtd.setting import When, day_in_words, place_cells, when_of
from rasd.export.gtd.targeted import Struck, in_english, struck
from rasd.model import (
    Citation,
    Effect,
    Event,
    Outcome,
    Status,
    SubEventType,
)

Cells = dict[str, Cell]

_UNKNOWN = "Unknown"
_NOT_KNOWN = -9
_UNKNOWN_NUMBER = -99
_INSURGENCY, _BETWEEN_GROUPS, _NO_INTENT = 1, 3, 4
_MILITARY, _MILITIA = 4, 17
_UNKNOWN_EXTENT = 4
_UNKNOWN_OUTCOME, _KILLED_HOSTAGES = 7, 4
_BEFORE_OTHERS = (1, 4, 6, 5, 3, 2, 8, 7, 9)
"""The attack types in GTD's order of precedence; the codebook's text is from memory."""


def event_cells(event: Event, citations: Mapping[str, Citation], numbers: Numbers) -> Cells:
    """The cells of an event that GTD counts, by column."""
    attack = attack_of(event)
    when = when_of(event)
    hit = struck(event, attack)
    kinds_of_attack = _attack_types(event, hit)
    return {
        "eventid": numbers.number(event.id, year=when.year, month=when.month, day=when.day),
        "iyear": when.year,
        "imonth": when.month,
        "iday": when.day,
        "approxdate": when.approx,
        **place_cells(event.place),
        "summary": _summary(event, attack, when, kinds_of_attack, hit),
        **_doubt(event, attack, hit),
        "success": _success(event, kinds_of_attack),
        "suicide": int(_is_suicide(event)),
        **_numbered("attacktype", kinds_of_attack, most=3),
        **_targets(hit),
        **group_cells(event, attack),
        **claim_cells(event),
        **_weapons(event),
        "nkill": told(event, "killed"),
        "nkillter": of_attackers(event, attack, Outcome.KILLED),
        "nwound": told(event, "wounded"),
        "nwoundte": of_attackers(event, attack, Outcome.WOUNDED),
        **_property(event),
        **_hostages(event, kinds_of_attack),
        "addnotes": _notes(event),
        **_sources(event, citations),
        "nperps": _UNKNOWN_NUMBER,
        "nperpcap": _UNKNOWN_NUMBER,
        "dbsource": "rasd",
        "INT_LOG": _NOT_KNOWN,
        "INT_IDEO": _NOT_KNOWN,
        "INT_MISC": _NOT_KNOWN,
        "INT_ANY": _NOT_KNOWN,
    }


def _attack_types(event: Event, hit: Sequence[Struck]) -> list[int]:
    kind = kinds()[event.sub_event_type]
    if kind.attacktype is None:
        raise ValueError(f"{event.sub_event_type.value} is no attack of GTD")
    made = {weapons()[each].attacktype for each in event.weapons if each in weapons()}
    found = {kind.attacktype}
    if event.sub_event_type in _BY_WEAPON and made:
        found = made
    elif BOMBING in made:
        found.add(BOMBING)
    if event.abducted is not None:
        found.add(KIDNAPPING)
    if event.sub_event_type in _ON_PERSONS and _of_standing(event):
        found.add(ASSASSINATION)
    return sorted(found, key=_BEFORE_OTHERS.index)[:3]


_BY_WEAPON = frozenset({SubEventType.ATTACK, SubEventType.MOB_VIOLENCE})
_ON_PERSONS = frozenset({SubEventType.ATTACK, SubEventType.EXECUTION})


def _of_standing(event: Event) -> bool:
    known = targets()
    return any(
        (kind := known.get(("group", part.group))) is not None and kind.standing
        for part in event.harm
    )


def _success(event: Event, attack_types: Sequence[int]) -> int:
    if event.sub_event_type is SubEventType.DISRUPTED_ATTACK:
        return 0
    if attack_types[0] == ASSASSINATION:
        return int(any(part.outcome is Outcome.KILLED for part in event.harm))
    return 1


def _is_suicide(event: Event) -> bool:
    return event.sub_event_type is SubEventType.SUICIDE_BOMBING or "suicide_belt" in event.weapons


def _doubt(event: Event, attack: Attack, hit: Sequence[Struck]) -> Cells:
    """What GTD calls doubt, where a rule decides it; the criteria themselves are for people."""
    types = {each.type.type for each in hit}
    alternative = None
    if not attack.groups and "landmine" in event.weapons:
        alternative = _NO_INTENT
    elif types == {_MILITIA} and attack.groups:
        alternative = _BETWEEN_GROUPS
    elif types == {_MILITARY}:
        alternative = _INSURGENCY
    return {
        "doubtterr": _NOT_KNOWN if alternative is None else 1,
        "alternative": alternative,
        "alternative_txt": label("alternative", alternative),
    }


def _numbered(variable: str, codes: Sequence[int], *, most: int) -> Cells:
    cells: Cells = {}
    for place in range(most):
        code = codes[place] if place < len(codes) else None
        cells[f"{variable}{place + 1}"] = code
        cells[f"{variable}{place + 1}_txt"] = label(variable, code)
    return cells


def _targets(hit: Sequence[Struck]) -> Cells:
    cells: Cells = {}
    for place in range(3):
        each = hit[place] if place < len(hit) else None
        kind = each.type.type if each else None
        subtype = each.type.subtype if each else None
        nation = each.nationality if each else None
        number = place + 1
        cells[f"targtype{number}"] = kind
        cells[f"targtype{number}_txt"] = label("targtype", kind)
        cells[f"targsubtype{number}"] = subtype
        cells[f"targsubtype{number}_txt"] = label("targsubtype", subtype)
        cells[f"corp{number}"] = each.corp if each else None
        cells[f"target{number}"] = each.name if each else None
        cells[f"natlty{number}"] = nation
        cells[f"natlty{number}_txt"] = None if nation is None else _nations()[nation]
    return cells


@cache
def _nations() -> dict[int, str]:
    return {each.code: each.name for each in lands().values()}


def _weapons(event: Event) -> Cells:
    told_of = [weapons()[each] for each in event.weapons if each in weapons()]
    pairs = list(dict.fromkeys((each.type, each.subtype) for each in told_of))
    kind = kinds()[event.sub_event_type]
    if not pairs:
        pairs = [kind.weapon or (UNKNOWN_WEAPON, None)]
    cells: Cells = {}
    for place in range(4):
        weapon, subtype = pairs[place] if place < len(pairs) else (None, None)
        number = place + 1
        cells[f"weaptype{number}"] = weapon
        cells[f"weaptype{number}_txt"] = label("weaptype", weapon)
        cells[f"weapsubtype{number}"] = subtype
        cells[f"weapsubtype{number}_txt"] = label("weapsubtype", subtype)
    cells["weapdetail"] = "; ".join(map(in_english, event.weapons)) or None
    return cells


def _property(event: Event) -> Cells:
    harmed = [thing for thing in event.materiel if thing.effect is not Effect.SEIZED]
    said = (
        f"{'' if thing.count is None else f'{thing.count} '}{in_english(thing.object)} "
        f"{thing.effect.value}"
        for thing in harmed
    )
    return {
        "property": 1 if harmed else _NOT_KNOWN,
        "propextent": _UNKNOWN_EXTENT if harmed else None,
        "propextent_txt": label("propextent", _UNKNOWN_EXTENT) if harmed else None,
        "propvalue": _UNKNOWN_NUMBER if harmed else None,
        "propcomment": "; ".join(said) or None,
    }


def _hostages(event: Event, attack_types: Sequence[int]) -> Cells:
    if KIDNAPPING not in attack_types:
        return dict.fromkeys(
            ("nhostkid", "ransom", "hostkidoutcome", "hostkidoutcome_txt", "nreleased")
        ) | {"ishostkid": 0}
    taken = told(event, "abducted")
    is_execution = event.sub_event_type is SubEventType.EXECUTION
    outcome = _KILLED_HOSTAGES if is_execution else _UNKNOWN_OUTCOME
    return {
        "ishostkid": 1,
        "nhostkid": _UNKNOWN_NUMBER if taken is None else taken,
        "ransom": _NOT_KNOWN,
        "hostkidoutcome": outcome,
        "hostkidoutcome_txt": label("hostkidoutcome", outcome),
        "nreleased": _UNKNOWN_NUMBER,
    }


def _summary(
    event: Event, attack: Attack, when: When, attack_types: Sequence[int], hit: Sequence[Struck]
) -> str:
    place = event.place
    where = [] if place is None else [place.name_en or place.text, place.admin1]
    if place is not None and place.country is not None:
        where.append(lands()[place.country].name)
    who = ", ".join(group_name(actor) for actor in attack.groups) or "unknown assailants"
    what = " and ".join(labels()["attacktype", each] for each in attack_types)
    whom = ", ".join(each.name for each in hit if each.name)
    parts = [
        f"{when.month:02}/{when.day:02}/{when.year}: {what} by {who}"
        f"{f' against {whom}' if whom else ''} in {', '.join(dict.fromkeys(filter(None, where)))}."
    ]
    tolls = [
        in_words(event, "killed", "killed"),
        in_words(event, "wounded", "wounded"),
        in_words(event, "abducted", "abducted"),
    ]
    if any(tolls):
        said = ", ".join(filter(None, tolls))
        parts.append(f"{said[0].upper()}{said[1:]}.")
    if claimed := ", ".join(claimants(event)):
        parts.append(f"Claimed by {claimed}.")
    return " ".join(parts)


def _notes(event: Event) -> str:
    said = [f"rasd event {event.id}", f"sub-event type {event.sub_event_type.value}"]
    if event.status is Status.CLAIMED:
        said.append("told by a party to it alone")
    if (unsplit := in_words(event, "killed_or_wounded", "killed or wounded")) is not None:
        said.append(unsplit)
    if event.campaign:
        said.append(f"campaign {event.campaign}")
    said.append(f"confidence {event.confidence:.2f}")
    said.append(f"independent sources {event.independent_sources}")
    return "; ".join(said)


def _sources(event: Event, citations: Mapping[str, Citation]) -> Cells:
    cited = [_citation(citations[each]) for each in event.doc_ids if each in citations]
    found = list(dict.fromkeys(filter(None, cited)))
    return {f"scite{n + 1}": found[n] if n < len(found) else None for n in range(3)}


def _citation(citation: Citation) -> str:
    parts = [
        f'"{citation.title}"' if citation.title else None,
        citation.outlet,
        day_in_words(citation.published) if citation.published else None,
    ]
    said = ", ".join(filter(None, parts)) or citation.url
    return f"{said}." if said else f"{citation.id}."
