"""Names what in a passage speaks for or against an event that happened.

``وقتل شخصان وأصيب 13 في تفجير`` has a verb of harm, a toll and a cause; ``تفاصيل اختطافه التي
تحدث عنها التقرير`` a noun with its owner and a word of inquiry. Each sign is a number, mostly 0 or
1; `data/assertion.toml` gives each its weight and its meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rasd.assemble.clauses import Link
from rasd.assemble.frames import Trigger
from rasd.engines.gathering import tells_gathering
from rasd.engines.passage import ASSEMBLY, HARM, HARMED, Passage
from rasd.join.draft import Draft
from rasd.knowledge import Kind, Trait
from rasd.model import SubEventType
from rasd.text import TokenKind

_HARM_ALONE = frozenset({"kill", "wound"})
_ANNOUNCED = frozenset({"said", "result", "opening"})
_VERBS = frozenset({"past", "present", "relative"})
_CROWD = frozenset({"crowd", "protesters"})
_GATHERED = ASSEMBLY | _CROWD | {"riot", "mob", "dispersal"}
_POLICE = frozenset({"disperse", "dispersal", "arrest", "protest_shoot", "shoot"})
_UNREAL = frozenset({"plan", "expect", "hypothesis", "call", "warning", "wish"})
_TRIED = frozenset({"law", "reason"})
_NOBODY = frozenset({None, "gen_unidentified_armed"})
_OTHERWISE = frozenset(
    {"abstract", "metaphor", "culture", "economy", "sport", "exercise", "accident", "generic"}
)
_BEFORE = ("first_person", "modal", "quantifier", "age")
"""Registers that count before the event, and those that count behind it, too."""
_ANYWHERE = ("demonstrative", "comment", "inquiry", "politics", "source", "accusation")
_SIGNS_BEFORE = tuple((name, f"{name}_before") for name in (*_BEFORE, *_ANYWHERE))
_SIGNS_AFTER = tuple((name, f"{name}_after") for name in _ANYWHERE)
_READ_AS = {kind: f"kind_{kind.value}" for kind in SubEventType}
_WEEK = timedelta(days=8)
_RESULT_REACH = 25


def signs_of(draft: Draft) -> dict[str, float]:
    """The signs of one passage, without those that are 0."""
    passage = Passage(draft)
    signs: dict[str, float] = {}
    for source in (_wording, _governed, _cues, _register, _told_details, _assembly):
        source(passage, signs)
    return signs


def context_of(group: Sequence[Draft], others: int, published: date | None) -> dict[str, float]:
    """The signs that a document adds: other passages, the headline, other events beside it."""
    signs = {
        "passages": min(len({d.frame.annotated.sentence.index for d in group}) - 1, 3),
        "headline": float(any(d.title for d in group)),
        "toll_elsewhere": float(any(t.min >= 1 for d in group for t in d.tolls)),
        "beside_others": min(others, 3) / 3,
        "of_the_week": float(any(is_recent(d, published) for d in group)),
    }
    return {name: float(value) for name, value in signs.items() if value}


def is_recent(draft: Draft, published: date | None) -> bool:
    """Whether the passage gives a day in the week before publication."""
    end = draft.date.value.end if draft.date is not None and draft.date.own else None
    return published is not None and end is not None and published - end <= _WEEK


def _wording(p: Passage, signs: dict[str, float]) -> None:
    """What words tell the event."""
    manners: set[str] = set()
    harm: set[str] = set()
    told = False
    for t in p.strong:
        manner = p.manner(t)
        manners.add(manner)
        if t.row.kind in HARM:
            harm.add(manner)
        told = told or (manner == "past" and t.row.kind not in _HARM_ALONE)
    past = "past" in manners
    if "past" in harm:
        signs["harm_verb"] = 1.0
    if not harm.isdisjoint(_ANNOUNCED):
        signs["harm_said"] = 1.0
    if told:
        signs["event_verb"] = 1.0
    if "relative" in manners and not past:
        signs["relative_verb"] = 1.0
    if "present" in manners and not past:
        signs["present_verb"] = 1.0
    if "in" in manners:
        signs["named_as_cause"] = 1.0
    if "after" in manners:
        signs["named_as_earlier"] = 1.0
    if "light" in manners:
        signs["light_verb"] = 1.0
    if manners.isdisjoint(_VERBS):
        signs["only_nouns"] = 1.0
    if not p.strong:
        signs["only_weak"] = 1.0
    else:
        if all(_pointing(p, t) for t in p.strong):
            signs["only_definite"] = 1.0
        if all(t.trait.plural for t in p.strong):
            signs["only_plural"] = 1.0
    if p.core.trait.endswith("owned"):
        signs["core_owned"] = 1.0
    if p.core.definite:
        signs["core_definite"] = 1.0
    if p.strong:
        signs["triggers"] = min(len(p.strong), 5) / 3
    if {t.row.kind for t in p.frame.triggers} >= _HARM_ALONE:
        signs["kill_and_wound"] = 1.0


def _pointing(p: Passage, trigger: Trigger) -> bool:
    """Whether a noun is known and no verb renews it (``تجددت المظاهرات``)."""
    return trigger.trait.definite and p.manner(trigger) != "light"


def _governed(p: Passage, signs: dict[str, float]) -> None:
    """Where the event stands in its sentence."""
    start, end = p.core.match.start, p.core.match.end
    sentence, annotated = p.sentence, p.annotated
    if p.first - p.frame.start <= 1:
        signs["opens"] = 1.0
    if p.first:
        signs["how_late"] = min(p.first, 30) / 15
    if sentence.relatives and sentence.relatives[0] < p.first:
        signs["behind_relative"] = 1.0
    if any(
        m.entry.what == "result"
        for m in annotated.of(Kind.CONNECTIVE, end, end + 1 + _RESULT_REACH)
    ):
        signs["result_follows"] = 1.0
    if p.frame.link is Link.NEW:
        signs["further_item"] = 1.0
    if annotated.of(Kind.LIGHT_VERB, end, end + 2):
        signs["verb_follows"] = 1.0
    if any(m.end <= p.first for m in annotated.of(Kind.SPEECH)):
        signs["speech_before"] = 1.0
    if sum(i < start for i in sentence.quotes) % 2:
        signs["in_quotation"] = 1.0
    if sentence.question:
        signs["question"] = 1.0
    if sentence.length:
        signs["length"] = sentence.length


def _cues(p: Passage, signs: dict[str, float]) -> None:
    """Cues that speak of no event, wherever the rules let them pass."""
    cues = p.annotated.of(Kind.CUE)
    if not cues:
        return
    start = p.core.match.start
    before: set[str] = set()
    after: set[str] = set()
    for m in cues:
        (before if m.end <= start else after).add(m.entry.what)
    if "negation" in before:
        signs["negated_before"] = 1.0
    if not before.isdisjoint(_UNREAL):
        signs["unreal_before"] = 1.0
    if not before.isdisjoint(_TRIED):
        signs["law_before"] = 1.0
    if not after.isdisjoint(_TRIED):
        signs["law_after"] = 1.0
    if "history" in before:
        signs["history_before"] = 1.0
    if "background" in before:
        signs["had_before"] = 1.0
    if "condemnation" in before or "condemnation" in after:
        signs["condemned"] = 1.0
    if not (before.isdisjoint(_OTHERWISE) and after.isdisjoint(_OTHERWISE)):
        signs["of_something_else"] = 1.0


def _register(p: Passage, signs: dict[str, float]) -> None:
    """Words of report, argument or look back, at most two before the event and two behind."""
    marks = p.sentence.marks
    if not marks:
        return
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for i, name in marks:
        side = before if i < p.first else after
        side[name] = side.get(name, 0) + 1
    for name, sign in _SIGNS_BEFORE:
        if name in before:
            signs[sign] = float(min(before[name], 2))
    for name, sign in _SIGNS_AFTER:
        if name in after:
            signs[sign] = float(min(after[name], 2))


def _told_details(p: Passage, signs: dict[str, float]) -> None:
    """What the passage gives beside the event, and how the rules read it."""
    draft = p.draft
    numbered = [t.min for t in draft.tolls if t.min >= 1]
    if numbered:
        signs["toll"] = 1.0
        if max(numbered) > 1:
            signs["several_harmed"] = 1.0
    if any(t.max == 0 for t in draft.tolls):
        signs["nobody_harmed"] = 1.0
    if _counted(p):
        signs["count_beside_harm"] = 1.0
    if draft.place is not None and draft.place.own:
        signs["own_place"] = 1.0
    if draft.date is not None and draft.date.own:
        signs["own_date"] = 1.0
    if any(a.actor.id not in _NOBODY for a in draft.perpetrators):
        signs["doer"] = 1.0
    if draft.targets:
        signs["target"] = 1.0
    if draft.objects:
        signs["object"] = 1.0
    if draft.weapons:
        signs["weapon"] = 1.0
    if draft.voices:
        signs["voice"] = 1.0
    if draft.asserted:
        signs["asserted"] = 1.0
    if draft.violent:
        signs["violent"] = 1.0
    if draft.bare:
        signs["bare"] = 1.0
    if draft.anaphoric:
        signs["points_back"] = 1.0
    if draft.background:
        signs["background"] = 1.0
    if draft.outcome_only:
        signs["outcome_only"] = 1.0
    signs[_READ_AS[draft.sub_type]] = 1.0


def _counted(p: Passage) -> bool:
    """Whether people are counted right beside a word of harm."""
    counts = p.annotated.counts
    if not counts:
        return False
    for t in p.frame.triggers:
        if t.row.kind in HARMED:
            start, end = t.match.start, t.match.end
            for c in counts:
                if 0 <= c.start - end <= 1 or 0 <= start - c.end <= 1:
                    return True
    return False


def _assembly(p: Passage, signs: dict[str, float]) -> None:
    """How a passage tells of an assembly: who gathered, where, and by what word."""
    triggers = p.frame.triggers
    if not any(t.row.kind in _GATHERED for t in triggers):
        return
    gathered = [t for t in triggers if t.row.kind in ASSEMBLY and p.manner(t) == "past"]
    crowds = [t for t in triggers if t.row.kind in _CROWD]
    nouns = [t for t in triggers if t.row.kind == "protest" and t.trait is not Trait.VERB]
    shown = {
        "gathering_told": tells_gathering(p.frame),
        "gather_verb": bool(gathered),
        "gather_by_crowd": any(
            0 <= c.match.start - g.match.end <= 3 for g in gathered for c in crowds
        ),
        "crowd_counted": any(_number_before(p, c) or c.row.kind == "crowd" for c in crowds),
        "crowd_known": any(c.definite for c in crowds),
        "protest_held": any(p.manner(t) == "light" for t in nouns),
        "protest_named": bool(nouns) and all(_pointing(p, t) for t in nouns),
        "protest_many": any(t.trait.plural for t in nouns),
        "demand": any(t.row.kind == "demand" for t in triggers),
        "slogan": any(t.row.kind == "slogan" for t in triggers),
        "police_act": any(t.row.kind in _POLICE for t in triggers),
        "riot": any(t.row.kind in ("riot", "burn", "mob") for t in triggers),
        "clash": any(t.row.kind == "clash" for t in triggers),
        "at_site": any(name == "site" and i >= p.first for i, name in p.sentence.marks),
    }
    for name, holds in shown.items():
        if holds:
            signs[name] = 1.0


def _number_before(p: Passage, trigger: Trigger) -> bool:
    tokens = p.annotated.sentence.tokens
    start = trigger.match.start
    return start > 0 and tokens[start - 1].kind is TokenKind.NUMBER
