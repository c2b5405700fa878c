"""Decides what annotators may mark and change; `data/export/task_fields.tsv` lists it.

A field of kind `choice` is one word of a closed set, `line` is written as on the command line,
`label` alone marks words. Words are marked for the event and for every field but those that rest
on the words for the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rasd.export.mapping import rows
from rasd.export.report.labels import known_label
from rasd.model import TOLD_BY_EVENT, Status, SubEventType

EVENT = "event"
"""The label of the words that tell of an incident."""
VERDICT, REASON = "verdict", "reason"
RIGHT, NO_EVENT = "right", "no_event"
VERDICTS = (RIGHT, NO_EVENT)
"""What may be said of an incident as a whole."""

_FILE = "task_fields.tsv"
_HEADER = ("field", "kind", "hint_en", "hint_ar")
_CHOICES: dict[str, tuple[str, ...]] = {
    "sub_event_type": tuple(each.value for each in SubEventType),
    "status": tuple(each.value for each in Status),
    VERDICT: VERDICTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that an annotator says of an incident, with how it is written."""

    name: str
    kind: str
    hint_en: str
    hint_ar: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of a closed set; none for what is written freely."""
        return _CHOICES.get(self.name, ())

    @property
    def title(self) -> str:
        """What the field is called, in Arabic and English."""
        names = known_label("field", self.name)
        return " \N{MIDDLE DOT} ".join(names) if names else self.name


@cache
def fields() -> tuple[Field, ...]:
    """All of them in the order in which a form has them."""
    return tuple(
        Field(name=name, kind=kind, hint_en=hint_en, hint_ar=hint_ar)
        for _, (name, kind, hint_en, hint_ar) in rows(_FILE, _HEADER)
    )


def labels() -> tuple[str, ...]:
    """What words may be marked for: the event first."""
    resting = TOLD_BY_EVENT | {VERDICT, REASON}
    return tuple(each.name for each in fields() if each.name not in resting)


VALUES: tuple[str, ...] = tuple(
    each.name for each in fields() if each.name not in (EVENT, VERDICT, REASON)
)
"""The fields of a record that an annotator may change."""
