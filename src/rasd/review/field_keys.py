"""Decides which key leads to which field of an event, and for which fields words can be marked."""

from __future__ import annotations

from collections.abc import Mapping

FIELD_KEYS: Mapping[str, str] = {
    "sub_event_type": "g",
    "date": "d",
    "place": "w",
    "perpetrators": "b",
    "targets": "v",
    "killed": "t",
}
"""The key that opens the form of a field; that of `killed` has all tolls."""
MARKABLE = (
    "sub_event_type",
    "date",
    "place",
    "perpetrators",
    "targets",
    "weapons",
    "killed",
    "wounded",
    "status",
    "killed_or_wounded",
    "abducted",
    "detained",
    "harm",
    "materiel",
    "claimed_by",
    "attribution",
    "campaign",
)
"""The fields for which words can be marked; the digits choose the first nine."""
