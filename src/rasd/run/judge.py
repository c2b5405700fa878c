"""Brings what a person says to the store, and derives the events anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd import judge
from rasd.judge import Told, Who
from rasd.model import (
    Event,
    Evidence,
    Judgement,
    Mention,
    SettingsError,
)
from rasd.pipeline import merge_recipe
from rasd.run.deriving import derive_ahead, derive_part
from rasd.run.find import find_event, find_record
from rasd.run.judged_values import value_of
from rasd.run.lots import said_of
from rasd.run.merging import merge_store
from rasd.store import Store

_LISTED = 8


def accept(store: Store, wanted: str, who: Who, *, field: str | None = None) -> Judgement:
    """Accepts an event, or one field of it."""
    event = _event(store, wanted)
    return judge.accept(event, told_of(store, event.mention_ids), field=field, who=who)


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
    told = told_of(store, event.mention_ids)
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
    bring_up(store)
    record = find_record(store, wanted)
    if isinstance(record, Mention):
        return judge.reject(told_of(store, [record.id]), who=who)
    event = _event(store, wanted)
    return judge.reject(told_of(store, event.mention_ids), who=who)


def join(store: Store, wanted: Sequence[str], who: Who) -> Judgement:
    """Joins events."""
    events = [_event(store, each) for each in wanted]
    return judge.join([told_of(store, event.mention_ids) for event in events], who=who)


def split(store: Store, wanted: str, reports: Sequence[str], who: Who) -> Judgement:
    """Parts the named reports of an event from its others."""
    event = _event(store, wanted)
    away = [_report_of(event, each) for each in reports]
    stay = [each for each in event.mention_ids if each not in away]
    if not stay:
        raise SettingsError(f"all reports of {event.id} are named; leave at least one out")
    return judge.split([told_of(store, stay), told_of(store, away)], who=who)


def withdraw(store: Store, wanted: str, who: Who) -> Judgement:
    """Withdraws a judgement by its id, or the start of it."""
    ids = store.judgement_ids_beginning(wanted)
    found = store.judgement(ids[0]) if len(ids) == 1 else store.judgement(wanted)
    if found is None and ids:
        several = ", ".join(ids[:_LISTED]) + (", …" if len(ids) > _LISTED else "")
        raise SettingsError(
            f"several judgements begin with {wanted!r}: {several}; give more of the one you mean"
        )
    if found is None:
        raise SettingsError(
            f"no judgement has an id that begins with {wanted!r}; see them with: rasd judge list"
        )
    return judge.withdraw(found, who=who)


def undo(store: Store, wanted: str, who: Who) -> Judgement:
    """Withdraws the last thing that this person said of an event and that still holds.

    The event may have another id by now, or none since its reports were rejected. What was
    withdrawn is said again, not undone a second time.
    """
    own = store.sharing.organisation()
    said = [
        each
        for each in said_of(store, wanted)
        if each.by == who.by.strip() and (not each.organisations or own in each.organisations)
    ]
    if not said:
        raise SettingsError(f"nothing that {who.by.strip()} said of {wanted} holds any more")
    return judge.withdraw(said[-1], who=who)


def record(store: Store, judgement: Judgement, *, derive: bool = True) -> None:
    """Writes a judgement down and, with `derive`, makes the events that follow from it.

    Where all events were up to date before, only those are looked at that the judgement can
    change, in the same transaction; else everything is merged that has changed. What the grade of
    an outlet comes to is worked out before anybody else has to wait.
    """
    if derive and _recorded_ahead(store, judgement):
        return
    with store.transaction():
        current = derive and store.parts_current(merge_recipe())
        change = store.write_judgements([judgement])
        if not derive or (current and (not change or derive_part(store, judgement))):
            return
    merge_store(store)


def _recorded_ahead(store: Store, judgement: Judgement) -> bool:
    """Writes a judgement with its events, known before; False where it may not be done so."""
    if judgement.about is None and judgement.withdraws is None:
        return False
    with store.snapshot():
        revision = store.revision()
        derived = derive_ahead(store, judgement) if store.parts_current(merge_recipe()) else None
    if derived is None:
        return False
    with store.transaction():
        if store.revision() != revision or not store.parts_current(merge_recipe()):
            return False
        store.write_judgements([judgement])
        store.write_part(derived.events, derived.mention_ids)
    return True


def shown_on(store: Store, judgement: Judgement) -> tuple[Event, ...]:
    """The events that hold what a judgement speaks of."""
    if judgement.withdraws is not None:
        undone = store.judgement(judgement.withdraws)
        return () if undone is None else shown_on(store, undone)
    return store.events_holding([anchor.mention_id for anchor in judgement.anchors])


def bring_up(store: Store) -> None:
    """Events speak of the reports that the store holds: derived anew where they don't."""
    if not store.events_current():
        merge_store(store)


def _event(store: Store, wanted: str) -> Event:
    bring_up(store)
    return find_event(store, wanted)


def told_of(store: Store, mention_ids: Iterable[str]) -> list[Told]:
    """Reports, in the order given, each with the document that tells it."""
    mentions = []
    for mention_id in mention_ids:
        mention = store.mention(mention_id)
        if mention is None:
            raise SettingsError(f"the store holds no mention {mention_id!r}")
        mentions.append(mention)
    named = {mention.doc_id for mention in mentions}
    documents = {document.id: document for document in store.documents_of(sorted(named))}
    for lacking in sorted(named - documents.keys()):
        store.document(lacking)  # says what is wrong with it
    return [(mention, documents[mention.doc_id]) for mention in mentions]


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
