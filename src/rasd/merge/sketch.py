"""Decides what of a mention is kept for the next merge: what tells whom it must be compared with.

A sketch is a profile without what only a comparison looks at, written as JSON; blocking makes the
same pairs of sketches as of whole profiles. All sketches of a corpus are in memory at once, so
that equal words in them are one.
"""

from __future__ import annotations

import json
from sys import intern

from rasd.merge.block import QUOTE_KEYS
from rasd.merge.profile import Profile, Spot
from rasd.merge.rarity import rarity
from rasd.model import Count, PlacePrecision, SubEventType


def pack_sketch(profile: Profile) -> bytes:
    """What `unpack_sketch` makes a sketch of."""
    spot = profile.spot
    place = spot and (
        spot.name,
        spot.country,
        spot.admin1,
        spot.precision.value,
        spot.point,
        spot.bare,
        spot.admin2,
        spot.listed,
    )
    return json.dumps(
        (
            profile.kind.value,
            profile.statement,
            profile.days,
            place,
            sorted(profile.perpetrators),
            [(name, count.min) for name, count in profile.tolls],
            sorted(profile.quote)[:QUOTE_KEYS],
            list(profile.rare),
        ),
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def unpack_sketch(mention_id: str, doc_id: str, packed: bytes) -> Profile:
    """The sketch of a mention."""
    kind, statement, days, place, perpetrators, tolls, quote, stems = json.loads(packed)
    rare = {stem: rarity(stem) for stem in map(intern, stems)}
    return Profile(
        id=mention_id,
        doc_id=doc_id,
        kind=SubEventType(kind),
        statement=statement,
        background=False,
        days=days and (days[0], days[1]),
        spot=place and _spot(*place),
        perpetrators=frozenset(map(intern, perpetrators)),
        perpetrators_above=frozenset(),
        targets=frozenset(),
        targets_above=frozenset(),
        claimants=frozenset(),
        weapons=frozenset(),
        campaign=None,
        tolls=tuple((name, Count(min=low, max=None, text="")) for name, low in tolls),
        passages=(),
        quote=frozenset(quote),
        quote_words=0,
        rare=rare,
        rarity=sum(rare.values()),
        names=frozenset(),
    )


def _spot(
    name: list[str],
    country: str | None,
    admin1: str | None,
    precision: str,
    point: tuple[float, float] | None,
    bare: list[str],
    admin2: str | None,
    listed: bool,
) -> Spot:
    return Spot(
        name=tuple(map(intern, name)),
        bare=tuple(map(intern, bare)),
        geonameid=None,
        country=country,
        admin1=admin1,
        admin2=admin2,
        precision=PlacePrecision(precision),
        point=point and (point[0], point[1]),
        listed=listed,
    )
