"""Decides whether a passage asserts its event or only refers to one.

``انفجرت عبوة في بغداد`` asserts; ``الهجوم الذي استهدف الفندق`` refers, and so do ``إثر مقتل``
after another main verb and ``عندما نفذ التنظيم هجوما``. A result in numbers asserts, a source that
says it (``أعلن مقتل``), and a headline or a nominal sentence that opens with the event.
"""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.assemble.clauses import Link
from rasd.assemble.frames import Frame, Trigger
from rasd.assemble.tolls import Toll, is_numbered
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import simultaneous, subordinators
from rasd.model import Outcome
from rasd.text import LAM

PASSIVE = "passive"
"""The light verb ``تم``, which stands right before its noun (``تم استهداف``)."""

_NEAR = 3
_OPENING = 2
_LIGHT_REACH = 5
FAR_LIGHT_REACH = 14
"""How far a light verb's noun stands where only the doer stands between."""
_MAIN_LINKS = frozenset({Link.START, Link.COMMA, Link.AND, Link.NEW})
_HARMED = frozenset({Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED})
_JOINED = "\u0648\u0641"
_SUFFER = "suffer"


def is_asserted(frame: Frame, tolls: tuple[Toll, ...]) -> bool:
    """Whether a main clause of the frame says that the event happened."""
    if frame.annotated.sentence.part == "title":
        return True
    if tolls:
        if any(clause.link is Link.RESULT for clause in frame.clauses) and any(
            is_numbered(toll) for toll in tolls
        ):
            return True
        if frame.start == 0 and any(_opens_with(toll) for toll in tolls):
            return True
    return any(_asserts(frame, trigger) for trigger in frame.triggers)


def _opens_with(toll: Toll) -> bool:
    """Whether a nominal sentence opens with the dead or wounded: ``شهداء وجرحى بغارة على ب``."""
    return toll.start <= _OPENING and toll.outcome in _HARMED


def undergone(frame: Frame, trigger: Trigger) -> Match | None:
    """The verb of suffering whose complement an event noun is, however long its subject.

    ``تعرض وكيل الوزارة مساء أمس للخطف``: neither a purpose nor an event already told.
    """
    if trigger.trait is Trait.VERB or trigger.match.prefix != LAM:
        return None
    verbs = frame.annotated.of(Kind.LIGHT_VERB, frame.start, trigger.match.start)
    return next((verb for verb in verbs if verb.entry.id == _SUFFER), None)


def _asserts(frame: Frame, trigger: Trigger) -> bool:
    annotated = frame.annotated
    start = trigger.match.start
    suffered = undergone(frame, trigger)
    if suffered is not None:
        return not is_subordinate(annotated, suffered.start)
    if trigger.trait is Trait.VERB or (trigger.trait is Trait.PHRASE and trigger.row.roles):
        return not is_subordinate(annotated, start)
    if start <= _OPENING and not trigger.definite:
        return True
    if _opens_clause(trigger):
        return True
    for kind in (Kind.LIGHT_VERB, Kind.SPEECH):
        for match in annotated.of(kind, max(0, start - FAR_LIGHT_REACH - 2), start):
            if match.entry.kind is Kind.SPEECH and trigger.definite:
                continue
            reach = 1 if match.entry.id == PASSIVE else _LIGHT_REACH
            if match.entry.kind is Kind.LIGHT_VERB and its_subject_between(frame, match, trigger):
                reach = FAR_LIGHT_REACH
            if start - match.end <= reach and not is_subordinate(annotated, match.start):
                return True
    return False


def its_subject_between(frame: Frame, verb: Match, trigger: Trigger) -> bool:
    """Whether only the doer stands between: ``شنت طائرات التحالف الذي تقوده ..، سلسلة غارات``."""
    annotated = frame.annotated
    end = trigger.match.start
    return any(
        a.start - verb.end <= 1 for a in annotated.actors if a.start >= verb.end
    ) and not any(verb.end <= t.match.start < end for t in frame.triggers)


def _opens_clause(trigger: Trigger) -> bool:
    """Whether a word that is noun or verb opens a main clause before who met it.

    ``وفي ديالى، قتل أربعة أشخاص``, ``* 27 يوليو: مقتل 13 شرطيا``.
    """
    clause, end = trigger.clause, trigger.match.end
    if clause.link not in _MAIN_LINKS or trigger.match.start - clause.start > 1:
        return False
    if trigger.definite or trigger.match.prefix.strip(_JOINED):
        return False
    annotated = clause.annotated
    return (
        any(c.start == end for c in annotated.counts)
        or any(a.start == end for a in annotated.actors)
        or any(n.start == end for n in annotated.numbers)
    )


def is_subordinate(annotated: Annotated, position: int) -> bool:
    """Whether a relative or temporal word governs the verb at a position."""
    tokens = annotated.sentence.tokens
    words = subordinators()
    return any(
        tokens[i].text in words and not (i and tokens[i - 1].text in simultaneous())
        for i in range(max(0, position - _NEAR), position)
    )
