"""Decides what of a mention a comparison looks at, worked out once for each mention.

Days become ordinals, actors are widened by those they belong to, quotes become word runs, and of
the words around the mention the rare ones are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from rasd.merge.context import words_around
from rasd.merge.rarity import bare_name, name_runs, rarest
from rasd.merge.reach import reach_of
from rasd.merge.weights import Weights
from rasd.merge.wording import runs_of_three, stems_of
from rasd.model import (
    EXACT_PLACES,
    TOLLS,
    Actor,
    Count,
    EventType,
    Mention,
    PlacePrecision,
    Status,
    SubEventType,
)

_RARE_WORDS = 24
"""Rare words kept of those around a mention."""


class Spot(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Where a mention lies. `name` is the folded place name, `bare` what was written without words
    for kinds of places; `point` is set for precise places, `listed` for those of the gazetteer: an
    unlisted village has at best the point of its neighbour.
    """

    name: tuple[str, ...]
    bare: tuple[str, ...]
    geonameid: int | None
    country: str | None
    admin1: str | None
    admin2: str | None
    precision: PlacePrecision
    point: tuple[float, float] | None
    listed: bool


class Outline(Struct, frozen=True, kw_only=True, gc=False):
    """What tells two mentions apart, whatever else they say."""

    id: str
    doc_id: str
    kind: SubEventType
    statement: bool
    days: tuple[int, int] | None
    spot: Spot | None


class Profile(Outline, frozen=True, kw_only=True, gc=False):
    """A mention as comparisons see it."""

    background: bool
    perpetrators: frozenset[str]
    perpetrators_above: frozenset[str]
    targets: frozenset[str]
    targets_above: frozenset[str]
    claimants: frozenset[str]
    weapons: frozenset[str]
    campaign: str | None
    tolls: tuple[tuple[str, Count], ...]
    passages: tuple[tuple[int, int], ...]
    """Where its own evidence starts and ends in the text."""
    quote: frozenset[int]
    quote_words: int
    rare: Mapping[str, float]
    """Rare words around the mention, with what each says."""
    rarity: float
    """What they say in all."""
    names: frozenset[tuple[str, str]]
    """Runs of two words that name."""
    reach: float
    """The most that its kind, parties, tolls and details can add to a score."""


def profile(
    mention: Mention, *, parents: Mapping[str, str], weights: Weights, text: str = ""
) -> Profile:
    """The profile of a mention; `parents` maps an actor to the one that it belongs to.

    `text` is that of its document; without it the words around are those of the quotes.
    """
    date = mention.date
    days = None
    if date is not None and date.start is not None and date.end is not None:
        days = (date.start.toordinal(), date.end.toordinal())
    passages = tuple(e for e in mention.evidence if e.field == "event")
    stems = max((stems_of(e.quote) for e in passages), key=len, default=())
    around = words_around(mention, text)
    vague = weights.unidentified | weights.unspecific
    rare = rarest(around, most=_RARE_WORDS)
    perpetrators = _names(mention.perpetrators) - vague
    targets = _names(mention.targets) - vague
    claimants = frozenset(c.id for c in mention.claimed_by if c.id is not None)
    tolls = tuple((name, count) for name in TOLLS if (count := getattr(mention, name)) is not None)
    says = {
        "parties.perpetrator_shared": perpetrators,
        "parties.target_shared": targets,
        "parties.claimant_shared": claimants,
        "details.weapon_shared": mention.weapons,
        "details.campaign_shared": mention.campaign,
    }
    return Profile(
        id=mention.id,
        doc_id=mention.doc_id,
        kind=mention.sub_event_type,
        statement=mention.event_type is EventType.STATEMENT,
        background=mention.status is Status.BACKGROUND,
        days=days,
        spot=_spot(mention),
        perpetrators=perpetrators,
        perpetrators_above=_above(perpetrators, parents),
        targets=targets,
        targets_above=_above(targets, parents),
        claimants=claimants,
        weapons=frozenset(mention.weapons),
        campaign=mention.campaign,
        tolls=tolls,
        passages=tuple((e.start, e.end) for e in passages if e.part is None),
        quote=frozenset(runs_of_three(stems)),
        quote_words=len(stems),
        rare=rare,
        rarity=sum(rare.values()),
        names=name_runs(around),
        reach=reach_of(
            weights,
            shares=(name for name, said in says.items() if said),
            tolls=(count for _, count in tolls),
        ),
    )


def _spot(mention: Mention) -> Spot | None:
    place = mention.place
    if place is None:
        return None
    point = None
    if place.precision in EXACT_PLACES and place.lat is not None and place.lon is not None:
        point = (place.lat, place.lon)
    name = stems_of(place.name_ar or place.text)
    return Spot(
        name=name,
        bare=bare_name(stems_of(place.text) or name),
        geonameid=place.geonameid,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        precision=place.precision,
        point=point,
        listed=place.precision is not PlacePrecision.UNKNOWN
        and (place.geonameid is not None or place.name_en is not None),
    )


def _names(actors: Iterable[Actor]) -> frozenset[str]:
    """Ids, and for actors without one their wording."""
    return frozenset(
        actor.id if actor.id is not None else "~" + " ".join(stems_of(actor.text))
        for actor in actors
    )


def _above(ids: frozenset[str], parents: Mapping[str, str]) -> frozenset[str]:
    reached = set(ids)
    todo = list(ids)
    while todo:
        parent = parents.get(todo.pop())
        if parent is not None and parent not in reached:
            reached.add(parent)
            todo.append(parent)
    return frozenset(reached)
