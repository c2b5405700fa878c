"""Proved events to the mentions of the contract: the same records that the rules make.

Confidence is a documented sum (`data/llm/confidence.toml`), not a calibrated probability: no
annotated answers of a model exist to learn it from.
"""

from __future__ import annotations

from functools import cache

from rasd.engines.llm.proved import Proved
from rasd.knowledge.tables import read_toml
from rasd.model import PARENT, Document, Evidence, Mention, Outcome, PlacePrecision, stable_id


def build_mention(event: Proved, document: Document, order: int) -> Mention:
    """The mention of one proved event; `order` numbers the events of the document."""
    first = event.events[0]
    return Mention(
        id=stable_id(
            "m",
            document.id,
            document.sha256,
            event.sub_event_type,
            first.start,
            first.end,
            f"llm{order}",
        ),
        doc_id=document.id,
        event_type=PARENT[event.sub_event_type],
        sub_event_type=event.sub_event_type,
        status=event.status,
        date=event.date,
        place=event.place.place if event.place is not None else None,
        perpetrators=event.perpetrators,
        targets=event.targets,
        weapons=event.weapons,
        killed=event.tolls.get(Outcome.KILLED),
        wounded=event.tolls.get(Outcome.WOUNDED),
        killed_or_wounded=event.tolls.get(Outcome.KILLED_OR_WOUNDED),
        abducted=event.tolls.get(Outcome.ABDUCTED),
        detained=event.tolls.get(Outcome.DETAINED),
        harm=event.harm,
        materiel=event.materiel,
        claimed_by=event.claimed_by,
        attribution=event.attribution,
        campaign=event.campaign,
        confidence=confidence(event),
        evidence=unique(event.evidence),
    )


def confidence(event: Proved, *, agreed: bool = False) -> float:
    """How sure the record is; `agreed` where rules found the same incident."""
    model = _weights()
    placed = event.place is not None and event.place.place.precision is not PlacePrecision.UNKNOWN
    total = (
        model["base"]
        + model["proved"] * (1.0 - event.dropped / event.given if event.given else 1.0)
        + model["trigger"] * event.trigger
        + model["placed"] * placed
        + model["dated"] * (event.date is not None and event.date.start is not None)
        + model["toll"] * bool(event.tolls)
        + model["agreed"] * agreed
    )
    return round(min(max(total, model["lowest"]), model["highest"]), 3)


def unique(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Each span once a field, in the order given."""
    kept: dict[tuple[str, str | None, int, int], Evidence] = {}
    for item in evidence:
        kept.setdefault((item.field, item.part, item.start, item.end), item)
    return tuple(kept.values())


@cache
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in read_toml("llm/confidence.toml").items()}
