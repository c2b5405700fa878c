"""Merged events against incidents: were the right mentions brought together, and no others?

Gold events that share an `incident` name, in whatever articles, are one incident; an event
without one stands alone. Each gold event is looked for, article by article, among the merged
events by the evidence that these hold from that article (`match`). Then

- an incident is *found* by the event that tells most of its passages, one to one; an event
  that tells no core, optional or background passage of its own is *invented*, one incident
  told by two events leaves one of them over;
- *pairs* count, over all pairs of located gold events, those that are together in both,
  in the gold alone (missed) or in the prediction alone (invented);
- *B-cubed* averages over located gold events how pure and how complete their event is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rasd.evaluate.assign import best_pairs
from rasd.evaluate.gold import GoldArticle, GoldEvent
from rasd.evaluate.match import is_core, match
from rasd.evaluate.tally import RESAMPLES, Detection, detection
from rasd.model import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterCard:
    """Scores of merged events. B-cubed values are `None` where no gold event was located."""

    incidents: Detection
    pairs: Detection
    b_cubed_precision: float | None
    b_cubed_recall: float | None
    b_cubed_f1: float | None
    located: int
    unlocated: int


def score_events(
    gold: Sequence[GoldArticle], predicted: Iterable[Event], *, resamples: int = RESAMPLES
) -> ClusterCard:
    """Compare merged events with the incidents of annotated articles."""
    events = sorted(predicted, key=lambda event: event.id)
    told: dict[tuple[str, str], int] = {}
    for article in gold:
        rows = [n for n, event in enumerate(events) if article.doc in event.doc_ids]
        for row, column in match(article.events, [events[n] for n in rows], doc=article.doc):
            told[article.doc, article.events[row].id] = rows[column]
    incidents = _incidents(gold)
    keys = [(doc, event.id) for members in incidents.values() for doc, event in members]
    home = {(doc, event.id): name for name, members in incidents.items() for doc, event in members}
    located = [key for key in keys if key in told]
    precision, recall = _b_cubed(located, home, told)
    return ClusterCard(
        incidents=detection(_incident_units(incidents, events, told), resamples=resamples),
        pairs=detection(_pair_units(located, home, told), resamples=resamples),
        b_cubed_precision=precision,
        b_cubed_recall=recall,
        b_cubed_f1=(
            None
            if precision is None or recall is None
            else 2 * precision * recall / (precision + recall)
        ),
        located=len(located),
        unlocated=len(keys) - len(located),
    )


def _incidents(gold: Sequence[GoldArticle]) -> dict[str, list[tuple[str, GoldEvent]]]:
    incidents: dict[str, list[tuple[str, GoldEvent]]] = {}
    for article in gold:
        for event in article.events:
            name = event.incident or f"{article.doc}#{event.id}"
            incidents.setdefault(name, []).append((article.doc, event))
    return incidents


def _incident_units(
    incidents: dict[str, list[tuple[str, GoldEvent]]],
    events: Sequence[Event],
    told: dict[tuple[str, str], int],
) -> list[tuple[int, int, int]]:
    """One unit an incident, one for each event left over."""
    names = list(incidents)
    weights = [[0.0] * len(events) for _ in names]
    for row, name in enumerate(names):
        for doc, event in incidents[name]:
            if (doc, event.id) in told:
                weights[row][told[doc, event.id]] += 1.0
    partner = dict(best_pairs(weights))
    units: list[tuple[int, int, int]] = []
    explained: set[int] = set()
    for row, name in enumerate(names):
        core = any(event.is_core for _, event in incidents[name])
        column = partner.get(row)
        found = column is not None and is_core(events[column])
        if column is not None and (core or any(e.is_neutral for _, e in incidents[name])):
            explained.add(column)
        if core:
            units.append((int(found), int(not found), 0))
    units += [(0, 0, 1) for n, event in enumerate(events) if is_core(event) and n not in explained]
    return units


def _pair_units(
    located: Sequence[tuple[str, str]],
    home: dict[tuple[str, str], str],
    told: dict[tuple[str, str], int],
) -> list[tuple[int, int, int]]:
    units: list[tuple[int, int, int]] = []
    for one, other in combinations(located, 2):
        in_gold, in_predicted = home[one] == home[other], told[one] == told[other]
        if in_gold or in_predicted:
            units.append((int(in_gold and in_predicted), int(not in_predicted), int(not in_gold)))
    return units


def _b_cubed(
    located: Sequence[tuple[str, str]],
    home: dict[tuple[str, str], str],
    told: dict[tuple[str, str], int],
) -> tuple[float | None, float | None]:
    if not located:
        return None, None
    precision = recall = 0.0
    for key in located:
        same_event = {other for other in located if told[other] == told[key]}
        same_incident = {other for other in located if home[other] == home[key]}
        precision += len(same_event & same_incident) / len(same_event)
        recall += len(same_event & same_incident) / len(same_incident)
    return precision / len(located), recall / len(located)
