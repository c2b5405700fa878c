"""Frames to drafts: the parties, places, dates, tolls and voices of one passage, resolved."""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.assemble.assembly import of_known_protest
from rasd.assemble.clauses import Link
from rasd.assemble.frames import OUTCOME_KINDS, Frame, build_frames, said
from rasd.assemble.kinds import decide_type, statement_type
from rasd.assemble.materiel import read_damage
from rasd.assemble.parties import read_parties
from rasd.assemble.tolls import read_tolls
from rasd.assemble.weapons import weapons_used
from rasd.engines.campaign import CAMPAIGN_TOLL, is_cumulative
from rasd.engines.protests import protest_sides
from rasd.engines.setting import Setting
from rasd.engines.standing import (
    claimed_voice,
    count_details,
    is_background,
    is_denied,
    is_subject,
    predicated,
    shows_violence,
)
from rasd.engines.telling import (
    claims_several,
    core_trigger,
    find_inciter,
    incitement_in,
    is_singled_out,
    is_subtitle,
    is_told,
    is_weak,
    spokesman_for,
    without_dismissed,
)
from rasd.engines.time_role import earlier_told
from rasd.engines.type_signs import type_signs
from rasd.engines.victims import speakers_own, with_victims
from rasd.engines.voicing import listen, voices_of
from rasd.engines.walk import Walk, lead_country, opens_with_country, recent_parties
from rasd.engines.when import date_of_frame, remember_day
from rasd.engines.where import place_of_frame
from rasd.engines.who import (
    by_nationality,
    item_of_list,
    of_same_sentence,
    shares_subject,
    sides,
    speaker_as_perpetrator,
    struck_objects,
    unknown_attacker,
)
from rasd.join.draft import Draft, GroundedPlace, GroundedWeapon, Words
from rasd.knowledge import Knowledge
from rasd.model import DEMONSTRATIONS, PARENT, EventType, SubEventType
from rasd.qualify.assertion import is_asserted, undergone
from rasd.qualify.domain import Domain, survey_domain
from rasd.resolve.actors import ActorContext
from rasd.text import Text

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
_JOINED = frozenset({Link.COMMA, Link.AND})
_BY_ARTICLE = frozenset({"protest", "clash"})
"""Kinds whose noun may have the article when it is news: ``تجددت المظاهرات``."""


def ground_document(
    sentences: tuple[Annotated, ...], setting: Setting, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[Draft, ...]:
    """The drafts of a document in order; frames that are no event are left out."""
    domain = survey_domain(sentences)
    walk = Walk()
    for annotated, heard in zip(sentences, listen(sentences, walk), strict=True):
        walk.speakers, walk.speakers_of = heard.speakers, heard.named_in
        walk.section = opens_with_country(annotated, knowledge) or walk.section
        for frame in build_frames(annotated, knowledge):
            draft = _ground(frame, setting, domain, texts, knowledge, walk)
            if draft is not None:
                walk.drafts.append(draft)
        walk.recent = recent_parties(annotated, len(annotated.sentence.tokens), walk)
    return tuple(walk.drafts)


def _ground(
    frame: Frame,
    setting: Setting,
    domain: Domain,
    texts: dict[str, Text],
    knowledge: Knowledge,
    walk: Walk,
) -> Draft | None:
    live = without_dismissed(frame, domain)
    forced: SubEventType | None = None
    if not live.triggers:
        forced = incitement_in(frame)
        if forced is None:
            return None
    else:
        frame = earlier_told(live)
    if is_subtitle(frame):
        return None
    annotated = frame.annotated
    tolls = read_tolls(frame)
    core = core_trigger(frame)
    cumulative = is_cumulative(frame)
    if cumulative or any(t.min >= CAMPAIGN_TOLL for t in tolls):
        if not said(frame):
            return None
        tolls = ()
    place = place_of_frame(frame, core, setting, texts, knowledge, walk)
    date_ = date_of_frame(frame, core, setting, texts, walk)
    context = ActorContext(
        _country_of(annotated, place, setting, walk),
        date_.value.start if date_ is not None else setting.document.published,
        recent_parties(annotated, frame.end, walk),
        setting.main_group,
    )
    parties = read_parties(frame)
    perpetrators, targets = sides(parties, frame, context, texts, knowledge)
    targets = with_victims(targets, tolls, frame, speakers_own(walk, context), texts, knowledge)
    objects = struck_objects(frame, texts)
    if not perpetrators:
        perpetrators = by_nationality(frame, context, texts, knowledge)
    if not perpetrators and core.row.kind == "capture" and frame.link in _JOINED:
        perpetrators = of_same_sentence(frame, walk)
    signs = type_signs(frame, perpetrators, targets, objects, tolls, knowledge)
    sub_type = forced or decide_type(signs)
    if cumulative or claims_several(frame):
        sub_type = statement_type(said(frame))
    if sub_type is None:
        return None
    if PARENT[sub_type] in DEMONSTRATIONS:
        perpetrators, targets = protest_sides(
            perpetrators, targets, parties, frame, core, context, texts, knowledge
        )
    if not perpetrators and PARENT[sub_type] is EventType.STATEMENT:
        perpetrators = spokesman_for(parties, frame, context, texts, knowledge)
    if forced is not None:
        perpetrators = find_inciter(frame, context, texts, knowledge)
        tolls = ()
    voices = voices_of(frame, walk, context, texts, knowledge)
    if not perpetrators:
        perpetrators = speaker_as_perpetrator(frame, core, walk, targets, context, texts, knowledge)
    further = core.row.of == "patient" and frame.link is Link.NEW
    if not perpetrators and (further or shares_subject(frame, core)):
        perpetrators = of_same_sentence(frame, walk)
    one_sided = sub_type is SubEventType.ARMED_CLASH and "clash" not in frame.kinds
    if not perpetrators and (sub_type in _ATTACKED or one_sided):
        perpetrators = (unknown_attacker(frame, core, texts, knowledge),)
    weapons = tuple(
        GroundedWeapon(m.entry.id, Words(annotated, m.start, m.end, "weapons", m.entry.row))
        for m in weapons_used(frame)
    )
    support = count_details(place, date_, perpetrators, targets, objects, tolls, weapons)
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
        anaphoric=(core.definite or of_known_protest(frame, core))
        and core.row.kind not in OUTCOME_KINDS
        and undergone(frame, core) is None
        and not is_singled_out(annotated, core)
        and not (core.row.kind in _BY_ARTICLE and is_told(frame, core)),
        outcome_only=frame.kinds <= OUTCOME_KINDS,
        background=is_background(frame, core, tolls, date_, setting.document.published),
        asserted=is_asserted(frame, tolls)
        or (frame.link is Link.NEW and item_of_list(frame, walk))
        or is_subject(
            frame, core, place, date_, support, setting.sentences, setting.document.published
        ),
        violent=shows_violence(frame, tolls, knowledge),
        bare=not predicated(frame, core, tolls),
        claimed_voice=claimed_voice(frame),
        denied=is_denied(annotated, core),
        weak=is_weak(frame, core, place),
        support=support,
    )
    if place is not None and place.own:
        walk.place, walk.place_heading = place, draft.heading
    if draft.asserted:
        remember_day(walk, date_)
    return draft


def _country_of(
    annotated: Annotated, place: GroundedPlace | None, setting: Setting, walk: Walk
) -> str | None:
    """The country whose forces a bare ``الجيش`` means: the passage's, its section's, the lead's.

    A passage that names another country ends the section that one had opened.
    """
    country = place.place.country if place is not None else None
    own = place is not None and place.own
    if not own and not setting.heading_places.get(setting.heading_of[annotated.sentence.index]):
        country = walk.section or lead_country(walk) or country
    elif country != walk.section:
        walk.section = None
    if country is None:
        country = setting.surroundings.leader
    return country
