"""Frames to drafts: the parties, places, dates, tolls and voices of one passage, resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.annotate.places import MAIN_COUNTRY, PlaceSpan, Relation
from rasd.assemble.clauses import Link
from rasd.assemble.frames import OUTCOME_KINDS, STATEMENT_KINDS, Frame, Trigger, build_frames
from rasd.assemble.kinds import Signs, assembled, decide_type, statement_type
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
from rasd.knowledge import Kind, Knowledge, Trait
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import (
    PARENT,
    DateValue,
    EventType,
    Outcome,
    PlacePrecision,
    SubEventType,
)
from rasd.qualify.dismiss import Domain, dismissal, survey_domain
from rasd.qualify.voices import Speaker, continues, find_speakers
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.resolve.dates import resolve_date
from rasd.resolve.places import place_of, rank, unlocated
from rasd.text import Span, Text

_ARTICLE = "\u0627\u0644"
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


def _recent(
    annotated: Annotated, end: int, knowledge: Knowledge, walk: _Walk
) -> tuple[str, ...]:
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
    frame = _without_dismissed(frame, domain)
    if not frame.triggers or _is_subtitle(frame):
        return None
    annotated = frame.annotated
    tolls = read_tolls(frame)
    core = _core(frame)
    if is_cumulative(frame) or any(t.min >= _CAMPAIGN_TOLL for t in tolls):
        if not frame.kinds & STATEMENT_KINDS:
            return None
        tolls = ()
    place = _place(frame, core, setting, texts, knowledge, walk)
    date_ = _date(frame, setting, texts)
    country = place.place.country if place is not None else None
    if country is None:
        common = setting.surroundings.countries.most_common(1)
        country = common[0][0] if common else None
    when = date_.value.start if date_ is not None else setting.document.published
    context = ActorContext(
        country, when, _recent(annotated, frame.end, knowledge, walk), setting.main_group
    )
    parties = read_parties(frame)
    perpetrators, targets = _sides(parties, frame, context, texts, knowledge)
    targets = _with_victims(targets, tolls, frame, texts, knowledge)
    objects = _objects(frame, texts)
    if not perpetrators:
        perpetrators = _by_nationality(frame, context, texts, knowledge)
    signs = _signs(frame, perpetrators, targets, objects, tolls, knowledge)
    sub_type = decide_type(signs)
    if is_cumulative(frame) or _claims_several(frame):
        sub_type = statement_type(frame.kinds)
    if sub_type is None:
        return None
    if PARENT[sub_type] in _PUBLIC:
        perpetrators, targets = _protest_sides(perpetrators, targets, frame, core, texts, knowledge)
    voices = _voices(walk, context, texts, knowledge)
    if not perpetrators:
        perpetrators = _speaker_as_perpetrator(frame, core, walk, context, texts, knowledge)
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
        claimed_voice=_claimed_voice(frame, knowledge),
        denied=False,
        weak=_weak(frame, core),
        support=_support(place, date_, perpetrators, targets, objects, tolls, weapons),
    )
    if place is not None and place.own:
        walk.place, walk.place_heading = place, draft.heading
    return draft


_SCENE = frozenset({"gather", "slogan", "crowd", "march", "protesters", "protest"})
_SUBTITLE = 3
_PUBLIC = frozenset({EventType.PROTEST, EventType.RIOT})
_ATTACKED = frozenset(
    {SubEventType.REMOTE_EXPLOSIVE, SubEventType.SUICIDE_BOMBING, SubEventType.ATTACK,
     SubEventType.GRENADE, SubEventType.ABDUCTION, SubEventType.EXECUTION}
)
_CAMPAIGN_TOLL = 1000
_PREDICATE_REACH = 4
_LIGHT_REACH = 3
_BY_ARTICLE = frozenset({"protest", "clash"})
"""Kinds whose noun may have the article when it is news: ``تجددت المظاهرات``."""

_TERRITORY = frozenset({"capture", "retake", "liberate"})
_PRIORITY = (
    "suicide", "chemical", "drone", "air", "bomb", "artillery", "shell", "blast", "grenade",
    "abduct", "execution", "assassinate", "assassinate_attempt", "protest_shoot", "mob", "riot",
    "dispersal", "protest", "clash", "ambush", "shoot", "stab", "storm", "raid", "repel", "incursion", "retake",
    "liberate", "capture", "attack", "target", "massacre", "strike", "arrest", "disrupt",
    "release", "burn", "rape", "kill", "wound",
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


def _weak(frame: Frame, core: Trigger) -> bool:
    """Whether the trigger alone doesn't tell an event: a weak word, or a plural no verb tells."""
    kinds = frozenset(t.row.kind for t in frame.triggers if not _known_crowd(frame, t))
    if assembled(kinds):
        return False
    if core.row.weak:
        return True
    if core.trait is Trait.VERB or _told(frame, core):
        return False
    if core.row.kind == "protest":
        opens = core.match.start - frame.start <= 1
        return not (opens or "gather" in kinds or frame.annotated.sentence.part == "title")
    return core.trait.plural


def _known_crowd(frame: Frame, trigger: Trigger) -> bool:
    """Whether ``المتظاهرون`` points back at people already told of, rather than counts them."""
    if trigger.row.kind != "protesters" or not trigger.definite:
        return False
    return not any(
        t.row.kind in ("crowd", "gather", "disperse") and 0 <= trigger.match.start - t.match.end <= 1
        for t in frame.triggers
    )


def _told(frame: Frame, core: Trigger) -> bool:
    """Whether a light verb tells the event noun: ``اندلعت مواجهات``, ``غارات شنتها``."""
    return any(
        0 <= core.match.start - m.end <= _LIGHT_REACH or 0 <= m.start - core.match.end <= 1
        for m in frame.annotated.of(Kind.LIGHT_VERB, frame.start, frame.end)
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
        p for p in annotated.places
        if not _inside_actor(annotated, p)
        and not _owner_of_object(annotated, p)
        and (not p.province or (setting.main_group or "").startswith("is_"))
    ]
    if walk.place is not None and walk.place.place.country:
        usable = [
            replace(p, capital_of=walk.place.place.country)
            if p.capital_of == MAIN_COUNTRY
            else p
            for p in usable
        ]
    settled = settle(usable, setting.surroundings, context, knowledge)
    own = [(s, r) for s, r in settled if frame.start <= s.start < frame.end]
    opening = [
        (s, r) for s, r in settled if s.end <= _first_trigger(annotated) and s not in [o for o, _ in own]
    ]
    chosen = _best_place(own, opening, core, texts, knowledge, annotated)
    if chosen is not None:
        return chosen
    if opening:
        found = _best_place(opening, [], core, texts, knowledge, annotated)
        if found is not None:
            return replace(found, own=True)
    if context:
        words = _heading_words(setting, heading)
        return GroundedPlace(
            place_of(_row_text(context[-1]), context[-1], _bare_span(), knowledge.gazetteer),
            context[-1],
            words,
            False,
        )
    if walk.place is not None and walk.place_heading == heading:
        return replace(walk.place, own=False)
    return None


def _first_trigger(annotated: Annotated) -> int:
    first = next(iter(annotated.of(Kind.TRIGGER)), None)
    return first.start if first is not None else 0


def _inside_actor(annotated: Annotated, place: PlaceSpan) -> bool:
    return any(
        a.start <= place.start and place.end <= a.end and a.form is not ActorForm.GENERIC
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
    knowledge: Knowledge,
    annotated: Annotated,
) -> GroundedPlace | None:
    """The most specific name, then the one nearest to the trigger; the rest give context."""
    if not own:
        return None
    at = core.match.start

    def key(item: tuple[PlaceSpan, PlaceRow | None]) -> tuple[int, int]:
        span, row = item
        level = rank(row) if row is not None else 5 if span.kinds else 0
        if row is None and not span.candidates and not span.kinds:
            level = 0
        if span.relation in (Relation.TOWARDS, Relation.FROM):
            level = min(level, 1)
        if span.relation is Relation.AROUND and row is not None:
            level = 2
        return (-level, abs(span.start - at))

    span, row = min(own, key=key)
    if span.candidates and row is None and not span.kinds:
        return None
    text = _words_text(annotated, span.cue_start, span.end, texts)
    words = Words(annotated, span.cue_start, span.end, "places/name", _place_row(row))
    gazetteer = knowledge.gazetteer
    if row is not None:
        place = place_of(text, row, span, gazetteer)
        inferred = _containing(own + opening, span)
        if place.country is None and inferred is not None:
            place = replace(place, country=inferred.country)
        passing = span.relation in (Relation.TOWARDS, Relation.FROM)
        return GroundedPlace(place, row, words, True, passing)
    parent_pair = _parent(own + opening, span)
    parent = (
        place_of(text, parent_pair[1], parent_pair[0], gazetteer) if parent_pair else None
    )
    name = _words_text(annotated, span.start, span.end, texts)
    grounded = unlocated(text, parent)
    return GroundedPlace(
        replace(grounded, name_ar=name), parent_pair[1] if parent_pair else None, words, True
    )


def _containing(
    pairs: list[tuple[PlaceSpan, PlaceRow | None]], span: PlaceSpan
) -> PlaceRow | None:
    return next((r for s, r in pairs if s is not span and r is not None), None)


def _parent(
    pairs: list[tuple[PlaceSpan, PlaceRow | None]], span: PlaceSpan
) -> tuple[PlaceSpan, PlaceRow] | None:
    """The settled name nearest after an unknown one: the town it lies by or in."""
    known = [(s, r) for s, r in pairs if r is not None and s is not span]
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


def _date(frame: Frame, setting: Setting, texts: dict[str, Text]) -> GroundedDate | None:
    annotated = frame.annotated
    published = setting.document.published
    own = [t for t in annotated.times if frame.start <= t.start < frame.end]
    other = [t for t in annotated.times if t.end <= _first_trigger(annotated)]
    for candidates, mine in ((own, True), (other, True)):
        values: list[tuple[int, GroundedDate]] = []
        for time in candidates:
            text = _words_text(annotated, time.start, time.end, texts)
            value = resolve_date(time.expression, published=published, text=text)
            if value is None or value.start is None:
                continue
            if published is not None and value.start > published + timedelta(days=1):
                continue
            words = Words(annotated, time.start, time.end, time.rule)
            width = (value.end - value.start).days if value.end else 0
            values.append((width, GroundedDate(value, words, mine)))
        if values:
            return min(values, key=lambda v: v[0])[1]
    return None


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
    return GroundedActor(
        resolved, text, Words(annotated, span.start, span.end, rule, resolved.row)
    )


def _distinct(actors: list[GroundedActor]) -> list[GroundedActor]:
    """Each party once; a generic one gives way to a named one of the same side."""
    kept: list[GroundedActor] = []
    for actor in actors:
        if not any(k.actor.id == actor.actor.id and k.actor.name_en == actor.actor.name_en
                   for k in kept):
            kept.append(actor)
    named = [a for a in kept if a.actor.category != "generic"]
    if named:
        kept = [
            a for a in kept
            if a.actor.category != "generic" or a.actor.id in ("gen_civilians", "gen_protesters")
        ]
    return kept


def _with_victims(
    targets: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    frame: Frame,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """Adds civilians where the people counted as harmed are civilians and no one else is named."""
    if targets:
        return targets
    counts = {
        (c.start, c.end): c for c in frame.annotated.counts if frame.start <= c.start < frame.end
    }
    for toll in tolls:
        if toll.outcome not in (Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED,
                                Outcome.ABDUCTED):
            continue
        for (start, end), count in counts.items():
            if toll.start <= start and end <= toll.end and count.actor_id:
                if count.actor_id in ("gen_unidentified_armed",):
                    return ()
                known = knowledge.actors.get(count.actor_id)
                if known is None:
                    continue
                resolved = Resolved(
                    known.id, known.name_en, known.name_ar, known.category, count.row or ""
                )
                text = _words_text(frame.annotated, start, end, texts)
                words = Words(frame.annotated, start, end, "parties/victims", count.row or "")
                return (GroundedActor(resolved, text, words),)
    return _unnamed_victims(tolls, frame, texts, knowledge)


def _unnamed_victims(
    tolls: tuple[Toll, ...], frame: Frame, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """Persons harmed of whom the text says no more count as civilians, outside of clashes."""
    if "clash" in frame.kinds:
        return ()
    for toll in tolls:
        if toll.group in ("persons", "victims") and toll.outcome in (
            Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED
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
        resolved = Resolved(None, match.entry.id.replace("_", " "), None,
                            match.entry.what, match.entry.row)
        words = Words(frame.annotated, match.start, end, "parties/object", match.entry.row)
        found.append(GroundedActor(resolved, text, words))
    return tuple(found)


def _by_nationality(
    frame: Frame, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """A nationality right after an event or weapon noun: ``غارة إسرائيلية``."""
    annotated = frame.annotated
    ends = {t.match.end for t in frame.triggers if t.row.of in ("auto", "agent")}
    ends |= {m.end for m in annotated.of(Kind.WEAPON, frame.start, frame.end)}
    for nisba in annotated.of(Kind.NISBA, frame.start, frame.end):
        near = nisba.start in ends or (nisba.start - 1) in ends
        if not near:
            continue
        span = ActorSpan(
            annotated.sentence.index, nisba.start, nisba.end, "", ActorForm.FORCE, "",
            "state_force", country=nisba.entry.id, branch="army", row=nisba.entry.row,
        )
        resolved = resolve_actor(span, context, knowledge)
        if resolved is not None:
            return (_grounded(span, resolved, annotated, texts, "parties/nationality"),)
    return ()


def _unknown_attacker(
    frame: Frame, core: Trigger, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedActor:
    """The unidentified armed group behind an attack whose author the text doesn't name."""
    return _generic("gen_unidentified_armed", frame, core, "parties/unknown_attacker", texts, knowledge)


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
    forces = [a for a in everyone if a.actor.category == "state_force" or
              a.actor.id == "gen_police_local"]
    if not crowd:
        crowd = [_generic("gen_protesters", frame, core, "parties/crowd", texts, knowledge)]
    return tuple(crowd[:1]), tuple(_distinct(forces))


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
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """The armed party that tells of its own operation: ``أعلن الجيش أنه قصف``."""
    tells_of_deed = core.row.of == "patient" and not core.row.outcome
    if core.trait is not Trait.VERB and not tells_of_deed and not frame.kinds & STATEMENT_KINDS:
        return ()
    if walk.speakers_of is not frame.annotated:
        return ()
    for speaker in walk.speakers:
        if speaker.actor is None or speaker.role == "denies":
            continue
        resolved = resolve_actor(speaker.actor, context, knowledge)
        if resolved is not None and resolved.category in _ARMED:
            return (
                _grounded(speaker.actor, resolved, frame.annotated, texts, "parties/speaker"),
            )
    return ()


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
    sides = [knowledge.object_classes[o.actor.name_en.replace(" ", "_")][1]
             for o in objects if o.actor.name_en]
    armed_groups = {"police", "soldiers", "officers", "security_forces", "militants", "fighters",
                    "guards"}
    civil_groups = {"civilians", "children", "women", "elderly", "men", "journalists", "medics",
                    "aid_workers", "students", "worshippers", "migrants", "persons", "workers"}
    groups = {t.group for t in tolls}
    return Signs(
        kinds=frame.kinds,
        weapons=frozenset(m.entry.what for m in annotated.of(Kind.WEAPON, frame.start, frame.end)),
        armed_target=any(t.actor.category in _ARMED or t.actor.id == "gen_police_local"
                         for t in targets)
        or "military" in sides or bool(groups & armed_groups),
        civilian_target=any(t.actor.id in ("gen_civilians",) for t in targets)
        or "civilian" in sides or bool(groups & (civil_groups - {"persons", "men"})),
        state_perpetrator=any(p.actor.category in ("state_force", "external")
                              for p in perpetrators),
        armed_perpetrator=any(p.actor.category in _ARMED or p.actor.category == "generic"
                              for p in perpetrators),
        protest_context="protest" in frame.kinds,
        killed_or_wounded=any(t.min >= 1 for t in tolls),
        police_present=any(a.id == "gen_police_local" or a.category == "state_force"
                           for a in annotated.actors),
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
        if speaker.nature == "outlet" and speaker.id:
            outlet = knowledge.outlets[speaker.id]
            name = outlet.name_ar
            if outlet.party:
                party, neutral = outlet.party, False
        if speaker.actor is not None:
            resolved = resolve_actor(speaker.actor, context, knowledge)
            if resolved is not None:
                ident = resolved.id if speaker.nature == "actor" else (resolved.id or ident)
                party = resolved.id
                neutral = resolved.category not in _ARMED
        words = Words(annotated, speaker.start, speaker.end, "voices", speaker.row)
        voices.append(Voice(ident, name, speaker.role, party, neutral, words))
    return tuple(voices)


def _is_background(
    frame: Frame,
    core: Trigger,
    tolls: tuple[Toll, ...],
    date_: GroundedDate | None,
    published: date | None,
) -> bool:
    if not _predicated(frame, core, tolls):
        return True
    if (not tolls or core.row.kind in _TERRITORY) and core.trait is not Trait.VERB and _looked_back_at(frame.annotated, core):
        return True
    if date_ is not None and date_.own and published is not None and date_.value.end is not None:
        if published - date_.value.end > _BACKGROUND_AGE:
            return True
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
        if any(0 <= core.match.start - m.end <= _PREDICATE_REACH for m in annotated.of(kind)):
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
            place is not None and place.own and place.place.precision
            not in (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN),
            date_ is not None,
            bool(perpetrators),
            bool(targets) or bool(objects),
            bool(tolls),
            bool(weapons),
        )
    )


def span_of(words: Words) -> Span:
    """The folded span of some words."""
    return words.annotated.sentence.span_of(words.start, words.end)
