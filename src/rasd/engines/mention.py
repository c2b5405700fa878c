"""Joined drafts to the mention that the contract asks for, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd.assemble.kinds import EXCHANGE_KINDS
from rasd.engines.cite import evidence_of
from rasd.engines.claims import claims_of
from rasd.engines.confidence import Features, confidence
from rasd.engines.setting import Setting
from rasd.engines.sides import (
    as_targets,
    done_by,
    held_by,
    name_actors,
    opposed,
    struck_parties,
)
from rasd.engines.status import decide_status
from rasd.engines.toll import whole_toll
from rasd.engines.voicing import side_of
from rasd.join.draft import Draft, GroundedDate, GroundedPlace, Words
from rasd.knowledge import Knowledge
from rasd.model import (
    DEMONSTRATIONS,
    PARENT,
    TERRITORY,
    Attribution,
    AttributionRole,
    Conflict,
    DatePrecision,
    DateValue,
    Evidence,
    Materiel,
    Mention,
    Outcome,
    SubEventType,
    stable_id,
)
from rasd.resolve.dates import statement_day
from rasd.text import Text

S = SubEventType
_UNDATED = 10_000


def build_mention(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
    *,
    belief: float,
) -> Mention:
    """The mention of one incident, from all passages of a document that tell of it.

    `drafts` are all passages of the document: they may hold its lead or a claim of it. `belief`
    is how likely the passages assert an event.
    """
    document = setting.document
    sub_type = group_type(group)
    evidence = [_event_evidence(draft, texts) for draft in group]
    place = _best_place(group)
    date = _date(group, setting, texts, evidence)
    perpetrators = name_actors(
        done_by(group, drafts, sub_type, knowledge), "perpetrators", texts, evidence
    )
    if sub_type is S.ARMED_CLASH:
        perpetrators, opponents = opposed(perpetrators)
    else:
        opponents = ()
    targets = (
        *opponents,
        *struck_parties(
            group, sub_type, texts, evidence, {side_of(a) for a in (*perpetrators, *opponents)}
        ),
    )
    if not targets and sub_type in TERRITORY:
        targets = name_actors(held_by(drafts, perpetrators), "targets", texts, evidence)
    evidence.extend(as_targets(opponents, evidence))
    toll = whole_toll(group, texts)
    evidence.extend(
        evidence_of(outcome.value, words, texts)
        for outcome, found in toll.words.items()
        for words in found
    )
    status = decide_status(group, sub_type, perpetrators, targets, setting)
    claims = claims_of(group, drafts, sub_type, perpetrators, targets, status, texts, evidence)
    attribution = _attribution(group, texts, evidence)
    weapons = _weapons(group, texts, evidence)
    materiel = _materiel(group, texts, evidence)
    if place is not None:
        evidence.append(evidence_of("place", place.words, texts))
    campaign = None
    if setting.campaign is not None and any(p.id == setting.main_group for p in perpetrators):
        found = evidence_of("campaign", Words(*setting.campaign, "campaign"), texts)
        evidence.append(found)
        campaign = found.quote
    core = group[0].frame.span
    features = Features.of(
        group, place is not None, date, bool(perpetrators), bool(targets), belief
    )
    return Mention(
        id=stable_id(
            "m", document.id, document.sha256, sub_type, core.start, core.end, group[0].order
        ),
        doc_id=document.id,
        event_type=PARENT[sub_type],
        sub_event_type=sub_type,
        status=status,
        date=date,
        place=place.place if place is not None else None,
        perpetrators=perpetrators,
        targets=targets,
        weapons=weapons,
        killed=toll.counts[Outcome.KILLED],
        wounded=toll.counts[Outcome.WOUNDED],
        killed_or_wounded=toll.counts[Outcome.KILLED_OR_WOUNDED],
        abducted=toll.counts[Outcome.ABDUCTED],
        detained=toll.counts[Outcome.DETAINED],
        harm=toll.harm,
        materiel=materiel,
        claimed_by=claims,
        attribution=attribution,
        campaign=campaign,
        confidence=confidence(features),
        evidence=_unique(evidence),
        conflicts=_contradictions(document.id, place),
    )


def _contradictions(doc_id: str, place: GroundedPlace | None) -> tuple[Conflict, ...]:
    """What a document says of one field that cannot both be true."""
    if place is None or place.against is None:
        return ()
    said = (place.place.name_en or place.place.text, place.against.name_en or place.against.name_ar)
    return (Conflict(field="place", values=said, doc_ids=(doc_id, doc_id)),)


_SPECIFICITY = {
    S.SUICIDE_BOMBING: 9,
    S.CHEMICAL_WEAPON: 9,
    S.DRONE_STRIKE: 8,
    S.AIR_STRIKE: 7,
    S.GRENADE: 7,
    S.EXCESSIVE_FORCE_AGAINST_PROTESTERS: 9,
    S.TERRITORY_RETAKEN_BY_STATE: 7,
    S.TERRITORY_TAKEN_BY_ARMED_GROUP: 6,
    S.SHELLING: 5,
    S.ARMED_CLASH: 5,
    S.EXECUTION: 7,
    S.ABDUCTION: 6,
    S.REMOTE_EXPLOSIVE: 5,
    S.VIOLENT_DEMONSTRATION: 7,
    S.MOB_VIOLENCE: 7,
    S.PROTEST_WITH_INTERVENTION: 6,
    S.PEACEFUL_PROTEST: 4,
    S.ATTACK: 1,
}


_SAID_ONLY = 20.0
"""What keeps a claim that joined an incident from being its type."""


def group_type(group: Sequence[Draft]) -> SubEventType:
    """The type of a joined incident: the most specific that its own passages give.

    A passage that only points back (``الهجوم``) or only states a toll has less say.
    """

    if len(group) == 1:
        return group[0].sub_type

    def weight(draft: Draft) -> float:
        base = float(_SPECIFICITY.get(draft.sub_type, 3))
        if draft.only_claims:
            base -= _SAID_ONLY
        if draft.sub_type is S.ARMED_CLASH and not draft.frame.kinds & EXCHANGE_KINDS:
            # told by an attack alone: who was there decides, and the lead tells that best
            base = float(_SPECIFICITY[S.ATTACK])
        # what came of a protest is told of one already known: فرقت الشرطة المتظاهرين
        known = draft.anaphoric and PARENT[draft.sub_type] not in DEMONSTRATIONS
        if draft.outcome_only or known:
            base -= 2.5
        if draft.weak:
            base -= 2.0
        if draft.background or draft.bare:
            base -= 2.0
        return base

    return max(group, key=lambda d: (weight(d), -d.order)).sub_type


def _event_evidence(draft: Draft, texts: dict[str, Text]) -> Evidence:
    frame = draft.frame
    end = frame.end
    while end - 1 > frame.start and frame.annotated.sentence.tokens[end - 1].kind == 3:
        end -= 1
    core = min(frame.triggers, key=lambda t: (t.row.weak, t.match.start))
    return evidence_of(
        "event",
        Words(frame.annotated, frame.start, end, f"events/{core.row.id}", core.row.row),
        texts,
    )


def _best_place(group: Sequence[Draft]) -> GroundedPlace | None:
    """The most specific place that the passages name; a passage's own before an inherited one."""
    placed = [(d, d.place) for d in group if d.place is not None]
    if not placed:
        return None

    def key(item: tuple[Draft, GroundedPlace]) -> tuple[bool, int, bool, bool, int]:
        draft, place = item
        level = min(place.level, 1) if place.passing else place.level
        located = place.place.lat is not None
        return (place.own, level, located, not draft.background, -draft.order)

    return max(placed, key=key)[1]


def _date(
    group: Sequence[Draft], setting: Setting, texts: dict[str, Text], evidence: list[Evidence]
) -> DateValue | None:
    dated = [(d, d.date) for d in group if d.date is not None]
    if not dated:
        return _day_of_news(group, setting, texts, evidence)

    def key(item: tuple[Draft, GroundedDate]) -> tuple[bool, bool, bool, int, int]:
        draft, given = item
        start, end = given.value.start, given.value.end
        days = (end - start).days if start is not None and end is not None else _UNDATED
        return (draft.only_claims, not given.own, draft.title, days, draft.order)

    best = min(dated, key=key)[1]
    evidence.append(evidence_of("date", best.words, texts))
    return best.value


def _day_of_news(
    group: Sequence[Draft], setting: Setting, texts: dict[str, Text], evidence: list[Evidence]
) -> DateValue | None:
    """The day before publication and publication itself, for what the report opens with.

    Its lead tells in the past tense what is new; whatever stands further down may be older.
    """
    published = setting.document.published
    lead = group[0]
    if published is None or lead.order > 0 or all(d.background for d in group):
        return None
    core = min(lead.frame.triggers, key=lambda t: (t.row.weak, t.match.start)).match
    words = Words(lead.frame.annotated, core.start, core.end, "dates/lead")
    evidence.append(evidence_of("date", words, texts))
    return statement_day(
        DateValue(start=published, end=published, precision=DatePrecision.DAY, text="")
    )


def _weapons(
    group: Sequence[Draft], texts: dict[str, Text], evidence: list[Evidence]
) -> tuple[str, ...]:
    kept: list[str] = []
    for draft in group:
        for weapon in draft.weapons:
            if weapon.id not in kept:
                kept.append(weapon.id)
                evidence.append(evidence_of("weapons", weapon.words, texts))
    return tuple(kept)


def _materiel(
    group: Sequence[Draft], texts: dict[str, Text], evidence: list[Evidence]
) -> tuple[Materiel, ...]:
    kept: dict[tuple[str, str], Materiel] = {}
    for draft in group:
        for damage in draft.damage:
            key = (damage.object, damage.effect.value)
            if key in kept:
                continue
            kept[key] = Materiel(object=damage.object, effect=damage.effect, count=damage.count)
            words = Words(draft.frame.annotated, damage.start, damage.end, "materiel", damage.rule)
            evidence.append(evidence_of("materiel", words, texts))
    return tuple(kept.values())


def _attribution(
    group: Sequence[Draft], texts: dict[str, Text], evidence: list[Evidence]
) -> tuple[Attribution, ...]:
    kept: dict[tuple[str | None, str], Attribution] = {}
    for draft in group:
        for voice in draft.voices:
            key = (voice.id, voice.role)
            if key in kept:
                continue
            found = evidence_of("attribution", voice.words, texts)
            evidence.append(found)
            kept[key] = Attribution(
                id=voice.id, name=voice.name, role=AttributionRole(voice.role), text=found.quote
            )
    return tuple(kept.values())


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    kept: dict[tuple[str, str | None, int, int], Evidence] = {}
    for item in evidence:
        if item.quote:
            kept.setdefault((item.field, item.part, item.start, item.end), item)
    return tuple(kept.values())
