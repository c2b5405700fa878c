"""Decides which frames are no event: threats, plans, hypotheses, metaphor, sport, accidents.

Each rule names the cue that speaks against the event and how far it reaches: a plan word
reaches forward over its clause (``يخطط لشن هجوم``), a metaphor stands right after the noun
(``هجوم إعلامي``), a domain colours the whole document (sport, economy, culture).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rasd.annotate import Annotated
from rasd.assemble.frames import OUTCOME_KINDS, STATEMENT_KINDS, Frame, Trigger
from rasd.assemble.tolls import Toll, is_numbered
from rasd.knowledge import Kind, Match, Trait

_PRESENT = "\u064a\u062a"
_LAM = "\u0644"
_FORWARD = frozenset({"wish", "plan", "expect", "warning", "call", "hypothesis"})
_REACH = {
    "wish": 12,
    "plan": 4,
    "expect": 5,
    "warning": 7,
    "call": 6,
    "hypothesis": 8,
    "negation": 2,
}


@dataclass(frozen=True, slots=True)
class Domain:
    """How much of a document speaks of sport, economy, culture or law, per sentence."""

    sport: float
    economy: float
    culture: float
    law: float


def survey_domain(sentences: Iterable[Annotated]) -> Domain:
    """Counts the domain words of a document, per sentence."""
    counts: Counter[str] = Counter()
    total = 0
    for annotated in sentences:
        total += 1
        for match in annotated.of(Kind.CUE):
            counts[match.entry.what] += 1
    total = max(total, 1)
    return Domain(
        sport=counts["sport"] / total,
        economy=counts["economy"] / total,
        culture=counts["culture"] / total,
        law=counts["law"] / total,
    )


def dismissal(frame: Frame, core: Trigger, tolls: tuple[Toll, ...], domain: Domain) -> str | None:
    """Why a frame is no event, as the cue's kind; `None` where it may be one."""
    annotated = frame.annotated
    if core.row.kind in STATEMENT_KINDS:
        return _unsaid(annotated, core)
    hard_toll = any(is_numbered(t) for t in tolls)
    if _purpose(annotated, core):
        return "purpose"
    cues = list(annotated.of(Kind.CUE, frame.start, frame.end))
    for cue in cues:
        reason = _by_cue(cue, core, annotated, hard_toll, frame)
        if reason is not None:
            return reason
    if domain.sport >= 0.5 and not hard_toll:
        return "sport"
    if domain.culture >= 0.6 and not hard_toll:
        return "culture"
    if domain.economy >= 1.0 and not hard_toll:
        return "economy"
    return None


def _unsaid(annotated: Annotated, core: Trigger) -> str | None:
    """Why a statement was not made: negated (``لم تعلن أي جهة مسؤوليتها``), or a game's."""
    for cue in annotated.of(Kind.CUE):
        gap = core.match.start - cue.end
        if cue.entry.what == "negation" and 0 <= gap <= _REACH["negation"]:
            return "negation"
        if cue.entry.what == "sport":
            return "sport"
    return None


def _by_cue(
    cue: Match, core: Trigger, annotated: Annotated, hard_toll: bool, frame: Frame
) -> str | None:
    kind = cue.entry.what
    gap = core.match.start - cue.end
    if kind == "metaphor" and 0 <= cue.start - core.match.end <= 0:
        return kind
    if kind == "negation" and 0 <= gap <= 1:
        return kind
    if kind == "crime" and core.row.kind == "disrupt":
        return kind
    if kind == "accident" and not _armed(frame):
        return kind
    if kind == "sport" and not hard_toll:
        return kind
    if kind == "exercise":
        return kind
    if kind in _FORWARD and 0 <= gap <= _REACH[kind]:
        if kind in ("plan", "expect") and hard_toll:
            return None
        if _another_event_between(annotated, cue.end, core.match.start):
            return None
        return kind
    if kind == "expect" and 0 <= cue.start - core.match.end <= 1 and not hard_toll:
        return kind
    if kind == "law" and not hard_toll and core.row.kind in ("attack", "operation", "target"):
        return kind
    if kind == "perhaps" and 0 <= gap <= 4 and _before_present(annotated, cue):
        return kind
    if kind == "generic_any" and gap == 0:
        return kind
    if kind == "reason" and 0 <= gap <= 3:
        return kind
    if kind == "condemnation" and 0 <= gap <= 4 and not hard_toll:
        return kind
    return None


def _purpose(annotated: Annotated, core: Trigger) -> bool:
    """Whether the noun is a purpose (``لاستهداف القوات``): li- before what takes a victim."""
    if core.match.prefix != _LAM or core.row.of != "patient" or core.trait is Trait.VERB:
        return False
    if any(m.end == core.match.start for m in annotated.of(Kind.CONNECTIVE)):
        return False  # li- of a result, no purpose: ما أدى لمقتل أربعة
    return not any(
        m.entry.what == "depiction" and 0 <= core.match.start - m.end <= 2
        for m in annotated.of(Kind.CUE)
    )


def _before_present(annotated: Annotated, cue: Match) -> bool:
    """Whether ``قد`` stands before a verb in the present: perhaps, not already."""
    tokens = annotated.sentence.tokens
    return cue.end < len(tokens) and tokens[cue.end].text[0] in _PRESENT


def _another_event_between(annotated: Annotated, start: int, end: int) -> bool:
    for match in annotated.of(Kind.TRIGGER, start, end):
        if match.entry.what not in OUTCOME_KINDS:
            return True
    return False


_ARMED_KINDS = frozenset(
    {
        "shell",
        "artillery",
        "air",
        "drone",
        "suicide",
        "clash",
        "shoot",
        "ambush",
        "assassinate",
        "abduct",
        "execution",
        "bomb",
        "attack",
        "capture",
        "retake",
    }
)


def _armed(frame: Frame) -> bool:
    if frame.kinds & _ARMED_KINDS:
        return True
    return any(
        m.entry.what in ("bomb", "suicide", "artillery", "air", "drone", "small_arms")
        for m in frame.annotated.of(Kind.WEAPON, frame.start, frame.end)
    )
