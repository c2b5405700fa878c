"""Decides what of a mention is kept for the next merge: what tells whom it must be compared with.

All sketches of a corpus are in memory at once, so that equal words and places in them are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import intern

from msgspec import Struct, json

from rasd.merge.profile import Outline, Profile, Spot
from rasd.model import SubEventType

QUOTE_KEYS = 4
"""Runs of a mention's quote, the smallest by number, by which it meets others."""
RARE = 5.0
"""Rarity of a word by which mentions may meet."""


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


def unpack_sketches(packed: Iterable[tuple[str, str, bytes]]) -> Iterator[Sketch]:
    """The sketches of mentions, given by id and document."""
    spots: dict[Spot, Spot] = {}
    for mention_id, doc_id, line in packed:
        found = _DECODER.decode(line)
        spot = found.spot
        yield Sketch(
            id=mention_id,
            doc_id=doc_id,
            kind=found.kind,
            statement=found.statement,
            days=found.days,
            spot=spot and spots.setdefault(spot, spot),
            perpetrators=tuple(map(intern, found.perpetrators)),
            tolls=tuple((intern(name), least) for name, least in found.tolls),
            quote=found.quote,
            rare=tuple(map(intern, found.rare)),
        )


def check_sketch(packed: bytes) -> None:
    """Raises `ValueError` for bytes that `pack_sketch` never writes."""
    _DECODER.decode(packed)


class _Packed(Struct, array_like=True):
    kind: SubEventType
    statement: bool
    days: tuple[int, int] | None
    spot: Spot | None
    perpetrators: tuple[str, ...]
    tolls: tuple[tuple[str, int], ...]
    quote: tuple[int, ...]
    rare: tuple[str, ...]


_ENCODER = json.Encoder()
_DECODER = json.Decoder(_Packed)
