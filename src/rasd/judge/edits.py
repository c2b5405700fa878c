"""Decides what an edit changes in an event beside the field itself, and how that is taken back.

The kind moves the event type with it. What documents tell of the field stays, but none of it is
shown any more, by the rule `judged`. A toll's range takes in what the person says.
"""

from __future__ import annotations

from rasd.judge.fields import typed_value
from rasd.model import (
    JUDGED,
    PARENT,
    Count,
    Event,
    FieldValues,
    Grade,
    Json,
    Machine,
    Toll,
    from_json,
    replace,
    to_json,
)


def machine_of(event: Event, field: str, about: str | None = None) -> Machine:
    """What the machine makes of a field, or of an outlet, in an event that nobody has edited."""
    if about is not None:
        grades = (each.reliability for each in event.accounts if each.outlet == about)
        return Machine(value=to_json(next(grades)))
    return Machine(
        value=to_json(getattr(event, field)),
        told=next((each for each in event.values if each.field == field), None),
        toll=next((each for each in event.tolls if each.field == field), None),
    )


def replace_field(event: Event, field: str, to: Machine, *, about: str | None = None) -> Event:
    """The event with all that `to` says of the field; what it leaves out is taken away.

    With `about`, it is the reliability of that outlet.
    """
    if about is not None:
        return _graded(event, about, from_json(Grade, to.value))
    told, toll = to.told, to.toll
    others = tuple(each for each in event.tolls if each.field != field)
    values = tuple(told if each.field == field else each for each in event.values)
    changed = replace(
        event,
        values=tuple(each for each in values if each is not None),
        tolls=_in_order(event, toll, field) if toll is not None else others,
        **{field: typed_value(field, to.value)},
    )
    return replace(changed, event_type=PARENT[changed.sub_event_type])


def edited(event: Event, field: str, value: Json, *, about: str | None = None) -> Event:
    """The event with the value that a person gives a field, or the reliability of an outlet."""
    if about is not None:
        return replace_field(event, field, Machine(value=value), about=about)
    machine = machine_of(event, field)
    if value == machine.value:
        return replace_field(event, field, machine)
    given = typed_value(field, value)
    toll = _taking_in(machine.toll, field, given) if isinstance(given, Count) else None
    return replace_field(
        event, field, Machine(value=value, told=_not_shown(machine.told), toll=toll)
    )


def _graded(event: Event, outlet: str, grade: Grade) -> Event:
    accounts = (
        replace(each, reliability=grade) if each.outlet == outlet else each
        for each in event.accounts
    )
    return replace(event, accounts=tuple(accounts))


def _not_shown(told: FieldValues | None) -> FieldValues | None:
    if told is None:
        return None
    values = tuple(replace(each, shown=False) for each in told.values)
    return replace(told, rule=JUDGED, values=values)


def _taking_in(toll: Toll | None, field: str, given: Count) -> Toll:
    high = max(given.min, given.max or 0)
    if toll is None:
        return Toll(field=field, low=given.min, best=given.min, high=high, timeline=())
    low, high = min(toll.low, given.min), max(toll.high, high)
    return replace(toll, low=low, best=given.min, high=high)


def _in_order(event: Event, toll: Toll, field: str) -> tuple[Toll, ...]:
    """The tolls with this one in the place of its field: that of the record's fields."""
    order = Event.__struct_fields__
    others = [each for each in event.tolls if each.field != field]
    return tuple(sorted([*others, toll], key=lambda each: order.index(each.field)))
