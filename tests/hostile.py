"""Events that try to break a file: every text is hostile, or every value is missing."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import (
    make_actor,
    make_count,
    make_event,
    make_evidence,
    make_mention,
    make_place,
)

from rasd.model import (
    PARENT,
    Attribution,
    AttributionRole,
    Citation,
    Claim,
    Conflict,
    Effect,
    Event,
    Harm,
    Materiel,
    Outcome,
    SubEventType,
)

TEXTS = (
    '=HYPERLINK("http://x.example","a")',
    "+1|cmd",
    "-2; @x",
    "سطر\nثان\tوثالث\rورابع",
    'قال: "نعم", ثم «لا»; انتهى',
    "\u200f\u202eمعكوس\u2069",
    "half \ud83d of a pair",
    "a\u2028b\x0bc\x00d",
    "",
)
"""Formulas, separators, quotes, marks of direction, half a surrogate pair, control characters."""


def hostile_event(text: str, kind: SubEventType, *, number: int = 0) -> Event:
    """An event of a kind in which every text is `text`."""
    actor = replace(make_actor(None, text=text), name_en=text, name_ar=text)
    return make_event(
        make_mention("a", number),
        event_type=PARENT[kind],
        sub_event_type=kind,
        place=make_place(text, name_en=text, name_ar=text, admin1=text, admin2=text),
        perpetrators=(actor,),
        targets=(actor, replace(actor, category="state_force")),
        weapons=("vehicle_bomb", "firearms", "knife", "rocket", "chemical"),
        killed=replace(make_count(3, None), text=text),
        harm=(Harm(outcome=Outcome.KILLED, group="clerics", min=1, max=None),),
        materiel=(Materiel(object="vehicle_any", effect=Effect.DAMAGED, count=None),),
        claimed_by=(
            Claim(id=None, channel=text, text=text),
            Claim(id="is_core", channel=None, text=text),
        ),
        attribution=(Attribution(id=None, name=text, role=AttributionRole.SAYS, text=text),),
        conflicts=(Conflict(field="perpetrators", values=(text, text), doc_ids=("a", "a")),),
        campaign=text,
        evidence=(replace(make_evidence(text), doc_id="a"),),
    )


def hostile_events() -> list[Event]:
    """Every text in every kind of event; each event has an id of its own."""
    found = []
    for kind in SubEventType:
        for text in TEXTS:
            found.append(hostile_event(text, kind, number=len(found)))
    return found


def bare_event(kind: SubEventType, *, number: int = 0) -> Event:
    """An event of which nothing is known but its kind."""
    return make_event(
        make_mention("b", number),
        event_type=PARENT[kind],
        sub_event_type=kind,
        date=None,
        place=None,
        evidence=(),
    )


def hostile_citation(text: str) -> Citation:
    """A report whose title, outlet and address are `text`."""
    return Citation(id="a", sha256="0" * 64, title=text, outlet=text, url=text, language="ar")
