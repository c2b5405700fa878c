"""Decides which passages of one document tell of the same incident.

Passages are read in order; each joins the incident before it that it fits best, or opens a
new one. ``الهجوم`` with the article points back; the headline joins what follows; equal tolls and
equal places speak for one incident, other places, other days and other sections against it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.assemble.clauses import Link
from rasd.assemble.kinds import EXCHANGE_KINDS
from rasd.join.draft import Draft, GroundedActor
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import (
    DEMONSTRATIONS,
    PARENT,
    TERRITORY,
    DatePrecision,
    DateValue,
    EventType,
    Outcome,
    SubEventType,
    distance_km,
)
from rasd.model.frozen import Frozen
from rasd.resolve.places import bears_unit_name, rank
from rasd.text import fold_plain

S = SubEventType
_VIOLENT = frozenset({EventType.BATTLE, EventType.EXPLOSION, EventType.VIOLENCE_AGAINST_CIVILIANS})
_CLOSE_PAIRS: frozenset[frozenset[SubEventType]] = frozenset(
    frozenset(pair)
    for pair in (
        (S.AIR_STRIKE, S.DRONE_STRIKE),
        (S.AIR_STRIKE, S.SHELLING),
        (S.DRONE_STRIKE, S.SHELLING),
        (S.REMOTE_EXPLOSIVE, S.SUICIDE_BOMBING),
        (S.REMOTE_EXPLOSIVE, S.GRENADE),
        (S.REMOTE_EXPLOSIVE, S.SHELLING),
        (S.REMOTE_EXPLOSIVE, S.DRONE_STRIKE),
        (S.REMOTE_EXPLOSIVE, S.AIR_STRIKE),
        (S.ARMED_CLASH, S.TERRITORY_RETAKEN_BY_STATE),
        (S.ARMED_CLASH, S.TERRITORY_TAKEN_BY_ARMED_GROUP),
        (S.TERRITORY_RETAKEN_BY_STATE, S.TERRITORY_TAKEN_BY_ARMED_GROUP),
        (S.ARMED_CLASH, S.ARREST),
        (S.ABDUCTION, S.EXECUTION),
    )
)
_THRESHOLD = 1.0
_SURE_PARTIES = 1.5
_SAME_KM = 6.0
_CONFLICT_KM = 30.0
_SPECIFIC = 3
_OWNED = "embassy"
"""The kind of object that its owner's name tells from any other."""


class Reasons(Frozen, frozen=True):
    """Why a passage joins an incident: named contributions that add up to the score."""

    parts: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The sum of all contributions."""
        return sum([value for _, value in self.parts])


def join_drafts(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Groups of drafts that tell of one incident, in the order of their first passage."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        best: tuple[float, int] | None = None
        last = max([group[-1].order for group in groups], default=-1)
        for index in range(len(groups) - 1, -1, -1):
            # the passage before is what ``الهجوم`` means first
            reasons = compare(groups[index], draft, groups[index][-1].order == last)
            if reasons is None:
                continue
            score = reasons.score
            if score >= _THRESHOLD and (best is None or score > best[0]):
                best = (score, index)
        if best is not None:
            groups[best[1]].append(draft)
        else:
            groups.append([draft])
    return groups


def compare(group: Sequence[Draft], draft: Draft, latest: bool) -> Reasons | None:
    """The case for one incident; `None` where something contradicts it."""
    if draft.only_claims:
        return _claims_latest(group, draft) if latest else None
    first = group[0]
    if first.heading != draft.heading and not first.title:
        return None
    fit = _type_fit(group, draft)
    if fit is None:
        return None
    pointing = draft.anaphoric or draft.outcome_only
    sentence = draft.frame.annotated
    same_sentence = any(g.frame.annotated is sentence for g in group)
    goes_on = same_sentence and not pointing and _goes_on(group, draft)
    if same_sentence and not pointing and not goes_on and not _tells_again(group, draft):
        return None
    if same_sentence and draft.frame.link is Link.NEW and not draft.anaphoric:
        return None
    place = _place_fit(group, draft)
    if place is None:
        return None
    day = _date_fit(group, draft)
    if day is None:
        return None
    people = _party_fit(group, draft)
    if people <= 0.0 and not pointing and _arrest_apart(group, draft):
        return None
    toll = _toll_fit(group, draft)
    parts = [("type", fit), ("place", place), ("date", day), ("parties", people), ("toll", toll)]
    if draft.anaphoric:
        parts.append(("points_back", 1.2 if latest else 0.7))
    if draft.outcome_only:
        parts.append(("toll_only", 1.2 if latest else 0.0))
    if first.title and draft.title:
        if not (draft.place is not None and draft.place.own and draft.outcome_only):
            parts.append(("one_headline", 1.5))
    elif first.title and all(g.headline for g in group):
        parts.append(("headline", 1.3))
    if draft.frame.link is Link.NEW:
        parts.append(("further_item", -0.6))
    if goes_on:
        parts.append(("goes_on", 0.6))
    elif not pointing and not draft.bare and not first.title and not draft.weak:
        parts.append(("indefinite", -0.4))
    if first.order == 0 or len(group) > 1:
        parts.append(("main_incident", 0.4))
    if draft.background != all(g.background for g in group):
        if draft.background and not pointing and people < _SURE_PARTIES:
            return None
        if draft.background and not draft.anaphoric and _dated(draft):
            return None
        parts.append(("background", -0.8))
    return Reasons(tuple(parts))


def _goes_on(group: Sequence[Draft], draft: Draft) -> bool:
    """Whether a clause joined by "and" goes on about the doer of the clause before.

    ``دهس المهاجم المارة، وطعن شرطيا`` is one attack; another place makes another.
    """
    if draft.frame.link is not Link.AND or group[-1].order != draft.order - 1:
        return False
    mine = draft.place
    theirs = group[-1].place
    if mine is None or not mine.own or theirs is None or not theirs.own:
        return True
    return fold_plain(mine.place.text) == fold_plain(theirs.place.text)


def _tells_again(group: Sequence[Draft], draft: Draft) -> bool:
    """Whether a headline that runs on into its text tells the same deed: same kind, same sides."""
    return any(
        g.sub_type is draft.sub_type
        and bool(g.perpetrators)
        and {a.actor.id for a in g.perpetrators} == {a.actor.id for a in draft.perpetrators}
        and bool(g.targets)
        and {a.actor.id for a in g.targets} == {a.actor.id for a in draft.targets}
        and not (g.tolls and draft.tolls)
        for g in group
    )


def _arrest_apart(group: Sequence[Draft], draft: Draft) -> bool:
    """Whether one is an arrest and the other none: those arrested are often another deed's."""
    return (draft.sub_type is S.ARREST) != any(g.sub_type is S.ARREST for g in group)


def _dated(draft: Draft) -> bool:
    return draft.date is not None and draft.date.own


def _claims_latest(group: Sequence[Draft], draft: Draft) -> Reasons | None:
    """The case for a claim that names no deed of its own: that of what was told just before.

    ``أصيب 18 مجندا بانفجار عبوة، وتبنت الجماعة الحادث``; not where somebody else did it.
    """
    if not any(PARENT[g.sub_type] in _VIOLENT and not g.title for g in group):
        return None
    claimants = {a.actor.id for a in draft.perpetrators if _named(a.actor.id)}
    doers = {a.actor.id for g in group for a in g.perpetrators if _named(a.actor.id)}
    if group[0].heading != draft.heading or (doers and not doers & claimants):
        return None
    return Reasons((("claims_it", _CLAIMS_IT),))


_CLAIMS_IT = 1.2


def _type_fit(group: Sequence[Draft], draft: Draft) -> float | None:
    types = {g.sub_type for g in group}
    if draft.sub_type in types:
        return 0.6
    family = {PARENT[t] for t in types}
    mine = PARENT[draft.sub_type]
    if mine in DEMONSTRATIONS and family & DEMONSTRATIONS:
        return 0.4
    if mine in _VIOLENT and family & _VIOLENT:
        if types & TERRITORY and not draft.outcome_only and not draft.anaphoric:
            return None
        if _is_generic(draft) or draft.outcome_only:
            return 0.3
        if draft.sub_type in TERRITORY:
            return None
        if all(_is_generic(g) for g in group) or any(g.outcome_only for g in group):
            return 0.3
        if any(frozenset({t, draft.sub_type}) in _CLOSE_PAIRS for t in types):
            return 0.2
        if draft.anaphoric:
            return 0.0
        return None
    if family & DEMONSTRATIONS and draft.outcome_only:
        return 0.2
    if any(frozenset({t, draft.sub_type}) in _CLOSE_PAIRS for t in types):
        return 0.2
    return None


def _is_generic(draft: Draft) -> bool:
    """Whether only an attack is told, by whatever means: on armed men it counts as a clash."""
    if draft.sub_type is S.ATTACK:
        return True
    return draft.sub_type is S.ARMED_CLASH and not draft.frame.kinds & EXCHANGE_KINDS


def _place_fit(group: Sequence[Draft], draft: Draft) -> float | None:
    mine = draft.place
    if mine is None or not mine.own or mine.passing:
        return 0.2
    best: float | None = None
    others = [g.place for g in group if g.place is not None and g.place.own and not g.place.passing]
    if not others:
        return 0.2
    for other in others:
        if other is None:
            continue
        fit = place_fit(mine.row, other.row, mine.place.text, other.place.text)
        if fit is None:
            return None
        best = fit if best is None else max(best, fit)
    return best


def place_fit(
    mine: PlaceRow | None, other: PlaceRow | None, my_text: str, other_text: str
) -> float | None:
    """How well two places fit one incident; `None` where one incident cannot lie in both."""
    same_words = fold_plain(my_text) == fold_plain(other_text)
    if same_words:
        return 1.2
    if mine is None or other is None:
        return 0.0
    if mine.id == other.id:
        return 1.0
    if mine.country != other.country:
        return None
    if (
        mine.admin1_id
        and mine.admin1_id == other.admin1_id
        and (bears_unit_name(mine) or bears_unit_name(other))
    ):
        return 0.3
    if rank(mine) >= _SPECIFIC and rank(other) >= _SPECIFIC:
        gap = distance_km(mine.lat, mine.lon, other.lat, other.lon)
        if gap > _CONFLICT_KM:
            return None
        return 0.9 if gap <= _SAME_KM else 0.0
    if mine.admin1_id and other.admin1_id and mine.admin1_id != other.admin1_id:
        return None
    if mine.kind == "admin1" and other.admin1_id and other.admin1_id != mine.id:
        return None if other.kind != "country" else 0.3
    if other.kind == "admin1" and mine.admin1_id and mine.admin1_id != other.id:
        return None if mine.kind != "country" else 0.3
    return 0.4


def _date_fit(group: Sequence[Draft], draft: Draft) -> float | None:
    mine = draft.date
    others = [g.date for g in group if g.date is not None and g.date.own]
    if mine is not None and mine.own and not others and _looks_back(group, draft, mine.value):
        return None
    if mine is None or not mine.own or not others:
        return 0.0
    start, end = mine.value.start, mine.value.end
    for other in others:
        if other is None or start is None or end is None:
            continue
        if other.value.start is None or other.value.end is None:
            continue
        if draft.anaphoric and _only_told(other.value) and start < other.value.start:
            continue  # the day of the news gives way to the day that the text then names
        gap = max((start - other.value.end).days, (other.value.start - end).days)
        alike = mine.words.rule == other.words.rule  # "today" and "yesterday" are never one day
        if gap > 1 or (gap > 0 and alike):
            return None
        if gap > 0:
            return -0.5
    return 0.6


def _looks_back(group: Sequence[Draft], draft: Draft, value: DateValue) -> bool:
    """Whether a passage of last month stands beside an undated lead, which is news of the day."""
    lead = group[0].order == 0 or group[0].headline
    long = value.precision in (DatePrecision.MONTH, DatePrecision.YEAR)
    return lead and long and not draft.anaphoric


def _only_told(value: DateValue) -> bool:
    """Whether a date is the day on which somebody told of it, or the one before."""
    if value.start is None or value.end is None:
        return False
    return value.precision is DatePrecision.RANGE and (value.end - value.start).days == 1


def _party_fit(group: Sequence[Draft], draft: Draft) -> float:
    fit = 0.0
    if draft.perpetrators:
        fit += _named_fit(draft.perpetrators, [a for g in group for a in g.perpetrators])
    if draft.targets:
        fit += _named_fit(draft.targets, [a for g in group for a in g.targets])
    if draft.objects:
        mine = {_object_key(o) for o in draft.objects}
        theirs = {_object_key(o) for g in group for o in g.objects}
        shared = mine & theirs
        if shared:
            fit += 1.6 if any(name for _, name in shared) else 0.5
        elif _other_object(mine, theirs):
            fit -= 1.2
        elif theirs and not draft.anaphoric:
            fit -= 0.2
    if draft.weapons:
        weapons = {w.id for w in draft.weapons}
        if any(w.id in weapons for g in group for w in g.weapons):
            fit += 0.4
    return fit


def _named_fit(own: Sequence[GroundedActor], others: Sequence[GroundedActor]) -> float:
    """What the named parties of one side say for one incident or against it."""
    mine = {a.actor.id for a in own if _named(a.actor.id)}
    theirs = {a.actor.id for a in others if _named(a.actor.id)} if mine else mine
    if not theirs:
        return 0.0
    return -0.7 if mine.isdisjoint(theirs) else 0.4


def _object_key(thing: GroundedActor) -> tuple[str, str]:
    """An object and the word that tells it from others of its kind (``السفارة المغربية``)."""
    words = fold_plain(thing.text).split(" ")
    return thing.actor.name_en or "", words[1] if len(words) > 1 else ""


def _other_object(mine: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> bool:
    """Whether both speak of one kind of object by different names: two embassies."""
    return any(
        kind == other_kind == _OWNED and name and other and name != other
        for kind, name in mine
        for other_kind, other in theirs
    )


def _named(ident: str | None) -> bool:
    return ident is not None and not ident.startswith("gen_")


def _toll_fit(group: Sequence[Draft], draft: Draft) -> float:
    fit = 0.0
    if not draft.tolls:
        return fit
    for outcome in (Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED):
        mine = {(t.min, t.max) for t in draft.tolls if t.outcome is outcome and not t.part}
        if not mine:
            continue
        theirs = {
            (t.min, t.max) for g in group for t in g.tolls if t.outcome is outcome and not t.part
        }
        if not theirs:
            continue
        if mine & theirs:
            fit += 1.0
        elif any(m[0] > 1 for m in mine) and any(t[0] > 1 for t in theirs):
            fit -= 0.7
    return fit
