"""Decides what a judge is taken to have seen: the values and the words behind them.

A digest leaves out what does not change the meaning: which rule drew a value, where in its text a
quote stands, in which order documents came. So a report read anew to the same end makes no
judgement stale, and a new figure or a changed sentence does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd.judge.fields import EDITABLE
from rasd.model import (
    TOLD_BY_EVENT,
    TOLLS,
    Basis,
    Event,
    Evidence,
    Mention,
    Record,
    canonical,
    sha256_text,
    to_json,
)

_WORDING = frozenset({"date", *TOLLS})
"""Fields whose `text` repeats what their numbers say."""


def event_basis(event: Event, field: str | None = None) -> Basis:
    """What the judge of an event saw, or of one field of it; `event` as the machine has it."""
    values = [_values(event, (field,) if field else EDITABLE)]
    values += sorted(
        canonical([c.field, sorted(set(c.values))])
        for c in event.conflicts
        if field in (None, c.field)
    )
    wanted = "event" if field in TOLD_BY_EVENT else field
    return Basis(
        values=_digest(values),
        evidence=_digest(_evidence(event.evidence, wanted, doc_id=None)),
    )


def reports_basis(mentions: Sequence[Mention]) -> Basis:
    """What the judge of these reports saw, whatever else speaks of the same incident."""
    return Basis(
        values=_digest(sorted(_values(mention, EDITABLE) for mention in mentions)),
        evidence=_digest(
            sorted(
                line
                for mention in mentions
                for line in _evidence(mention.evidence, None, doc_id=mention.doc_id)
            )
        ),
    )


def _values(record: Record, names: Iterable[str]) -> str:
    return canonical({name: _value(record, name) for name in names if hasattr(record, name)})


def _value(record: Record, name: str) -> object:
    value = to_json(getattr(record, name))
    if name in _WORDING and isinstance(value, dict):
        return {key: part for key, part in value.items() if key != "text"}
    return value


def _evidence(evidence: Iterable[Evidence], field: str | None, *, doc_id: str | None) -> list[str]:
    return sorted(
        {
            canonical([each.field, each.doc_id or doc_id, each.part, each.quote])
            for each in evidence
            if field in (None, each.field)
        }
    )


def _digest(lines: Iterable[str]) -> str:
    return sha256_text("\n".join(lines))
