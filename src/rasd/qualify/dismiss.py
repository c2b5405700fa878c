"""Decides which frames are no event: threats, plans, hypotheses, metaphor, sport, accidents.

Each rule names the cue that speaks against the event and how far it reaches: a plan word
reaches forward over its clause (``يخطط لشن هجوم``), a metaphor stands right after the noun
(``هجوم إعلامي``), a domain colours the whole document (sport, economy, culture).
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.annotate import Annotated
from rasd.assemble.frames import OUTCOME_KINDS, STATEMENT_KINDS, Frame, Trigger
from rasd.assemble.tolls import Toll, is_numbered
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import object_pronouns, present_markers, relatives
from rasd.model import Outcome
from rasd.qualify.assemblies import ASSEMBLY_KINDS, no_protest
from rasd.qualify.assertion import undergone
from rasd.qualify.domain import Domain
from rasd.qualify.tense import is_future, is_future_form, is_present
from rasd.text import ARTICLE, LAM, WAW

_ARMED = frozenset({"state_force", "external", "rebel", "militia"})
_CULTURE = 0.4
_COURT = 2
_UNSAID_REACH = 4
"""How far before a statement its negation stands: ``لم تعلن أي جهة مسؤوليتها``."""
_HELD = 4
"""How far from ``سيطر`` what is held may stand."""

_COURT_NEWS = frozenset({"arrest", "release", "protest", "gather", "riot", "disrupt", "seize"})
_FORWARD = frozenset({"wish", "plan", "expect", "warning", "call", "hypothesis"})
_NOUN_REACH = {"reason": 3, "skill": 3, "cessation": 1, "generic": 1}
"""How far cues reach that stand before a noun and nothing else."""

_REACH = {
    "wish": 12,
    "plan": 4,
    "expect": 5,
    "warning": 7,
    "call": 6,
    "hypothesis": 8,
    "negation": 2,
}


_AGAINST = _FORWARD.union(
    _NOUN_REACH,
    {"metaphor", "negation", "crime", "accident", "sport", "stray", "abstract", "culture"},
    {"exercise", "law", "perhaps", "generic_any", "condemnation"},
)
"""Kinds of cues that may speak against an event; the others only colour it."""


def dismissal(frame: Frame, core: Trigger, tolls: tuple[Toll, ...], domain: Domain) -> str | None:
    """Why a frame is no event, as the cue's kind; `None` where it may be one."""
    annotated = frame.annotated
    if core.row.kind in STATEMENT_KINDS:
        return _unsaid(annotated, core)
    hard_toll = bool(tolls) and any(
        is_numbered(t) and t.outcome is not Outcome.DETAINED for t in tolls
    )
    if _purpose(frame, core):
        return "purpose"
    if is_future(annotated, core) or _carried_out_later(annotated, core):
        return "future"
    if _told_of_nobody(frame, core, tolls):
        return "present"
    if (reason := no_protest(frame, core)) is not None:
        return reason
    cues = annotated.of(Kind.CUE, frame.start, frame.end)
    for cue in cues:
        if cue.entry.what not in _AGAINST:
            continue
        reason = _by_cue(cue, core, annotated, hard_toll, frame)
        if reason is not None:
            return reason
    if cues and _court_report(cues, core):
        return "law"
    if domain.sport >= 0.5 and not hard_toll:
        return "sport"
    if domain.sport >= 1.0 and not _several(tolls):
        return "sport"
    if domain.culture >= _CULTURE and not _several(tolls):
        return "culture"
    if domain.economy >= 1.0 and not hard_toll and core.row.kind not in ASSEMBLY_KINDS:
        return "economy"
    return None


def undismissed(frame: Frame, tolls: tuple[Toll, ...], domain: Domain) -> tuple[Trigger, ...]:
    """The triggers that no cue speaks against.

    An event that is only a charge or a reason takes along what is told of it in a relative
    clause: ``متهم بالهجوم الذي استهدف كنيسة وأسفر عن مقتل عشرة``.
    """
    live: list[Trigger] = []
    named = False
    for trigger in frame.triggers:
        if named and trigger.row.kind not in _COURT_NEWS:
            continue
        reason = dismissal(frame, trigger, tolls, domain)
        if reason is None:
            live.append(trigger)
        elif reason in _NAMED and _relative_follows(frame.annotated, trigger):
            named = True
    return tuple(live)


_NAMED = frozenset({"reason", "law"})
_RELATIVE_REACH = 2


def _relative_follows(annotated: Annotated, trigger: Trigger) -> bool:
    tokens = annotated.sentence.tokens
    end = trigger.match.end
    return any(t.text in relatives() for t in tokens[end : end + _RELATIVE_REACH])


def _several(tolls: tuple[Toll, ...]) -> bool:
    """Whether more than one person is said to be harmed: no slip of reading a word as a victim."""
    return any(t.min > 1 for t in tolls)


def _told_of_nobody(frame: Frame, core: Trigger, tolls: tuple[Toll, ...]) -> bool:
    """Whether a verb of dying or wounding stands in the present without a count (``يقضي وقته``).

    Headlines tell in the present, and so do passages that name a weapon, and posts whose armed
    subject stands first and whose victim is one not yet known: ``قوات كذا تقتل مدنيا في قرية``.
    """
    if core.trait is not Trait.VERB or core.row.kind not in OUTCOME_KINDS:
        return False
    annotated = frame.annotated
    if annotated.sentence.part == "title" or _several(tolls):
        return False
    if annotated.of(Kind.WEAPON, frame.start, frame.end):
        return False
    if _by_armed_on_somebody(annotated, core):
        return False
    if any(
        m.entry.what == "negation" and 0 <= core.match.start - m.end <= 1
        for m in annotated.of(Kind.CUE)
    ):
        return False
    return is_present(annotated, core.match)


def _by_armed_on_somebody(annotated: Annotated, core: Trigger) -> bool:
    """Whether armed men stand right before the verb, and right behind it one without the article.

    ``النظام يقتل المدنيين`` speaks of what they always do.
    """
    start, end = core.match.start, core.match.end
    return any(a.end == start and a.category in _ARMED for a in annotated.actors) and any(
        a.start == end and not annotated.sentence.tokens[end].text.startswith(ARTICLE)
        for a in annotated.actors
    )


def _carried_out_later(annotated: Annotated, core: Trigger) -> bool:
    """Whether the verb that carries the noun is future (``ستشن غارات``)."""
    start = core.match.start
    if core.trait is Trait.VERB:
        return False
    for m in annotated.of(Kind.LIGHT_VERB, 0, start):
        if 0 <= start - m.end <= 1 and is_future_form(annotated, m):
            return True
    return False


def _court_report(cues: Sequence[Match], core: Trigger) -> bool:
    """Whether the passage speaks of a court, and of the event as what it tries."""
    if core.row.kind in _COURT_NEWS:
        return False
    law = [m for m in cues if m.entry.what == "law"]
    if core.row.kind == "execution":
        return any(m.start <= core.match.start for m in law)
    return sum(1 for m in law if m.end <= core.match.start) >= _COURT


def _unsaid(annotated: Annotated, core: Trigger) -> str | None:
    """Why a statement was not made: negated (``لم تعلن أي جهة مسؤوليتها``), or a game's."""
    for cue in annotated.of(Kind.CUE):
        gap = core.match.start - cue.end
        if cue.entry.what == "negation" and 0 <= gap <= _UNSAID_REACH:
            return "negation"
        if cue.entry.what == "sport":
            return "sport"
    if (
        core.row.kind == "claim"
        and core.trait is not Trait.PHRASE
        and not _has_deed(annotated, core)
    ):
        return "metaphor"
    return None


def _has_deed(annotated: Annotated, claim: Trigger) -> bool:
    """Whether something that can be done is claimed (``تبنى التفجير``), no thought or plan."""
    word = annotated.sentence.tokens[claim.match.end - 1].text
    if word.endswith(object_pronouns()):
        return True  # هجوم تبناه
    return any(
        match.entry.what not in STATEMENT_KINDS
        for match in annotated.of(
            Kind.TRIGGER, claim.match.start - _DEED_REACH, claim.match.end + _DEED_REACH
        )
    ) or any(
        match.entry.what == "claim" and match.start != claim.match.start
        for match in annotated.of(Kind.TRIGGER, claim.match.end, claim.match.end + _DEED_REACH)
    )


_DEED_REACH = 12


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
    if kind == "accident" and not _armed(frame, cue):
        return kind
    if kind == "sport" and not hard_toll:
        return kind
    if kind == "stray" and frame.kinds <= _HIT:
        return kind
    if kind == "abstract" and _metaphoric(cue, core, frame, hard_toll):
        return "metaphor"
    if kind == "culture" and core.trait is not Trait.VERB and gap == 0:
        return kind
    if kind in _NOUN_REACH and core.trait is not Trait.VERB and 0 <= gap <= _NOUN_REACH[kind]:
        return kind
    if kind == "generic" and 0 <= cue.start - core.match.end <= 1 and not hard_toll:
        return kind
    if kind == "exercise":
        return kind
    if kind in _FORWARD and 0 <= gap <= _REACH[kind]:
        if kind in ("plan", "expect") and hard_toll:
            return None
        if _another_event_between(annotated, cue.end, core):
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
    if kind == "reason" and 0 <= gap <= _NOUN_REACH["reason"] and not _goes_on(core):
        return kind
    if kind == "condemnation" and 0 <= gap <= 4 and not hard_toll:
        return kind
    return None


def _goes_on(core: Trigger) -> bool:
    """Whether a verb joined by "and" carries on the sentence: ``بحسب مسؤول عنه، وخطفت تسعة``."""
    return core.trait is Trait.VERB and core.match.prefix.startswith(WAW)


def _purpose(frame: Frame, core: Trigger) -> bool:
    """Whether the noun is a purpose (``لاستهداف القوات``): li- before what takes a victim."""
    annotated = frame.annotated
    if core.match.prefix != LAM or core.row.of != "patient" or core.trait is Trait.VERB:
        return False
    if undergone(frame, core) is not None:
        return False
    if any(m.end == core.match.start for m in annotated.of(Kind.CONNECTIVE)):
        return False  # li- of a result, no purpose: ما أدى لمقتل أربعة
    return not any(
        m.entry.what == "depiction" and 0 <= core.match.start - m.end <= 2
        for m in annotated.of(Kind.CUE)
    )


def _metaphoric(cue: Match, core: Trigger, frame: Frame, hard_toll: bool) -> bool:
    """Whether what the event is done to is no thing that violence reaches (``اغتيال فرحة``).

    Right after the event, or after a preposition behind an attack; anywhere behind a verb that
    was taken from violence, where nothing else speaks of it (``فجر الخطاب أمس الأجواء``).
    """
    gap = cue.start - core.match.end
    if gap == 0 or (gap == 1 and core.row.kind in ("attack", "strike", "target")):
        return True
    if core.row.kind == "capture":
        return 0 < gap <= _HELD
    if core.row.kind not in ("blast", "bomb", "abduct"):
        return False
    if core.trait.plural or (hard_toll and core.row.kind != "abduct"):
        return False
    armed = bool(frame.annotated.of(Kind.WEAPON, frame.start, frame.end))
    return gap > 0 and not armed and core.match.start - frame.start <= 1


def _before_present(annotated: Annotated, cue: Match) -> bool:
    """Whether ``قد`` stands before a verb in the present: perhaps, not already."""
    tokens = annotated.sentence.tokens
    return cue.end < len(tokens) and tokens[cue.end].text.startswith(present_markers())


def _another_event_between(annotated: Annotated, start: int, core: Trigger) -> bool:
    """Whether the cue governs an event nearer than this one, and this is no item beside it."""
    between = [
        match
        for match in annotated.of(Kind.TRIGGER, start, core.match.start)
        if match.entry.what not in OUTCOME_KINDS
    ]
    return bool(between) and not _beside(between[-1], core)


def _beside(other: Match, core: Trigger) -> bool:
    """Whether an event stands right beside another, joined by "and": ``اغتيال وقتل``."""
    return core.match.start == other.end and core.match.prefix.startswith(WAW)


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


_HIT = OUTCOME_KINDS | {"shoot"}
"""Kinds that a shot without an aim may have, too."""


def _armed(frame: Frame, accident: Match) -> bool:
    """Whether arms had a part in a mishap; an aircraft that crashed is none."""
    if frame.kinds & _ARMED_KINDS:
        return True
    return any(
        m.entry.what in ("bomb", "suicide", "artillery", "air", "drone", "small_arms")
        and not (m.entry.what == "air" and -1 <= m.start - accident.end <= 1)
        for m in frame.annotated.of(Kind.WEAPON, frame.start, frame.end)
    )
