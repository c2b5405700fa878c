"""Decides whether what a person says of an event still fits the event that they looked at.

Whoever shows an event to be judged notes `seen_of` beside it. Where somebody else judged it, or
its reports changed, before the answer came, nothing is written: `OvertakenError` holds the event
as it stands now, so that both values can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rasd import judge
from rasd.judge import Told, Who
from rasd.model import (
    Event,
    Json,
    Judged,
    Judgement,
    SettingsError,
    canonical,
    sha256_text,
    to_json,
)
from rasd.run.judge import bring_up, record, told_of
from rasd.store import Store

Saying = Callable[[Event, Sequence[Told]], Iterable[Judgement]]
"""What a person says of an event with its reports."""
_DIGITS = 16


class OvertakenError(SettingsError):
    """The event is no longer as it was seen; `event` is how it stands now, `None` if it is gone.

    `fields` are those of which it is so, where single ones were looked at; `instead` are the
    events that hold its reports where it is gone.
    """

    def __init__(
        self,
        event: Event | None,
        *,
        fields: tuple[str, ...] = (),
        instead: tuple[Event, ...] = (),
    ) -> None:
        name = event.id if event else "the event"
        super().__init__(f"{name} has changed since it was shown: look at it again")
        self.event = event
        self.fields = fields
        self.instead = instead


def seen_of(event: Event, field: str | None = None) -> str:
    """A digest of what a judge sees of an event, or of one field of it.

    What others say of another field, or of the event as a whole, leaves that of a field as it is.
    """
    if field is None:
        return _digest(to_json(event))
    review = event.review.judgements if event.review else ()
    return _digest(
        [
            event.id,
            list(event.mention_ids),
            to_json(getattr(event, field)),
            [to_json(each) for each in event.values if each.field == field],
            [to_json(each) for each in event.conflicts if each.field == field],
            [each.id for each in review if each.field == field],
        ]
    )


def judge_seen(
    store: Store, event_id: str, say: Saying, *, seen: Mapping[str, str] | str | None = None
) -> tuple[Judgement, ...]:
    """Writes what `say` gives for the event as it stands, all of it or nothing.

    `seen` is the digest of the event when it was shown, or of each field that was. Raises
    `OvertakenError` where one of them is not as it was.
    """
    with store.transaction():
        event = event_now(store, event_id)
        if isinstance(seen, str) and seen != seen_of(event):
            raise OvertakenError(event)
        if isinstance(seen, Mapping):
            fields = tuple(field for field, was in seen.items() if seen_of(event, field) != was)
            if fields:
                raise OvertakenError(event, fields=fields)
        said = tuple(say(event, told_by(store, event)))
        for judgement in said:
            record(store, judgement)
    return said


def event_now(store: Store, event_id: str) -> Event:
    """The event with that id, derived anew where the store holds what it does not speak of yet.

    Raises `OvertakenError` where no event has the id any more.
    """
    bring_up(store)
    event = store.event(event_id)
    if event is None:
        raise OvertakenError(None, instead=store.resolve_event(event_id))
    return event


def told_by(store: Store, event: Event) -> tuple[Told, ...]:
    """The reports of an event with the documents that tell them."""
    return tuple(told_of(store, event.mention_ids))


def judgements_named(store: Store, ids: Sequence[str]) -> tuple[Judgement, ...]:
    """The judgements with these ids, in the same order.

    Raises `SettingsError` for one that the store does not hold.
    """
    found = []
    for each in ids:
        judgement = store.judgement(each)
        if judgement is None:
            raise SettingsError(f"the store holds no judgement {each!r}; open the event anew")
        found.append(judgement)
    return tuple(found)


def take_back(store: Store, judgements: Sequence[Judgement], who: Who) -> None:
    """Withdraws judgements, the last one first; those that were withdrawn already stay so."""
    for judgement in reversed(judgements):
        doc_ids = {anchor.doc_id for anchor in judgement.anchors}
        outlets = [judgement.about] if judgement.about is not None else []
        around = store.judgements_on(doc_ids, outlets=outlets)
        if judgement.id in {each.id for each in judge.in_force(around)}:
            record(store, judge.withdraw(judgement, who=who))


def last_of(store: Store, event: Event, by: str) -> str | None:
    """The id of the last judgement of a person here that stands on an event."""
    said = event.review.judgements if event.review else ()
    own = [each for each in said if is_by(store, each, by)]
    return own[-1].id if own else None


def is_by(store: Store, said: Judged | Judgement, name: str) -> bool:
    """Whether it was said here under a name: another organisation may have somebody called so."""
    own = store.sharing.organisation()
    return said.by == name and (not said.organisations or own in said.organisations)


def is_shown(event: Event, field: str, value: Json) -> bool:
    """Whether a value, in the form of the record contract, is the one that the event shows."""
    given = judge.read_value(field, value)
    return bool(_plain(given) == _plain(to_json(getattr(event, field))))


def _plain(value: Json) -> Json:
    """A value without the words behind it and without what is told of a grade."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {k: v for k, v in value.items() if k not in ("text", "suggested", "reason")}
    return value


def _digest(value: Json) -> str:
    return sha256_text(canonical(value))[:_DIGITS]
