"""Decides what a person must give of an incident that rasd missed, and completes the rest.

The kind, and words that tell of the incident; all else as far as the text says it. A field
without words of its own rests on those that tell of the incident.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rasd.judge.fields import EDITABLE, check_field, read_value
from rasd.model import TELLING, TOLD_BY_EVENT, Evidence, Json, SettingsError, Status

ADDABLE = tuple(field for field in EDITABLE if field != "credibility")
"""The fields that a report of a person's own may have."""


def read_report(values: Mapping[str, Json], evidence: Sequence[Evidence]) -> dict[str, Json]:
    """The fields of a report, complete, as JSON in the order of the record; empty ones left out.

    Raises `SettingsError` that names what is missing, or cannot be.
    """
    _check_fields(values)
    if not values.get("sub_event_type"):
        raise SettingsError(
            "an event needs its sub_event_type, such as air_strike; the codebook lists them"
        )
    if not any(each.field == TELLING for each in evidence):
        raise SettingsError("an event needs the words of the document that tell of it")
    given: Mapping[str, Json] = {"status": Status.REPORTED.value, **values}
    quotes = _quotes(evidence)
    read = {
        field: read_value(field, given[field], quote=quotes[field])
        for field in ADDABLE
        if field in given
    }
    report = {field: value for field, value in read.items() if value not in (None, [], "")}
    for each in evidence:
        _check_shown(each, report)
    return report


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The words in one order, whichever was marked first; those marked twice once."""
    order = (TELLING, *ADDABLE)
    return tuple(
        sorted(dict.fromkeys(evidence), key=lambda e: (order.index(e.field), e.part or "", e.start))
    )


def _check_fields(values: Mapping[str, Json]) -> None:
    for field in values:
        if field == "credibility":
            raise SettingsError("credibility is given to an event: edit it once the event is there")
        check_field(field)


def _quotes(evidence: Iterable[Evidence]) -> defaultdict[str, str]:
    """The first words marked for each field."""
    found: defaultdict[str, str] = defaultdict(str)
    for each in evidence:
        found.setdefault(each.field, each.quote)
    return found


def _check_shown(evidence: Evidence, report: Mapping[str, Json]) -> None:
    """Words are for the incident, or for a field that has a value to show."""
    if evidence.field in TOLD_BY_EVENT:
        raise SettingsError(
            f"{evidence.field} rests on the words that tell of the event: mark {evidence.quote!r} "
            f"for {TELLING!r}"
        )
    if evidence.field != TELLING and evidence.field not in report:
        raise SettingsError(
            f"{evidence.quote!r} is marked for {evidence.field}, which has no value"
        )
