"""Decides what of a mention is kept for the next merge: what tells whom it must be compared with.

Of the sketches of a corpus those are in memory that were looked at last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from sys import intern
from typing import Annotated

from msgspec import Meta, Struct, json

from rasd.merge.profile import Outline, Profile, Spot
from rasd.model import SubEventType

QUOTE_KEYS = 4
"""Runs of a mention's quote, the smallest by number, by which it meets others."""
RARE = 5.0
"""Rarity of a word by which mentions may meet."""
_HELD = 20_000
"""Sketches of some 1.2 kB. Those that meet by place and days are looked at one after the other."""


class Sketch(Outline, frozen=True, kw_only=True, gc=False):
    """A mention as far as it says with which others it must be compared."""

    perpetrators: tuple[str, ...]
    tolls: tuple[tuple[str, int], ...]
    """The least of each."""
    quote: tuple[int, ...]
    rare: tuple[str, ...]


def sketch_of(profile: Profile) -> Sketch:
    """The sketch of a mention of which the whole profile is at hand."""
    return Sketch(
        id=profile.id,
        doc_id=profile.doc_id,
        kind=profile.kind,
        statement=profile.statement,
        days=profile.days,
        spot=profile.spot,
        perpetrators=tuple(sorted(profile.perpetrators)),
        tolls=tuple((name, count.min) for name, count in profile.tolls),
        quote=tuple(sorted(profile.quote)[:QUOTE_KEYS]),
        rare=tuple(stem for stem, value in profile.rare.items() if value >= RARE),
    )


def pack_sketch(profile: Profile) -> bytes:
    """What `unpack_sketches` makes a sketch of."""
    sketch = sketch_of(profile)
    return _ENCODER.encode(
        _Packed(
            sketch.kind,
            sketch.statement,
            sketch.days,
            sketch.spot,
            sketch.perpetrators,
            sketch.tolls,
            sketch.quote,
            sketch.rare,
        )
    )


def unpack_sketch(mention_id: str, doc_id: str, packed: bytes) -> Sketch:
    """The sketch of which `pack_sketch` made this."""
    found = _DECODER.decode(packed)
    # Equal words are one in memory, and found equal at a glance.
    return Sketch(
        id=mention_id,
        doc_id=doc_id,
        kind=found.kind,
        statement=found.statement,
        days=found.days,
        spot=found.spot,
        perpetrators=tuple(map(intern, found.perpetrators)),
        tolls=tuple((intern(name), least) for name, least in found.tolls),
        quote=found.quote,
        rare=tuple(map(intern, found.rare)),
    )


class Sketches(Mapping[int, Sketch]):
    """Sketches by the numbers of their mentions: those that were asked for last are held."""

    def __init__(self, numbers: Callable[[], Iterator[int]], read: Callable[[int], Sketch]) -> None:
        self._numbers = numbers
        self._read = read
        self._held: dict[int, Sketch] = {}
        self._before: dict[int, Sketch] = {}

    def __getitem__(self, number: int) -> Sketch:
        return self._held.get(number) or self._found(number)

    def __iter__(self) -> Iterator[int]:
        return self._numbers()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _found(self, number: int) -> Sketch:
        found = self._before.get(number) or self._read(number)
        if len(self._held) >= _HELD:
            self._before, self._held = self._held, {}
        self._held[number] = found
        return found


def check_sketch(packed: bytes) -> None:
    """Raises `ValueError` for bytes that `pack_sketch` never writes."""
    found = _DECODER.decode(packed)
    # Bounds of 64 bits without a sign cannot be said of a field.
    if any(run >> 64 for run in found.quote):
        raise ValueError("the number of a run of words has more than 64 bits")
    if found.spot is not None and any(abs(each) > _TURN for each in found.spot.point or ()):
        raise ValueError(f"a place lies at {found.spot.point}")


_TURN = 360
"""Degrees."""
_Day = Annotated[int, Meta(ge=1, le=date.max.toordinal())]


class _Packed(Struct, array_like=True):
    kind: SubEventType
    statement: bool
    days: tuple[_Day, _Day] | None
    spot: Spot | None
    perpetrators: tuple[str, ...]
    tolls: tuple[tuple[str, int], ...]
    quote: tuple[int, ...]
    rare: tuple[str, ...]


_ENCODER = json.Encoder()
_DECODER = json.Decoder(_Packed)
