"""Decides how a value is written on a command line.

``4``, ``2-6`` and ``2+`` are tolls, ``2031-05-06`` and ``2031-05-06/2031-05-08`` days, ``none``
takes a value away; parties, weapons and places go by their ids. Whatever begins with a bracket
is JSON in the form of the record contract.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from rasd.judge import TOLLS, check_field
from rasd.knowledge import load_knowledge
from rasd.knowledge.tables import read_rows
from rasd.model import Json, SettingsError, to_json
from rasd.resolve.places import place_of_row

_TOLL = re.compile(r"(?P<min>\d+)(?:(?P<open>\+)|-(?P<max>\d+))?")
_MOST_DIGITS = 12
"""More are not read as a number, which may take long; what a toll may be is checked after that."""
_DAYS = re.compile(r"(?P<start>\d{4}-\d\d-\d\d)(?:/(?P<end>\d{4}-\d\d-\d\d))?")
_LISTS = frozenset(
    {"perpetrators", "targets", "weapons", "harm", "materiel", "claimed_by", "attribution"}
)
_NONE = "none"
_SHOWN = 80


def value_of(field: str, written: str) -> Json:
    """The JSON of a value as a person writes it; what it may be is checked where it is used."""
    check_field(field)
    text = written.strip()
    if text[:1] in ("{", "[", '"'):
        return _checked(field, _json(field, text))
    if text == _NONE:
        return [] if field in _LISTS else None
    return _written(field)(text)


def _json(field: str, text: str) -> Json:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{field}: {text[:_SHOWN]} is no JSON: {error}") from error


def _written(field: str) -> Callable[[str], Json]:
    if field in TOLLS:
        return _toll
    match field:
        case "date":
            return _days
        case "place":
            return _place
        case "perpetrators" | "targets":
            return lambda text: [_actor(each) for each in _words(text)]
        case "claimed_by":
            return lambda text: [{"id": _actor(each)["id"]} for each in _words(text)]
        case "weapons":
            return lambda text: [_weapon(each) for each in _words(text)]
        case "sub_event_type" | "status" | "campaign" | "credibility":
            return lambda text: text
    return lambda text: _json(field, text)


def _checked(field: str, value: Json) -> Json:
    """Ids that the tables don't hold are refused; parties without an id are the judge's own."""
    if field == "weapons" and isinstance(value, list):
        return [_weapon(each) if isinstance(each, str) else each for each in value]
    if field in ("perpetrators", "targets") and isinstance(value, list):
        return [
            _actor(each["id"]) | each if isinstance(each, dict) and each.get("id") else each
            for each in value
        ]
    return value


def _toll(text: str) -> Json:
    found = _TOLL.fullmatch(text)
    if found is None:
        raise SettingsError(f"{text!r} is no toll; write 4, 2-6, 2+ or none")
    if any(len(found[name] or "") > _MOST_DIGITS for name in ("min", "max")):
        raise SettingsError(f"{text[:_SHOWN]!r} is no toll: it counts at most 100,000,000 people")
    low = int(found["min"])
    return {"min": low, "max": None if found["open"] else int(found["max"] or low)}


def _days(text: str) -> Json:
    found = _DAYS.fullmatch(text)
    if found is None:
        raise SettingsError(f"{text!r} is no day; write 2031-05-06 or 2031-05-06/2031-05-08")
    return {"start": found["start"], "end": found["end"] or found["start"]}


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _actor(actor_id: Json) -> dict[str, Json]:
    if not isinstance(actor_id, str):
        raise SettingsError(f"{actor_id} is no id of an actor: it is a word such as is_core")
    actors = load_knowledge().actors
    if actor_id not in actors:
        raise SettingsError(_unknown("actor", actor_id, actors))
    row = actors[actor_id]
    return {
        "id": row.id,
        "name_en": row.name_en,
        "name_ar": row.name_ar,
        "category": row.category,
    }


def _weapon(name: str) -> str:
    weapons = [row["id"] for row in read_rows("ar/weapons.tsv")]
    if name not in weapons:
        raise SettingsError(_unknown("weapon", name, weapons))
    return name


def _place(ident: str) -> Json:
    row = load_knowledge().gazetteer.place(ident)
    if row is None:
        raise SettingsError(
            f"the gazetteer has no place {ident!r}; give a geonameid or JSON such as "
            '{"text": "Tall Warda", "country": "SY"}'
        )
    return to_json(place_of_row(row, row.name_ar))


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; the codebook lists every {what}"
    return f"no {what} has the id {name!r}{hint}"
