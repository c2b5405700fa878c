"""Decides what became of each judgement, and which of them an event is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rasd import judge
from rasd.model import Action, Event, Judged, Judgement, Mention, in_force
from rasd.run.find import find_record
from rasd.store import Store


class Lot(StrEnum):
    """What became of a judgement."""

    HOLDS = "holds"
    STALE = "stale"
    OVERRULED = "overruled"
    WITHDRAWN = "withdrawn"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A judgement with what became of it, why, and the events that it is shown on.

    `disputed` are other organisations that contradict it.
    """

    judgement: Judgement
    lot: Lot
    why: str
    events: tuple[str, ...]
    disputed: tuple[str, ...] = ()


def list_judgements(store: Store, *, on: str | None = None) -> tuple[Listed, ...]:
    """Judgements in the order in which they were made, each with what became of it.

    All of them, or those that were ever made `on` an event, given by an id that it has or had or
    by one of its reports.
    """
    with store.snapshot():
        if on is None:
            return _listed(store, tuple(store.judgements()))
        about = _about(store, on)
        judgements = store.judgements_on(about.doc_ids, outlets=about.outlets)
        meant = {each.id for each in about.of(store, judgements, withdrawn=True)}
        withdrawing = {j.id for j in judgements if _root_of(j, judgements) in meant}
        listed = _listed(store, judgements)
    return tuple(each for each in listed if each.judgement.id in meant | withdrawing)


def said_of(store: Store, wanted: str) -> tuple[Judgement, ...]:
    """What people said of an event and did not withdraw, in its order."""
    with store.snapshot():
        about = _about(store, wanted)
        judgements = store.judgements_on(about.doc_ids, outlets=about.outlets)
        return about.of(store, judge.holding(judgements))


@dataclass(frozen=True, slots=True)
class _About:
    """The reports of an event, their documents and the outlets that printed these."""

    mention_ids: frozenset[str]
    doc_ids: tuple[str, ...]
    outlets: tuple[str, ...]

    def of(
        self, store: Store, judgements: Sequence[Judgement], *, withdrawn: bool = False
    ) -> tuple[Judgement, ...]:
        """Those of the judgements that speak of these reports; withdrawals are left out."""
        named = sorted({anchor.doc_id for each in judgements for anchor in each.anchors})
        documents, mentions = store.documents_of(named), store.mentions_of(named)
        said = [each for each in judgements if each.action is not Action.WITHDRAW]
        # Of one at a time, so that those which were withdrawn stand as well.
        groups = [[each] for each in said] if withdrawn else [said]
        return tuple(
            standing.judgement
            for some in groups
            for standing in judge.stand(some, documents, mentions)
            if standing.judgement.about in self.outlets
            or not self.mention_ids.isdisjoint(m.id for m in standing.mentions)
        )


def _about(store: Store, wanted: str) -> _About:
    """What is meant: the reports of the event, and those it had that are in no event now."""
    event = store.event(wanted)
    ever = store.reports_held(wanted)
    if event is None and not ever:
        record = find_record(store, wanted)
        ever = (record.id,) if isinstance(record, Mention) else ()
        event = record if isinstance(record, Event) else None
    elsewhere = store.events_holding(ever)
    if event is None and len(elsewhere) == 1:
        [event] = elsewhere
    held = {mention_id for each in elsewhere for mention_id in each.mention_ids}
    ids = {*(event.mention_ids if event else ()), *(each for each in ever if each not in held)}
    mentions = [found for each in sorted(ids) if (found := store.mention(each)) is not None]
    accounts = event.accounts if event else ()
    return _About(
        mention_ids=frozenset(ids),
        doc_ids=tuple(sorted({mention.doc_id for mention in mentions})),
        outlets=tuple(sorted({each.outlet for each in accounts if each.outlet is not None})),
    )


def _root_of(judgement: Judgement, judgements: Iterable[Judgement]) -> str:
    """The id of what a judgement withdraws or brings back; its own where it does neither."""
    by_id = {each.id: each for each in judgements}
    while judgement.withdraws is not None and judgement.withdraws in by_id:
        judgement = by_id[judgement.withdraws]
    return judgement.id


def _listed(store: Store, judgements: Sequence[Judgement]) -> tuple[Listed, ...]:
    named = sorted({anchor.doc_id for each in judgements for anchor in each.anchors})
    documents, mentions = store.documents_of(named), store.mentions_of(named)
    standing = {s.judgement.id: s for s in judge.stand(judgements, documents, mentions)}
    ids = [mention.id for s in standing.values() for mention in s.mentions]
    shown: dict[str, list[tuple[str, Judged]]] = {}
    against: dict[str, set[str]] = defaultdict(set)
    for judgement_id, withdrawal in judge.contested(judgements).items():
        against[judgement_id].update(withdrawal.organisations)
    for event in store.events_holding(ids):
        for dispute in event.review.disputes if event.review else ():
            for each_id in dispute.judgements:
                against[each_id].update(dispute.organisations)
        for entry in event.review.judgements if event.review else ():
            shown.setdefault(entry.id, []).append((event.id, entry))
    undone = {w.withdraws: w for w in in_force(judgements) if w.action is Action.WITHDRAW}
    listed = []
    for each in judgements:
        if by := undone.get(each.id):
            lot, why = Lot.WITHDRAWN, f"by {by.signed}, {by.at}"
        elif each.action is Action.WITHDRAW:
            lot, why = Lot.HOLDS, ""
        else:
            lot, why = _lot(standing[each.id], [entry for _, entry in shown.get(each.id, ())])
        listed.append(
            Listed(
                judgement=each,
                lot=lot,
                why=why,
                events=tuple(event_id for event_id, _ in shown.get(each.id, ())),
                disputed=tuple(sorted(against[each.id] - set(each.organisations))),
            )
        )
    return tuple(listed)


def _lot(standing: judge.Standing, entries: Sequence[Judged]) -> tuple[Lot, str]:
    if standing.judgement.groups and not standing.mentions:
        return Lot.LOST, "; ".join(standing.changed)
    later = next((entry.overruled_by for entry in entries if entry.overruled_by), None)
    if later is not None:
        return Lot.OVERRULED, f"by {later}"
    stale = next((entry.stale for entry in entries if entry.stale), None)
    why = stale or "; ".join(standing.changed)
    return (Lot.STALE, why) if why else (Lot.HOLDS, "")
