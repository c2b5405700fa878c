"""Decides in what form an event goes from where it is made to where it is written: packed.

Who passes it on looks at its id alone. Packing and unpacking one takes a third of the time of a
pickle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import msgpack

from rasd.model import Event

_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(Event)


class Made(NamedTuple):
    """An event of a merge that is under way."""

    id: str
    packed: bytes


def made(event: Event) -> Made:
    return Made(event.id, _ENCODER.encode(event))


def unpack_event(packed: bytes) -> Event:
    """The event of `Made.packed`."""
    return _DECODER.decode(packed)


def unpacked(events: Iterable[Made]) -> tuple[Event, ...]:
    """All of them at once."""
    return tuple(unpack_event(each.packed) for each in events)
