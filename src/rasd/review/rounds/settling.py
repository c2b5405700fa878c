"""Decides what an editor sees of a difference between coders, and what choosing a side says.

A side becomes a judgement like any other: of the editor, with both sides in its reason, and it can
be taken back. Until then nothing of a round touches an event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasd import judge
from rasd.evaluate.rounds import INCIDENT, Difference
from rasd.judge import Told, Who
from rasd.model import CodingRound, Event, Judgement, to_json
from rasd.review.saying import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one coder, or the event as it stands, says; `name` is what pages call the coder."""

    coder: str | None
    name: str
    words: str


def sides_of(
    difference: Difference, event: Event | None, names: Mapping[str, str], saying: Saying
) -> tuple[Side, ...]:
    """Each coder's side in the order of the round, and last that of the event."""
    sides = [
        Side(
            coder=coder,
            name=names.get(coder, coder),
            words=value_words(difference.field, value, saying),
        )
        for coder, value in difference.said.items()
    ]
    if event is not None and difference.field != INCIDENT:
        value = to_json(getattr(event, difference.field))
        words = value_words(difference.field, value, saying)
        sides.append(Side(coder=None, name=saying.words.t("coding.settled_as"), words=words))
    return tuple(sides)


def value_words(field: str, value: Any, saying: Saying) -> str:
    """A value as JSON in words of the reader's language."""
    words = saying.words
    if field == INCIDENT:
        return words.t("coding.yes" if value else "coding.no")
    if value in (None, []):
        return words.t("coding.none_given")
    typed = judge.typed_value(field, value)
    if field in ("sub_event_type", "status"):
        return words.label(field, typed.value)
    if field in judge.TOLLS:
        return saying.count(typed)
    if field == "date":
        return saying.date(typed)
    if field == "place":
        return saying.place_line(typed)
    if field == "weapons":
        return saying.joined(words.label("weapon", each) for each in typed)
    return saying.joined(saying.actor(each) for each in typed)


def judgement_of(
    difference: Difference,
    coder: str,
    event: Event,
    told: Sequence[Told],
    *,
    who: Who,
) -> Judgement:
    """What taking a coder's side says of the event. Raises `KeyError` for no coder of it."""
    value = difference.said[coder]
    if difference.field == INCIDENT:
        return judge.accept(event, told, who=who) if value else judge.reject(told, who=who)
    shown = to_json(getattr(event, difference.field))
    if value == shown:
        return judge.accept(event, told, field=difference.field, who=who)
    return judge.edit(event, told, field=difference.field, value=value, who=who)


def reason_of(held: CodingRound, sides: Sequence[Side], saying: Saying) -> str:
    """Why the editor says so: the round, and what each coder said."""
    words = saying.words
    said = saying.joined(
        words.t("coding.reason_said", name=side.name, value=side.words)
        for side in sides
        if side.coder is not None
    )
    return words.t("coding.reason", round=held.name, said=said)
