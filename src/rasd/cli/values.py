"""Decides how the value of a field reads on one line, as in `at least 2` or `Raqqa (Syria)`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from rasd.cli.show import isolated, plain
from rasd.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    DateValue,
    Figure,
    Materiel,
    Place,
    Quantity,
    Record,
)


def field_value(record: Record | Figure, name: str) -> str:
    """The value that evidence of field `name` stands behind; `""` where the record has none."""
    if name == "event" and isinstance(record, Record):
        return f"{record.event_type.value} / {record.sub_event_type.value}"
    value = getattr(record, name, None)
    items = value if isinstance(value, tuple) else (value,)
    return "; ".join(_value(item) for item in items if item is not None)


def _value(value: Any) -> str:
    show = _SHOWN.get(type(value))
    return show(value) if show else plain(str(value))


def _actor(actor: Actor) -> str:
    name = actor.name_en or isolated(actor.text)
    return f"{name} [{actor.id or 'no id'}, {actor.category}]"


def _place(place: Place) -> str:
    parts = [part for part in (place.admin2, place.admin1, place.country) if part]
    name = place.name_en or isolated(place.text)
    where = f" ({', '.join(parts)})" if parts else ""
    at = f" at {place.lat:.4f}, {place.lon:.4f}" if place.lat is not None else ""
    return f"{name}{where}{at}, precision {place.precision.value}"


def _date(value: DateValue) -> str:
    return f"{_days(value.start, value.end)} ({value.precision.value})"


def _days(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return "unresolved"
    return str(start) if start == end else f"{start} to {end}"


def _count(value: Count | Quantity) -> str:
    about = "about " if value.approx else ""
    if value.max is None:
        return f"{about}at least {value.min:,}"
    return f"{about}{value.min:,}" + (f" to {value.max:,}" if value.max != value.min else "")


def _claim(claim: Claim) -> str:
    via = f" on {claim.channel}" if claim.channel else ""
    return f"{claim.id or isolated(claim.text)}{via}"


def _attribution(voice: Attribution) -> str:
    return f"{isolated(voice.name)} ({voice.role.value})"


def _materiel(item: Materiel) -> str:
    return f"{item.object} {item.effect.value}" + (f" x{item.count}" if item.count else "")


_SHOWN: dict[type, Callable[[Any], str]] = {
    Actor: _actor,
    Attribution: _attribution,
    Claim: _claim,
    Count: _count,
    DateValue: _date,
    Materiel: _materiel,
    Place: _place,
    Quantity: _count,
}
