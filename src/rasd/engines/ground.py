"""Frames to drafts: the parties, places, dates, tolls and voices of one passage, resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.annotate.actors import CONTEXTUAL, ActorForm, ActorSpan
from rasd.annotate.counts import CountSpan
from rasd.annotate.places import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.assemble.clauses import Link
from rasd.assemble.frames import OUTCOME_KINDS, STATEMENT_KINDS, Frame, Trigger, build_frames, said
from rasd.assemble.kinds import ASSAULT_KINDS, Signs, assembled, decide_type, statement_type
from rasd.assemble.materiel import read_damage
from rasd.assemble.parties import Party, Role, read_parties
from rasd.assemble.tolls import Toll, is_numbered, read_tolls
from rasd.engines.setting import Setting, settle
from rasd.join.draft import (
    Draft,
    GroundedActor,
    GroundedDate,
    GroundedPlace,
    GroundedWeapon,
    Voice,
    Words,
)
from rasd.knowledge import Kind, Knowledge, Match, Trait
from rasd.knowledge.forms import complementizers, sound_plural_endings
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import (
    PARENT,
    DatePrecision,
    DateValue,
    EventType,
    Outcome,
    Place,
    PlacePrecision,
    SubEventType,
)
from rasd.qualify.assertion import PASSIVE, is_asserted
from rasd.qualify.dismiss import Domain, dismissal, survey_domain
from rasd.qualify.voices import Speaker, continues, find_speakers
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.resolve.dates import resolve_date, statement_day
from rasd.resolve.namesakes import main_country
from rasd.resolve.places import bears_unit_name, place_between, place_of, rank, unlocated
from rasd.text import Span, Text

_ARTICLE = "\u0627\u0644"
_BI = "\u0628"
_ARMED = frozenset({"state_force", "rebel", "militia", "external"})
_BACKGROUND_AGE = timedelta(days=8)


@dataclass(slots=True)
class _Walk:
    """What reading a document has seen so far, for the passages that follow."""

    recent: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    speakers_of: Annotated | None = None
    place: GroundedPlace | None = None
    place_heading: int = 0
    day: date | None = None
    dated: GroundedDate | None = None
    named: list[PlaceRow] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def ground_document(
    sentences: tuple[Annotated, ...], setting: Setting, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[Draft, ...]:
    """The drafts of a document in order; frames that are no event are left out."""
    domain = survey_domain(sentences)
    walk = _Walk()
    for annotated in sentences:
        speakers = find_speakers(annotated, knowledge)
        if not speakers and continues(annotated):
            pass
        else:
            walk.speakers, walk.speakers_of = speakers, annotated
        for frame in build_frames(annotated, knowledge):
            draft = _ground(frame, setting, domain, texts, knowledge, walk)
            if draft is not None:
                walk.drafts.append(draft)
        walk.recent = _recent(annotated, len(annotated.sentence.tokens), knowledge, walk)
    return tuple(walk.drafts)


def _lead_country(walk: _Walk) -> str | None:
    """The country that the report opened in: where passages lie that name no place."""
    return next(
        (d.place.place.country for d in walk.drafts if d.place is not None and d.place.own), None
    )


def _recent(annotated: Annotated, end: int, knowledge: Knowledge, walk: _Walk) -> tuple[str, ...]:
    """The armed parties named so far, up to token `end` of a sentence, latest first."""
    recent = list(walk.recent)
    for actor in annotated.actors:
        if actor.start >= end:
            break
        if actor.form is ActorForm.LISTED and actor.category in _ARMED:
            recent = [actor.id, *(a for a in recent if a != actor.id)]
    return tuple(recent[:8])


def _ground(
    frame: Frame,
    setting: Setting,
    domain: Domain,
    texts: dict[str, Text],
    knowledge: Knowledge,
    walk: _Walk,
) -> Draft | None:
    live = _without_dismissed(frame, domain)
    forced: SubEventType | None = None
    if not live.triggers:
        forced = _incitement(frame, domain)
        if forced is None:
            return None
    else:
        frame = live
    if _is_subtitle(frame):
        return None
    annotated = frame.annotated
    tolls = read_tolls(frame)
    core = _core(frame)
    if is_cumulative(frame) or any(t.min >= _CAMPAIGN_TOLL for t in tolls):
        if not said(frame):
            return None
        tolls = ()
    place = _place(frame, core, setting, texts, knowledge, walk)
    date_ = _date(frame, core, setting, texts, walk)
    country = place.place.country if place is not None else None
    if not (place is not None and place.own) and not setting.heading_places.get(
        setting.heading_of[annotated.sentence.index]
    ):
        country = _lead_country(walk) or country
    if country is None:
        common = setting.surroundings.countries.most_common(1)
        country = common[0][0] if common else None
    when = date_.value.start if date_ is not None else setting.document.published
    context = ActorContext(
        country, when, _recent(annotated, frame.end, knowledge, walk), setting.main_group
    )
    parties = read_parties(frame)
    perpetrators, targets = _sides(parties, frame, context, texts, knowledge)
    targets = _with_victims(targets, tolls, frame, _speakers_own(walk, context), texts, knowledge)
    objects = _objects(frame, texts)
    if not perpetrators:
        perpetrators = _by_nationality(frame, context, texts, knowledge)
    signs = _signs(frame, perpetrators, targets, objects, tolls, knowledge)
    sub_type = forced or decide_type(signs)
    if is_cumulative(frame) or _claims_several(frame):
        sub_type = statement_type(said(frame))
    if sub_type is None:
        return None
    if PARENT[sub_type] in _PUBLIC:
        perpetrators, targets = _protest_sides(perpetrators, targets, frame, core, texts, knowledge)
    if not perpetrators and PARENT[sub_type] is EventType.STATEMENT:
        perpetrators = _spokesman_for(parties, frame, context, texts, knowledge)
    if forced is not None:
        perpetrators = _inciter(frame, context, texts, knowledge)
        tolls = ()
    voices = _voices(walk, context, texts, knowledge)
    if not perpetrators:
        perpetrators = _speaker_as_perpetrator(
            frame, core, walk, targets, context, texts, knowledge
        )
    if not perpetrators and core.row.of == "patient" and frame.link is Link.NEW:
        perpetrators = _of_same_sentence(frame, walk)
    if not perpetrators and sub_type in _ATTACKED:
        perpetrators = (_unknown_attacker(frame, core, texts, knowledge),)
    weapons = tuple(
        GroundedWeapon(m.entry.id, Words(annotated, m.start, m.end, "weapons", m.entry.row))
        for m in annotated.of(Kind.WEAPON, frame.start, frame.end)
    )
    draft = Draft(
        order=len(walk.drafts),
        frame=frame,
        heading=setting.heading_of[annotated.sentence.index],
        sub_type=sub_type,
        place=place,
        date=date_,
        perpetrators=perpetrators,
        targets=targets,
        objects=objects,
        weapons=weapons,
        tolls=tolls,
        damage=read_damage(frame),
        voices=voices,
        anaphoric=core.definite
        and core.row.kind not in OUTCOME_KINDS
        and not (core.row.kind in _BY_ARTICLE and _told(frame, core)),
        outcome_only=frame.kinds <= OUTCOME_KINDS,
        background=_is_background(frame, core, tolls, date_, setting.document.published),
        asserted=is_asserted(frame, tolls)
        or (frame.link is Link.NEW and _item_of_list(frame, walk)),
        violent=_shows_violence(frame, tolls, knowledge),
        bare=not _predicated(frame, core, tolls),
        claimed_voice=_claimed_voice(frame, knowledge),
        denied=_is_denied(annotated, core),
        weak=_weak(frame, core, place),
        support=_support(place, date_, perpetrators, targets, objects, tolls, weapons),
    )
    if place is not None and place.own:
        walk.place, walk.place_heading = place, draft.heading
    return draft


_SCENE = frozenset({"gather", "slogan", "crowd", "march", "protesters", "protest"})
_SUBTITLE = 3
_PUBLIC = frozenset({EventType.PROTEST, EventType.RIOT})
_ATTACKED = frozenset(
    {
        SubEventType.REMOTE_EXPLOSIVE,
        SubEventType.SUICIDE_BOMBING,
        SubEventType.ATTACK,
        SubEventType.GRENADE,
        SubEventType.ABDUCTION,
        SubEventType.EXECUTION,
    }
)
_STATEMENT_REACH = 6
_INCITER_REACH = 8
_DENIAL_REACH = 5
_EVIDENT = frozenset(
    {
        "air",
        "drone",
        "artillery",
        "shell",
        "suicide",
        "shoot",
        "assassinate",
        "bomb",
        "assassinate_attempt",
        "massacre",
        "chemical",
        "protest_shoot",
        "mob",
        "protest",
        "riot",
        "stab",
        "ambush",
        "gather",
    }
)
_BEARERS = frozenset({"gen_unidentified_armed", "gen_police_local", "gen_rioters", "gen_tribal"})
_CAMPAIGN_TOLL = 1000
_PREDICATE_REACH = 4
_LIGHT_REACH = 8
_WEAPON_REACH = 4
_BY_ARTICLE = frozenset({"protest", "clash"})
"""Kinds whose noun may have the article when it is news: ``تجددت المظاهرات``."""

_TERRITORY = frozenset({"capture", "retake", "liberate"})
_PRIORITY = (
    "suicide",
    "chemical",
    "drone",
    "air",
    "bomb",
    "artillery",
    "shell",
    "blast",
    "grenade",
    "abduct",
    "execution",
    "assassinate",
    "assassinate_attempt",
    "protest_shoot",
    "mob",
    "riot",
    "dispersal",
    "protest",
    "clash",
    "ambush",
    "shoot",
    "stab",
    "storm",
    "raid",
    "repel",
    "incursion",
    "retake",
    "liberate",
    "capture",
    "attack",
    "target",
    "massacre",
    "strike",
    "arrest",
    "disrupt",
    "release",
    "burn",
    "rape",
    "kill",
    "wound",
)


def _core(frame: Frame) -> Trigger:
    """The trigger that stands for the frame: by kind, strong before weak, first in the text."""
    order = {kind: n for n, kind in enumerate(_PRIORITY)}
    scene = [t for t in frame.triggers if t.row.kind in _SCENE]
    shown = assembled(frozenset(t.row.kind for t in frame.triggers))
    return min(
        # what people gather against is not the news
        scene if shown and scene[:1] == list(frame.triggers[:1]) else frame.triggers,
        key=lambda t: (t.row.weak, order.get(t.row.kind, len(order)), t.match.start),
    )


def _incitement(frame: Frame, domain: Domain) -> SubEventType | None:
    """The statement that a frame makes by calling for, or threatening with, what it names."""
    cues = {
        m.entry.what: m
        for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
        if m.entry.what in ("call", "warning")
    }
    armed = [a for a in frame.annotated.actors if a.category in _ARMED or a.form is ActorForm.GROUP]
    for what, sub_type in (("call", SubEventType.CALL_TO_ARMS), ("warning", SubEventType.THREAT)):
        cue = cues.get(what)
        if cue is None:
            continue
        near = any(
            frame.start <= a.start and -_INCITER_REACH <= cue.start - a.start <= _INCITER_REACH
            for a in armed
        )
        violent = any(t.row.kind in ASSAULT_KINDS or not t.row.weak for t in frame.triggers)
        if near and violent and any(t.match.start > cue.start for t in frame.triggers):
            return sub_type
    return None


def _spokesman_for(
    parties: Sequence[Party],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """The armed party whose spokesman makes a statement: its author."""
    for party in parties:
        if party.role is Role.SPEAKER:
            resolved = resolve_actor(party.actor, context, knowledge)
            if resolved is not None and resolved.category in _ARMED:
                return (_grounded(party.actor, resolved, frame.annotated, texts, party.rule),)
    return ()


def _inciter(
    frame: Frame, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """The armed party nearest to the call or threat."""
    cue = next(
        m
        for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
        if m.entry.what in ("call", "warning")
    )
    actors = sorted(frame.annotated.actors, key=lambda a: abs(a.start - cue.start))
    for actor in actors:
        resolved = resolve_actor(actor, context, knowledge)
        if resolved is not None and resolved.category in _ARMED:
            rule = f"parties/{cue.entry.what}"
            return (_grounded(actor, resolved, frame.annotated, texts, rule),)
    return ()


def _is_subtitle(frame: Frame) -> bool:
    """Whether the frame is a line of its own that only names its topic (``غارات جوية``)."""
    return frame.annotated.sentence.heading and frame.end - frame.start <= _SUBTITLE


def _without_dismissed(frame: Frame, domain: Domain) -> Frame:
    """The frame without the triggers that a cue speaks against."""
    tolls = read_tolls(frame)
    live = tuple(t for t in frame.triggers if dismissal(frame, t, tolls, domain) is None)
    present = tuple(
        t
        for t in live
        if t.trait is Trait.VERB
        or t.row.outcome
        or frame.link is Link.AFTER
        or not _looked_back_at(frame.annotated, t)
    )
    return replace(frame, triggers=present or live)


def _weak(frame: Frame, core: Trigger, place: GroundedPlace | None) -> bool:
    """Whether the trigger alone doesn't tell an event: a weak word, or a plural no verb tells.

    A plural that opens the passage and has a place of its own is a headline: ``غارات على دوما``.
    """
    kinds = frozenset(t.row.kind for t in frame.triggers if not _known_crowd(frame, t))
    if assembled(kinds):
        return False
    if core.row.weak:
        return not ({"arrest", "hostage"} <= kinds or _strikes_with(frame, core))
    if core.trait is Trait.VERB or _told(frame, core):
        return False
    opens = core.match.start - frame.start <= 1
    if core.row.kind == "protest":
        return not (
            opens or kinds & {"gather", "crowd"} or frame.annotated.sentence.part == "title"
        )
    return core.trait.plural and not (opens and place is not None and place.own)


def _strikes_with(frame: Frame, core: Trigger) -> bool:
    """Whether a verb of hitting stands with a weapon: ``ضربت طائرات``, ``أطلقوا ثلاث قذائف``."""
    if core.row.kind not in ("strike", "shell", "fire") or core.trait is not Trait.VERB:
        return False
    reach = range(core.match.start - 1, core.match.end + _WEAPON_REACH)
    return any(
        m.entry.what in ("air", "drone", "artillery") and m.start in reach
        for m in frame.annotated.of(Kind.WEAPON, frame.start, frame.end)
    )


def _known_crowd(frame: Frame, trigger: Trigger) -> bool:
    """Whether ``المتظاهرون`` points back at people already told of, rather than counts them."""
    if trigger.row.kind != "protesters" or not trigger.definite:
        return False
    return not any(
        t.row.kind in ("crowd", "gather", "disperse")
        and 0 <= trigger.match.start - t.match.end <= 1
        for t in frame.triggers
    )


def _told(frame: Frame, core: Trigger) -> bool:
    """Whether a light verb tells the event noun: ``اندلعت مواجهات``, ``غارات شنتها``."""
    annotated = frame.annotated
    return any(
        0 <= m.start - core.match.end <= 1
        or (
            0 <= core.match.start - m.end <= _LIGHT_REACH
            and not any(m.end <= t.match.start < core.match.start for t in frame.triggers)
        )
        for m in annotated.of(Kind.LIGHT_VERB, frame.start, frame.end)
    )


def _claims_several(frame: Frame) -> bool:
    """Whether a claim speaks of several attacks at once: a statement, no incident."""
    if "claim" not in frame.kinds:
        return False
    traits = {t.trait for t in frame.triggers if t.row.kind in ("attack", "operation", "blast")}
    return bool(traits) and all(t.plural or t.value.startswith("dual") for t in traits)


def is_cumulative(frame: Frame) -> bool:
    """Whether the numbers of a frame sum up a campaign or a period: a figure, never a toll."""
    cues = [
        m.entry.id
        for m in frame.annotated.of(Kind.FIGURE_CUE, frame.start, frame.end)
        if m.entry.id in ("cumulative", "allegation")
    ]
    return bool(cues)


# ---- places


def _place(
    frame: Frame,
    core: Trigger,
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
    walk: _Walk,
) -> GroundedPlace | None:
    annotated = frame.annotated
    heading = setting.heading_of[annotated.sentence.index]
    context = setting.heading_places.get(heading, ())
    usable = [
        p
        for p in annotated.places
        if not _inside_actor(annotated, p)
        and not _owner_of_object(annotated, p)
        and (not p.province or (setting.main_group or "").startswith("is_"))
    ]
    if walk.place is not None and walk.place.place.country:
        usable = [
            replace(p, capital_of=walk.place.place.country) if p.capital_of == MAIN_COUNTRY else p
            for p in usable
        ]
    settled = [
        (span, row)
        for span, row in settle(usable, setting.surroundings, context, knowledge)
        if row is not None or (span.kinds and not _refused(span))
    ]
    own = [(s, r) for s, r in settled if frame.start <= s.start < frame.end]
    first = _first_trigger(annotated)
    opening = [(s, r) for s, r in settled if s.end <= first and (s, r) not in own]
    chosen = _best_place(own, opening, core, texts, setting, knowledge, annotated)
    if chosen is None and opening:
        chosen = _best_place(opening, [], core, texts, setting, knowledge, annotated)
    back = _pointed_back(frame, walk, setting, texts, knowledge)
    _remember(settled, walk)
    if chosen is not None and chosen.level > 1:
        return chosen
    if back is not None:
        return back
    if context:
        words = _heading_words(setting, heading)
        row = context[-1]
        text = _row_text(row)
        return GroundedPlace(
            place_of(text, row, _bare_span()),
            row,
            words,
            False,
            level=rank(row),
        )
    if chosen is not None and chosen.level > 0 and not chosen.passing:
        return chosen
    if walk.place is not None and walk.place_heading == heading:
        return replace(walk.place, own=False)
    if chosen is not None and chosen.level > 0:
        return chosen
    return _at_home(setting, texts, knowledge) or chosen


def _at_home(
    setting: Setting, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedPlace | None:
    """The country of the document, where a passage tells nothing else."""
    if setting.home is None:
        return None
    row, annotated, start, end = setting.home
    text = _words_text(annotated, start, end, texts)
    words = Words(annotated, start, end, "places/home", _place_row(row))
    return GroundedPlace(place_of(text, row, _bare_span()), row, words, False)


def _refused(span: PlaceSpan) -> bool:
    """Whether a listed name fits nowhere here and no word says it is a settlement."""
    return bool(span.candidates) and not span.kinds & _SETTLED


_SETTLED = frozenset({"town", "village", "neighbourhood", "camp"})


def _pointed_back(
    frame: Frame, walk: _Walk, setting: Setting, texts: dict[str, Text], knowledge: Knowledge
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
        text = _words_text(annotated, match.start, match.end, texts)
        words = Words(annotated, match.start, match.end, "places/back", match.entry.row)
        place = place_of(text, row, _bare_span())
        return GroundedPlace(place, row, words, False, level=rank(row))
    return None


def _remember(settled: list[tuple[PlaceSpan, PlaceRow | None]], walk: _Walk) -> None:
    """Keeps the rows named so far, latest first, for what points back at them."""
    for span, row in settled:
        if row is not None and span.relation not in _ELSEWHERE:
            walk.named = [row, *(r for r in walk.named if r.id != row.id)][:12]


_ELSEWHERE = frozenset({Relation.TOWARDS, Relation.FROM, Relation.DATELINE, Relation.PARTY})


def _first_trigger(annotated: Annotated) -> int:
    first = next(iter(annotated.of(Kind.TRIGGER)), None)
    return first.start if first is not None else 0


def _inside_actor(annotated: Annotated, place: PlaceSpan) -> bool:
    return any(
        a.start <= place.start
        and place.end <= a.end
        and a.form not in (ActorForm.GENERIC, ActorForm.STATE)
        for a in annotated.actors
    )


def _owner_of_object(annotated: Annotated, place: PlaceSpan) -> bool:
    """Whether the name says whose embassy it is, not where."""
    owners = [m for m in annotated.of(Kind.OBJECT) if m.entry.id == "embassy"]
    return any(0 <= place.start - m.end <= 1 and place.cue_start >= m.end for m in owners)


def _best_place(
    own: list[tuple[PlaceSpan, PlaceRow | None]],
    opening: list[tuple[PlaceSpan, PlaceRow | None]],
    core: Trigger,
    texts: dict[str, Text],
    setting: Setting,
    knowledge: Knowledge,
    annotated: Annotated,
) -> GroundedPlace | None:
    """The most specific name, then the one nearest to the trigger; the rest give context."""
    if not own:
        return None
    at = core.match.start
    pairs = own + opening
    home = main_country(setting.surroundings)
    span, row = min(own, key=lambda item: (-_level(item, pairs, home), abs(item[0].start - at)))
    level = _level((span, row), pairs, home)
    other = next((p for p in pairs if p[0].start == span.pair), None)
    end = other[0].end if other is not None else span.end
    text = _words_text(annotated, span.cue_start, end, texts)
    words = Words(annotated, span.cue_start, end, "places/name", _place_row(row))
    passing = span.relation in _ELSEWHERE
    if row is not None:
        place = place_of(text, row, span)
        if other is not None and other[1] is not None and other[1].country == row.country:
            place = place_between(text, row, other[1])
        if place.country is None or (row.kind == "country" and span.relation is Relation.DATELINE):
            inferred = _containing(pairs, span)
            if inferred is not None:
                place = replace(place, country=inferred.country)
        if span.relation in (Relation.DATELINE, Relation.PARTY):
            place = _country_only(place)
        return GroundedPlace(place, row, words, level > 0, passing, level)
    parent_pair = _parent(pairs, span)
    if parent_pair is not None and parent_pair[1].kind == "country":
        parent_pair = _in_province(setting, parent_pair)
    elif parent_pair is None and setting.province is not None:
        parent_pair = (_bare_span(), setting.province)
    parent = place_of(text, parent_pair[1], parent_pair[0]) if parent_pair else None
    name = _words_text(annotated, span.start, end, texts)
    grounded = replace(unlocated(text, parent), name_ar=name)
    if parent is None:
        grounded = replace(grounded, country=main_country(setting.surroundings))
    return GroundedPlace(
        grounded, parent_pair[1] if parent_pair else None, words, True, passing, level
    )


def _level(
    item: tuple[PlaceSpan, PlaceRow | None],
    pairs: list[tuple[PlaceSpan, PlaceRow | None]],
    home: str | None,
) -> int:
    """How specific a name is here; a mere origin, destination or government says little."""
    span, row = item
    if span.relation in (Relation.DATELINE, Relation.PARTY):
        return 0
    level = rank(row) if row is not None else 5
    if row is None and not span.kinds & _SETTLED:
        beside = any(r is not None and 0 <= s.cue_start - span.end <= 3 for s, r in pairs)
        level = 5 if beside else 3
    if row is not None and span.bare and row.country != home and row.kind in ("country", "city"):
        return 0
    if row is not None and row.kind == "country" and span.bare:
        return 0
    if row is not None and not span.kinds and row.kind == "city" and bears_unit_name(row):
        level = 3
    if span.relation in (Relation.TOWARDS, Relation.FROM):
        return min(level, 1)
    if span.relation is Relation.AROUND and row is not None:
        return 2
    return max(level, 5) if span.relation is Relation.BETWEEN else level


def _in_province(setting: Setting, pair: tuple[PlaceSpan, PlaceRow]) -> tuple[PlaceSpan, PlaceRow]:
    """The document's governorate instead of the country that holds it."""
    province = setting.province
    if province is not None and province.country == pair[1].country:
        return _bare_span(), province
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
        (s, r) for s, r in pairs if r is not None and s is not span and s.relation not in _ELSEWHERE
    ]
    if not known:
        return None
    s, r = min(known, key=lambda p: (p[0].start < span.start, abs(p[0].start - span.start)))
    return s, r


def _place_row(row: PlaceRow | None) -> str:
    return f"places.tsv:{row.id}" if row is not None else ""


def _row_text(row: PlaceRow) -> str:
    return row.name_ar


def _bare_span() -> PlaceSpan:
    return PlaceSpan(0, 0, 1, 0, (), frozenset(), Relation.AT, True, True)


def _heading_words(setting: Setting, heading: int) -> Words:
    named = setting.sentences[heading - 1]
    return Words(named, 0, len(named.sentence.tokens), "places/heading")


def _words_text(annotated: Annotated, start: int, end: int, texts: dict[str, Text]) -> str:
    text = texts[annotated.sentence.part]
    span = text.original_span(annotated.sentence.span_of(start, end))
    return text.original[span.start : span.end]


# ---- dates


def _dates_the_statement(annotated: Annotated, position: int) -> bool:
    """Whether a time stands between a verb of saying and its "that": ``قالت الشرطة الثلاثاء إن``."""
    tokens = annotated.sentence.tokens
    for verb in annotated.of(Kind.SPEECH, max(0, position - _STATEMENT_REACH), position):
        if any(tokens[i].text in complementizers() for i in range(verb.end, position)):
            continue
        after = range(position, min(len(tokens), position + _STATEMENT_REACH))
        return any(tokens[i].text in complementizers() for i in after)
    return False


def _trails_as_statement(annotated: Annotated, core: Trigger, position: int) -> bool:
    """Whether a time closes the naming of a source: ``..., بحسب ما أعلنته المنظمة اليوم``."""
    for verb in annotated.of(Kind.SPEECH, core.match.end, position):
        if position - verb.end > _STATEMENT_REACH:
            continue
        if not any(True for _ in annotated.of(Kind.TRIGGER, verb.end, position)):
            return True
    return False


def _quoted(annotated: Annotated, start: int, end: int) -> bool:
    """Whether the words stand alone in quotation marks: a name, such as a newspaper's."""
    tokens = annotated.sentence.tokens
    return start > 0 and end < len(tokens) and tokens[start - 1].text == tokens[end].text == '"'


def _date(
    frame: Frame, core: Trigger, setting: Setting, texts: dict[str, Text], walk: _Walk
) -> GroundedDate | None:
    annotated = frame.annotated
    published = setting.document.published
    own = [
        t
        for t in annotated.times
        if frame.start <= t.start < frame.end and not _quoted(annotated, t.start, t.end)
    ]
    other = [t for t in annotated.times if t.end <= _first_trigger(annotated)]
    for candidates, mine in ((own, True), (other, True)):
        values: list[tuple[int, GroundedDate]] = []
        for time in candidates:
            text = _words_text(annotated, time.start, time.end, texts)
            value = resolve_date(time.expression, published=published, anchor=walk.day, text=text)
            if value.start is None or value.end is None:
                continue
            if _dates_the_statement(annotated, time.start) or _trails_as_statement(
                annotated, core, time.start
            ):
                value = statement_day(value)
            if published is not None and value.start is not None:
                if value.start > published + timedelta(days=1):
                    continue
            words = Words(annotated, time.start, time.end, time.rule)
            width = days_of(value)
            values.append((width, GroundedDate(value, words, mine)))
        if values:
            best = min(values, key=lambda v: v[0])[1]
            walk.day = best.value.start
            if best.value.precision is DatePrecision.DAY:
                walk.dated = best
            return best
    if setting.period is not None:
        return setting.period
    return replace(walk.dated, own=False) if walk.dated is not None else None


def days_of(value: DateValue) -> int:
    """How many days lie between the ends of an interval; none for an open one."""
    if value.start is None or value.end is None:
        return 0
    return (value.end - value.start).days


# ---- parties


def _sides(
    parties: Sequence[Party],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[tuple[GroundedActor, ...], tuple[GroundedActor, ...]]:
    perpetrators: list[GroundedActor] = []
    targets: list[GroundedActor] = []
    both: list[GroundedActor] = []
    for party in parties:
        resolved = resolve_actor(party.actor, context, knowledge)
        if resolved is None:
            continue
        grounded = _grounded(party.actor, resolved, frame.annotated, texts, party.rule)
        if party.actor.form is ActorForm.GROUP and party.actor.id == "forces" and targets:
            continue
        match party.role:
            case Role.PERPETRATOR:
                perpetrators.append(grounded)
            case Role.TARGET:
                targets.append(grounded)
            case Role.BOTH:
                both.append(grounded)
            case _:
                pass
    # of two sides in a clash the non-state one is put first, else the one named first
    both.sort(key=lambda a: a.actor.category in ("state_force", "external"))
    perpetrators.extend(both[:1])
    targets.extend(both[1:])
    perpetrators = _distinct(perpetrators)
    known = {p.actor.id for p in perpetrators if p.actor.id}
    targets = [t for t in _distinct(targets) if t.actor.id is None or t.actor.id not in known]
    return tuple(perpetrators), tuple(targets)


def _grounded(
    span: ActorSpan, resolved: Resolved, annotated: Annotated, texts: dict[str, Text], rule: str
) -> GroundedActor:
    text = _words_text(annotated, span.start, span.end, texts)
    if resolved.id is None and resolved.name_en is None and resolved.name_ar is None:
        resolved = replace(resolved, name_ar=text)
    return GroundedActor(resolved, text, Words(annotated, span.start, span.end, rule, resolved.row))


def _distinct(actors: list[GroundedActor]) -> list[GroundedActor]:
    """Each party once; a generic one gives way to a named one of the same side."""
    kept: list[GroundedActor] = []
    for actor in actors:
        if not any(
            (k.actor.id, k.actor.name_en, k.actor.name_ar)
            == (actor.actor.id, actor.actor.name_en, actor.actor.name_ar)
            for k in kept
        ):
            kept.append(actor)
    named = [a for a in kept if a.actor.category != "generic"]
    if named:
        kept = [
            a
            for a in kept
            if a.actor.category != "generic" or a.actor.id in ("gen_civilians", "gen_protesters")
        ]
    return kept


def _with_victims(
    targets: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """Adds whom the people counted as harmed belong to, where no one else is named.

    ``جنديين تركيين`` is an army by its nationality, ``مقتل شرطي`` the police of the country,
    ``مدير البلدية`` an office without an id; persons of whom no more is said are civilians.
    """
    named = [t for t in targets if t.actor.id != "gen_civilians"]
    if named:
        return targets
    annotated = frame.annotated
    counts = [c for c in annotated.counts if frame.start <= c.start < frame.end]
    found: list[GroundedActor] = []
    for toll in tolls:
        if toll.outcome not in _HARMED or not toll.min:
            continue
        for count in counts:
            inside = toll.start <= count.start and count.end <= toll.end
            before = toll.group == "persons" and count.end == toll.start
            if not inside and not (before and count.group in _CORPS):
                continue
            if count.actor_id == "gen_unidentified_armed":
                continue
            resolved = _of_count(count, annotated, context, knowledge)
            if resolved is not None:
                end = _with_nisba(count, annotated)
                text = _words_text(annotated, count.start, end, texts)
                words = Words(annotated, count.start, end, "parties/victims", count.row or "")
                found.append(GroundedActor(resolved, text, words))
    if found:
        return tuple(_distinct([*targets, *found]))
    return targets or _unnamed_victims(tolls, frame, texts, knowledge)


def _speakers_own(walk: _Walk, context: ActorContext) -> ActorContext:
    """The context for men without a nationality: those of the army that speaks are its own."""
    for speaker in walk.speakers:
        if speaker.actor is not None and speaker.actor.country:
            return replace(context, country=speaker.actor.country)
    return context


_HARMED = frozenset({Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED, Outcome.ABDUCTED})
_OFFICES = {"guards": "guard", "officials": "official"}
_CORPS = {
    "soldiers": "army",
    "officers": "army",
    "police": "police",
    "security_forces": "police",
}


def _nisba_of(count: CountSpan, annotated: Annotated) -> Match | None:
    """The nationality that belongs to a counted noun: in it, or right after it."""
    start = count.start if count.noun_start is None else count.noun_start + 1
    return next(iter(annotated.of(Kind.NISBA, start, count.end + 1)), None)


def _with_nisba(count: CountSpan, annotated: Annotated) -> int:
    nisba = _nisba_of(count, annotated)
    return max(count.end, nisba.end) if nisba is not None else count.end


def _of_count(
    count: CountSpan, annotated: Annotated, context: ActorContext, knowledge: Knowledge
) -> Resolved | None:
    """The party that counted victims belong to."""
    office = _OFFICES.get(count.group)
    if office is not None:
        return Resolved(None, office, None, "state_force", count.row or "")
    branch = _CORPS.get(count.group)
    if branch is not None:
        nisba = _nisba_of(count, annotated)
        country = nisba.entry.id if nisba is not None else context.country
        if country is None:
            return None
        span = ActorSpan(
            annotated.sentence.index,
            count.start,
            count.end,
            "",
            ActorForm.FORCE,
            "",
            "state_force",
            country=country,
            branch=branch,
            row=count.row or "",
        )
        return resolve_actor(span, context, knowledge)
    known = knowledge.actors.get(count.actor_id or "")
    if known is None:
        return None
    return Resolved(known.id, known.name_en, known.name_ar, known.category, count.row or "")


def _unnamed_victims(
    tolls: tuple[Toll, ...], frame: Frame, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """Persons harmed of whom the text says no more count as civilians, outside of clashes."""
    if "clash" in frame.kinds:
        return ()
    for toll in tolls:
        if toll.group in ("persons", "victims") and toll.outcome in (
            Outcome.KILLED,
            Outcome.WOUNDED,
            Outcome.KILLED_OR_WOUNDED,
        ):
            known = knowledge.actors["gen_civilians"]
            resolved = Resolved(known.id, known.name_en, known.name_ar, known.category, toll.rule)
            text = _words_text(frame.annotated, toll.start, toll.end, texts)
            words = Words(frame.annotated, toll.start, toll.end, "parties/persons", toll.rule)
            return (GroundedActor(resolved, text, words),)
    return ()


def _objects(frame: Frame, texts: dict[str, Text]) -> tuple[GroundedActor, ...]:
    """Objects that were attacked, as parties without an id (an embassy, a house)."""
    found: list[GroundedActor] = []
    for match in frame.annotated.of(Kind.OBJECT, frame.start, frame.end):
        rule = "parties/object" if _is_struck(frame, match) else LOCATION
        end = match.end
        tokens = frame.annotated.sentence.tokens
        nisba = next(iter(frame.annotated.of(Kind.NISBA, end, end + 1)), None)
        if nisba is not None:
            end = nisba.end
        elif end < len(tokens) and any(
            p.start == end or p.cue_start == end for p in frame.annotated.places
        ):
            place = next(p for p in frame.annotated.places if end in (p.start, p.cue_start))
            end = place.end
        else:
            while end < min(len(tokens), match.end + 3) and tokens[end].text.startswith(_ARTICLE):
                end += 1
        text = _words_text(frame.annotated, match.start, end, texts)
        resolved = Resolved(
            None, match.entry.id.replace("_", " "), None, match.entry.what, match.entry.row
        )
        words = Words(frame.annotated, match.start, end, rule, match.entry.row)
        found.append(GroundedActor(resolved, text, words))
    return tuple(found)


LOCATION = "parties/location"
"""The rule of an object that only says where."""
_LOCATIONS = frozenset({"near", "preposition", "towards", "from", "inside", "landmark"})


def _is_struck(frame: Frame, match: Match) -> bool:
    """Whether an object is what was attacked: no name of a place or source, no mere location."""
    annotated = frame.annotated
    if any(p.start <= match.start < p.end and p.end - p.start > 1 for p in annotated.places):
        return False
    if any(
        p.start == match.start and p.candidates and p.trusted for p in annotated.places
    ) and match.entry.what not in ("building",):
        return False
    for kind in (Kind.OUTLET, Kind.SPEAKER):
        if any(m.start <= match.start < m.end for m in annotated.of(kind)):
            return False
    if any(c.end == match.start and c.entry.id == "against" for c in annotated.of(Kind.ROLE_CUE)):
        return True
    return (
        not match.prefix.endswith(_BI)
        and not any(
            c.end == match.start and c.entry.id in _LOCATIONS for c in annotated.of(Kind.PLACE_CUE)
        )
        and not any(
            c.end == match.start and c.entry.id == "where" for c in annotated.of(Kind.ROLE_CUE)
        )
    )


def _by_nationality(
    frame: Frame, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """A nationality right after an event or weapon noun: ``غارة إسرائيلية``."""
    annotated = frame.annotated
    ends = {t.match.end for t in frame.triggers if t.row.of in ("auto", "agent")}
    ends |= {m.end for m in annotated.of(Kind.WEAPON, frame.start, frame.end)}
    for nisba in annotated.of(Kind.NISBA, frame.start, frame.end):
        near = nisba.start in ends or (nisba.start - 1) in ends
        word = annotated.sentence.tokens[nisba.end - 1].text
        if not near or word.endswith(sound_plural_endings()):
            continue
        span = ActorSpan(
            annotated.sentence.index,
            nisba.start,
            nisba.end,
            "",
            ActorForm.FORCE,
            "",
            "state_force",
            country=nisba.entry.id,
            branch="army",
            row=nisba.entry.row,
        )
        resolved = resolve_actor(span, context, knowledge)
        if resolved is not None:
            return (_grounded(span, resolved, annotated, texts, "parties/nationality"),)
    return ()


def _unknown_attacker(
    frame: Frame, core: Trigger, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedActor:
    """The unidentified armed group behind an attack whose author the text doesn't name."""
    return _generic(
        "gen_unidentified_armed", frame, core, "parties/unknown_attacker", texts, knowledge
    )


def _generic(
    ident: str, frame: Frame, core: Trigger, rule: str, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedActor:
    known = knowledge.actors[ident]
    resolved = Resolved(known.id, known.name_en, known.name_ar, known.category, known.row)
    words = Words(frame.annotated, core.match.start, core.match.end, rule, known.row)
    text = _words_text(frame.annotated, core.match.start, core.match.end, texts)
    return GroundedActor(resolved, text, words)


def _protest_sides(
    perpetrators: tuple[GroundedActor, ...],
    targets: tuple[GroundedActor, ...],
    frame: Frame,
    core: Trigger,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[tuple[GroundedActor, ...], tuple[GroundedActor, ...]]:
    """In protests and riots those who demonstrate stand first, forces that intervene second."""
    everyone = (*perpetrators, *targets)
    crowd = [a for a in everyone if a.actor.id in ("gen_protesters", "gen_rioters")]
    forces = [
        a for a in everyone if a.actor.category == "state_force" or a.actor.id == "gen_police_local"
    ]
    if not crowd:
        crowd = [_generic("gen_protesters", frame, core, "parties/crowd", texts, knowledge)]
    return tuple(crowd[:1]), tuple(_distinct(forces))


def _item_of_list(frame: Frame, walk: _Walk) -> bool:
    """Whether the passage is a further item after one that its sentence asserts."""
    return any(d.asserted and d.frame.annotated is frame.annotated for d in walk.drafts)


def _of_same_sentence(frame: Frame, walk: _Walk) -> tuple[GroundedActor, ...]:
    """The perpetrators of the item before in a list of deeds: ``فجر ..., فيما تم استهداف``."""
    for draft in reversed(walk.drafts):
        if draft.frame.annotated is not frame.annotated:
            break
        if draft.perpetrators:
            return draft.perpetrators
    return ()


def _speaker_as_perpetrator(
    frame: Frame,
    core: Trigger,
    walk: _Walk,
    targets: tuple[GroundedActor, ...],
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """The armed party that tells of its own operation: ``أعلن الجيش أنه قصف``.

    One that tells of its own losses did not do it; one that tells of its enemy's did.
    """
    said_in = walk.speakers_of
    if said_in is None or (said_in is not frame.annotated and not continues(frame.annotated)):
        return ()
    tells_of_deed = (
        core.trait is Trait.VERB
        or (core.row.of == "patient" and not core.row.outcome)
        or bool(frame.kinds & STATEMENT_KINDS)
    )
    for speaker in walk.speakers:
        if speaker.actor is None or speaker.role == "denies" or speaker.nature == "neutral":
            continue
        resolved = resolve_actor(speaker.actor, context, knowledge)
        if resolved is None or resolved.category not in _ARMED:
            continue
        if speaker.nature == "state" and core.row.kind not in _POLICING:
            continue
        if any(_same(t.actor, resolved) for t in targets):
            continue
        enemy = any(t.actor.category in _NON_STATE for t in targets) and resolved.category in (
            "state_force",
            "external",
        )
        if tells_of_deed or enemy:
            return (_grounded(speaker.actor, resolved, said_in, texts, "parties/speaker"),)
    return ()


_POLICING = frozenset({"arrest", "disrupt", "raid", "release", "seize"})
_NON_STATE = frozenset({"rebel", "militia"})


def _same(one: Resolved, other: Resolved) -> bool:
    return (one.id, one.name_en, one.name_ar) == (other.id, other.name_en, other.name_ar)


# ---- type, voice, status


def _signs(
    frame: Frame,
    perpetrators: tuple[GroundedActor, ...],
    targets: tuple[GroundedActor, ...],
    objects: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    knowledge: Knowledge,
) -> Signs:
    annotated = frame.annotated
    sides = [
        knowledge.object_classes[o.actor.name_en.replace(" ", "_")][1]
        for o in objects
        if o.actor.name_en
    ]
    armed_groups = {
        "police",
        "soldiers",
        "officers",
        "security_forces",
        "militants",
        "fighters",
        "guards",
    }
    civil_groups = {
        "civilians",
        "children",
        "women",
        "elderly",
        "men",
        "journalists",
        "medics",
        "aid_workers",
        "students",
        "worshippers",
        "migrants",
        "persons",
        "workers",
    }
    groups = {t.group for t in tolls}
    return Signs(
        kinds=frame.kinds,
        weapons=frozenset(m.entry.what for m in annotated.of(Kind.WEAPON, frame.start, frame.end)),
        armed_target=any(
            t.actor.category in _ARMED or t.actor.id == "gen_police_local" for t in targets
        )
        or "military" in sides
        or bool(groups & armed_groups),
        civilian_target=any(t.actor.id in ("gen_civilians",) for t in targets)
        or "civilian" in sides
        or bool(groups & (civil_groups - {"persons", "men"})),
        state_perpetrator=any(
            p.actor.category in ("state_force", "external") for p in perpetrators
        ),
        armed_perpetrator=any(
            p.actor.category in _ARMED or p.actor.category == "generic" for p in perpetrators
        ),
        protest_context="protest" in frame.kinds,
        killed_or_wounded=any(t.min >= 1 for t in tolls),
        police_present=any(
            a.category in ("state_force", CONTEXTUAL) or a.id == "gen_police_local"
            for a in annotated.actors
        ),
    )


def _voices(
    walk: _Walk, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[Voice, ...]:
    annotated = walk.speakers_of
    if annotated is None:
        return ()
    voices: list[Voice] = []
    for speaker in walk.speakers:
        party: str | None = None
        name = _words_text(annotated, speaker.start, speaker.end, texts)
        ident = speaker.id
        neutral = speaker.nature in ("outlet", "neutral", "state")
        category = ""
        if speaker.nature == "outlet" and speaker.id:
            outlet = knowledge.outlets[speaker.id]
            name = outlet.name_ar
            if outlet.party:
                party, neutral = outlet.party, False
        if speaker.actor is not None:
            resolved = resolve_actor(speaker.actor, context, knowledge)
            if resolved is not None:
                ident = resolved.id if speaker.nature == "actor" else (resolved.id or ident)
                if speaker.nature != "neutral":
                    party, category = resolved.id, resolved.category
                if speaker.nature not in ("neutral", "state"):
                    neutral = resolved.category not in _ARMED
        words = Words(annotated, speaker.start, speaker.end, "voices", speaker.row)
        voices.append(Voice(ident, name, speaker.role, party, neutral, words, category))
    return tuple(voices)


def _is_background(
    frame: Frame,
    core: Trigger,
    tolls: tuple[Toll, ...],
    date_: GroundedDate | None,
    published: date | None,
) -> bool:
    if (
        (not tolls or core.row.kind in _TERRITORY)
        and core.trait is not Trait.VERB
        and _looked_back_at(frame.annotated, core)
    ):
        return True
    if date_ is not None and date_.own and published is not None and date_.value.end is not None:
        if published - date_.value.end > _BACKGROUND_AGE:
            return True
    if date_ is not None and date_.own:
        return False  # a day of the last week outweighs "had"
    return any(
        m.entry.what in ("background", "history")
        for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
    )


def _predicated(frame: Frame, core: Trigger, tolls: tuple[Toll, ...]) -> bool:
    """Whether the passage tells the event rather than names it in passing.

    A headline, a clause that opens with the event, a verb, a source that says it, a number, a
    day, a weapon or a result tell it; a bare noun in the middle of something else does not.
    """
    annotated = frame.annotated
    if annotated.sentence.part == "title" or core.match.start - frame.start <= 2:
        return True
    if any((t.trait is Trait.VERB or t.row.roles) and not t.row.weak for t in frame.triggers):
        return True
    if any(is_numbered(t) for t in tolls):
        return True
    if any(c.link is Link.RESULT for c in frame.clauses):
        return True
    for kind in (Kind.LIGHT_VERB, Kind.SPEECH):
        if any(
            0 <= core.match.start - m.end <= (1 if m.entry.id == PASSIVE else _PREDICATE_REACH)
            for m in annotated.of(kind)
        ):
            return True
    if any(True for _ in annotated.of(Kind.WEAPON, frame.start, frame.end)):
        return True
    return any(frame.start <= t.start < frame.end for t in annotated.times)


def _looked_back_at(annotated: Annotated, core: Trigger) -> bool:
    """Whether the event noun stands after "after" or "since": earlier than the news."""
    return any(
        m.entry.id in ("after", "since") and 0 <= core.match.start - m.end <= 1
        for m in annotated.of(Kind.CONNECTIVE)
    ) or any(
        m.entry.what == "history" and 0 <= core.match.start - m.end <= 1
        for m in annotated.of(Kind.CUE)
    )


def _claimed_voice(frame: Frame, knowledge: Knowledge) -> bool:
    """Whether the passage stands under a claim of responsibility."""
    return "claim" in frame.kinds


def _is_denied(annotated: Annotated, core: Trigger) -> bool:
    """Whether the text says that the event did not happen (``تنفي وقوع انفجار``)."""
    for verb in annotated.of(Kind.SPEECH):
        gap = core.match.start - verb.end
        if verb.entry.what == "denies" and 0 <= gap <= _DENIAL_REACH:
            between = annotated.of(Kind.TRIGGER, verb.end, core.match.start)
            return not any(m.entry.what in STATEMENT_KINDS for m in between)
    return False


def _shows_violence(frame: Frame, tolls: tuple[Toll, ...], knowledge: Knowledge) -> bool:
    """Whether a passage holds a sign of violence: its kind, a weapon, arms-bearers, the dead.

    Words such as ``هاجم``, ``استهدف``, ``أصيب`` and ``سيطر`` are also said of critics, markets, illness and
    fires; they need such a sign beside them.
    """
    annotated = frame.annotated
    if any(t.row.kind in _EVIDENT for t in frame.triggers if not t.row.weak):
        return True
    if assembled(frame.kinds) or {"arrest", "hostage"} <= frame.kinds:
        return True
    if any(True for _ in annotated.of(Kind.WEAPON, frame.start, frame.end)):
        return True
    if any(
        frame.start <= a.start < frame.end
        and (a.category in _ARMED or a.id in _BEARERS)
        and a.form is not ActorForm.LABEL
        for a in annotated.actors
    ):
        return True
    if any(
        knowledge.object_classes[o.entry.id][1] == "military"
        for o in annotated.of(Kind.OBJECT, frame.start, frame.end)
    ):
        return True
    return any(t.outcome is Outcome.KILLED and "kill" in frame.kinds for t in tolls)


def _support(
    place: GroundedPlace | None,
    date_: GroundedDate | None,
    perpetrators: tuple[GroundedActor, ...],
    targets: tuple[GroundedActor, ...],
    objects: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    weapons: tuple[GroundedWeapon, ...],
) -> int:
    """How many kinds of detail the passage itself gives."""
    return sum(
        (
            place is not None
            and place.own
            and place.place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN),
            date_ is not None and date_.own,
            bool(perpetrators),
            bool(targets) or bool(objects),
            bool(tolls),
            bool(weapons),
        )
    )


def span_of(words: Words) -> Span:
    """The folded span of some words."""
    return words.annotated.sentence.span_of(words.start, words.end)
