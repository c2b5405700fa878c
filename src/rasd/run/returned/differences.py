"""Decides what an annotator changed in a task: nothing else becomes a judgement.

An incident that is gone, or marked as none, is rejected. A field whose words were all taken away
while its value stayed has lost its value, for a value without words cannot be; words that got the
label of another field of the same kind take the value with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasd.export.tasks import EVENT, NO_EVENT, RIGHT, VALUES, VERDICTS, Incident, Mark, labels
from rasd.model import TOLLS
from rasd.run.returned.answers import Answer, Answered

_KIND = "sub_event_type"
_ALIKE = (frozenset(TOLLS), frozenset({"perpetrators", "targets"}))
"""Fields among which words may change their label and keep their value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An incident that is none."""

    incident: Incident
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An incident of which all is right."""

    incident: Incident
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A field with another value, or with other words (then `value` is `None`)."""

    incident: Incident
    field: str
    value: str | None
    marks: frozenset[Mark]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An incident that was missed."""

    name: str
    values: Mapping[str, str]
    marks: frozenset[Mark]
    reason: str


Difference = Rejected | Accepted | Edited | Added


def differences(answer: Answer) -> tuple[list[Difference], list[str]]:
    """What was changed, and what of it cannot be taken over."""
    faults = list(answer.faults)
    by_key = {each.key: each for each in answer.incidents if each.key is not None}
    given = answer.given.incidents
    if any(each.head is not None for each in given) and not by_key:
        faults.append(
            "it holds none of the incidents that were given: annotate from the prediction, and "
            f"say {NO_EVENT} in the verdict of an incident that is none"
        )
        return [], faults
    found: list[Difference] = []
    for incident in given:
        answered = by_key.get(incident.key)
        if answered is None:
            # Without words an incident has no region: it was not there to be taken out.
            if incident.head is not None:
                found.append(Rejected(incident=incident, reason="taken out by the annotator"))
        else:
            found += _of_given(incident, answered, faults)
    for answered in answer.incidents:
        if answered.key is None and answered.verdict != NO_EVENT:
            found.append(
                Added(
                    name=answered.name,
                    values=answered.values,
                    marks=answered.marks,
                    reason=answered.reason,
                )
            )
    return found, faults


def _of_given(incident: Incident, answered: Answered, faults: list[str]) -> Iterable[Difference]:
    reason = answered.reason
    if answered.verdict == NO_EVENT:
        yield Rejected(incident=incident, reason=reason or "no event, says the annotator")
        return
    if answered.verdict and answered.verdict not in VERDICTS:
        said = f"incident {incident.key}: the verdict {answered.verdict!r} is none of"
        faults.append(f"{said} {', '.join(VERDICTS)}")
    values = _with_moved(incident, answered)
    for field in VALUES:
        name = EVENT if field == _KIND else field
        was, now = incident.values.get(field, ""), values.get(field, "")
        old = frozenset(mark for mark in incident.marks if mark.field == name)
        new = frozenset(mark for mark in answered.marks if mark.field == name)
        if old and not new and now == was and name in labels():
            now = ""
        if new - old and not now:
            faults.append(
                f"incident {incident.key}: words are marked for {field}, which has no value: "
                "write it in the form of the incident"
            )
            continue
        if _plain(now) != _plain(was):
            marks = new if new != old else frozenset()
            yield Edited(incident=incident, field=field, value=now, marks=marks, reason=reason)
        elif new != old and new:
            yield Edited(incident=incident, field=field, value=None, marks=new, reason=reason)
    if answered.verdict == RIGHT:
        yield Accepted(incident=incident, reason=reason)


def _with_moved(incident: Incident, answered: Answered) -> dict[str, str]:
    """The values, those of words with another label under that label."""
    values = dict(answered.values)
    places = {(mark.start, mark.end): mark.field for mark in answered.marks}
    marked = {mark.field for mark in answered.marks}
    for field, was in incident.values.items():
        words = [mark for mark in incident.marks if mark.field == field]
        if not words or field in marked or values.get(field) != was:
            continue
        to = {places.get((mark.start, mark.end)) for mark in words}
        if len(to) != 1:
            continue
        [other] = to
        alike = any({field, other} <= group for group in _ALIKE)
        if other is not None and alike and not (values.get(other) or incident.values.get(other)):
            values[other] = values.pop(field)
    return values


def _plain(value: str) -> str:
    return " ".join(value.split())
