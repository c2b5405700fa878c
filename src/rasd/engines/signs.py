"""Names what in a passage speaks for or against an event that happened.

``وقتل شخصان وأصيب 13 في تفجير`` has a verb of harm, a toll and a cause; ``تفاصيل اختطافه التي
تحدث عنها التقرير`` a noun with its owner and a word of inquiry. Each sign is a number, mostly 0 or
1; `data/assertion.toml` gives each its weight and its meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import log

from rasd.assemble.clauses import Link
from rasd.assemble.frames import Trigger
from rasd.engines.gathering import tells_gathering
from rasd.engines.registers import plain_word, registers, registers_of
from rasd.engines.telling import core_trigger
from rasd.join.draft import Draft
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import relatives
from rasd.qualify.assertion import undergone
from rasd.qualify.tense import is_present
from rasd.text import TokenKind

_HARM = frozenset({"kill", "wound", "abduct", "execution", "assassinate"})
_HARMED = frozenset({*_HARM, "kill_weak", "fall", "die"})
_ASSEMBLY = frozenset({"protest", "gather", "march"})
_CROWD = frozenset({"crowd", "protesters"})
_POLICE = frozenset({"disperse", "dispersal", "arrest", "protest_shoot", "shoot"})
_UNREAL = frozenset({"plan", "expect", "hypothesis", "call", "warning", "wish"})
_OTHERWISE = frozenset(
    {"abstract", "metaphor", "culture", "economy", "sport", "exercise", "accident", "generic"}
)
_BEFORE = ("first_person", "modal", "quantifier", "age")
"""Registers that count before the event, and those that count behind it, too."""
_ANYWHERE = ("demonstrative", "comment", "inquiry", "politics", "source", "accusation")
_WEEK = timedelta(days=8)
_NEAR = 4
_RESULT_REACH = 25
_QUOTES = frozenset('"\u00ab\u00bb\u201c\u201d')
_QUESTIONS = frozenset("?\u061f")
_LONG = 3.3
"""The logarithm of the number of tokens of a middling sentence (27)."""


def signs_of(draft: Draft) -> dict[str, float]:
    """The signs of one passage, without those that are 0."""
    passage = _Passage(draft)
    signs: dict[str, float] = {}
    for source in (_wording, _governed, _cues, _register, _told_details, _assembly):
        signs.update(source(passage))
    return {name: value for name, value in signs.items() if value}


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


class _Passage:
    """A draft with the look-ups that several signs share."""

    def __init__(self, draft: Draft) -> None:
        frame = draft.frame
        self.draft = draft
        self.frame = frame
        self.annotated = frame.annotated
        self.words = [plain_word(t.text) for t in frame.annotated.sentence.tokens]
        self.core = core_trigger(frame)
        self.strong = [t for t in frame.triggers if not t.row.weak]
        self.manners = {id(t): _manner(self, t) for t in frame.triggers}
        self.first = min((t.match.start for t in self.strong), default=self.core.match.start)

    def manner(self, trigger: Trigger) -> str:
        return self.manners[id(trigger)]

    def before(self, kind: Kind, position: int, reach: int) -> Iterator[Match]:
        """Matches of a kind that end at most `reach` tokens before a position."""
        return (
            m
            for m in self.annotated.of(kind, max(0, position - reach - 6), position)
            if 0 <= position - m.end <= reach
        )


def _manner(p: _Passage, trigger: Trigger) -> str:
    """How a trigger stands: `past`, `present`, `relative` verb, or a noun and what governs it."""
    start, clause = trigger.match.start, trigger.clause
    words = p.words
    low = max(clause.start - 1, 0)
    if trigger.trait is Trait.VERB:
        near = range(max(low, start - _NEAR), start)
        if any(words[i] in relatives() for i in near):
            return "relative"
        return "present" if _present(p, trigger) else "past"
    if undergone(p.frame, trigger) is not None:
        return "past"
    if any(m.entry.what == "after" for m in p.before(Kind.CONNECTIVE, start, 1)):
        return "after"
    if any(
        start - m.end <= (1 if m.entry.id == "passive" else _NEAR)
        for m in p.before(Kind.LIGHT_VERB, start, _NEAR)
    ):
        return "light"
    inside = registers()["inside"]
    if any(m.entry.what == "cause" for m in p.before(Kind.CONNECTIVE, start, 1)) or (
        start and words[start - 1] in inside
    ):
        return "in"
    if any(m.entry.what == "result" for m in p.before(Kind.CONNECTIVE, start, 3)):
        return "result"
    if trigger.row.kind in _HARMED and any(True for _ in p.before(Kind.SPEECH, start, 5)):
        return "said"
    return "opening" if start - p.frame.start <= 1 and not trigger.definite else "noun"


def _present(p: _Passage, trigger: Trigger) -> bool:
    """Whether a verb is present; ``تظاهر`` and ``تجمع`` only look like it."""
    if not is_present(p.annotated, trigger.match):
        return False
    word = p.annotated.sentence.tokens[trigger.match.start].text
    stem = word.removeprefix(trigger.match.prefix)
    if stem[0] == "\u064a":
        return True
    return trigger.row.kind not in _ASSEMBLY and not stem.endswith(("\u062a", "\u0648\u0627"))


def _wording(p: _Passage) -> dict[str, float]:
    """What words tell the event."""
    manners = {p.manner(t) for t in p.strong}
    harm = {p.manner(t) for t in p.strong if t.row.kind in _HARM}
    core = p.core
    return {
        "harm_verb": float("past" in harm),
        "harm_said": float(bool(harm & {"said", "result", "opening"})),
        "event_verb": float(
            any(p.manner(t) == "past" for t in p.strong if t.row.kind not in ("kill", "wound"))
        ),
        "relative_verb": float("relative" in manners and "past" not in manners),
        "present_verb": float("present" in manners and "past" not in manners),
        "named_as_cause": float("in" in manners),
        "named_as_earlier": float("after" in manners),
        "light_verb": float("light" in manners),
        "only_nouns": float(not manners & {"past", "present", "relative"}),
        "only_definite": float(bool(p.strong) and all(_pointing(p, t) for t in p.strong)),
        "only_plural": float(bool(p.strong) and all(t.trait.plural for t in p.strong)),
        "only_weak": float(not p.strong),
        "core_owned": float(core.trait.endswith("owned")),
        "core_definite": float(core.definite),
        "triggers": min(len(p.strong), 5) / 3,
        "kill_and_wound": float({"kill", "wound"} <= {t.row.kind for t in p.frame.triggers}),
    }


def _pointing(p: _Passage, trigger: Trigger) -> bool:
    """Whether a noun is known and no verb renews it (``تجددت المظاهرات``)."""
    return trigger.trait.definite and p.manner(trigger) != "light"


def _governed(p: _Passage) -> dict[str, float]:
    """Where the event stands in its sentence."""
    start, end = p.core.match.start, p.core.match.end
    return {
        "opens": float(p.first - p.frame.start <= 1),
        "how_late": min(p.first, 30) / 15,
        "behind_relative": float(any(w in relatives() for w in p.words[: p.first])),
        "result_follows": float(
            any(
                m.entry.what == "result" and m.start - end <= _RESULT_REACH
                for m in p.annotated.of(Kind.CONNECTIVE, end)
            )
        ),
        "further_item": float(p.draft.frame.link is Link.NEW),
        "verb_follows": float(
            any(m.start - end <= 1 for m in p.annotated.of(Kind.LIGHT_VERB, end))
        ),
        "speech_before": float(any(m.end <= p.first for m in p.annotated.of(Kind.SPEECH))),
        "in_quotation": float(sum(w in _QUOTES for w in p.words[:start]) % 2),
        "question": float(any(w in _QUESTIONS for w in p.words)),
        "length": log(max(len(p.words), 5)) - _LONG,
    }


def _cues(p: _Passage) -> dict[str, float]:
    """Cues that speak of no event, wherever the rules let them pass."""
    before: set[str] = set()
    after: set[str] = set()
    for m in p.annotated.of(Kind.CUE):
        (before if m.end <= p.core.match.start else after).add(m.entry.what)
    return {
        "negated_before": float("negation" in before),
        "unreal_before": float(bool(before & _UNREAL)),
        "law_before": float(bool(before & {"law", "reason"})),
        "law_after": float(bool(after & {"law", "reason"})),
        "history_before": float("history" in before),
        "had_before": float("background" in before),
        "condemned": float("condemnation" in before | after),
        "of_something_else": float(bool((before | after) & _OTHERWISE)),
    }


def _register(p: _Passage) -> dict[str, float]:
    """Words of report, argument or look back, at most two before the event and two behind."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    known = registers_of()
    for i, word in enumerate(p.words):
        for name in known.get(word, ()):
            (before if i < p.first else after)[name] += 1
    signs = {f"{name}_before": float(min(before[name], 2)) for name in (*_BEFORE, *_ANYWHERE)}
    return signs | {f"{name}_after": float(min(after[name], 2)) for name in _ANYWHERE}


def _told_details(p: _Passage) -> dict[str, float]:
    """What the passage gives beside the event, and how the rules read it."""
    draft = p.draft
    numbered = [t for t in draft.tolls if t.min >= 1]
    doers = {a.actor.id for a in draft.perpetrators} - {None, "gen_unidentified_armed"}
    return {
        "toll": float(bool(numbered)),
        "several_harmed": float(any(t.min > 1 for t in numbered)),
        "nobody_harmed": float(any(t.max == 0 for t in draft.tolls)),
        "count_beside_harm": float(_counted(p)),
        "own_place": float(draft.place is not None and draft.place.own),
        "own_date": float(draft.date is not None and draft.date.own),
        "doer": float(bool(doers)),
        "target": float(bool(draft.targets)),
        "object": float(bool(draft.objects)),
        "weapon": float(bool(draft.weapons)),
        "voice": float(bool(draft.voices)),
        "asserted": float(draft.asserted),
        "violent": float(draft.violent),
        "bare": float(draft.bare),
        "points_back": float(draft.anaphoric),
        "background": float(draft.background),
        "outcome_only": float(draft.outcome_only),
        f"kind_{draft.sub_type.value}": 1.0,
    }


def _counted(p: _Passage) -> bool:
    """Whether people are counted right beside a word of harm."""
    ends = [(t.match.start, t.match.end) for t in p.frame.triggers if t.row.kind in _HARMED]
    return any(
        0 <= c.start - end <= 1 or 0 <= start - c.end <= 1
        for c in p.annotated.counts
        for start, end in ends
    )


def _assembly(p: _Passage) -> dict[str, float]:
    """How a passage tells of an assembly: who gathered, where, and by what word."""
    triggers = p.frame.triggers
    if not any(t.row.kind in _ASSEMBLY | _CROWD | {"riot", "mob", "dispersal"} for t in triggers):
        return {}
    gathered = [t for t in triggers if t.row.kind in _ASSEMBLY and p.manner(t) == "past"]
    crowds = [t for t in triggers if t.row.kind in _CROWD]
    nouns = [t for t in triggers if t.row.kind == "protest" and t.trait is not Trait.VERB]
    return {
        "gathering_told": float(tells_gathering(p.frame)),
        "gather_verb": float(bool(gathered)),
        "gather_by_crowd": float(
            any(0 <= c.match.start - g.match.end <= 3 for g in gathered for c in crowds)
        ),
        "crowd_counted": float(any(_number_before(p, c) or c.row.kind == "crowd" for c in crowds)),
        "crowd_known": float(any(c.definite for c in crowds)),
        "protest_held": float(any(p.manner(t) == "light" for t in nouns)),
        "protest_named": float(bool(nouns) and all(_pointing(p, t) for t in nouns)),
        "protest_many": float(any(t.trait.plural for t in nouns)),
        "demand": float(any(t.row.kind == "demand" for t in triggers)),
        "slogan": float(any(t.row.kind == "slogan" for t in triggers)),
        "police_act": float(any(t.row.kind in _POLICE for t in triggers)),
        "riot": float(any(t.row.kind in ("riot", "burn", "mob") for t in triggers)),
        "clash": float(any(t.row.kind == "clash" for t in triggers)),
        "at_site": float(any(w in registers()["site"] for w in p.words[p.first :])),
    }


def _number_before(p: _Passage, trigger: Trigger) -> bool:
    tokens = p.annotated.sentence.tokens
    start = trigger.match.start
    return start > 0 and tokens[start - 1].kind is TokenKind.NUMBER
