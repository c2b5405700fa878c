"""What stands around a frame in its document: headings, openings, votes, the group spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.annotate.places import PlaceSpan, Relation
from rasd.engines.document_time import common_period, day_told
from rasd.join.draft import GroundedDate
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import Document
from rasd.resolve.actors import is_group
from rasd.resolve.namesakes import (
    Neighbour,
    Surroundings,
    choose,
    main_country,
    main_province,
    pull_of,
    survey,
)
from rasd.text import fold_plain, proclitic_readings

_ACTOR_VOTE = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """The document-wide context of resolution.

    `heading_of` gives each sentence the number of its heading (0 before the first) and
    `heading_places` what that heading names; `main_group` is the armed group named most.
    `province` and `home` are the governorate and the country that most names point to, the
    latter with the first words that do. `period` are the days that all passages share that name
    no other, `told` the day of the report with the one before it.
    """

    document: Document
    sentences: tuple[Annotated, ...]
    surroundings: Surroundings
    province: PlaceRow | None
    home: tuple[PlaceRow, Annotated, int, int] | None
    heading_of: dict[int, int]
    heading_places: dict[int, tuple[PlaceRow, ...]]
    main_group: str | None
    propaganda: bool
    campaign: tuple[Annotated, int, int] | None
    period: GroundedDate | None
    told: GroundedDate | None


def survey_document(
    document: Document, sentences: tuple[Annotated, ...], knowledge: Knowledge
) -> Setting:
    """Reads the whole document once for what single passages leave open."""
    votes: Counter[str] = Counter()
    for annotated in sentences:
        for actor in annotated.actors:
            if actor.form is ActorForm.LISTED:
                countries = knowledge.actors[actor.id].countries
                abroad = actor.category == "external"
                if len(countries) == 1 and countries[0] != "*" and not abroad:
                    votes[countries[0]] += _ACTOR_VOTE
            elif actor.form is ActorForm.FORCE:
                votes[actor.country] += _ACTOR_VOTE
        for match in annotated.of(Kind.NISBA):
            votes[match.entry.id] += _ACTOR_VOTE
    spans = [span for annotated in sentences for span in annotated.places]
    first = survey(spans, knowledge, votes)
    fitting: set[tuple[int, ...]] = {()}
    for span in spans:
        if span.candidates not in fitting and choose(span, first, (), knowledge) is not None:
            fitting.add(span.candidates)
    surroundings = survey([s for s in spans if s.candidates in fitting], knowledge, votes)
    heading_of, heading_places = _headings(sentences, surroundings, knowledge)
    return Setting(
        document=document,
        sentences=sentences,
        surroundings=surroundings,
        province=main_province(surroundings, knowledge),
        home=_home(sentences, surroundings, knowledge),
        heading_of=heading_of,
        heading_places=heading_places,
        main_group=_main_group(sentences, knowledge),
        propaganda=_propaganda(sentences, knowledge),
        campaign=_campaign(sentences),
        period=common_period(document.published, sentences),
        told=day_told(document.published, sentences),
    )


_CLEAR = 0.3


def _home(
    sentences: tuple[Annotated, ...], surroundings: Surroundings, knowledge: Knowledge
) -> tuple[PlaceRow, Annotated, int, int] | None:
    """The country with most votes, if many, and the first words that name it or a part."""
    iso = main_country(surroundings)
    country = knowledge.gazetteer.countries.get(iso or "")
    row = knowledge.gazetteer.place(country.id) if country else None
    if row is None or surroundings.share(row.country, ())[0] < _CLEAR:
        return None
    for annotated in sentences:
        for match in annotated.of(Kind.NISBA):
            if match.entry.id == iso:
                return row, annotated, match.start, match.end
        for span in annotated.places:
            rows = [knowledge.gazetteer.entries[i] for i in span.candidates]
            if span.trusted and rows and all(r.country == iso for r in rows):
                return row, annotated, span.start, span.end
    return None


def settle(
    spans: Iterable[PlaceSpan],
    surroundings: Surroundings,
    context: tuple[PlaceRow, ...],
    knowledge: Knowledge,
) -> list[tuple[PlaceSpan, PlaceRow | None]]:
    """The rows of several names of one passage, coarse names first as context for fine ones."""
    ordered = list(spans)
    settled: dict[int, PlaceRow | None] = {}
    order = list(range(len(ordered)))
    if len(order) > 1:
        order.sort(key=lambda i: _certainty(ordered[i], knowledge))
    for i in order:
        span = ordered[i]
        local = [Neighbour(row, _FAR) for row in context]
        local += [
            Neighbour(row, _words_between(span, ordered[j]), _holds(ordered[j], span))
            for j, row in settled.items()
            if row is not None
        ]
        settled[i] = choose(span, surroundings, local, knowledge)
    return [(span, settled[i]) for i, span in enumerate(ordered)]


_FAR = 12
"""The distance in words at which a heading stands."""


def _words_between(one: PlaceSpan, other: PlaceSpan) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _holds(other: PlaceSpan, span: PlaceSpan) -> bool:
    """Whether what follows at once says in which unit or by which town a name lies."""
    unit = other.level or other.relation in (Relation.AROUND, Relation.NEAR)
    return unit and 0 <= other.cue_start - span.end <= _AT_ONCE


_AT_ONCE = 2


def _certainty(span: PlaceSpan, knowledge: Knowledge) -> tuple[int, int, int]:
    """The order in which names settle: units and countries, names of one place, then containers.

    Of equals the later goes first, since the greater place follows the smaller in Arabic.
    """
    pull = pull_of(span.candidates, knowledge.gazetteer)
    unit = span.level or pull.unit
    return (not unit, len(pull.countries) + (not span.trusted), -span.start)


def _headings(
    sentences: tuple[Annotated, ...], surroundings: Surroundings, knowledge: Knowledge
) -> tuple[dict[int, int], dict[int, tuple[PlaceRow, ...]]]:
    """Headings that are a place name alone open a section; any other heading closes it.

    A single one is a dateline over the whole text (``وكالة - كركوك``), and closed by nothing.
    """
    opening = {
        a.sentence.index: rows
        for a in sentences
        if a.sentence.heading and (rows := _place_heading(a, surroundings, knowledge))
    }
    heading_of: dict[int, int] = {}
    places: dict[int, tuple[PlaceRow, ...]] = {0: ()}
    current = 0
    for annotated in sentences:
        sentence = annotated.sentence
        if sentence.index in opening:
            current = sentence.index + 1
            places[current] = opening[sentence.index]
        elif sentence.heading and current and len(opening) > 1:
            current = sentence.index + 1
            places[current] = ()
        heading_of[sentence.index] = current
    return heading_of, places


def _place_heading(
    annotated: Annotated, surroundings: Surroundings, knowledge: Knowledge
) -> tuple[PlaceRow, ...]:
    settled = settle(annotated.places, surroundings, (), knowledge)
    rows = tuple(row for _, row in settled if row is not None)
    covered = sum(p.end - p.cue_start for p in annotated.places)
    words = sum(1 for t in annotated.sentence.tokens if t.kind != 3)
    return rows if covered >= words - 1 else ()


def _main_group(sentences: tuple[Annotated, ...], knowledge: Knowledge) -> str | None:
    counts: Counter[str] = Counter(
        actor.id
        for annotated in sentences
        for actor in annotated.actors
        if is_group(actor, knowledge)
    )
    return counts.most_common(1)[0][0] if counts else None


def _propaganda(sentences: tuple[Annotated, ...], knowledge: Knowledge) -> bool:
    """Whether the text retells a group's own claims: its media arm, provinces or campaign."""
    signs = 0
    heads = _outlet_heads(knowledge)
    for annotated in sentences:
        for match in annotated.of(Kind.OUTLET):
            signs += _is_media_arm(annotated, match, heads)
        for place in annotated.places:
            signs += bool(place.province)
        for match in annotated.of(Kind.CUE):
            signs += match.entry.what == "propaganda"
    return signs >= 2


@lru_cache(maxsize=4)
def _outlet_heads(knowledge: Knowledge) -> frozenset[str]:
    """The first words of the names of all outlets."""
    return frozenset(fold_plain(o.name_ar).split(" ")[0] for o in knowledge.outlets.values())


def _is_media_arm(annotated: Annotated, match: Match, heads: frozenset[str]) -> bool:
    """Whether a word names a group's outlet: quoted, or after what it is (``وكالة أعماق``).

    One word alone is mostly something else: ``المسيرة`` is a drone, ``الأندلس`` a country.
    """
    if match.entry.what != "armed_group_media":
        return False
    if match.end - match.start > 1 or match.start == 0:
        return match.end - match.start > 1
    before = annotated.sentence.tokens[match.start - 1].text
    return before == '"' or any(stem in heads for _, stem in proclitic_readings(before))


def _campaign(sentences: tuple[Annotated, ...]) -> tuple[Annotated, int, int] | None:
    """A named campaign: the words from its noun to the closing quotation mark."""
    for annotated in sentences:
        tokens = annotated.sentence.tokens
        for match in annotated.of(Kind.CUE):
            if match.entry.what != "campaign":
                continue
            quoted = match.start > 0 and tokens[match.start - 1].text == '"'
            end = match.end
            while end < len(tokens) and tokens[end].text != '"' and end - match.start < 7:
                end += 1
            if quoted and end < len(tokens) and end > match.end:
                return annotated, match.start, end
    return None
