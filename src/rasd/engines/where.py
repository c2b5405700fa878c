"""Decides where a passage happens: its own names first, then what stands around it.

The most specific name of the passage wins; an opening (``وفي الرقة،``), a heading, a definite noun
(``المدينة``) and the place before it follow, in this order.
"""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.annotate.place_relations import joined_by_and
from rasd.annotate.place_span import DIRECTIONS
from rasd.annotate.places import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.assemble.frames import Frame, Trigger
from rasd.engines.place_levels import ELSEWHERE, SETTLED, TOWNS, level_of
from rasd.engines.setting import Setting, settle
from rasd.engines.walk import (
    Settled,
    Walk,
    first_trigger,
    heading_words,
    place_row,
    words_text,
)
from rasd.join.draft import GroundedPlace, Words
from rasd.knowledge import Kind, Knowledge
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import Place, PlacePrecision, replace
from rasd.model.frozen import Frozen
from rasd.resolve.namesakes import main_country
from rasd.resolve.offsets import place_off
from rasd.resolve.places import place_between, place_of, rank, unlocated
from rasd.text import Text


def place_of_frame(
    frame: Frame,
    core: Trigger,
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
    walk: Walk,
) -> GroundedPlace | None:
    """Where a passage happens, `None` where nothing says.

    A place of its own clause or of its sentence's opening comes first; where that is no finer
    than a country, what a noun points back at, the heading and the passage before it go ahead of
    it. The country of the document comes last.
    """
    annotated = frame.annotated
    heading = setting.heading_of[annotated.sentence.index]
    context = setting.heading_places.get(heading, ())
    settled = _settled(annotated, setting, context, knowledge, walk)
    start, end = frame.start, frame.end
    own = [pair for pair in settled if start <= pair[0].start < end]
    first = first_trigger(annotated)
    opening = [
        pair for pair in settled if pair[0].end <= first and not start <= pair[0].start < end
    ]
    back = _pointed_back(frame, walk, setting, texts, knowledge)
    around = Around(back, walk if walk.place_heading == heading else None, knowledge)
    chosen = _best_place(own, opening, core, texts, setting, around, annotated)
    if chosen is None and opening:
        chosen = _best_place(opening, [], core, texts, setting, around, annotated)
    _remember(settled, walk)
    if chosen is not None and chosen.level > 1:
        return chosen
    if back is not None:
        return back
    if context:
        words = heading_words(setting, heading)
        row = context[-1]
        text = row.name_ar
        return GroundedPlace(
            place_of(text, row, _BARE),
            row,
            words,
            False,
            level=rank(row),
        )
    if chosen is not None and chosen.level > 0 and not chosen.passing:
        return chosen
    if walk.place is not None and walk.place_heading == heading:
        told = walk.place
        return GroundedPlace(
            told.place, told.row, told.words, False, told.passing, told.level, told.against
        )
    if chosen is not None and chosen.level > 0:
        return chosen
    return _at_home(setting, texts) or chosen


def _settled(
    annotated: Annotated,
    setting: Setting,
    context: tuple[PlaceRow, ...],
    knowledge: Knowledge,
    walk: Walk,
) -> list[tuple[PlaceSpan, PlaceRow | None]]:
    """The names of a sentence with their rows, worked out once for all its passages."""
    if not annotated.places:
        return []
    home = walk.place.place.country if walk.place is not None else None
    if not any(p.capital_of == MAIN_COUNTRY for p in annotated.places):
        home = None
    known = walk.settled
    if known is not None and known.annotated is annotated and known.home == home:
        return known.pairs
    usable = [
        replace(p, capital_of=home) if home and p.capital_of == MAIN_COUNTRY else p
        for p in annotated.places
        if not _inside_actor(annotated, p)
        and not _owner_of_object(annotated, p)
        and (not p.province or (setting.main_group or "").startswith("is_"))
    ]
    pairs = [
        (span, row)
        for span, row in settle(usable, setting.surroundings, context, knowledge)
        if row is not None or (span.kinds and not _refused(span))
    ]
    walk.settled = Settled(annotated, home, pairs)
    return pairs


class Around(Frozen, frozen=True):
    """What an unlisted name without a place beside it lies in: the last places told of.

    `back` is what a definite noun of the clause takes up (``قرية X شمال الناحية``), `walk` what
    was told before under the same heading.
    """

    back: GroundedPlace | None
    walk: Walk | None
    knowledge: Knowledge

    def holder(self, span: PlaceSpan) -> PlaceRow | None:
        """A quarter lies in the town named last, a village in the governorate told of last."""
        back = self.back.row if self.back is not None else None
        if back is not None and back.kind != "country":
            held: PlaceRow | None = back
        elif self.walk is None or self.walk.place is None:
            return None
        elif "neighbourhood" in span.kinds or "any" in span.kinds:
            held = next((r for r in self.walk.named if r.kind in TOWNS), None)
        else:
            last = self.walk.place.row
            held = self.knowledge.gazetteer.place(last.admin1_id) if last is not None else None
        return held if held is None or span.country in ("", held.country) else None

    @property
    def country(self) -> str | None:
        """The country of the passage before."""
        place = self.walk.place if self.walk is not None else None
        return place.place.country if place is not None else None


def _at_home(setting: Setting, texts: dict[str, Text]) -> GroundedPlace | None:
    """The country of the document, where a passage tells nothing else."""
    if setting.home is None:
        return None
    row, annotated, start, end = setting.home
    text = words_text(annotated, start, end, texts)
    words = Words(annotated, start, end, "places/home", place_row(row))
    return GroundedPlace(place_of(text, row, _BARE), row, words, False)


def _refused(span: PlaceSpan) -> bool:
    """Whether a listed name fits nowhere here and no word says it is a settlement."""
    return bool(span.candidates) and not span.kinds & SETTLED


def _pointed_back(
    frame: Frame, walk: Walk, setting: Setting, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedPlace | None:
    """The last place of the kind that a definite noun takes up (``المدينة``, ``شرق البلاد``)."""
    annotated = frame.annotated
    for match in annotated.of(Kind.PLACE_CUE, frame.start, frame.end):
        if match.entry.trait != "back":
            continue
        kinds = frozenset(match.entry.what.split("|"))
        iso = main_country(setting.surroundings)
        row = next((r for r in walk.named if r.kind in kinds and r.country == iso), None)
        if "country" in kinds:
            country = knowledge.gazetteer.countries.get(iso or "")
            row = knowledge.gazetteer.place(country.id) if country else None
        if row is None:
            continue
        text = words_text(annotated, match.start, match.end, texts)
        words = Words(annotated, match.start, match.end, "places/back", match.entry.row)
        place = place_of(text, row, _BARE)
        return GroundedPlace(place, row, words, False, level=rank(row))
    return None


def _remember(settled: list[tuple[PlaceSpan, PlaceRow | None]], walk: Walk) -> None:
    """Keeps the rows named so far, for what points back at them.

    The latest passage comes first, and in it the first name: the smaller place precedes the
    greater one that holds it.
    """
    for span, row in reversed(settled):
        if row is not None and span.relation not in ELSEWHERE:
            walk.named = [row, *(r for r in walk.named if r.id != row.id)][:12]


def _inside_actor(annotated: Annotated, place: PlaceSpan) -> bool:
    return any(
        a.start <= place.start
        and place.end <= a.end
        and a.form not in (ActorForm.GENERIC, ActorForm.STATE)
        for a in annotated.actors
    )


def _owner_of_object(annotated: Annotated, place: PlaceSpan) -> bool:
    """Whether the name says whose embassy it is, not where."""
    return any(
        m.entry.id == "embassy" and 0 <= place.start - m.end <= 1 and place.cue_start >= m.end
        for m in annotated.of(Kind.OBJECT)
    )


def _best_place(
    own: list[tuple[PlaceSpan, PlaceRow | None]],
    opening: list[tuple[PlaceSpan, PlaceRow | None]],
    core: Trigger,
    texts: dict[str, Text],
    setting: Setting,
    around: Around,
    annotated: Annotated,
) -> GroundedPlace | None:
    """The most specific name, then the one nearest to the trigger; the rest give context."""
    if not own:
        return None
    at = core.match.start
    pairs = own + opening
    home = main_country(setting.surroundings)
    span, row = own[0]
    if len(own) > 1:
        span, row = min(
            own, key=lambda item: (-level_of(item, pairs, home), abs(item[0].start - at))
        )
        span, row = _first_of_list(span, row, own, annotated)
    level = level_of((span, row), pairs, home)
    other = next((p for p in pairs if p[0].start == span.pair), None) if span.pair >= 0 else None
    end = other[0].end if other is not None else span.end
    text = words_text(annotated, span.cue_start, end, texts)
    words = Words(annotated, span.cue_start, end, "places/name", place_row(row))
    passing = span.relation in ELSEWHERE
    if row is not None:
        place = _placed(text, row, span, annotated)
        if other is not None and other[1] is not None and other[1].country == row.country:
            place = place_between(text, row, other[1])
        if place.country is None or (row.kind == "country" and span.relation is Relation.DATELINE):
            inferred = _containing(pairs, span)
            if inferred is not None:
                place = replace(place, country=inferred.country)
        if span.relation in (Relation.DATELINE, Relation.PARTY):
            place = _country_only(place)
        against = _contradicting(span, row, own, annotated) if len(own) > 1 else None
        return GroundedPlace(place, row, words, level > 0, passing, level, against)
    parent_pair = _parent(pairs, span)
    if parent_pair is None:
        holder = around.holder(span) or setting.province
        if holder is not None and span.country not in ("", holder.country):
            holder = None
        parent_pair = (_BARE, holder) if holder is not None else None
    elif parent_pair[1].kind == "country":
        parent_pair = _in_province(setting, parent_pair)
    parent = _placed(text, parent_pair[1], parent_pair[0], annotated) if parent_pair else None
    name = words_text(annotated, span.start, end, texts)
    grounded = replace(unlocated(text, parent), name_ar=name)
    if parent is None:
        country = span.country or around.country or main_country(setting.surroundings)
        grounded = replace(grounded, country=country)
    return GroundedPlace(
        grounded, parent_pair[1] if parent_pair else None, words, True, passing, level
    )


def _contradicting(
    span: PlaceSpan,
    row: PlaceRow,
    own: list[tuple[PlaceSpan, PlaceRow | None]],
    annotated: Annotated,
) -> PlaceRow | None:
    """The governorate named right after a place that lies in another: ``طوزخورماتو في كركوك``.

    A city counts as its governorate where both bear one name. A list (``في الموصل وكركوك``) says
    of no place where it lies.
    """
    following = [pair for pair in own if pair[0].start >= span.end]
    after, holder = min(following, key=lambda pair: pair[0].start, default=(span, None))
    if holder is None or holder.country != row.country or after.relation is not Relation.AT:
        return None
    beside = 0 <= after.cue_start - span.end <= _LINK and not after.bare and span.pair < 0
    listed = joined_by_and(annotated.sentence, span.end, after.cue_start)
    governs = holder.kind == "admin1" or holder.name_en == holder.admin1
    apart = row.admin1_id and holder.admin1_id and row.admin1_id != holder.admin1_id
    return holder if beside and governs and apart and not listed else None


def _first_of_list(
    span: PlaceSpan,
    row: PlaceRow | None,
    own: list[tuple[PlaceSpan, PlaceRow | None]],
    annotated: Annotated,
) -> tuple[PlaceSpan, PlaceRow | None]:
    """The first settlement of those joined by and: ``بلدتي حيان وبيانون``."""
    for before, place in reversed([item for item in own if item[0].start < span.start]):
        joined = before.end == span.start and joined_by_and(
            annotated.sentence, before.end, span.start
        )
        if not joined or place is None or rank(place) < _TOWN:
            break
        span, row = before, place
    return span, row


_TOWN = 4


def _placed(text: str, row: PlaceRow, span: PlaceSpan, annotated: Annotated) -> Place:
    """The place of a settled name, moved by the distance that the text gives."""
    place = place_of(text, row, span)
    if span.relation is not Relation.NEAR or rank(row) < _POINT:
        return place
    bearing = next((DIRECTIONS[cue] for cue in span.cues if cue in DIRECTIONS), None)
    if bearing is None:
        return place
    for number in annotated.numbers:
        before = 0 <= span.cue_start - number.tail <= _LINK
        after = 0 <= number.start - span.end <= _LINK
        if number.unit == "km" and (before or after):
            return place_off(place, number.value_min, bearing)
    return place


_POINT = 3
_LINK = 1
"""Words between a distance and its side: ``بعد 20 كلم إلى الشمال من``."""


def _in_province(setting: Setting, pair: tuple[PlaceSpan, PlaceRow]) -> tuple[PlaceSpan, PlaceRow]:
    """The document's governorate instead of the country that holds it."""
    province = setting.province
    if province is not None and province.country == pair[1].country:
        return _BARE, province
    return pair


def _country_only(place: Place) -> Place:
    """A place of which only the country says where the event was."""
    return Place(text=place.text, country=place.country, precision=PlacePrecision.COUNTRY)


def _containing(pairs: list[tuple[PlaceSpan, PlaceRow | None]], span: PlaceSpan) -> PlaceRow | None:
    return next((r for s, r in pairs if s is not span and r is not None), None)


def _parent(
    pairs: list[tuple[PlaceSpan, PlaceRow | None]], span: PlaceSpan
) -> tuple[PlaceSpan, PlaceRow] | None:
    """The settled name nearest after an unknown one: the town it lies by or in."""
    known = [
        (s, r) for s, r in pairs if r is not None and s is not span and s.relation not in ELSEWHERE
    ]
    if not known:
        return None
    s, r = min(known, key=lambda p: (p[0].start < span.start, abs(p[0].start - span.start)))
    return s, r


_BARE = PlaceSpan(0, 0, 1, 0, (), frozenset(), Relation.AT, True, True)
"""What stands for a name that the passage does not hold."""
