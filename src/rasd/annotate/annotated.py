"""What annotation knows of a sentence: list matches, places, counts, numbers and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasd.annotate.actors import ActorSpan, find_actors
from rasd.annotate.counts import CountSpan, find_counts
from rasd.annotate.naming import settle_names
from rasd.annotate.numbers import NumberSpan, find_numbers
from rasd.annotate.places import PlaceSpan, find_places
from rasd.annotate.sight import Sight
from rasd.annotate.times import TimeSpan, find_times
from rasd.annotate.words import look_at
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.furniture import is_furniture
from rasd.model.frozen import Singular
from rasd.text import Sentence, Text, split_sentences

_END_OF_PAGE = 3
"""Sentences at the end of a text where keywords and links may stand."""


class Annotated(Singular, frozen=True, eq=False):
    """A sentence with everything that was found in it; positions are token indexes.

    Two are equal only where they are one: what is read off a sentence is remembered by it.
    """

    sentence: Sentence
    matches: tuple[Match, ...]
    actors: tuple[ActorSpan, ...]
    places: tuple[PlaceSpan, ...]
    counts: tuple[CountSpan, ...]
    numbers: tuple[NumberSpan, ...]
    times: tuple[TimeSpan, ...]
    by_kind: Mapping[Kind, Sequence[Match]]
    """The matches by their kind."""

    def of(self, kind: Kind, start: int = 0, end: int = 1 << 30) -> Sequence[Match]:
        """Matches of a kind that begin within a token range, in order."""
        found = self.by_kind.get(kind)
        if found is None:
            return ()
        # asked some nine hundred times an article, mostly of one or two matches
        if start <= found[0].start and found[-1].start < end:
            return found
        return [m for m in found if start <= m.start < end]

    def ends_at(self, kind: Kind, at: int) -> bool:
        """Whether a match of a kind stands right before a token."""
        return at in [match.end for match in self.by_kind.get(kind, ())]


def annotate(title: Text | None, body: Text, knowledge: Knowledge) -> tuple[Annotated, ...]:
    """The annotated sentences of a document, the title's first."""
    sentences: list[Sentence] = []
    if title is not None:
        sentences.extend(split_sentences(title, "title"))
    sentences.extend(split_sentences(body, "body", len(sentences)))
    end = len(sentences) - _END_OF_PAGE
    found = [
        _blank(sentence)
        if is_furniture(sentence, at_end=n >= end)
        else _annotate(sentence, knowledge)
        for n, sentence in enumerate(sentences)
    ]
    return settle_names(found, knowledge)


def _blank(sentence: Sentence) -> Annotated:
    """A sentence of the page around the article, in which nothing is looked for."""
    return Annotated(sentence, (), (), (), (), (), (), {})


def _annotate(sentence: Sentence, knowledge: Knowledge) -> Annotated:
    sight = look_at(sentence, knowledge)
    numbers = find_numbers(sentence, sight.numbers) if sight.numbers else ()
    times = find_times(sentence, sight.times) if sight.times else ()
    places = find_places(sentence, sight, knowledge)
    actors = find_actors(sentence, sight, knowledge)
    return Annotated(
        sentence=sentence,
        matches=_outside(times, places, sight),
        actors=actors,
        places=places,
        counts=find_counts(sentence, numbers, sight.people),
        numbers=numbers,
        times=times,
        by_kind=sight.by_kind,
    )


def _outside(
    times: tuple[TimeSpan, ...], places: tuple[PlaceSpan, ...], sight: Sight
) -> tuple[Match, ...]:
    """The matches without the triggers inside a time or a place that a place word names.

    ``فجر أمس`` is dawn, not a blast; ``مدينة تدمر`` is Palmyra, not "destroys". They leave the
    matches by kind too.
    """
    triggers = sight.by_kind.get(Kind.TRIGGER)
    if triggers is None:
        return tuple(sight.matches)
    taken = {i for t in times for i in range(t.start, t.end)}
    taken.update(i for p in places if p.kinds for i in range(p.start, p.end))
    outside = [m for m in triggers if m.start not in taken]
    if len(outside) == len(triggers):
        return tuple(sight.matches)
    if outside:
        sight.by_kind[Kind.TRIGGER] = outside
    else:
        del sight.by_kind[Kind.TRIGGER]
    return tuple(
        m for m in sight.matches if m.start not in taken or m.entry.kind is not Kind.TRIGGER
    )
