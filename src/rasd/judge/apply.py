"""Decides what judgements make of the events that the machine found.

An edit shows its value in the event that holds most of its reports, and keeps what the machine
makes of the field in `review`; what documents disagree on stays in `conflicts`.
`without_judgements` takes it all back: an event says of itself what the machine alone would show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rasd.judge.basis import event_basis
from rasd.judge.changes import ALL, Change, What, written
from rasd.judge.constraints import overruled
from rasd.judge.disputes import disputes
from rasd.judge.edits import edited, machine_of, replace_field
from rasd.judge.standing import Standing, differences
from rasd.model import (
    TOLD_BY_EVENT,
    Action,
    Event,
    Evidence,
    Judged,
    Judgement,
    Review,
    ReviewState,
    by_date,
    replace,
)

_RULE = "judgement/"


def apply(events: Iterable[Event], standing: Sequence[Standing]) -> tuple[Event, ...]:
    """The events with what people said of them, in the order of their dates."""
    if not standing:
        return tuple(events)
    found = list(events)
    of_outlet = _by_outlet(found)
    event_of = {mention_id: n for n, event in enumerate(found) for mention_id in event.mention_ids}
    on_event: dict[int, list[Standing]] = defaultdict(list)
    for each in standing:
        for n in _spoken_of(each, event_of) or of_outlet[each.judgement.about]:
            on_event[n].append(each)
    taken_back = overruled(standing)
    for n, judgements in on_event.items():
        found[n] = _judged(found[n], judgements, event_of, taken_back)
    return tuple(sorted(found, key=by_date))


def apply_to(events: Iterable[Event], standing: Sequence[Standing]) -> Iterable[Event]:
    """The events with what people said of them, in their order; they are read again and again.

    Only those that people speak of are held at once.
    """
    if not standing:
        return events
    spoken = {mention.id for each in standing for mention in each.mentions}
    outlets = {each.judgement.about for each in standing} - {None}
    some = (
        event
        for event in events
        if not spoken.isdisjoint(event.mention_ids)
        or any(account.outlet in outlets for account in event.accounts)
    )
    return _Judged(events, {event.id: event for event in apply(some, standing)})


@dataclass(frozen=True, slots=True)
class _Judged:
    """Events, some of which are others than they were."""

    events: Iterable[Event]
    changed: Mapping[str, Event]

    def __iter__(self) -> Iterator[Event]:
        return (self.changed.get(event.id, event) for event in self.events)


def without_judgements(event: Event) -> Event:
    """The event as the machine shows it."""
    if event.review is None:
        return event
    evidence = tuple(e for e in event.evidence if not (e.rule or "").startswith(_RULE))
    plain = replace(event, evidence=evidence, review=None)
    for entry in event.review.judgements:
        if entry.machine is not None and entry.field is not None:
            plain = replace_field(plain, entry.field, entry.machine, about=entry.about)
    return plain


def _spoken_of(each: Standing, event_of: Mapping[str, int]) -> list[int]:
    """The events that a judgement is shown on."""
    held = Counter(event_of[m.id] for m in each.mentions if m.id in event_of)
    if each.judgement.action in (Action.JOIN, Action.SPLIT):
        return sorted(held)
    # Of equals, the one with the earliest report: a counter keeps its keys as they came.
    return [max(held, key=held.__getitem__)] if held else []


def _judged(
    event: Event,
    standing: Sequence[Standing],
    event_of: Mapping[str, int],
    taken_back: Mapping[str, str],
) -> Event:
    edits = {_edited(each): each for each in standing if _is(each, Action.EDIT)}
    entries = tuple(
        _entry(each, event, edits, event_of, taken_back.get(each.judgement.id)) for each in standing
    )
    last = entries[-1]
    review = Review(
        state=_state(standing, event),
        by=last.by,
        at=last.at,
        stale=any(entry.stale and not entry.overruled_by for entry in entries),
        judgements=entries,
        disputes=disputes(standing, taken_back),
    )
    shown = replace(event, review=review)
    for (field, about), edit in edits.items():
        shown = edited(shown, field, edit.judgement.value, about=about)
        if about is None:
            own = _own_evidence(event, field, edit, given=bool(getattr(shown, field)))
            shown = replace(shown, evidence=shown.evidence + own)
    return shown


def _edited(edit: Standing) -> tuple[str, str | None]:
    """The field that an edit sets, and the outlet where it is a grade of one."""
    return (edit.judgement.field or "", edit.judgement.about)


def _is(each: Standing, action: Action) -> bool:
    return each.judgement.action is action


def _state(standing: Sequence[Standing], event: Event) -> ReviewState:
    """What the last judgement on the whole or on a value made of the event."""
    own = {m.id for each in standing if _is(each, Action.ADD) for m in each.mentions}
    for judgement in (each.judgement for each in reversed(standing)):
        if judgement.action is Action.ACCEPT and judgement.field is None:
            return ReviewState.ACCEPTED
        if judgement.action is Action.EDIT and judgement.about is None:
            return ReviewState.EDITED
    return ReviewState.ADDED if own.issuperset(event.mention_ids) else ReviewState.NONE


def _entry(
    each: Standing,
    event: Event,
    edits: Mapping[tuple[str, str | None], Standing],
    event_of: Mapping[str, int],
    taken_back: str | None,
) -> Judged:
    said = each.judgement
    later = edits.get(_edited(each)) if said.action is Action.EDIT else None
    why = [*each.changed, *_changes(each, event, event_of)]
    if taken_back:
        why.append(taken_back)
    return Judged(
        id=said.id,
        action=said.action,
        by=said.by,
        at=said.at,
        field=said.field,
        about=said.about,
        reason=said.reason,
        stale=written(why),
        machine=machine_of(event, *_edited(each)) if later else None,
        overruled_by=later.judgement.id if later and later is not each else None,
        organisations=said.organisations,
    )


def _changes(each: Standing, event: Event, event_of: Mapping[str, int]) -> Iterable[str]:
    said: Judgement = each.judgement
    if said.action not in (Action.ACCEPT, Action.EDIT) or said.about is not None:
        return
    places = [event_of.get(mention.id) for mention in each.mentions]
    rejected = places.count(None)
    if rejected:
        yield str(Change(what=What.REJECTED, n=rejected))
    events = len(set(places) - {None})
    if events > 1:
        yield str(Change(what=What.SCATTERED, n=events))
    now = event_basis(event, said.field)
    yield from differences(said, now, said.field or ALL)


def _own_evidence(event: Event, field: str, edit: Standing, *, given: bool) -> tuple[Evidence, ...]:
    """The words behind an edited value: the judge's, or else those that tell of the event."""
    rule = _RULE + edit.judgement.id
    own = tuple(replace(each, field=field, rule=rule, row=None) for each in edit.evidence)
    if own or not given or field in TOLD_BY_EVENT:
        return own
    if any(each.field == field for each in event.evidence):
        return ()
    telling = (each for each in event.evidence if each.field == "event")
    return tuple(replace(each, field=field, rule=rule, row=None) for each in telling)


def _by_outlet(events: Sequence[Event]) -> defaultdict[str | None, list[int]]:
    """The events that each outlet tells of."""
    found: defaultdict[str | None, list[int]] = defaultdict(list)
    for n, event in enumerate(events):
        for outlet in dict.fromkeys(account.outlet for account in event.accounts):
            if outlet is not None:
                found[outlet].append(n)
    return found
