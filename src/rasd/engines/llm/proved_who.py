"""Decides which parties a quote proves: names of the actor table, people counted, objects struck.

The model points at words; who they are is resolved as for the rules, in the country and at the
time of the event. A name that no list knows keeps its words and has no id.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.engines.llm.grounds import Grounds, matches_at
from rasd.engines.llm.locate import Found
from rasd.engines.victims import party_counted
from rasd.engines.voicing import side_of
from rasd.join.draft import Words
from rasd.knowledge import NAMELESS, Kind
from rasd.model import Actor, Attribution, AttributionRole, Claim
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor

_LONGEST_NAME = 8


def prove_actors(found: Found, context: ActorContext, grounds: Grounds) -> tuple[Actor, ...]:
    """The parties that the words name; none where they name nobody in particular."""
    for reading in (_named, _counted, _objects):
        kept: dict[str, Actor] = {}
        for words in found.pieces:
            for resolved in reading(words, context, grounds):
                kept.setdefault(side_of(resolved, found.quote), _actor(resolved, found))
        if kept:
            return tuple(kept.values())
    return (_unlisted(found),) if _may_name(found, grounds) else ()


def prove_claim(
    found: Found, channel: Found | None, context: ActorContext, grounds: Grounds
) -> Claim | None:
    """Who claims an event; its channel only where the words name one that the list knows."""
    actors = prove_actors(found, context, grounds)
    if not actors:
        return None
    named = channel.pieces if channel is not None else ()
    ids = [match.entry.id for words in named for match in matches_at(words, Kind.CHANNEL)]
    return Claim(id=actors[0].id, channel=ids[0] if ids else None, text=found.quote)


def prove_source(
    found: Found, role: AttributionRole, context: ActorContext, grounds: Grounds
) -> Attribution:
    """The source that the words name: an outlet, a party of the table, else the words alone."""
    for words in found.pieces:
        for match in matches_at(words, Kind.OUTLET):
            outlet = grounds.knowledge.outlets.get(match.entry.id)
            if outlet is not None:
                return Attribution(id=outlet.id, name=outlet.name_ar, role=role, text=found.quote)
        for resolved in _named(words, context, grounds):
            return Attribution(id=resolved.id, name=found.quote, role=role, text=found.quote)
    return Attribution(id=None, name=found.quote, role=role, text=found.quote)


def unidentified(event: Found, grounds: Grounds) -> Actor:
    """The unknown attacker of an event whose author the text does not name."""
    row = grounds.knowledge.actors["gen_unidentified_armed"]
    return Actor(
        id=row.id,
        name_en=row.name_en,
        name_ar=row.name_ar,
        text=event.quote,
        category=row.category,
    )


def _named(words: Words, context: ActorContext, grounds: Grounds) -> Iterator[Resolved]:
    for span in words.annotated.actors:
        if span.start < words.end and words.start < span.end:
            resolved = resolve_actor(span, context, grounds.knowledge)
            if resolved is not None:
                yield resolved


def _counted(words: Words, context: ActorContext, grounds: Grounds) -> Iterator[Resolved]:
    for count in words.annotated.counts:
        inside = count.start < words.end and words.start < count.end
        if inside and count.actor_id != NAMELESS:
            resolved = party_counted(count, words.annotated, context, grounds.knowledge)
            if resolved is not None:
                yield resolved


def _objects(words: Words, context: ActorContext, grounds: Grounds) -> Iterator[Resolved]:
    for match in matches_at(words, Kind.OBJECT):
        name = match.entry.id.replace("_", " ")
        yield Resolved(None, name, None, match.entry.what, match.entry.row)


def _actor(resolved: Resolved, found: Found) -> Actor:
    nameless = resolved.id is None and not resolved.name_en and not resolved.name_ar
    return Actor(
        id=resolved.id,
        name_en=resolved.name_en,
        name_ar=found.quote if nameless else resolved.name_ar,
        text=found.quote,
        category=resolved.category,
    )


def _unlisted(found: Found) -> Actor:
    return Actor(id=None, name_en=None, name_ar=found.quote, text=found.quote, category="unknown")


def _may_name(found: Found, grounds: Grounds) -> bool:
    """Whether words that no list knows may name a party: few, and neither a place nor a time."""
    if sum(words.end - words.start for words in found.pieces) > _LONGEST_NAME:
        return False
    return not any(
        words.start <= start and end <= words.end
        for words in found.pieces
        for start, end in (
            *((place.start, place.end) for place in words.annotated.places),
            *((time.start, time.end) for time in words.annotated.times),
        )
    )
