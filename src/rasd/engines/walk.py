"""What reading a document has seen so far, and the small look-ups that grounding shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.annotate.places import PlaceSpan
from rasd.engines.categories import ARMED
from rasd.engines.setting import Setting
from rasd.join.draft import Draft, GroundedDate, GroundedPlace, Words
from rasd.knowledge import Kind, Knowledge
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model.frozen import Frozen
from rasd.qualify.voices import Speaker
from rasd.text import Text

_COMMA = "\u060c"


class Settled(Frozen, frozen=True):
    """The names of a sentence with the rows that they mean, or none."""

    annotated: Annotated
    home: str | None
    """The country whose capital a bare "the capital" means, where a name does."""
    pairs: list[tuple[PlaceSpan, PlaceRow | None]]


@dataclass(slots=True)
class Walk:
    """What reading a document has seen so far, for the passages that follow."""

    recent: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    speakers_of: Annotated | None = None
    armies: list[Speaker] = field(default_factory=list)
    """The armies that speak under their full name, in order."""
    partisans: set[tuple[int, int]] = field(default_factory=set)
    """The sources that speak of forces as their own, by sentence and first token."""
    place: GroundedPlace | None = None
    place_heading: int = 0
    day: date | None = None
    day_end: date | None = None
    dated: GroundedDate | None = None
    named: list[PlaceRow] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    section: str | None = None
    """The country that a passage opened with (``وفي العراق، قتل ...``): what follows lies there."""
    settled: Settled | None = None
    """The names of the sentence read last: its passages share them."""


def lead_country(walk: Walk) -> str | None:
    """The country that the report opened in: where passages lie that name no place."""
    return next(
        (d.place.place.country for d in walk.drafts if d.place is not None and d.place.own), None
    )


def opens_with_country(annotated: Annotated, knowledge: Knowledge) -> str | None:
    """The country that opens a sentence and a comma closes: ``وفي العراق، قتل عشرة``."""
    tokens = annotated.sentence.tokens
    for span in annotated.places[:1]:
        rows = [knowledge.gazetteer.entries[i] for i in span.candidates]
        closed = span.end < len(tokens) and tokens[span.end].text == _COMMA
        if closed and span.start <= 1 and rows and rows[0].kind == "country":
            return rows[0].country
    return None


def recent_parties(annotated: Annotated, end: int, walk: Walk) -> tuple[str, ...]:
    """The armed parties named so far, up to token `end` of a sentence, latest first."""
    if not annotated.actors:
        return walk.recent
    recent = list(walk.recent)
    for actor in annotated.actors:
        if actor.start >= end:
            break
        listed = actor.form is ActorForm.LISTED and not actor.ambiguous
        unlisted = actor.form is ActorForm.NAMED and actor.id
        if (listed or unlisted) and actor.category in ARMED:
            recent = [actor.id, *(a for a in recent if a != actor.id)]
    return tuple(recent[:8])


def first_trigger(annotated: Annotated) -> int:
    """The token at which the first event of a sentence begins; 0 where it has none."""
    first = next(iter(annotated.of(Kind.TRIGGER)), None)
    return first.start if first is not None else 0


def place_row(row: PlaceRow | None) -> str:
    """The row as evidence cites it (``places.tsv:Q1617``); empty for a place that no list knows."""
    return f"places.tsv:{row.id}" if row is not None else ""


def heading_words(setting: Setting, heading: int) -> Words:
    """The whole heading, as the words that say where the passages under it lie."""
    named = setting.sentences[heading - 1]
    return Words(named, 0, len(named.sentence.tokens), "places/heading")


def words_text(annotated: Annotated, start: int, end: int, texts: dict[str, Text]) -> str:
    """Tokens `start` to `end` as the document writes them, before folding."""
    text = texts[annotated.sentence.part]
    span = text.original_span(annotated.sentence.span_of(start, end))
    return text.original[span.start : span.end]
