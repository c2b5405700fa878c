"""Brings what a person says to the store, and derives the events anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rasd import judge
from rasd.judge import Told, Who
from rasd.model import (
    Action,
    Document,
    Event,
    Evidence,
    Judged,
    Judgement,
    Mention,
    SettingsError,
)
from rasd.pipeline import merge_recipe
from rasd.run.deriving import derive_part
from rasd.run.find import find_event, find_record
from rasd.run.judged_values import value_of
from rasd.run.merging import merge_store
from rasd.store import Store

_LISTED = 8


class Lot(StrEnum):
    """What became of a judgement."""

    HOLDS = "holds"
    STALE = "stale"
    OVERRULED = "overruled"
    WITHDRAWN = "withdrawn"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A judgement with what became of it, why, and the events that it is shown on."""

    judgement: Judgement
    lot: Lot
    why: str
    events: tuple[str, ...]


def accept(store: Store, wanted: str, who: Who, *, field: str | None = None) -> Judgement:
    """Accepts an event, or one field of it."""
    event = _event(store, wanted)
    return judge.accept(event, _told(store, event.mention_ids), field=field, who=who)


def edit(
    store: Store,
    wanted: str,
    who: Who,
    *,
    field: str,
    value: str,
    quote: str | None = None,
    doc_id: str | None = None,
) -> Judgement:
    """Sets a field of an event; `quote` are words of one of its documents that show the value."""
    event = _event(store, wanted)
    told = _told(store, event.mention_ids)
    return judge.edit(
        event,
        told,
        field=field,
        value=value_of(field, value),
        evidence=(_quoted(told, quote, doc_id),) if quote else (),
        who=who,
    )


def grade_outlet(outlet: str, grade: str, who: Who) -> Judgement:
    """Grades the reliability of an outlet."""
    return judge.grade_outlet(outlet, grade, who=who)


def reject(store: Store, wanted: str, who: Who) -> Judgement:
    """Rejects a mention, or all reports of an event."""
    _bring_up(store)
    record = find_record(store, wanted)
    if isinstance(record, Mention):
        return judge.reject(_told(store, [record.id]), who=who)
    event = _event(store, wanted)
    return judge.reject(_told(store, event.mention_ids), who=who)


def join(store: Store, wanted: Sequence[str], who: Who) -> Judgement:
    """Joins events."""
    events = [_event(store, each) for each in wanted]
    return judge.join([_told(store, event.mention_ids) for event in events], who=who)


def split(store: Store, wanted: str, reports: Sequence[str], who: Who) -> Judgement:
    """Parts the named reports of an event from its others."""
    event = _event(store, wanted)
    away = [_report_of(event, each) for each in reports]
    stay = [each for each in event.mention_ids if each not in away]
    if not stay:
        raise SettingsError(f"all reports of {event.id} are named; leave at least one out")
    return judge.split([_told(store, stay), _told(store, away)], who=who)


def withdraw(store: Store, wanted: str, who: Who) -> Judgement:
    """Withdraws a judgement by its id, or the start of it."""
    found = [each for each in store.judgements() if each.id.startswith(wanted)]
    if not found:
        raise SettingsError(
            f"no judgement has an id that begins with {wanted!r}; see them with: rasd judge list"
        )
    if len(found) > 1:
        several = ", ".join(each.id for each in found[:_LISTED])
        raise SettingsError(
            f"{len(found)} judgements begin with {wanted!r}: {several}; give more of the one you "
            "mean"
        )
    return judge.withdraw(found[0], who=who)


def record(store: Store, judgement: Judgement, *, derive: bool = True) -> None:
    """Writes a judgement down and, with `derive`, makes the events that follow from it.

    Where all events were up to date before, only those are looked at that the judgement can
    change, in the same transaction; else everything is merged that has changed.
    """
    with store.transaction():
        current = derive and store.parts_current(merge_recipe())
        change = store.write_judgements([judgement])
        if not derive or (current and (not change or derive_part(store, judgement))):
            return
    merge_store(store)


def shown_on(store: Store, judgement: Judgement) -> tuple[Event, ...]:
    """The events that hold what a judgement speaks of."""
    if judgement.withdraws is not None:
        [undone] = (each for each in store.judgements() if each.id == judgement.withdraws)
        return shown_on(store, undone)
    return store.events_holding([anchor.mention_id for anchor in judgement.anchors])


def list_judgements(store: Store) -> tuple[Listed, ...]:
    """All judgements in the order in which they were made, each with what became of it."""
    with store.snapshot():
        judgements = tuple(store.judgements())
        named = sorted({anchor.doc_id for each in judgements for anchor in each.anchors})
        documents = [d for doc_id in named if (d := store.document(doc_id)) is not None]
        mentions = store.mentions_of(named)
        standing = {s.judgement.id: s for s in judge.stand(judgements, documents, mentions)}
        ids = [mention.id for s in standing.values() for mention in s.mentions]
        events = store.events_holding(ids)
    shown: dict[str, list[tuple[str, Judged]]] = {}
    for event in events:
        for entry in event.review.judgements if event.review else ():
            shown.setdefault(entry.id, []).append((event.id, entry))
    undone = {w.withdraws: w for w in judge.in_force(judgements) if w.action is Action.WITHDRAW}
    listed = []
    for each in judgements:
        if by := undone.get(each.id):
            lot, why = Lot.WITHDRAWN, f"by {by.by}, {by.at}"
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


def _bring_up(store: Store) -> None:
    """Events speak of the reports that the store holds: derived anew where they don't."""
    if not store.events_current():
        merge_store(store)


def _event(store: Store, wanted: str) -> Event:
    _bring_up(store)
    return find_event(store, wanted)


def _told(store: Store, mention_ids: Iterable[str]) -> list[Told]:
    documents: dict[str, Document] = {}
    told = []
    for mention_id in mention_ids:
        mention = store.mention(mention_id)
        if mention is None:
            raise SettingsError(f"the store holds no mention {mention_id!r}")
        if mention.doc_id not in documents:
            document = store.document(mention.doc_id)
            assert document is not None  # a mention names a document that is there
            documents[mention.doc_id] = document
        told.append((mention, documents[mention.doc_id]))
    return told


def _report_of(event: Event, wanted: str) -> str:
    found = [each for each in event.mention_ids if each.startswith(wanted)]
    found = found if wanted not in found else [wanted]
    if len(found) != 1:
        raise SettingsError(
            f"{len(found)} reports of {event.id} begin with {wanted!r}; it has: "
            f"{', '.join(event.mention_ids)}"
        )
    return found[0]


def _quoted(told: Sequence[Told], quote: str, doc_id: str | None) -> Evidence:
    """The words in the document where they stand; the only one, unless it is named."""
    documents = {document.id: document for _, document in told}
    if doc_id is not None and doc_id not in documents:
        raise SettingsError(
            f"no report of the event stands in document {doc_id!r}; it has: {', '.join(documents)}"
        )
    places = [
        (document, part, text.find(quote))
        for document in documents.values()
        if doc_id in (None, document.id)
        for part, text in ((None, document.text), ("title", document.title or ""))
        if quote in text
    ]
    if not places:
        raise SettingsError(
            f"none of {', '.join(documents)} says {quote!r}; give the words exactly as they stand"
        )
    if len({document.id for document, _, _ in places}) > 1:
        raise SettingsError(
            f"several documents say {quote!r}; name one with --document: "
            f"{', '.join(document.id for document, _, _ in places)}"
        )
    document, part, start = places[0]
    return Evidence(
        field="event",
        start=start,
        end=start + len(quote),
        quote=quote,
        part=part,
        doc_id=document.id,
    )
