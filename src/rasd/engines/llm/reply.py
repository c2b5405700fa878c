"""Reads a model's answer into events told, whatever the model wrapped them in.

Pure JSON, JSON in a code fence or in prose, and an answer that was cut off (its whole events are
taken) are read. What is not of the schema is dropped and counted by field: a value outside its
list, a number that is none, a key too many. Nothing here is believed yet: see `proved`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rasd.engines.llm.questions import Answer
from rasd.engines.llm.schema import MOST_EVENTS
from rasd.engines.llm.vocabulary import TOLLS, vocabulary
from rasd.model import AttributionRole, Effect, Outcome, RasdError, Status, SubEventType

MOST_PEOPLE = 1_000_000
"""More people than any incident harmed: a larger number is none."""
_MOST_ITEMS = 20
_LONGEST_QUOTE = 600
_OPENINGS = 50

T = TypeVar("T")


class AnswerError(RasdError):
    """An answer that holds no JSON object with events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldToll:
    """People counted, as the model has it."""

    outcome: Outcome
    min: int
    max: int | None
    quote: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldObject:
    """Objects that came to harm, as the model has it."""

    object: str
    effect: Effect
    count: int | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """One event as the model tells it: values in their sets, quotes still to be found."""

    sub_event_type: SubEventType
    status: Status
    quote: str
    date: str | None
    place: str | None
    perpetrators: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[tuple[str, str], ...]
    tolls: tuple[ToldToll, ...]
    harm: tuple[ToldToll, ...]
    materiel: tuple[ToldObject, ...]
    claimed_by: tuple[tuple[str, str | None], ...]
    attribution: tuple[tuple[str, AttributionRole], ...]
    campaign: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The events of an answer, and how many values of which field were dropped unread."""

    events: tuple[ToldEvent, ...]
    dropped: Counter[str]


def read_reply(answer: Answer) -> Reply:
    """The events that an answer holds; raises `AnswerError` where it holds no object of events."""
    dropped: Counter[str] = Counter()
    found = _events_in(answer.content)
    if len(found) > MOST_EVENTS:
        dropped["event"] += len(found) - MOST_EVENTS
    events = [_event(value, dropped) for value in found[:MOST_EVENTS]]
    return Reply(tuple(e for e in events if e is not None), dropped)


def _events_in(content: str) -> Sequence[Any]:
    for value in _objects(content):
        if isinstance(value, dict) and isinstance(value.get("events"), list):
            return list(value["events"])
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            return value
    whole = _whole_events(content)
    if whole is None:
        raise AnswerError("the answer holds no JSON object with a list of events")
    return whole


def _objects(content: str) -> Iterator[Any]:
    """The JSON values of a text: all of it, else whatever begins at a bracket, outermost first."""
    try:
        yield json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        pass
    else:
        return
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    at = 0
    for _ in range(_OPENINGS):
        at = min((i for c in "{[" if (i := content.find(c, at)) >= 0), default=-1)
        if at < 0:
            return
        try:
            value, at = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            at += 1
        else:
            yield value


def _whole_events(content: str) -> list[Any] | None:
    """The events before the place where an answer was cut off; `None` where there is no list."""
    start = content.find('"events"')
    at = content.find("[", start) + 1 if start >= 0 else 0
    if not at:
        return None
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    found: list[Any] = []
    while len(found) <= MOST_EVENTS:
        while at < len(content) and content[at] in " \t\r\n,":
            at += 1
        try:
            value, at = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            return found or None
        found.append(value)
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _event(value: Any, dropped: Counter[str]) -> ToldEvent | None:
    words = vocabulary()
    fields = value if isinstance(value, dict) else {}
    quote = _text(fields.get("quote"))
    kind = _member(fields.get("sub_event_type"), words.sub_event_types)
    if quote is None or kind is None:
        dropped["event"] += 1
        return None
    status = _member(fields.get("status"), words.statuses)
    if status is None:
        dropped["status"] += 1
    read = _Reader(fields, dropped)
    return ToldEvent(
        sub_event_type=SubEventType(kind),
        status=Status(status or Status.REPORTED),
        quote=quote,
        date=read.text("date"),
        place=read.text("place"),
        perpetrators=read.items("perpetrators", _text),
        targets=read.items("targets", _text),
        weapons=read.items("weapons", _weapon),
        tolls=tuple(toll for name in TOLLS if (toll := read.toll(name)) is not None),
        harm=read.items("harm", _harm),
        materiel=read.items("materiel", _object),
        claimed_by=read.items("claimed_by", _claim),
        attribution=read.items("attribution", _attribution),
        campaign=read.text("campaign"),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the fields of one event; what does not fit is counted under the field's name."""

    fields: Mapping[str, Any]
    dropped: Counter[str]

    def text(self, name: str) -> str | None:
        value = self.fields.get(name)
        text = _text(value)
        if text is None and value is not None:
            self.dropped[name] += 1
        return text

    def items(self, name: str, read: Callable[[Any], T | None]) -> tuple[T, ...]:
        value = self.fields.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.dropped[name] += 1
            return ()
        found = [read(each) for each in value[:_MOST_ITEMS]]
        good = tuple(dict.fromkeys(each for each in found if each is not None))
        bad = sum(each is None for each in found) + max(0, len(value) - _MOST_ITEMS)
        if bad:
            self.dropped[name] += bad
        return good

    def toll(self, name: str) -> ToldToll | None:
        value = self.fields.get(name)
        if value is None:
            return None
        toll = _toll(value, Outcome(name))
        if toll is None:
            self.dropped[name] += 1
        return toll


def _toll(value: Any, outcome: Outcome, group: str = "") -> ToldToll | None:
    if not isinstance(value, dict):
        return None
    quote, low, high = _text(value.get("quote")), _number(value.get("min")), value.get("max")
    most = _number(high)
    if quote is None or low is None or (high is not None and most is None):
        return None
    if most is not None and most < low:
        return None
    return ToldToll(outcome=outcome, min=low, max=most, quote=quote, group=group)


def _harm(value: Any) -> ToldToll | None:
    if not isinstance(value, dict):
        return None
    words = vocabulary()
    outcome = _member(value.get("outcome"), words.outcomes)
    group = _member(value.get("group"), words.groups)
    return _toll(value, Outcome(outcome), group) if outcome and group else None


def _weapon(value: Any) -> tuple[str, str] | None:
    if not isinstance(value, dict):
        return None
    weapon = _member(value.get("weapon"), vocabulary().weapons)
    quote = _text(value.get("quote"))
    return (weapon, quote) if weapon and quote else None


def _object(value: Any) -> ToldObject | None:
    if not isinstance(value, dict):
        return None
    words = vocabulary()
    thing = _member(value.get("object"), words.objects)
    effect = _member(value.get("effect"), words.effects)
    quote, stated = _text(value.get("quote")), value.get("count")
    count = _number(stated)
    if not (thing and effect and quote) or (stated is not None and count is None):
        return None
    return ToldObject(object=thing, effect=Effect(effect), count=count, quote=quote)


def _claim(value: Any) -> tuple[str, str | None] | None:
    quote = _text(value.get("quote")) if isinstance(value, dict) else None
    return (quote, _text(value.get("channel"))) if quote else None


def _attribution(value: Any) -> tuple[str, AttributionRole] | None:
    if not isinstance(value, dict):
        return None
    role = _member(value.get("role"), vocabulary().roles)
    quote = _text(value.get("quote"))
    return (quote, AttributionRole(role)) if role and quote else None


def _text(value: Any) -> str | None:
    """Words, or nothing for what is none or too long for a quote."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    return text if 0 < len(text) <= _LONGEST_QUOTE else None


def _member(value: Any, values: Sequence[str]) -> str | None:
    return value if isinstance(value, str) and value in values else None


def _number(value: Any) -> int | None:
    """A whole number of people or things; no truth value, and none beyond all measure."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= MOST_PEOPLE else None
