"""Records of any type with every field filled, so that no field is forgotten by a test."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from rasd.model import PARENT, Citation, Event, Figure, Mention, Redirect, SubEventType

HOSTILE = (
    '=HYPERLINK("http://x.example","a")',
    "+964 1",
    "-",
    "@SUM(1)",
    'قال: "نعم"،\nثم سكت\tوقال «لا» \u202e\u200f\u2066',
    "a\r\nb|c;d,e",
    "line\u2028line\x85line",
    "half \ud83d and \udc00",
    "\x00\x01\x1f\ufffe\uffff",
    "_x0041_",
    "<r><t>rich</t></r>",
    "</script><b>&amp;",
    "https://example.org/a?b=c",
    "#event+type",
    "  ",
    "",
)
"""Texts that files are known to break on."""


def filled(kind: type, text: str = "نص") -> Any:
    """A record whose texts are all `text`; tuples hold one value."""
    hints = typing.get_type_hints(kind)
    held = {field.name: _value(hints[field.name], text) for field in fields(kind)}
    if {"event_type", "sub_event_type"} <= held.keys():
        held["sub_event_type"] = SubEventType.SHELLING
        held["event_type"] = PARENT[SubEventType.SHELLING]
    if "lat" in held:
        held |= {"lat": 35.25, "lon": 38.5}
    return kind(**held)


def _value(hint: Any, text: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _value(next(a for a in typing.get_args(hint) if a is not type(None)), text)
    if origin is tuple:
        return (_value(typing.get_args(hint)[0], text),)
    if hint is Any:
        return {"text": text, "several": [1, None]}
    if is_dataclass(hint) and isinstance(hint, type):
        return filled(hint, text)
    if issubclass(hint, Enum):
        return next(iter(hint))
    return {str: text, int: 7, float: 0.5, bool: True, date: date(2031, 5, 6)}[hint]


@dataclass(frozen=True)
class Held:
    """A source of records in memory."""

    held_citations: tuple[Citation, ...] = ()
    held_mentions: tuple[Mention, ...] = ()
    held_events: tuple[Event, ...] = ()
    held_figures: tuple[Figure, ...] = ()

    def documents(self) -> tuple[Any, ...]:
        return ()

    def citations(self) -> tuple[Citation, ...]:
        return self.held_citations

    def mentions(self) -> tuple[Mention, ...]:
        return self.held_mentions

    def events(self) -> tuple[Event, ...]:
        return self.held_events

    def figures(self) -> tuple[Figure, ...]:
        return self.held_figures

    def redirects(self) -> tuple[Redirect, ...]:
        return ()


def hostile() -> Held:
    """A record of each type for each hostile text, which stands in all of its fields."""
    return Held(
        *(
            tuple(filled(kind, text) for text in HOSTILE)
            for kind in (Citation, Mention, Event, Figure)
        )
    )
