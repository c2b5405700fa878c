"""Lists every value that is told of a field, with the mentions that give it.

Equal values stand once: ``قتيلان`` of three outlets is one entry with three names behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rasd.merge.written import (
    written_actor,
    written_claim,
    written_count,
    written_date,
    written_harm,
    written_materiel,
    written_place,
)
from rasd.model import TOLLS, Event, FieldValues, Mention, Record, Told

_WRITERS: Mapping[str, Callable[[Any], str | None]] = {
    "sub_event_type": str,
    "status": str,
    "date": written_date,
    "place": written_place,
    "perpetrators": written_actor,
    "targets": written_actor,
    "weapons": str,
    **dict.fromkeys(TOLLS, written_count),
    "harm": written_harm,
    "materiel": written_materiel,
    "claimed_by": written_claim,
    "campaign": str,
}

FIELDS = tuple(_WRITERS)
"""The fields whose values are listed; sources stand in `accounts`."""


def told_values(
    event: Event, mentions: Sequence[Mention], rules: Mapping[str, str]
) -> tuple[FieldValues, ...]:
    """The values of every field that a mention gives; `rules` name what chose the shown ones."""
    found = []
    for field in FIELDS:
        said: dict[str, list[str]] = {}
        for mention in mentions:
            for value in written_values(mention, field):
                said.setdefault(value, []).append(mention.id)
        if said:
            shown = written_values(event, field)
            values = tuple(
                [
                    Told(value=value, said_by=tuple(ids), shown=value in shown)
                    for value, ids in said.items()
                ]
            )
            found.append(FieldValues(field=field, rule=rules[field], values=values))
    return tuple(found)


def written_values(record: Record, field: str) -> tuple[str, ...]:
    """What a record says of a field, as written; each value of a list for itself, once."""
    value = getattr(record, field)
    if not value:
        return ()
    write = _WRITERS[field]
    if isinstance(value, tuple):
        return tuple(dict.fromkeys([text for each in value if (text := write(each))]))
    text = write(value)
    return (text,) if text else ()
