"""Joined drafts to the mention that the contract asks for, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rasd.engines.confidence import Features, confidence
from rasd.engines.setting import Setting
from rasd.engines.status import decide_status
from rasd.engines.toll import total
from rasd.engines.who import LOCATION
from rasd.join.draft import Draft, GroundedActor, GroundedDate, GroundedPlace, Words
from rasd.knowledge import Kind, Knowledge
from rasd.model import (
    PARENT,
    Actor,
    Attribution,
    AttributionRole,
    Claim,
    Count,
    DateValue,
    Evidence,
    Harm,
    Materiel,
    Mention,
    Outcome,
    Status,
    SubEventType,
    stable_id,
)
from rasd.resolve.actors import Resolved
from rasd.text import Text

S = SubEventType
_STATE = frozenset({"state_force", "external"})
_CIVIL = "gen_civilians"
_UNDATED = 10_000


def build_mention(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> Mention:
    """The mention of one incident, from all passages of a document that tell of it.

    `drafts` are all passages of the document: they may hold its lead or a claim of it.
    """
    document = setting.document
    sub_type = group_type(group)
    evidence = [_event_evidence(draft, texts) for draft in group]
    place = _best_place(group)
    date = _date(group, setting, texts, evidence)
    perpetrators = _actors(
        _done_by(group, drafts, sub_type, knowledge), "perpetrators", texts, evidence
    )
    if sub_type is S.ARMED_CLASH:
        perpetrators, opponents = _opposed(perpetrators)
    else:
        opponents = ()
    targets = (
        *opponents,
        *_targets(group, texts, evidence, {a.id for a in (*perpetrators, *opponents) if a.id}),
    )
    evidence.extend(_as_targets(opponents, evidence))
    tolls: dict[Outcome, Count | None] = {}
    harm: list[Harm] = []
    for outcome in Outcome:
        count, parts, counted = total(group, outcome, texts)
        tolls[outcome] = count
        harm.extend(p for p in parts if p not in harm)
        evidence.extend(evidence_of(outcome.value, words, texts) for words in counted)
    status = decide_status(group, setting)
    claims = _claims(group, drafts, status, texts, evidence)
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
    features = Features.of(group, place is not None, date, bool(perpetrators), bool(targets))
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
        killed=tolls[Outcome.KILLED],
        wounded=tolls[Outcome.WOUNDED],
        killed_or_wounded=tolls[Outcome.KILLED_OR_WOUNDED],
        abducted=tolls[Outcome.ABDUCTED],
        detained=tolls[Outcome.DETAINED],
        harm=tuple(harm),
        materiel=materiel,
        claimed_by=claims,
        attribution=attribution,
        campaign=campaign,
        confidence=confidence(features),
        evidence=_unique(evidence),
    )


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


def group_type(group: Sequence[Draft]) -> SubEventType:
    """The type of a joined incident: the most specific that its own passages give.

    A passage that only points back (``الهجوم``) or only states a toll has less say.
    """

    def weight(draft: Draft) -> float:
        base = float(_SPECIFICITY.get(draft.sub_type, 3))
        if draft.outcome_only or draft.anaphoric:
            base -= 2.5
        if draft.weak:
            base -= 2.0
        if draft.background or draft.bare:
            base -= 2.0
        return base

    return max(group, key=lambda d: (weight(d), -d.order)).sub_type


def evidence_of(field: str, words: Words, texts: dict[str, Text]) -> Evidence:
    """The evidence for a value, cut from the part of the document that its words stand in."""
    sentence = words.annotated.sentence
    text = texts[sentence.part]
    span = text.original_span(sentence.span_of(words.start, words.end))
    return Evidence(
        field=field,
        start=span.start,
        end=span.end,
        quote=text.original[span.start : span.end],
        part="title" if sentence.part == "title" else None,
        rule=words.rule or None,
        row=words.row or None,
    )


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
        return None

    def key(item: tuple[Draft, GroundedDate]) -> tuple[bool, bool, int, int]:
        draft, given = item
        start, end = given.value.start, given.value.end
        days = (end - start).days if start is not None and end is not None else _UNDATED
        return (not given.own, draft.title, days, draft.order)

    best = min(dated, key=key)[1]
    evidence.append(evidence_of("date", best.words, texts))
    return best.value


def _actors(
    sides: Iterable[Sequence[GroundedActor]],
    field: str,
    texts: dict[str, Text],
    evidence: list[Evidence],
) -> tuple[Actor, ...]:
    kept: dict[str, Actor] = {}
    for side in sides:
        for grounded in side:
            resolved = grounded.actor
            key = resolved.id or f"~{resolved.name_en or resolved.name_ar}"
            evidence.append(evidence_of(field, grounded.words, texts))
            if key not in kept:
                kept[key] = Actor(
                    id=resolved.id,
                    name_en=resolved.name_en,
                    name_ar=resolved.name_ar,
                    text=grounded.text,
                    category=resolved.category,
                )
    actors = list(kept.values())
    named = [a for a in actors if a.id and not a.id.startswith("gen_unidentified")]
    if named:
        dropped = {a.id for a in actors if a.id and a.id.startswith("gen_unidentified")}
        actors = [a for a in actors if a.id not in dropped]
    return tuple(actors)


def _opposed(sides: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a clash where passages put each of them first: one state, one not."""
    state = tuple(a for a in sides if a.category in _STATE)
    other = tuple(a for a in sides if a.category not in _STATE)
    if state and other:
        return other, state
    return sides, ()


def _as_targets(opponents: tuple[Actor, ...], evidence: list[Evidence]) -> list[Evidence]:
    """The words that name an opponent, as evidence of the target too."""
    texts = {actor.text for actor in opponents}
    return [
        replace(item, field="targets")
        for item in evidence
        if item.field == "perpetrators" and item.quote in texts
    ]


def _targets(
    group: Sequence[Draft], texts: dict[str, Text], evidence: list[Evidence], perpetrators: set[str]
) -> tuple[Actor, ...]:
    """The parties that suffered, else what was struck.

    Persons of whom the text says no more give way to a named party or an institution, which
    stands beside civilians harmed in it; a house or a market is where they were.
    """
    sides = [
        [t for t in d.targets if t.actor.id is None or t.actor.id not in perpetrators]
        for d in group
    ]
    certain = [[t for t in side if t.words.rule not in _UNCERTAIN] for side in sides]
    if any(t.actor.id != _CIVIL for side in certain for t in side):
        return _actors(certain, "targets", texts, evidence)
    named = _actors(sides, "targets", texts, evidence)
    objects = [
        [
            o
            for o in d.objects
            if o.actor.category in _BUILT
            and o.words.rule != LOCATION
            and (not named or o.actor.name_en in _INSTITUTIONS)
        ]
        for d in group
    ]
    struck = _actors(objects, "targets", texts, evidence)[:2]
    if struck and not any(certain):
        return struck
    return named + struck


_UNCERTAIN = frozenset({"parties/persons", "parties/person"})
_BUILT = frozenset({"building", "infrastructure"})
_INSTITUTIONS = frozenset({"embassy", "government building"})


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


def _claims(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    status: Status,
    texts: dict[str, Text],
    evidence: list[Evidence],
) -> tuple[Claim, ...]:
    """Who claims the incident, and where.

    A claim among its passages, the doer's own voice, or a claim of several attacks elsewhere in
    the text by the party that did it.
    """
    doers = {a.actor.id for d in group for a in d.perpetrators if a.actor.id}
    claimed: dict[str, Words] = {}
    for draft in group:
        if draft.claimed_voice:
            for actor in draft.perpetrators:
                if actor.actor.id is not None:
                    claimed.setdefault(actor.actor.id, actor.words)
        elif status is Status.CLAIMED:
            for voice in draft.voices:
                if voice.party in doers and voice.id == voice.party and voice.party is not None:
                    claimed.setdefault(voice.party, voice.words)
    statements = [d for d in drafts if d.claimed_voice and d not in group]
    if status is Status.CLAIMED:
        for draft in statements:
            for actor in draft.perpetrators:
                if actor.actor.id in doers and actor.actor.id is not None and _several(draft):
                    claimed.setdefault(actor.actor.id, actor.words)
    claims: list[Claim] = []
    for ident, words in claimed.items():
        found = evidence_of("claimed_by", words, texts)
        evidence.append(found)
        channel = _channel(ident, [*group, *statements])
        if channel is not None:
            evidence.append(evidence_of("claimed_by", channel, texts))
        claims.append(
            Claim(
                id=ident,
                channel=_channel_id(channel) if channel is not None else None,
                text=found.quote,
            )
        )
    return tuple(claims)


def _several(draft: Draft) -> bool:
    """Whether a claim speaks of more than one attack (``الهجومين``)."""
    return any(
        t.trait.plural or t.trait.value.startswith("dual")
        for t in draft.frame.triggers
        if t.row.kind != "claim"
    )


def _channel(claimant: str, drafts: Sequence[Draft]) -> Words | None:
    """Where a claimant made its claim: a platform before a mere statement."""
    found: list[Words] = []
    for draft in drafts:
        if not any(a.actor.id == claimant for a in draft.perpetrators):
            continue
        annotated = draft.frame.annotated
        for match in annotated.of(Kind.CHANNEL):
            found.append(
                Words(annotated, match.start, match.end, "claims/channel", match.entry.row)
            )
    return min(found, key=lambda w: _channel_id(w) == _STATEMENT, default=None)


_STATEMENT = "statement"


def _channel_id(words: Words) -> str:
    return next(
        m.entry.id
        for m in words.annotated.of(Kind.CHANNEL, words.start, words.end)
        if m.end == words.end
    )


def _done_by(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    sub_type: SubEventType,
    knowledge: Knowledge,
) -> list[Sequence[GroundedActor]]:
    """The perpetrators of a group; where its passages name none, those that the lead names.

    A report whose strikes all have one author names it once. Aircraft and shells without any
    author belong to somebody unknown.
    """
    own: list[Sequence[GroundedActor]] = [d.perpetrators for d in group]
    unknown = _UNKNOWN.get(sub_type)
    if unknown is None or any(a.words.rule != _NOBODY for side in own for a in side):
        return own
    alike = [
        d.perpetrators for d in drafts if d.sub_type in _UNKNOWN and _are_named(d.perpetrators)
    ]
    if alike:
        lead = max(alike[:2], key=len)
        known = {a.actor.id for a in lead}
        if all(a.actor.id in known for side in alike for a in side):
            return [lead]
    return own if any(own) else [[unknown_party(unknown, group[0], knowledge)]]


_NOBODY = "parties/unknown_attacker"
_UNKNOWN = {
    S.SHELLING: "gen_unidentified_armed",
    S.AIR_STRIKE: "gen_unidentified_military",
    S.DRONE_STRIKE: "gen_unidentified_military",
}


def unknown_party(ident: str, draft: Draft, knowledge: Knowledge) -> GroundedActor:
    """A party that the text leaves unnamed, with the word for its deed."""
    known = knowledge.actors[ident]
    resolved = Resolved(known.id, known.name_en, known.name_ar, known.category, known.row)
    core = min(draft.frame.triggers, key=lambda t: (t.row.weak, t.match.start)).match
    annotated = draft.frame.annotated
    words = Words(annotated, core.start, core.end, "parties/unknown_attacker", known.row)
    text = " ".join(t.text for t in annotated.sentence.tokens[core.start : core.end])
    return GroundedActor(resolved, text, words)


def _are_named(side: Sequence[GroundedActor]) -> bool:
    return bool(side) and all(a.actor.category != "generic" for a in side)


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    kept: dict[tuple[str, str | None, int, int], Evidence] = {}
    for item in evidence:
        if item.quote:
            kept.setdefault((item.field, item.part, item.start, item.end), item)
    return tuple(kept.values())
