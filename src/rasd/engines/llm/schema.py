"""The JSON schema of an answer, made from the record contract.

Each value of a mention that a model gives stands beside its quote; offsets, ids, coordinates
and calendar days are ours to find. No other key is allowed, and each is required: what the text
does not say is null or an empty list, as strict structured output wants it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from rasd.engines.llm.vocabulary import TOLLS, vocabulary
from rasd.model import Json

MOST_EVENTS = 60
"""Events of one answer that are read: more is no report, but a model that repeats itself."""
_MOST_ITEMS = 20
_LONGEST = 600


@cache
def answer_schema() -> Json:
    """The schema of a whole answer: `{"events": [...]}`."""
    return _object({"events": _list(_event(), MOST_EVENTS)})


def _event() -> Json:
    words = vocabulary()
    toll = {"min": _whole(), "max": _or_null(_whole()), "quote": _text()}
    return _object(
        {
            "sub_event_type": _one_of(words.sub_event_types),
            "status": _one_of(words.statuses),
            "quote": _text(),
            "date": _or_null(_text()),
            "place": _or_null(_text()),
            "perpetrators": _list(_text()),
            "targets": _list(_text()),
            "weapons": _list(_object({"weapon": _one_of(words.weapons), "quote": _text()})),
            **{name: _or_null(_object(toll)) for name in TOLLS},
            "harm": _list(
                _object(
                    {
                        "outcome": _one_of(words.outcomes),
                        "group": _one_of(words.groups),
                        **toll,
                    }
                )
            ),
            "materiel": _list(
                _object(
                    {
                        "object": _one_of(words.objects),
                        "effect": _one_of(words.effects),
                        "count": _or_null(_whole()),
                        "quote": _text(),
                    }
                )
            ),
            "claimed_by": _list(_object({"quote": _text(), "channel": _or_null(_text())})),
            "attribution": _list(_object({"quote": _text(), "role": _one_of(words.roles)})),
            "campaign": _or_null(_text()),
        }
    )


def _object(properties: Mapping[str, Json]) -> Json:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(item: Json, most: int = _MOST_ITEMS) -> Json:
    return {"type": "array", "items": item, "maxItems": most}


def _or_null(value: Json) -> Json:
    return {"anyOf": [value, {"type": "null"}]}


def _one_of(values: Sequence[str]) -> Json:
    return {"type": "string", "enum": list(values)}


def _text() -> Json:
    return {"type": "string", "minLength": 1, "maxLength": _LONGEST}


def _whole() -> Json:
    return {"type": "integer", "minimum": 0}
